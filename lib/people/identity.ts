import { comparable, type Comparable } from './match/comparable';
import { compare, NameReader, type Compared } from './match/compare';
import { Counted, type Frequencies } from './match/frequency';
import { addressKey, familySounds, KEY_KINDS, keysOf } from './match/keys';
import { nicknameKey } from './match/nicknames';
import { normaliseName } from './model';
import { otherNamesIn } from './other-names';
import { forenamesIn, isPlaceholderName } from './placeholder';
import { evidenceOf, reasonsOf, scoreOf, type Prior } from './match/score';
import { BIRTH, CAUTION, FAMILY, GIVEN, HOME, NUMBER, OTHERS_IN_HOUSEHOLD } from './match/weights';

/**
 * Whether somebody of one contact may be somebody of another (issue 4, section 2; decision 34): keys to find, weights to
 * propose. Pure; a person decides.
 */

/** Somebody as a contact names them, child or adult. */
export interface NamedPerson {
  givenName: string;
  familyName: string;
  /** ISO date; null when not known. */
  dateOfBirth: string | null;
  /** Only what passes its check digit. */
  nhsNumber: string | null;
  upn: string | null;
  /** Everything else said: sex, address, postcode and whether they are to be kept secret are read from it. */
  details: Record<string, unknown>;
}

/** Keys by which somebody is looked for. They propose nobody: too many share them to say anything. */
export const SEARCH_KINDS = ['family', 'family_year', 'postcode', 'address'] as const;
/** Keys by which somebody is proposed as the same person. */
export const PROPOSING_KINDS = [...KEY_KINDS, 'upn'] as const;
/** Kinds of keys in the index: those of the matching, the pupil number, those of the search, and the mark that somebody was indexed at all. */
export const INDEX_KINDS = [...PROPOSING_KINDS, ...SEARCH_KINDS, 'indexed'] as const;
export type IndexKind = (typeof INDEX_KINDS)[number];

/** The making of keys that the mark `indexed` names; another one has everybody indexed anew. */
export const KEYS_MADE = '3';

const textIn = (details: Record<string, unknown>, name: string) => (typeof details[name] === 'string' ? details[name] : '');

const POSTCODE_WITHIN = /\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b/i;

/**
 * Somebody made ready for comparing, by the name they go by here. An address that is kept secret is not known here (safe
 * practice 6). Of a date of birth of which only the year, or the year and month, was told, that much is known.
 */
export function comparableOf({ givenName, familyName, dateOfBirth, nhsNumber, details }: NamedPerson): Comparable {
  const secret = details['keepAddressSecret'] === true;
  const address = secret ? '' : textIn(details, 'address');
  const postcode = secret ? '' : textIn(details, 'postcode') || (POSTCODE_WITHIN.exec(address)?.[0] ?? '');
  return comparable({ givenName, familyName, dateOfBirth: dateOfBirth ?? textIn(details, 'bornAbout'), sex: textIn(details, 'sex'), address, postcode, nhsNumber: nhsNumber ?? '' });
}

/** Somebody by each name they are known by, the one they go by here first: as many comparables as names. */
export function formsOf(person: NamedPerson): Comparable[] {
  const others = otherNamesIn(textIn(person.details, 'otherNames'), person);
  return [person, ...others.map((name) => ({ ...person, ...name }))].map(comparableOf);
}

/** The keys of somebody that the search alone uses. */
export function searchKeysOf({ family, birth, postcode, ...person }: Comparable): Record<(typeof SEARCH_KINDS)[number], string[]> {
  const sounds = familySounds(family);
  const address = addressKey({ family, birth, postcode, ...person });
  return { family: sounds, family_year: birth === null ? [] : sounds.map((sound) => `${sound}|${birth.year}`), postcode: postcode === '' ? [] : [postcode], address: address === '' ? [] : [address] };
}

/** Every key by which somebody is found, each once and under every name, and the mark that they were indexed. */
export function indexKeys(person: NamedPerson): { kind: IndexKind; key: string }[] {
  const all = formsOf(person).map((form) => ({ ...keysOf(form), ...searchKeysOf(form) }));
  return [
    { kind: 'indexed', key: KEYS_MADE },
    ...(person.upn === null ? [] : [{ kind: 'upn' as const, key: person.upn }]),
    ...[...KEY_KINDS, ...SEARCH_KINDS].flatMap((kind) => [...new Set(all.flatMap((keys) => keys[kind]))].map((key) => ({ kind, key }))),
  ];
}

