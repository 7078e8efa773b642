import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const calendarDate = z.iso.date();

const holiday = z.strictObject({
  title: z.string().min(1),
  date: calendarDate,
  notes: z.string(),
  bunting: z.boolean(),
});

/** The list for England has had eight holidays or more in every year since 1978. */
const FEWEST_IN_A_YEAR = 8;

const division = z.strictObject({
  division: z.string(),
  events: z.array(holiday).min(1),
});

const englandAndWales = division
  .refine((list) => new Set(list.events.map((event) => event.date)).size === list.events.length, {
    message: 'The same date is listed twice',
  })
  .refine((list) => everyYearIsWhole(list.events.map((event) => event.date)), {
    message: `Each year from the first to the last needs at least ${FEWEST_IN_A_YEAR} holidays: part of a year would pass for working days`,
  });

function everyYearIsWhole(dates: readonly string[]): boolean {
  const years = dates.map((date) => Number(date.slice(0, 4)));
  for (let year = Math.min(...years); year <= Math.max(...years); year += 1) {
    if (years.filter((one) => one === year).length < FEWEST_IN_A_YEAR) return false;
  }
  return true;
}

/**
 * Bank holidays in the shape in which gov.uk publishes them (https://www.gov.uk/bank-holidays.json), so that an
 * administrator can put the published file in place as it is. Only the list for England and Wales is used.
 */
export const bankHolidaysSchema = z.strictObject({
  'england-and-wales': englandAndWales,
  scotland: division.optional(),
  'northern-ireland': division.optional(),
});

export type BankHolidays = z.infer<typeof bankHolidaysSchema>;

/** A time of day as HH:MM, 00:00 to 23:59. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as HH:MM, for example 17:00');

/** When a telephone line or a desk is staffed on a working day; opens before it closes. */
export const openingHoursSchema = z
  .strictObject({ opens: timeOfDaySchema, closes: timeOfDaySchema })
  .refine((hours) => hours.opens < hours.closes, { message: 'Opening time must be before closing time', path: ['closes'] });

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/** An instant with its offset from UTC, for example 2026-04-02T15:00:00+01:00; without one it would be a guess. */
export const instantSchema = z.string().transform((text, context) => {
  try {
    if (INSTANT.test(text)) return Temporal.Instant.from(text);
  } catch {
    // The shape is right but no such day or hour exists: answered below in the same words.
  }
  context.addIssue({
    code: 'custom',
    message: 'must be a date and time with an offset, for example 2026-04-02T15:00:00+01:00',
  });
  return z.NEVER;
});
