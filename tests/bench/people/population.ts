import { areNicknames } from '@/lib/people/match/nicknames';
import { plainWord } from '@/lib/people/match/spelling';
import { ORIGINS, type Origin } from './names';

/** One invented person as they truly are. */
export interface Someone {
  id: number;
  household: number;
  origin: string;
  givenName: string;
  familyName: string;
  dateOfBirth: string;
  sex: 'F' | 'M';
  address: string;
  postcode: string;
  nhsNumber: string;
  /** The one born with them, if any. */
  twin: number | null;
  /** The parent whose name they bear, if any. */
  namesake: number | null;
}

/** Chance that can be had again: a number from 0 to below 1, always the same row for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Chance = ReturnType<typeof chance>;

const pick = <T>(random: Chance, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
/** Earlier ones more often, as names are: the share of the nth falls off with n. */
const pickEarly = <T>(random: Chance, list: readonly T[]): T => list[Math.floor(list.length * random() ** SKEW)] as T;
const SKEW = 1.9;

/** Families are born under common names, and under very many rare ones. */
const familyOf = (random: Chance, { families }: Origin) => (families.length > MANY && random() < HALF ? pickEarly(random, families.slice(0, MANY)) : pick(random, families));
const MANY = 100;
const HALF = 0.5;

const STREETS = 'High Church Station Mill School Park Victoria Green Manor Kings Queens New Grange North South West Springfield Windsor Alexandra Albert York Chestnut Beech Oak Cedar Willow Highfield London Norwich Bridge Castle Chapel Hill Orchard Meadow Farm Elm Poplar Laurel Rose Wellington Nelson Cromwell Gordon Clarence Stanley Derby Lancaster Richmond Balmoral'.split(' ');
const KINDS = ['Road', 'Street', 'Close', 'Avenue', 'Lane', 'Drive', 'Way', 'Gardens'];
const DISTRICTS = ['NR1', 'NR2', 'NR3', 'NR7', 'IP24', 'IP25', 'PE30', 'BB1', 'BB2', 'BB3', 'PL1', 'PL2', 'PL4', 'TA1', 'TA6', 'BA20', 'CB1', 'CB4', 'PE13', 'PE19'];
const LETTERS = 'ABDEFGHJLNPQRSTUWXYZ';

function home(random: Chance) {
  const postcode = `${pick(random, DISTRICTS)} ${Math.floor(random() * 10)}${pick(random, [...LETTERS])}${pick(random, [...LETTERS])}`;
  return { postcode, address: `${1 + Math.floor(random() * 180)} ${pick(random, STREETS)} ${pick(random, KINDS)}` };
}

const DAY_MS = 86_400_000;
const dayOf = (year: number, random: Chance) => new Date(Date.UTC(year, 0, 1) + Math.floor(random() * 365) * DAY_MS).toISOString().slice(0, 10);

/** An NHS number of the range that is nobody's, with its check digit, or one without a digit that fits is passed over. */
function nhsNumberOf(place: number): string {
  for (let number = 999_000_000 + place * 3; ; number += 1) {
    const digits = [...String(number)].map(Number);
    const check = (11 - (digits.slice(0, 9).reduce((sum, digit, index) => sum + digit * (10 - index), 0) % 11)) % 11;
    if (check !== 10) return `${number}${check}`;
  }
}

const THIS_YEAR = 2026;
/** About one birth in 65 is of twins (ONS, 2022). */
const TWINS = 1 / 65;
const NAMED_FOR_A_PARENT = 0.03;

/**
 * An invented population in households: parents, children, twins, and sons and daughters named for a parent.
 * @param rates shares of births, 0 to 1; as in England unless more are wanted to be measured.
 */
export function population(size: number, random: Chance, rates = { twins: TWINS, namesakes: NAMED_FOR_A_PARENT }): Someone[] {
  const everybody: Someone[] = [];
  const origins = Object.entries(ORIGINS);
  for (let household = 0; everybody.length < size; household += 1) {
    let at = random();
    const [origin, names] = origins.find(([, { share }]) => (at -= share) < 0) ?? origins[0] ?? ['', {} as Origin];
    const family = familyOf(random, names);
    const place = home(random);
    const add = (sex: 'F' | 'M', familyName: string, dateOfBirth: string, givenName = pickEarly(random, sex === 'F' ? names.girls : names.boys), more: Partial<Someone> = {}): Someone => {
      const one = { id: everybody.length, household, origin, givenName, familyName, dateOfBirth, sex, ...place, nhsNumber: nhsNumberOf(everybody.length), twin: null, namesake: null, ...more };
      everybody.push(one);
      return one;
    };
    const mother = add('F', random() < 0.75 ? family : familyOf(random, names), dayOf(1970 + Math.floor(random() * 35), random));
    const father = random() < 0.7 ? add('M', family, dayOf(1968 + Math.floor(random() * 35), random)) : null;
    for (let child = Math.floor(random() * 3) + 1; child > 0; child -= 1) {
      const sex = random() < 0.49 ? ('F' as const) : ('M' as const);
      const born = dayOf(THIS_YEAR - Math.floor(random() * 18), random);
      const parent = sex === 'F' ? mother : father;
      const name = parent !== null && random() < rates.namesakes ? parent : null;
      const called = random() < 0.08 && names.families.length > 1 ? `${family}-${familyOf(random, names)}` : family;
      const one = name === null ? add(sex, called, born) : add(sex, called, born, name.givenName, { namesake: name.id });
      if (random() < rates.twins) {
        const other = add(random() < 0.67 ? sex : sex === 'F' ? 'M' : 'F', called, born);
        // Nobody names twins by two forms of one name.
        if (areFormsOfOneName(other.givenName, one.givenName, names)) {
          everybody.pop();
        } else {
          other.twin = one.id;
          one.twin = other.id;
        }
      }
    }
  }
  return everybody;
}

