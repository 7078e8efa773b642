import type { Temporal } from 'temporal-polyfill';
import { LONDON, londonDate } from '@/lib/platform/time';

/** The repeat rule looks back so many months: "third in 12 months". */
export const REPEAT_MONTHS = 12;
/** How far back contacts are counted, in months (issue 4, section 2). */
export const HISTORY_MONTHS = [3, REPEAT_MONTHS, 36] as const;

/**
 * The first instant of the months that end with `at`. A guide counts days ("rolling 12 months to the day", domain 2.2, behaviour 5), so
 * it is the beginning of the London day of the same date so many months before, and of the last day of a month that has no such date:
 * whatever came in at any hour of that day counts. Of two readings this is the one by which a pattern is looked at.
 */
export function monthsBefore(at: Temporal.Instant, months: number): Temporal.Instant {
  return londonDate(at).subtract({ months }).toZonedDateTime(LONDON).toInstant();
}

/** How many contacts came in the 3, 12 and 36 months that end with `at`; whatever came before is in none. */
export function countsBefore(at: Temporal.Instant, received: readonly Temporal.Instant[]): { months: number; count: number }[] {
  return HISTORY_MONTHS.map((months) => {
    const since = monthsBefore(at, months).epochMilliseconds;
    return { months, count: received.filter(({ epochMilliseconds }) => epochMilliseconds >= since).length };
  });
}
