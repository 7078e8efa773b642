import { withoutKept } from '../kept-secret';
import { bareNumber, checkNhsNumber } from '../model';
import { forenamesIn } from '../placeholder';
import { plainWord, wordsOf } from './spelling';

/** What a list or a record says of somebody. Empty where nothing is known; a date of birth may be a year, or a year and month. */
export interface Described {
  givenName: string;
  familyName: string;
  /** YYYY-MM-DD, YYYYMMDD, YYYY-MM or YYYY. */
  dateOfBirth: string;
  /** F or M in any spelling; anything else is not known. */
  sex: string;
  address: string;
  postcode: string;
  nhsNumber: string;
}

/** A name as it is compared: its words, and all of them together. */
export interface Name {
  words: readonly string[];
  whole: string;
}

/** The parts of a date of birth that are known; 0 where a part is not. */
export interface Birth {
  year: number;
  month: number;
  day: number;
}

/** Somebody made ready for comparing. */
export interface Comparable {
  given: Name;
  family: Name;
  birth: Birth | null;
  sex: 'F' | 'M' | null;
  /** Without spaces, in capitals: IP245AA. */
  postcode: string;
  /** House number or name first where there is one, then the words of the street. */
  address: { number: string; street: readonly string[] };
  nhsNumber: string;
  /** Does the NHS number pass its check (domain 4.11)? */
  numberHolds: boolean;
}

/** What is typed where a family name is not known: it is nobody's name. What stands for a given one is read by `forenamesIn`. */
const NO_NAME = new Set(['baby', 'babygirl', 'babyboy', 'girl', 'boy', 'infant', 'unborn', 'unbornbaby', 'unnamed', 'unknown', 'notknown', 'nk', 'none', 'notgiven', 'child', 'babyof', 'tbc', 'anon', 'mother', 'father']);

function familyOf(text: string): Name {
  const words = wordsOf(text);
  const whole = words.join('');
  return NO_NAME.has(whole) ? { words: [], whole: '' } : { words, whole };
}

function givenOf(givenName: string, familyName: string): Name {
  const words = forenamesIn(givenName, familyName);
  return { words, whole: words.join('') };
}

const DATE = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?$/;
const EARLIEST_YEAR = 1850;

/**
 * A date of birth in parts.
 * @returns null when nothing is typed; `'unreadable'` for what is no date, the thirtieth of February too.
 */
export function birthOf(typed: string): Birth | null | 'unreadable' {
  const text = typed.trim();
  if (text === '') return null;
  const [, year, month, day] = DATE.exec(text) ?? [];
  if (year === undefined) return 'unreadable';
  const birth = { year: Number(year), month: Number(month ?? 0), day: Number(day ?? 0) };
  const daysInMonth = new Date(Date.UTC(birth.year, birth.month, 0)).getUTCDate();
  const holds = birth.year >= EARLIEST_YEAR && (month === undefined || (birth.month >= 1 && birth.month <= 12)) && (day === undefined || (birth.day >= 1 && birth.day <= daysInMonth));
  return holds ? birth : 'unreadable';
}

const STREET_WORDS: Record<string, string> = { road: 'rd', street: 'st', avenue: 'ave', av: 'ave', lane: 'ln', drive: 'dr', close: 'cl', court: 'ct', crescent: 'cres', place: 'pl', terrace: 'ter', gardens: 'gdns', square: 'sq', grove: 'gr', apartment: 'flat', apt: 'flat', unit: 'flat', saint: 'st' };
const NO_ADDRESS = new Set(['nfa', 'nofixedabode', 'nofixedaddress', 'unknown', 'notknown', 'nk', 'homeless']);
const WORDS_OF_A_STREET = 4;

function addressOf(text: string): Comparable['address'] {
  const words = wordsOf(withoutKept(text)).map((word) => STREET_WORDS[word] ?? word);
  if (NO_ADDRESS.has(words.join(''))) return { number: '', street: [] };
  // Of "flat 3, 12 high street" the last figure before the street is the house's.
  const figures = words.map((word, place) => ({ word, place })).filter(({ word }) => /^\d/.test(word));
  const house = figures.filter(({ place }) => place < WORDS_OF_A_STREET).at(-1);
  const street = words.slice(house === undefined ? 0 : house.place + 1).slice(0, WORDS_OF_A_STREET);
  return { number: figures.filter(({ place }) => house !== undefined && place <= house.place).map(({ word }) => word).join('/'), street };
}

function sexOf(text: string): Comparable['sex'] {
  const word = plainWord(text);
  if (['f', 'female', 'girl', 'w', '2'].includes(word)) return 'F';
  return ['m', 'male', 'boy', '1'].includes(word) ? 'M' : null;
}

/**
 * Somebody made ready for comparing. A date of birth that cannot be read is taken as not known: whoever must not do that asks
 * `birthOf` first.
 */
export function comparable(described: Described): Comparable {
  const birth = birthOf(described.dateOfBirth);
  const nhsNumber = bareNumber(described.nhsNumber);
  return {
    given: givenOf(described.givenName, described.familyName),
    family: familyOf(described.familyName),
    birth: birth === 'unreadable' ? null : birth,
    sex: sexOf(described.sex),
    postcode: withoutKept(described.postcode).toUpperCase().replace(/[^A-Z0-9]/g, ''),
    address: addressOf(described.address),
    nhsNumber,
    numberHolds: checkNhsNumber(nhsNumber) === 'good',
  };
}