function areFormsOfOneName(one: string, other: string, { spellings }: Origin): boolean {
  return one === other || spellings[one]?.includes(other) === true || spellings[other]?.includes(one) === true || areNicknames(plainWord(one), plainWord(other));
}

/** A record of somebody as a list or a report has it. */
export type Recorded = Omit<Someone, 'household' | 'origin' | 'twin' | 'namesake' | 'sex'> & { sex: string };

/** How often each thing goes wrong in a record, 0 to 1. */
export const FAULTS = { slip: 0.03, otherSpelling: 0.5, familyChanged: 0.01, hyphenDropped: 0.3, birthSwapped: 0.008, birthSlip: 0.02, moved: 0.12, babyName: 0.1, noBirth: 0.015, noSex: 0.03, noPostcode: 0.08, noAddress: 0.1, noNumber: 0.6, wrongSex: 0.004, capitals: 0.1 };

const KEYS = 'abcdefghijklmnopqrstuvwxyz';
function slip(text: string, random: Chance): string {
  const at = 1 + Math.floor(random() * Math.max(text.length - 1, 1));
  const letter = pick(random, [...KEYS]);
  switch (Math.floor(random() * 4)) {
    case 0:
      return text.slice(0, at) + letter + text.slice(at + 1);
    case 1:
      return text.slice(0, at) + text.slice(at + 1);
    case 2:
      return text.slice(0, at) + letter + text.slice(at);
    default:
      return at + 1 < text.length ? text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2) : text.slice(0, -1);
  }
}

function slipOfDate(date: string, random: Chance): string {
  for (;;) {
    const place = pick(random, [2, 3, 5, 6, 8, 9]);
    const typed = date.slice(0, place) + String(Math.floor(random() * 10)) + date.slice(place + 1);
    const read = new Date(`${typed}T00:00:00Z`);
    if (typed !== date && !Number.isNaN(read.getTime()) && read.toISOString().startsWith(typed)) return typed;
  }
}

function originOf(name: string): Origin {
  const origin = ORIGINS[name];
  if (origin === undefined) throw new Error(`no names of ${name}`);
  return origin;
}

/** What a second list has of somebody: with the faults of lists, each by its own chance. */
export function recordOf(one: Someone, random: Chance, faults = FAULTS): Recorded {
  const { spellings, swapped, families } = originOf(one.origin);
  const respell = (name: string) => {
    const others = spellings[name] ?? [];
    return others.length > 0 && random() < faults.otherSpelling ? pick(random, others) : name;
  };
  let givenName = respell(one.givenName);
  let familyName = respell(one.familyName);
  if (one.dateOfBirth > '2025-09' && random() < faults.babyName) givenName = one.sex === 'F' ? 'Baby girl' : 'Baby boy';
  if (familyName.includes('-') && random() < faults.hyphenDropped) familyName = pick(random, familyName.split('-'));
  if (random() < faults.familyChanged) familyName = pick(random, families);
  if (random() < faults.slip) givenName = slip(givenName, random);
  if (random() < faults.slip) familyName = slip(familyName, random);
  if (random() < swapped) [givenName, familyName] = [familyName, givenName];
  let { dateOfBirth } = one;
  const [year = '', month = '', day = ''] = dateOfBirth.split('-');
  if (random() < faults.birthSwapped && Number(day) <= 12) dateOfBirth = `${year}-${day}-${month}`;
  else if (random() < faults.birthSlip) dateOfBirth = slipOfDate(dateOfBirth, random);
  const place = random() < faults.moved ? home(random) : one;
  const blank = (rate: number, value: string) => (random() < rate ? '' : value);
  const shout = random() < faults.capitals;
  return {
    id: one.id,
    givenName: shout ? givenName.toUpperCase() : givenName,
    familyName: shout ? familyName.toUpperCase() : familyName,
    dateOfBirth: blank(faults.noBirth, dateOfBirth),
    sex: random() < faults.wrongSex ? (one.sex === 'F' ? 'M' : 'F') : blank(faults.noSex, one.sex),
    address: blank(faults.noAddress, place.address),
    postcode: blank(faults.noPostcode, place.postcode),
    nhsNumber: blank(faults.noNumber, one.nhsNumber),
  };
}
