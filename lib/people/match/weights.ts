/**
 * How likely each degree of likeness is in two records of one person (m), of two unrelated people (u), and of two people of
 * one household (h): brothers and sisters, twins, parent and child. Shares from 0 to 1. Null for u: the share is that of the
 * very value in the population, since two called Smith say less than two called Featherstonehaugh (term frequency).
 *
 * Sources: m and u of names, date of birth and postcode follow the order of size of the model that the Ministry of Justice
 * runs in public (hmpps-person-match, MIT licence: name the same m .88, alike m .07 u 5e-4, date the same m .95, one slip
 * m .017 u 1.8e-3). h is ours: that twins are about 1 in 65 births (ONS, multiple births, 2022) and a household shares its
 * address and mostly its family name. Everything was set by hand and measured on invented people only: docs/measurements.md.
 */
export interface Likelihood {
  m: number;
  u: number | null;
  h: number;
  /** What is said of it to whoever decides. */
  words: string;
}

const levels = <const T extends Record<string, Likelihood>>(table: T): T => table;

export const GIVEN = levels({
  same: { m: 0.84, u: null, h: 0.03, words: 'given name the same' },
  nickname: { m: 0.03, u: 1e-3, h: 0.004, words: 'given name a short form or another spelling' },
  close: { m: 0.06, u: 4e-4, h: 0.01, words: 'given name nearly the same' },
  close_common: { m: 0.006, u: 1.5e-3, h: 0.6, words: 'given name nearly the same, but both are names in common use' },
  alike: { m: 0.015, u: 3e-3, h: 0.08, words: 'given name sounds or looks alike' },
  part: { m: 0.02, u: null, h: 0.01, words: 'one given name shared' },
  initial: { m: 0.012, u: 4e-2, h: 0.06, words: 'given name has the same initial' },
  // Of twins without a name yet the record says "baby girl", and nobody can tell which.
  unnamed: { m: 0.01, u: 0.01, h: 0.8, words: 'a given name is not known, so a twin cannot be told apart' },
  differs: { m: 0.01, u: 0.95, h: 0.82, words: 'given name differs' },
});

export const FAMILY = levels({
  same: { m: 0.87, u: null, h: 0.75, words: 'family name the same' },
  close: { m: 0.05, u: 4e-4, h: 0.03, words: 'family name nearly the same' },
  close_common: { m: 0.008, u: 1e-3, h: 0.01, words: 'family name nearly the same, but both are names in common use' },
  alike: { m: 0.015, u: 2e-3, h: 0.01, words: 'family name sounds or looks alike' },
  part: { m: 0.025, u: null, h: 0.06, words: 'one family name shared' },
  initial: { m: 0.002, u: 5e-2, h: 0.01, words: 'family name has the same initial' },
  differs: { m: 0.03, u: 0.94, h: 0.13, words: 'family name differs' },
});

/** That given and family name were written in each other's place. */
export const SWAPPED = { m: 0.03, u: 1, h: 0.03, words: 'given and family name in each other’s place' } satisfies Likelihood;

export const BIRTH = levels({
  same: { m: 0.925, u: null, h: 0.012, words: 'date of birth the same' },
  swapped: { m: 0.008, u: 6e-5, h: 2e-4, words: 'date of birth with day and month in each other’s place' },
  slip: { m: 0.03, u: 2.5e-3, h: 3e-3, words: 'date of birth differs by one slip' },
  same_day: { m: 5e-4, u: 2.7e-3, h: 3e-3, words: 'same day and month, another year' },
  same_month: { m: 0.01, u: 3.5e-3, h: 2e-3, words: 'same month and year, another day' },
  part: { m: 0.97, u: 5e-3, h: 0.01, words: 'date of birth agrees as far as known (month and year)' },
  year: { m: 0.97, u: 6e-2, h: 0.05, words: 'date of birth agrees as far as known (year)' },
  // A parent and child of one name differ in nothing else.
  unknown: { m: 0.03, u: 0.03, h: 0.5, words: 'a date of birth is not known, so a parent or child of the same name cannot be told apart' },
  differs: { m: 0.022, u: 0.99, h: 0.98, words: 'date of birth differs' },
});

export const SEX = levels({
  same: { m: 0.985, u: 0.5, h: 0.5, words: 'sex the same' },
  differs: { m: 0.015, u: 0.5, h: 0.5, words: 'sex differs' },
});

/** Address and postcode are one thing seen twice, so they are compared together. */
export const HOME = levels({
  same: { m: 0.55, u: null, h: 0.9, words: 'same address' },
  postcode: { m: 0.58, u: null, h: 0.92, words: 'same postcode' },
  postcode_only: { m: 0.06, u: null, h: 0.02, words: 'same postcode, another house' },
  near: { m: 0.03, u: 4e-4, h: 0.02, words: 'postcode differs by one slip' },
  street: { m: 0.03, u: 5e-4, h: 0.01, words: 'same street' },
  district: { m: 0.08, u: null, h: 0.01, words: 'same postal district' },
  differs: { m: 0.22, u: 0.97, h: 0.03, words: 'another address' },
});

export const NUMBER = levels({
  same: { m: 0.965, u: 1e-8, h: 5e-2, words: 'NHS number the same' },
  same_unchecked: { m: 0.9, u: null, h: 2e-2, words: 'the same number, which passes no check' },
  slip: { m: 0.02, u: 1e-6, h: 1e-4, words: 'NHS number differs by one slip' },
  differs: { m: 0.015, u: 1, h: 0.999, words: 'NHS number differs' },
});

/**
 * Given and family names go together: a stranger called Alicja is more likely to be called Kowalska than a stranger is. So two
 * strangers share both names this many times as often as their shares multiplied say (ours; measured on the invented
 * population, whose groups have their own names).
 */
export const NAMES_GO_TOGETHER = 4;

/**
 * The share of a value in the country at large, taken before anything is counted: a list of ten people says little about names.
 * Ours, from the order of size of the sources above; a list of more than `COUNTED_AGAINST` people speaks for itself.
 */
export const AT_LARGE = { given: 1e-3, family: 2e-4, birth: 1.5e-4, postcode: 5e-5, district: 2e-2, address: 1e-5, number: 1e-7 };
export const COUNTED_AGAINST = 300;

/** People of a household beside somebody, on average (ONS, families and households 2023: 2.36 a household). */
export const OTHERS_IN_HOUSEHOLD = 1.4;

/**
 * To take two of one family for one another is worse than to miss a link: a child's history becomes its twin's. So the household
 * counts this many times as likely as it is (ours; chosen so that no twins and no namesakes were linked: docs/measurements.md).
 */
export const CAUTION = 15;
