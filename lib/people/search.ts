import { comparable, type Comparable } from './match/comparable';
import { compare, type NameReader } from './match/compare';
import { KEY_KINDS, keysOf } from './match/keys';
import { AT_LARGE, compareUpns, formsOf, searchKeysOf, type IndexKind, type NamedPerson } from './identity';

/**
 * Looking for somebody (issue 4, section 2): by which keys, and how well somebody agrees with what is looked for. Pure.
 */

/** What is looked for; empty where nothing is. Numbers pass their check; a date of birth may be a year, or a year and month. */
export interface SearchTerms {
  givenName: string;
  familyName: string;
  dateOfBirth: string;
  nhsNumber: string;
  upn: string;
  address: string;
  postcode: string;
}

function comparableTerms({ upn: _, ...terms }: SearchTerms): Comparable {
  return comparable({ ...terms, sex: '' });
}

/**
 * The keys of everybody who may be meant: equalities, so that an index finds them under row security too (quality A6). None
 * where too little is known to look by. Keys that hundreds share are taken only where nothing says more.
 */
export function searchKeys(terms: SearchTerms): { kind: IndexKind; key: string }[] {
  const person = comparableTerms(terms);
  const { birth, family, given, postcode } = person;
  const keys = keysOf(person);
  const search = searchKeysOf(person);
  const narrow = birth !== null && birth.day !== 0;
  const add = (kind: IndexKind, found: readonly string[], when: boolean) => (when ? found.map((key) => ({ kind, key })) : []);
  return [
    ...KEY_KINDS.flatMap((kind) => add(kind, [...new Set(keys[kind])], true)),
    ...add('upn', [terms.upn], terms.upn !== ''),
    ...add('family', search.family, given.whole === '' && birth === null && postcode === ''),
    ...add('family_year', search.family_year, given.whole === '' && !narrow),
    ...add('postcode', search.postcode, family.whole === '' && given.whole === '' && !narrow),
    ...add('address', search.address, given.whole === ''),
  ];
}

/** How well somebody agrees with what is looked for, and in what. */
export interface Rated {
  /** Evidence in bits: one more doubles the odds against a stranger. */
  bits: number;
  reasons: { words: string; bits: number }[];
}

/** Below this somebody is not shown: what they share with what is typed is shared by too many. */
const FEWEST_BITS = 6;

/** Whoever looks by a family name alone is told that its spelling need not be right: another spelling, or the same sound, is enough, and what is written the same stands first. */
const isFamilyAlone = ({ familyName, ...others }: SearchTerms) => familyName !== '' && Object.values(others).every((typed) => typed === '');

/** How well somebody agrees with what is looked for, by the name of theirs that agrees best; null where not well enough. */
export function rate(terms: SearchTerms, person: NamedPerson, reader: NameReader): Rated | null {
  const typed = comparableTerms(terms);
  const upns = compareUpns(terms.upn === '' ? null : terms.upn, person.upn);
  const rated = formsOf(person).map((form) => {
    const reasons = [...compare(typed, form, reader, AT_LARGE), ...upns].map(({ likelihood: { m, words }, u }) => ({ words, bits: Math.log2(m / u) })).filter(({ bits }) => bits !== 0);
    return { bits: reasons.reduce((sum, { bits }) => sum + bits, 0), reasons: reasons.sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits)) };
  });
  const [best] = rated.sort((a, b) => b.bits - a.bits);
  return best === undefined || best.bits < (isFamilyAlone(terms) ? 0 : FEWEST_BITS) ? null : best;
}
