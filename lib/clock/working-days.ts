import { Temporal } from 'temporal-polyfill';
import { ok, refused } from '@/lib/platform/result';
import type { Result } from '@/lib/platform/result';
import { LONDON, londonDate } from '@/lib/platform/time';
import { england } from './calendar';
import type { BeyondCalendar, Calendar, OpeningHours, TimeOfDay } from './model';

/** When a working day ends unless the authority says otherwise (domain 3.2). */
export const END_OF_DAY: TimeOfDay = '17:00';

const SATURDAY = 6;
/** Longer than any run of weekends and bank holidays. */
const MOST_DAYS_CLOSED = 14;

function isKnown(date: Temporal.PlainDate, calendar: Calendar): boolean {
  return (
    Temporal.PlainDate.compare(date, calendar.firstDate) >= 0 && Temporal.PlainDate.compare(date, calendar.lastDate) <= 0
  );
}

/** Monday to Friday and not a bank holiday in England (domain 3.1); refused for a date outside the calendar's data. */
export function isWorkingDay(date: Temporal.PlainDate, calendar: Calendar = england): Result<boolean, BeyondCalendar> {
  if (!isKnown(date, calendar)) return refused('beyond_calendar');
  return ok(date.dayOfWeek < SATURDAY && !calendar.holidays.has(date.toString()));
}

/**
 * The n-th working day after `date`, which is day 0 whatever day it is; n = 0 gives `date` itself. Refused when the
 * calendar ends first. Fifteen days from Wednesday 3 September 2025 are Wednesday 24 September 2025 (domain 3.2).
 */
export function addWorkingDays(
  date: Temporal.PlainDate,
  n: number,
  calendar: Calendar = england,
): Result<Temporal.PlainDate, BeyondCalendar> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError('Working days are counted in whole numbers from 0');
  let day = date;
  for (let counted = 0; counted < n; ) {
    day = day.add({ days: 1 });
    const worked = isWorkingDay(day, calendar);
    if (!worked.ok) return worked;
    if (worked.value) counted += 1;
  }
  return ok(day);
}

/** The instant at which the London clock shows `time` on `date`. */
export function londonTime(date: Temporal.PlainDate, time: TimeOfDay): Temporal.Instant {
  return date.toZonedDateTime({ timeZone: LONDON, plainTime: Temporal.PlainTime.from(time) }).toInstant();
}

/** The end of the first working day after `date`. */
export function endOfNextWorkingDay(
  date: Temporal.PlainDate,
  calendar: Calendar = england,
  endOfDay: TimeOfDay = END_OF_DAY,
): Result<Temporal.Instant, BeyondCalendar> {
  const day = addWorkingDays(date, 1, calendar);
  return day.ok ? ok(londonTime(day.value, endOfDay)) : day;
}

/**
 * Whether a line or desk with these hours is staffed at `at`: on a working day from opening up to, not including,
 * closing. Refused outside the calendar's data: a page then shows both the day and the emergency duty number.
 */
export function isDutyHours(
  at: Temporal.Instant,
  calendar: Calendar,
  hours: OpeningHours,
): Result<boolean, BeyondCalendar> {
  const day = londonDate(at);
  const worked = isWorkingDay(day, calendar);
  if (!worked.ok || !worked.value) return worked;
  const opened = Temporal.Instant.compare(at, londonTime(day, hours.opens)) >= 0;
  const closed = Temporal.Instant.compare(at, londonTime(day, hours.closes)) >= 0;
  return ok(opened && !closed);
}

/** When a line or desk with these hours is staffed next: an opening after `at`, at most two weeks away. Refused when the calendar ends first. */
export function nextOpening(at: Temporal.Instant, calendar: Calendar, hours: OpeningHours): Result<Temporal.Instant, BeyondCalendar> {
  const today = londonDate(at);
  for (let days = 0; days <= MOST_DAYS_CLOSED; days += 1) {
    const day = today.add({ days });
    const worked = isWorkingDay(day, calendar);
    if (!worked.ok) return worked;
    const opens = londonTime(day, hours.opens);
    if (worked.value && Temporal.Instant.compare(opens, at) > 0) return ok(opens);
  }
  throw new RangeError('No calendar is closed for so long');
}
