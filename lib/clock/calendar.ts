import { Temporal } from 'temporal-polyfill';
import { londonDate } from '@/lib/platform/time';
import publishedHolidays from './bank-holidays.json';
import type { Calendar } from './model';
import { bankHolidaysSchema } from './schema';
import type { BankHolidays } from './schema';

/** How long before the last known date administrators are asked for new data: about half a year. */
export const CALENDAR_WARNING_DAYS = 183;

/**
 * The working calendar of England from a list of bank holidays that has passed `bankHolidaysSchema`. It reaches from
 * 1 January of the first listed year to 31 December of the last.
 */
export function calendarFrom(published: BankHolidays): Calendar {
  const events = published['england-and-wales'].events;
  const years = events.map((event) => Number(event.date.slice(0, 4)));
  return {
    firstDate: Temporal.PlainDate.from({ year: Math.min(...years), month: 1, day: 1 }),
    lastDate: Temporal.PlainDate.from({ year: Math.max(...years), month: 12, day: 31 }),
    holidays: new Map(events.map((event) => [event.date, nameOf(event)])),
  };
}

function nameOf(event: { title: string; notes: string }): string {
  return event.notes === '' ? event.title : `${event.title}, ${event.notes.toLowerCase()}`;
}

/**
 * England, 2025 to 2028. The dates to 2027 are those published by gov.uk; 2028 is worked out from the rules of the
 * Banking and Financial Dealings Act 1971 and the date of Easter, and is to be replaced once gov.uk publishes it.
 */
export const england: Calendar = calendarFrom(bankHolidaysSchema.parse(publishedHolidays));

/** True when the data end within half a year, or have ended: administrators are then asked to bring new ones (domain 3.2). */
export function calendarEndsSoon(at: Temporal.Instant, calendar: Calendar = england): boolean {
  return londonDate(at).until(calendar.lastDate).days <= CALENDAR_WARNING_DAYS;
}
