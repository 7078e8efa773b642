import type { Compared } from './compare';

/** How likely two records taken at random are one person, or two of one household. Shares from 0 to 1. */
export interface Prior {
  same: number;
  household: number;
}

/** How strongly two records look like one person. */
export interface Score {
  /** Evidence for one person against everything else, in bits: 10 is about a thousand to one. The prior is not in it. */
  weight: number;
  /** That they are one person, 0 to 1, the prior counted in. */
  probability: number;
}

/** The evidence itself, in bits, under each of the three ways that two records can come to be. */
export interface Evidence {
  same: number;
  household: number;
  strangers: number;
}

export function evidenceOf(compared: readonly Compared[]): Evidence {
  const sum = (of: (one: Compared) => number) => compared.reduce((bits, one) => bits + Math.log2(of(one)), 0);
  // Whoever shares a home by being of one household shares it whatever its frequency; a stranger shares it by chance.
  return { same: sum(({ likelihood: { m } }) => m), household: sum(({ h }) => h), strangers: sum(({ u }) => u) };
}

/**
 * Weighs three ways that two records can come to be (Fellegi and Sunter 1969, with one way more): one person, two people of
 * one household, two strangers. The second is what keeps twins apart, who share everything but the given name, and a father
 * and son of one name, who share everything but the date of birth: no further rule is needed, and none can be forgotten.
 */
export function scoreOf(evidence: Evidence, prior: Prior): Score {
  const { same, household, strangers } = evidence;
  const apart = 1 - prior.same - prior.household;
  const others = Math.log2((prior.household * 2 ** (household - same) + apart * 2 ** (strangers - same)) / (prior.household + apart));
  return { weight: -others, probability: explanationsOf(evidence, prior).same };
}

/** How likely it is that two records are one person, and that they are two of one household: 0 to 1 each. */
export function explanationsOf({ same, household, strangers }: Evidence, prior: Prior): Prior {
  const highest = Math.max(same, household, strangers);
  const one = prior.same * 2 ** (same - highest);
  const two = prior.household * 2 ** (household - highest);
  const all = one + two + (1 - prior.same - prior.household) * 2 ** (strangers - highest);
  return { same: one / all, household: two / all };
}

/** Why: each field in words with its bits for or against, the most telling first; then what the household explains away. */
export function reasonsOf(compared: readonly Compared[], score: Score): { words: string; bits: number }[] {
  const reasons = compared.map(({ likelihood: { m, words }, u }) => ({ words, bits: Math.log2(m / u) })).sort((a, b) => Math.abs(b.bits) - Math.abs(a.bits));
  const explained = score.weight - reasons.reduce((sum, { bits }) => sum + bits, 0);
  return explained > -WORTH_SAYING ? reasons : [...reasons, { words: 'what people of one household share (a twin, a parent of the same name) counts for less', bits: explained }];
}

const WORTH_SAYING = 0.5;