/** The keys by which somebody is proposed as the same person, each once. */
export function proposingKeysOf(person: NamedPerson): { kind: IndexKind; key: string }[] {
  return indexKeys(person).filter(({ kind }) => PROPOSING_KINDS.some((each) => each === kind));
}

/**
 * Children of an authority: 11.9 million under 18 in England (ONS, mid-2023) in 153 authorities. The number of this
 * authority's records is not taken, nor how often a name stands among them: a closed contact would move every score.
 */
const CHILDREN_OF_AN_AUTHORITY = 78_000;
const HALF = 0.5;

/** As in `link`: half of those who are looked for are there, and the household counts for more than it is. */
const PRIOR: Prior = { same: HALF / CHILDREN_OF_AN_AUTHORITY, household: (CAUTION * OTHERS_IN_HOUSEHOLD) / CHILDREN_OF_AN_AUTHORITY };

const isGivenNameInUse = (name: string) => nicknameKey(name) !== name;

/** Shares of values in the country at large. Two given names that the list of names knows are two names, and no slip. */
export const AT_LARGE: Frequencies = Object.assign(new Counted(), {
  bothCommon: (kind: 'given' | 'family', one: string, other: string) => kind === 'given' && isGivenNameInUse(one) && isGivenNameInUse(other),
});

const UPN_SAME = { ...NUMBER.same, words: 'pupil number (UPN) the same' };
// A temporary number is replaced, and a school may hold a wrong one: as much against as an NHS number that differs.
const UPN_DIFFERS = { ...NUMBER.differs, words: 'pupil number (UPN) differs' };

export function compareUpns(a: string | null, b: string | null): Compared[] {
  if (a === null || b === null) return [];
  const likelihood = a === b ? UPN_SAME : UPN_DIFFERS;
  return [{ field: 'number', likelihood, h: likelihood.h, u: likelihood.u }];
}

/** How strongly two children look like one, and why. */
export interface Weighed {
  /** That they are one child, 0 to 1; a careful figure, no frequency (decision 31). */
  probability: number;
  /** Each field in words with its weight in bits: one more doubles the odds, one less halves them. */
  reasons: { words: string; bits: number }[];
  /** Born on one day under another given name: it may be a twin, however alike the names are. */
  maybeTwin: boolean;
  /** Of one name and one home: a namesake of one household, or told of twice. Whoever knows that both are children, or both adults, asks. */
  sameNameAtHome: boolean;
}

const ONE_NAME = [GIVEN.same, GIVEN.nickname];
const ONE_HOME = [HOME.same, HOME.postcode];

function readKin(compared: readonly Compared[]): Pick<Weighed, 'maybeTwin' | 'sameNameAtHome'> {
  const has = (...any: Compared['likelihood'][]) => compared.some(({ likelihood }) => any.includes(likelihood));
  const oneName = has(...ONE_NAME);
  return { maybeTwin: has(BIRTH.same) && !oneName, sameNameAtHome: oneName && has(FAMILY.same) && has(...ONE_HOME) };
}

function weighForms(a: Comparable, b: Comparable, upns: readonly Compared[], reader: NameReader): Weighed {
  const compared = [...compare(a, b, reader, AT_LARGE), ...upns];
  const score = scoreOf(evidenceOf(compared), PRIOR);
  return { probability: score.probability, reasons: reasonsOf(compared, score), ...readKin(compared) };
}

/**
 * Are they of one family name and born on one day, and has one of them no forename: a newborn who is told of again, a twin, or a child
 * of another family? Nothing but a person can say, so they are asked, however unlikely the weights make it.
 */
export function isUnnamedOfOneBirth(a: NamedPerson, b: NamedPerson): boolean {
  const family = normaliseName(a.familyName);
  if (family === '' || family !== normaliseName(b.familyName) || a.dateOfBirth === null || a.dateOfBirth !== b.dateOfBirth) return false;
  return [a, b].some(({ givenName, familyName }) => forenamesIn(givenName, familyName).length === 0);
}

