import { Temporal } from 'temporal-polyfill';
import { dueShown, fullDate, londonDate, shortDate, timeShown, withinSentence } from './date-time-words';
import { Time } from './time';

/**
 * An instant as people say it, "Today 14:32", with the full date on hover and in print.
 * @param within it stands in the middle of a sentence: "today 14:32".
 * @param due something is due then: the midnight that ends a day is said to be its end.
 */
export function DateTime({ at, now, within = false, due = false }: { at: Temporal.Instant | string; now: Temporal.Instant; within?: boolean; due?: boolean }) {
  const shown = due ? dueShown : timeShown;
  return <Time {...shown(typeof at === 'string' ? Temporal.Instant.from(at) : at, now, within)} />;
}

/**
 * A calendar date as people say it, with the full date on hover and in print.
 * @param within it stands in the middle of a sentence: "today".
 */
export function CalendarDate({ date, now, within = false }: { date: Temporal.PlainDate | string; now: Temporal.Instant; within?: boolean }) {
  const day = typeof date === 'string' ? Temporal.PlainDate.from(date) : date;
  const short = shortDate(day, londonDate(now));
  return <Time dateTime={day.toString()} short={within ? withinSentence(short) : short} full={fullDate(day)} />;
}
