import { comparable, type Comparable } from './match/comparable';
import { compare, NameReader, type Compared } from './match/compare';
import { Counted, type Frequencies } from './match/frequency';
import { KEY_KINDS, keysOf, type KeyKind } from './match/keys';
import { nicknameKey } from './match/nicknames';
import { evidenceOf, reasonsOf, scoreOf, type Prior } from './match/score';
import { BIRTH, CAUTION, GIVEN, NUMBER, OTHERS_IN_HOUSEHOLD } from './match/weights';

/**
 * Whether a child of one contact may be a child of another (issue 4, section 2; decision 34): keys to find, weights to
 * propose. Pure; a person decides.
 */

/** A child as a contact names it. */
export interface NamedChild {
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

/** Kinds of keys in the index: those of the matching, the pupil number, and the mark that a child was indexed at all. */
export const INDEX_KINDS = [...KEY_KINDS, 'upn', 'indexed'] as const;
export type IndexKind = KeyKind | 'upn' | 'indexed';

/** The making of keys that the mark `indexed` names; another one has every child indexed anew. */
export const KEYS_MADE = '1';

const textIn = (details: Record<string, unknown>, name: string) => (typeof details[name] === 'string' ? details[name] : '');

/** A child made ready for comparing. An address that is kept secret is not known here (safe practice 6). */
export function comparableOf({ givenName, familyName, dateOfBirth, nhsNumber, details }: NamedChild): Comparable {
  const secret = details['keepAddressSecret'] === true;
  const place = (name: string) => (secret ? '' : textIn(details, name));
  return comparable({ givenName, familyName, dateOfBirth: dateOfBirth ?? '', sex: textIn(details, 'sex'), address: place('address'), postcode: place('postcode'), nhsNumber: nhsNumber ?? '' });
}

/** Every key by which a child is found, each once, and the mark that it was indexed. */
export function indexKeys(child: NamedChild): { kind: IndexKind; key: string }[] {
  const keys = keysOf(comparableOf(child));
  return [
    { kind: 'indexed', key: KEYS_MADE },
    ...(child.upn === null ? [] : [{ kind: 'upn' as const, key: child.upn }]),
    ...KEY_KINDS.flatMap((kind) => [...new Set(keys[kind])].map((key) => ({ kind, key }))),
  ];
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
const AT_LARGE: Frequencies = Object.assign(new Counted(), {
  bothCommon: (kind: 'given' | 'family', one: string, other: string) => kind === 'given' && isGivenNameInUse(one) && isGivenNameInUse(other),
});

const UPN_SAME = { ...NUMBER.same, words: 'pupil number (UPN) the same' };
// A temporary number is replaced, and a school may hold a wrong one: as much against as an NHS number that differs.
const UPN_DIFFERS = { ...NUMBER.differs, words: 'pupil number (UPN) differs' };

function compareUpns(a: string | null, b: string | null): Compared[] {
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
}

const ONE_NAME = new Set<Compared['likelihood']>([GIVEN.same, GIVEN.nickname]);

function isMaybeTwin(compared: readonly Compared[]): boolean {
  const of = (field: Compared['field']) => compared.filter((one) => one.field === field).map(({ likelihood }) => likelihood);
  return of('birth').includes(BIRTH.same) && !of('given').some((likelihood) => ONE_NAME.has(likelihood));
}

/** Weighs a child of one contact against a child of another. The same both ways, and for the same two always the same. */
export function weigh(a: NamedChild, b: NamedChild): Weighed {
  const compared = [...compare(comparableOf(a), comparableOf(b), new NameReader(AT_LARGE), AT_LARGE), ...compareUpns(a.upn, b.upn)];
  const score = scoreOf(evidenceOf(compared), PRIOR);
  return { probability: score.probability, reasons: reasonsOf(compared, score), maybeTwin: isMaybeTwin(compared) };
}

/** Whoever is less likely the same child than this is not proposed, unless a number or name and birth are the same. */
export const WORTH_PROPOSING = 0.04;

const WORDS: readonly { from: number; words: string }[] = [
  { from: 0.95, words: 'Very likely the same child' },
  { from: 0.5, words: 'Likely the same child' },
  { from: 0.1, words: 'Perhaps the same child' },
  { from: 0, words: 'Less likely the same child' },
];

/** A probability in words, as the proposal says it. */
export function likelihoodWords({ probability, maybeTwin }: Pick<Weighed, 'probability' | 'maybeTwin'>): string {
  if (maybeTwin) return 'Perhaps the same child, or a twin';
  return WORDS.find(({ from }) => probability >= from)?.words ?? '';
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
