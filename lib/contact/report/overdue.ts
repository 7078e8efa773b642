import { Temporal } from 'temporal-polyfill';
import type { Answer } from '../schema';

/**
 * From so many days after the day on which it was due a child whom nobody has told us of again may have been born. Illustrative: a
 * pregnancy that goes on past 42 weeks, two weeks after that day, is called prolonged, and the day itself is an estimate.
 */
export const OVERDUE_DAYS = 21;

/** Of a child that was told of before its birth: when it was due, and what was said since of its birth. */
export interface Expected {
  dueDate: string | null;
  birthSaid?: Answer | undefined;
  birthSaidOn?: string | null | undefined;
}

const monthsSince = (day: Temporal.PlainDate, on: Temporal.PlainDate) => Math.max(0, day.until(on, { largestUnit: 'months' }).months);

/**
 * How old, in months, a child not known to be born may be by now; undefined where nothing says that it may have been born. It is taken
 * for as young as it can be: older would be the worse mistake. "No" is somebody's answer, and the due date was wrong.
 */
export function perhapsBornMonths({ dueDate, birthSaid = null, birthSaidOn = null }: Expected, on: Temporal.PlainDate): number | undefined {
  if (birthSaid === 'no') return undefined;
  if (birthSaid === 'yes' && birthSaidOn !== null) return monthsSince(Temporal.PlainDate.from(birthSaidOn), on);
  const latest = dueDate === null ? null : Temporal.PlainDate.from(dueDate).add({ days: OVERDUE_DAYS });
  if (latest !== null && Temporal.PlainDate.compare(latest, on) <= 0) return monthsSince(latest, on);
  return birthSaid === 'yes' ? 0 : undefined;
}
