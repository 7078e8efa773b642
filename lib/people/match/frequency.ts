import { addressKey, districtOf } from './keys';
import type { Comparable } from './comparable';
import { AT_LARGE, COUNTED_AGAINST } from './weights';

/** The share of a population that has a value, beside the one who is compared: above 0, up to 1. */
export interface Frequencies {
  given(whole: string): number;
  givenWord(word: string): number;
  family(whole: string): number;
  familyWord(word: string): number;
  /** Those who bear both names, beside the two that are compared. */
  bothNames(given: string, family: string): number;
  birth(key: string): number;
  postcode(postcode: string): number;
  district(district: string): number;
  address(key: string): number;
  number(number: string): number;
  /** Are both names that many bear, and neither a slip of the pen for the other? */
  bothCommon(name: 'given' | 'family', one: string, other: string): boolean;
}

class Tally {
  readonly counts = new Map<string, number>();
  private people = 0;
  constructor(private readonly atLarge: number) {}

  /** Counts one person with these values; nobody is counted who has none. */
  add(values: readonly string[]): void {
    const known = new Set(values.filter((value) => value !== ''));
    if (known.size === 0) return;
    this.people += 1;
    for (const value of known) this.counts.set(value, (this.counts.get(value) ?? 0) + 1);
  }

  /** Others than two who have this value, as a share. */
  beyondTwo(value: string): number {
    return Math.max((this.counts.get(value) ?? 0) - 2, 0) / Math.max(this.people, 1);
  }

  share(value: string): number {
    return ((this.counts.get(value) ?? 1) - 1 + COUNTED_AGAINST * this.atLarge) / (this.people + COUNTED_AGAINST);
  }

  bothCommon(one: string, other: string): boolean {
    const [few = 0, many = 0] = [this.counts.get(one) ?? 0, this.counts.get(other) ?? 0].sort((a, b) => a - b);
    // "Noha" stands in a list of a hundred thousand more than once, since a thousand are called Noah.
    return few >= Math.max(FEWEST_OF_A_COMMON_NAME, this.people * COMMON_SHARE) && few * MOST_SLIPS >= many;
  }
}

const FEWEST_OF_A_COMMON_NAME = 4;
const COMMON_SHARE = 1e-4;
const MOST_SLIPS = 50;

/** A key for a date of birth, all of it known; empty when it is not. */
export function birthKey({ birth }: Comparable): string {
  return birth === null || birth.day === 0 ? '' : `${birth.year}-${birth.month}-${birth.day}`;
}

const bothNamesKey = (given: string, family: string) => (given === '' || family === '' ? '' : `${given} ${family}`);

/** How often each value stands in these lists, taken as the population. */
export class Counted implements Frequencies {
  private readonly tallies = { given: new Tally(AT_LARGE.given), givenWord: new Tally(AT_LARGE.given), family: new Tally(AT_LARGE.family), familyWord: new Tally(AT_LARGE.family), bothNames: new Tally(0), birth: new Tally(AT_LARGE.birth), postcode: new Tally(AT_LARGE.postcode), district: new Tally(AT_LARGE.district), address: new Tally(AT_LARGE.address), number: new Tally(AT_LARGE.number) };

  add(person: Comparable): void {
    const { tallies } = this;
    tallies.given.add([person.given.whole]);
    tallies.givenWord.add(person.given.words);
    tallies.family.add([person.family.whole]);
    tallies.familyWord.add(person.family.words);
    tallies.bothNames.add([bothNamesKey(person.given.whole, person.family.whole)]);
    tallies.birth.add([birthKey(person)]);
    tallies.district.add([districtOf(person.postcode) ?? '']);
    tallies.postcode.add([person.postcode]);
    tallies.address.add([addressKey(person)]);
    tallies.number.add([person.nhsNumber]);
  }

  given = (whole: string) => this.tallies.given.share(whole);
  givenWord = (word: string) => this.tallies.givenWord.share(word);
  family = (whole: string) => this.tallies.family.share(whole);
  familyWord = (word: string) => this.tallies.familyWord.share(word);
  bothNames = (given: string, family: string) => this.tallies.bothNames.beyondTwo(bothNamesKey(given, family));
  birth = (key: string) => this.tallies.birth.share(key);
  postcode = (postcode: string) => this.tallies.postcode.share(postcode);
  district = (district: string) => this.tallies.district.share(district);
  address = (key: string) => this.tallies.address.share(key);
  number = (number: string) => this.tallies.number.share(number);
  bothCommon = (name: 'given' | 'family', one: string, other: string) => this.tallies[name].bothCommon(one, other);
}
