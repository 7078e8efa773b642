import { Temporal } from 'temporal-polyfill';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { ReportChild } from '../schema';
import { saysBorn, saysNotBorn } from './age-in-words';
import { isToCome, readAge, typedDate } from './typed-dates';

/** No pregnancy has longer to go: a due date that lies further ahead is a slip, or a system's word for "not known". Illustrative. */
export const LATEST_DUE_MONTHS = 10;

/** Does a due date lie further ahead than any pregnancy lasts? */
export function isTooFarAhead(dueDate: Temporal.PlainDate | string, on: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(dueDate, on.add({ months: LATEST_DUE_MONTHS })) > 0;
}

/** Is something typed of a pregnancy: when the baby is due, or who knows of it? */
function speaksOfPregnancy(fields: Fields, prefix: string): boolean {
  return typedDate(fields, `${prefix}.due`).typed !== '' || ['pregnancyKnown', 'pregnancyKnownWords'].some((name) => textOf(fields, `${prefix}.${name}`).trim() !== '');
}

/** Do words say how old somebody is who is born? */
export const saysAge = (words: string) => !saysNotBorn(words) && readAge(words) !== null;

/** What is said only of somebody who is born, beside an age. */
interface SaidOfBorn extends Pick<ReportChild, 'ageWords' | 'upn' | 'school' | 'fgmKnown' | 'privateFostering'> {
  /** When they were found, and what they said or told of their day. What is wanted is not among it: of a child not born yet, the mother wants it. */
  words: readonly string[];
}

/**
 * Is what is said of a child beside a pregnancy said of somebody who is born: a girl who is pregnant herself, in Year 12 or "under 16"? Taken
 * for a baby not born yet, no rule for her would be asked (domain 2.2, 3.5, 7.15).
 */
export function isOfSomebodyBorn({ ageWords, upn, school, fgmKnown, privateFostering, words }: SaidOfBorn): boolean {
  return saysBorn(ageWords) || [upn, school, ...words].some((text) => text.trim() !== '') || fgmKnown === 'yes' || privateFostering === 'yes';
}

/** Whether a child typed is not born yet: ticked; taken for it by what is said of the pregnancy; in doubt, and taken for born; or nothing says so. */
export type UnbornTold = 'ticked' | 'taken' | 'in_doubt' | 'no';

/**
 * Is a child typed under a key not born yet? Where that was not ticked, it is while a due date or who knows of the pregnancy is
 * given, and neither a birth that has been nor an age ("bump" and "not known" are none): otherwise it would be a born child of any age, and the pregnancy would be told to
 * whomever (domain 2.2 behaviour 6, 7.12). What is said of somebody born leaves it in doubt.
 */
export function unbornTold(fields: Fields, key: string, today: Temporal.PlainDate): UnbornTold {
  const prefix = `child.${key}`;
  const own = (name: string) => textOf(fields, `${prefix}.${name}`);
  if (own('unborn') === 'yes') return 'ticked';
  const aged = (typedDate(fields, `${prefix}.birth`).typed !== '' && !isToCome(fields, `${prefix}.birth`, today)) || saysAge(own('ageWords'));
  if (aged || !speaksOfPregnancy(fields, prefix)) return 'no';
  const yes = (name: string) => (own(name) === 'yes' ? 'yes' : null);
  const words = [typedDate(fields, `${prefix}.found`).typed, own('found.time'), ...['said', 'aDay'].map((name) => textOf(fields, `voice.${key}.${name}`))];
  return isOfSomebodyBorn({ ageWords: own('ageWords'), upn: own('upn'), school: own('school'), fgmKnown: yes('fgmKnown'), privateFostering: yes('privateFostering'), words }) ? 'in_doubt' : 'taken';
}

/** Does a child typed count as not born yet? */
export function isUnborn(fields: Fields, key: string, today: Temporal.PlainDate): boolean {
  return ['ticked', 'taken'].includes(unbornTold(fields, key, today));
}
