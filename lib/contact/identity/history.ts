import type { Temporal } from 'temporal-polyfill';
import { LONDON } from '@/lib/platform/time';

/** The repeat rule looks back so many months: "third in 12 months". */
export const REPEAT_MONTHS = 12;
/** How far back contacts are counted, in months (issue 4, section 2). */
export const HISTORY_MONTHS = [3, REPEAT_MONTHS, 36] as const;

/** The first instant of the months that end with `at`, counted on the London calendar. */
export function monthsBefore(at: Temporal.Instant, months: number): Temporal.Instant {
  return at.toZonedDateTimeISO(LONDON).subtract({ months }).toInstant();
}

/** How many contacts came in the 3, 12 and 36 months that end with `at`; whatever came before is in none. */
export function countsBefore(at: Temporal.Instant, received: readonly Temporal.Instant[]): { months: number; count: number }[] {
  return HISTORY_MONTHS.map((months) => {
    const since = monthsBefore(at, months).epochMilliseconds;
    return { months, count: received.filter(({ epochMilliseconds }) => epochMilliseconds >= since).length };
  });
}
