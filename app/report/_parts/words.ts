import { Temporal } from 'temporal-polyfill';
import { LONDON } from '@/lib/platform/time';

/** "15:21" on the London clock. */
export function timeOfDay(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(LONDON).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** The one that comes first; beyond the calendar there is only the first. */
export function earlier(a: Temporal.Instant, b: Temporal.Instant | null): Temporal.Instant {
  return b === null || Temporal.Instant.compare(a, b) <= 0 ? a : b;
}
