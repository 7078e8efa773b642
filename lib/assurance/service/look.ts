import type { Temporal } from 'temporal-polyfill';

/** So many seconds without a whole look mean that nobody looks: one is taken each minute, and a slow one has time to end. */
const LATE_SECONDS = 300;

/** Seconds since what is due was last looked at. */
export const lookAge = (last: Temporal.Instant, now: Temporal.Instant): number => Math.max(0, (now.epochMilliseconds - last.epochMilliseconds) / 1000);

/** Does nobody look at what is due? Then no alarm is raised and nobody is called, whatever a page shows. */
export const isLookLate = (last: Temporal.Instant, now: Temporal.Instant): boolean => lookAge(last, now) > LATE_SECONDS;
