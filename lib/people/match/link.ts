import { compare, NameReader, type Compared } from './compare';
import type { Comparable } from './comparable';
import { Counted } from './frequency';
import { KEY_KINDS, keysOf } from './keys';
import { evidenceOf, explanationsOf, scoreOf, type Evidence, type Prior } from './score';
import { CAUTION, COUNTED_AGAINST, OTHERS_IN_HOUSEHOLD } from './weights';

/** Two records that may be one person, by their places in the lists. */
export interface Pair {
  left: number;
  right: number;
  weight: number;
  probability: number;
}

export interface Linked {
  /** In no order; every pair at or above the threshold. */
  pairs: Pair[];
  /** Of two records of a pair, what agrees: worked out again on demand, so that it need not be held. */
  explain: (pair: Pair) => Compared[];
  /** Pairs looked at, and pairs that share a key so common that they were left out. */
  looked: number;
  leftOut: number;
  prior: Prior;
}

export interface Options {
  /** Probability from which a pair is given out, 0 to 1. */
  threshold: number;
  /** Told how far it is. */
  progress?: (done: string) => void;
}

/** More pairs than this by one key are no find: the key is as good as none. */
const MOST_PAIRS_OF_A_KEY = 2_000_000;
/** A pair below this, before the share of matches is known, is not kept. */
const WORTH_KEEPING = 1e-3;
/** From here on a pair counts towards how many of one household there are. */
const WORTH_COUNTING = 0.05;
const ROUNDS = 20;

/**
 * Links two lists of people, or one list against itself. Whoever is in both is found by shared keys and weighed by `score`;
 * how many matches and how many of one household there are is worked out from the lists themselves (expectation and maximisation
 * on the prior alone).
 * Pure, and the same for the same lists; holds both lists in memory.
 * @param right null to look for the same person within the left list.
 */
export function link(left: readonly Comparable[], right: readonly Comparable[] | null, { threshold, progress = () => undefined }: Options): Linked {
  const others = right ?? left;
  const frequencies = new Counted();
  for (const person of left) frequencies.add(person);
  if (right !== null) for (const person of right) frequencies.add(person);
  const reader = new NameReader(frequencies);
  // A short list is taken as a part of a longer one: of four people it is not likely from the start that two are one.
  const smaller = Math.max(Math.min(left.length, others.length), COUNTED_AGAINST);
  const pairsPossible = Math.max(right === null ? (left.length * (left.length - 1)) / 2 : left.length * others.length, smaller * smaller * HALF);
  const first: Prior = { same: (HALF * smaller) / pairsPossible, household: (OTHERS_IN_HOUSEHOLD * smaller) / pairsPossible };

  const kept: { left: number; right: number; evidence: Evidence }[] = [];
  const explain = ({ left: a, right: b }: { left: number; right: number }) => compare(at(left, a), at(others, b), reader, frequencies);
  const counts = candidates(left, right, progress, (a, b) => {
    const evidence = evidenceOf(explain({ left: a, right: b }));
    const likely = explanationsOf(evidence, first);
    if (likely.same >= WORTH_KEEPING || likely.household >= WORTH_COUNTING) kept.push({ left: a, right: b, evidence });
  });

  const learned = learn(kept.map(({ evidence }) => evidence), first, pairsPossible, smaller);
  const prior: Prior = { same: learned.same, household: CAUTION * learned.household };
  const pairs = kept.map(({ left: a, right: b, evidence }) => ({ left: a, right: b, ...scoreOf(evidence, prior) })).filter(({ probability }) => probability >= threshold);
  return { pairs, explain, ...counts, prior };
}

const HALF = 0.5;

function at<T>(list: readonly T[], place: number): T {
  const found = list[place];
  if (found === undefined) throw new RangeError(`no place ${place}`);
  return found;
}

