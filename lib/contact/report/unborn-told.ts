import { Temporal } from 'temporal-polyfill';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { readAge, typedDate } from './typed-dates';

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

/**
 * Is a child typed under a prefix not born yet? Where that was not ticked, it is not while a due date or who knows of the pregnancy is
 * given, and neither a birth nor an age: otherwise it would be a born child of any age, and the pregnancy would be told to whomever (domain
 * 2.2 behaviour 6, 7.12).
 */
export function isUnborn(fields: Fields, prefix: string): boolean {
  if (textOf(fields, `${prefix}.unborn`) === 'yes') return true;
  const aged = typedDate(fields, `${prefix}.birth`).typed !== '' || readAge(textOf(fields, `${prefix}.ageWords`)) !== null;
  return !aged && speaksOfPregnancy(fields, prefix);
}