const NO_EVIDENCE = { words: 'what stands for the given name, such as “Baby”, is nobody’s name and counts for nothing', bits: 0 };
const hasPlaceholder = ({ givenName, familyName }: NamedPerson) => isPlaceholderName(givenName, familyName);

const ANOTHER_NAME = { words: 'by another name that one of them is known by', bits: 0 };

/**
 * Weighs somebody of one contact against somebody of another, each by the name that speaks most for their being one. The same
 * both ways, and for the same two always the same.
 */
export function weigh(a: NamedPerson, b: NamedPerson): Weighed {
  return weigherOf(a)(b);
}

/** Somebody made ready once to be weighed against many. */
export function weigherOf(a: NamedPerson): (b: NamedPerson) => Weighed {
  const [forms, reader] = [formsOf(a), new NameReader(AT_LARGE)];
  const placeholder = hasPlaceholder(a);
  return (b) => {
    const how = weighBest(forms, formsOf(b), compareUpns(a.upn, b.upn), reader);
    return placeholder || hasPlaceholder(b) ? { ...how, reasons: [...how.reasons, NO_EVIDENCE] } : how;
  };
}

function weighBest(a: readonly Comparable[], b: readonly Comparable[], upns: readonly Compared[], reader: NameReader): Weighed {
  const [own, ...others] = a.flatMap((one) => b.map((other) => weighForms(one, other, upns, reader)));
  if (own === undefined) throw new Error('everybody has the name they go by, if only an empty one');
  const [best = own] = others.sort((one, other) => other.probability - one.probability);
  return best.probability > own.probability ? { ...best, reasons: [...best.reasons, ANOTHER_NAME] } : own;
}

/** Whoever is less likely the same child than this is not proposed, unless a number or name and birth are the same, `isUnnamedOfOneBirth`, or `sameNameAtHome`. */
export const WORTH_PROPOSING = 0.04;

const WORDS: readonly { from: number; words: string }[] = [
  { from: 0.95, words: 'Very likely' },
  { from: 0.5, words: 'Likely' },
  { from: 0.1, words: 'Perhaps' },
  { from: 0, words: 'Less likely' },
];

/** A probability in words, as the proposal says it. */
export function likelihoodWords({ probability, maybeTwin }: Pick<Weighed, 'probability' | 'maybeTwin'>, who: 'child' | 'person' = 'child'): string {
  if (maybeTwin) return `Perhaps the same ${who}, or a twin`;
  return `${WORDS.find(({ from }) => probability >= from)?.words ?? ''} the same ${who}`;
}

/** What a person says of two children. */
export const PAIR_OUTCOMES = ['same', 'not_same', 'not_sure'] as const;
export type PairOutcome = (typeof PAIR_OUTCOMES)[number];
/** All that is written down: also that a child is new here, and that a link was undone. */
export type MatchOutcome = PairOutcome | 'new' | 'undone';

/** One person's saying of two children. */
export interface Said {
  one: string;
  other: string;
  outcome: MatchOutcome;
  atMs: number;
}

export const pairKey = (one: string, other: string) => [one, other].sort().join(' ');

/** What was said last of each pair. */
export function lastSaid(said: readonly Said[]): Map<string, Said> {
  const last = new Map<string, Said>();
  for (const each of said) {
    const key = pairKey(each.one, each.other);
    if (each.atMs >= (last.get(key)?.atMs ?? -Infinity)) last.set(key, each);
  }
  return last;
}

/** Who belongs together by what was said last of each pair: every child in exactly one part, a child alone in a part of its own. */
export function partsOf(children: readonly string[], said: readonly Said[]): string[][] {
  const parts = new Map(children.map((child) => [child, [child]]));
  for (const { one, other, outcome } of lastSaid(said).values()) {
    const [a, b] = [parts.get(one), parts.get(other)];
    if (outcome !== 'same' || a === undefined || b === undefined || a === b) continue;
    a.push(...b);
    for (const child of b) parts.set(child, a);
  }
  return [...new Set(parts.values())];
}
