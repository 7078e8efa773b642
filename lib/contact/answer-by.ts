import type { Temporal } from 'temporal-polyfill';
import { deadlines, due24h } from '@/lib/clock/deadlines';

/**
 * By when the guardians of a restricted child must have answered (domain 7.14: inside the contact's clock): the earlier end
 * of the two clocks of what came in; within an hour where a child could be hurt before.
 */
export function answerBy(receivedAt: Temporal.Instant, immediate: boolean): Temporal.Instant {
  if (immediate) return receivedAt.add({ hours: 1 });
  const due = deadlines(receivedAt);
  const day = due24h(receivedAt);
  return due.ok && due.value.due1wd.epochMilliseconds < day.epochMilliseconds ? due.value.due1wd : day;
}