/** The shares of matches and of pairs of one household that explain what was found best, from the first guess on. */
function learn(found: readonly Evidence[], first: Prior, pairsPossible: number, smaller: number): Prior {
  // Of few people little is learned: beside what is found stands what was thought at first, for as many as make a short list.
  const share = (expected: number, thought: number) => ((expected + COUNTED_AGAINST * thought) * smaller) / (smaller + COUNTED_AGAINST) / pairsPossible;
  let prior = first;
  for (let round = 0; round < ROUNDS; round += 1) {
    let [same, household] = [0, 0];
    for (const evidence of found) {
      const likely = explanationsOf(evidence, prior);
      same += likely.same;
      household += likely.household;
    }
    prior = { same: share(Math.min(same, smaller), HALF), household: share(household, OTHERS_IN_HOUSEHOLD) };
  }
  return prior;
}

/** The keys of everybody in a list, by kind, each as a number. Two keys of one number would only be looked at for nothing. */
class Keys {
  private readonly codes: Float64Array[];
  private readonly starts: Uint32Array[];

  constructor(people: readonly Comparable[]) {
    const codes: number[][] = KEY_KINDS.map(() => []);
    this.starts = KEY_KINDS.map(() => new Uint32Array(people.length + 1));
    for (const [place, person] of people.entries()) {
      const keys = keysOf(person);
      for (const [kind, name] of KEY_KINDS.entries()) {
        for (const key of new Set(keys[name])) codes[kind]?.push(numberOf(key));
        at(this.starts, kind)[place + 1] = codes[kind]?.length ?? 0;
      }
    }
    this.codes = codes.map((each) => Float64Array.from(each));
  }

  /** The keys of one kind that one person has. */
  of(kind: number, place: number): Float64Array {
    const starts = at(this.starts, kind);
    return at(this.codes, kind).subarray(starts[place] ?? 0, starts[place + 1] ?? 0);
  }
}

/** A text as a whole number of 53 bits (cyrb53, public domain). */
function numberOf(text: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let place = 0; place < text.length; place += 1) {
    const mark = text.charCodeAt(place);
    high = Math.imul(high ^ mark, 0x9e3779b1);
    low = Math.imul(low ^ mark, 0x5f356495);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return 2 ** 32 * (2 ** 21 - 1 & low) + (high >>> 0);
}

/** Calls for every pair that shares a key, once. */
function candidates(left: readonly Comparable[], right: readonly Comparable[] | null, progress: (done: string) => void, found: (left: number, right: number) => void): { looked: number; leftOut: number } {
  const mine = new Keys(left);
  const theirs = right === null ? mine : new Keys(right);
  let looked = 0;
  let leftOut = 0;
  for (const [kind, name] of KEY_KINDS.entries()) {
    const byKey = placesByKey(theirs, kind, (right ?? left).length);
    const sizes = new Map<number, number>();
    for (let a = 0; a < left.length; a += 1) for (const code of mine.of(kind, a)) sizes.set(code, (sizes.get(code) ?? 0) + 1);
    for (let a = 0; a < left.length; a += 1) {
      for (const code of mine.of(kind, a)) {
        const partners = byKey.get(code) ?? [];
        if ((sizes.get(code) ?? 0) * partners.length > MOST_PAIRS_OF_A_KEY) {
          leftOut += partners.length;
          continue;
        }
        for (const b of partners) {
          if ((right === null && b <= a) || metBefore(mine, a, theirs, b, kind, code)) continue;
          looked += 1;
          found(a, b);
        }
      }
    }
    progress(`${name.replace('_', ' and ')}: ${looked.toLocaleString('en-GB')} pairs looked at`);
  }
  return { looked, leftOut };
}

function placesByKey(keys: Keys, kind: number, people: number): Map<number, number[]> {
  const byKey = new Map<number, number[]>();
  for (let place = 0; place < people; place += 1) {
    for (const code of keys.of(kind, place)) {
      const there = byKey.get(code);
      if (there === undefined) byKey.set(code, [place]);
      else there.push(place);
    }
  }
  return byKey;
}

/** Was this pair met by a key of an earlier kind, or by another of this kind? */
function metBefore(mine: Keys, a: number, theirs: Keys, b: number, kind: number, code: number): boolean {
  for (let earlier = 0; earlier <= kind; earlier += 1) {
    const others = theirs.of(earlier, b);
    for (const one of mine.of(earlier, a)) if (others.includes(one)) return earlier < kind || one !== code;
  }
  return false;
}
