import type { Temporal } from 'temporal-polyfill';
import type { TimeShown } from './time';

const LONDON = 'Europe/London';
const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** The London calendar date of an instant. */
export const londonDate = (at: Temporal.Instant): Temporal.PlainDate => at.toZonedDateTimeISO(LONDON).toPlainDate();

const weekday = (date: Temporal.PlainDate) => WEEKDAYS[date.dayOfWeek - 1] ?? '';
const month = (date: Temporal.PlainDate) => MONTHS[date.month - 1] ?? '';

const timeOfDay = (at: Temporal.ZonedDateTime) => at.toPlainTime().toString({ smallestUnit: 'minute' });

/** "Sunday 22 November 2026". */
export function fullDate(date: Temporal.PlainDate): string {
  return `${weekday(date)} ${date.day} ${month(date)} ${date.year}`;
}

/** "Sunday 22 November 2026, 14:32", on the London clock. */
export function fullDateTime(at: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO(LONDON);
  return `${fullDate(local.toPlainDate())}, ${timeOfDay(local)}`;
}

/** A date near `today` by its day ("Today", "Mon"), one further off by day and month, in another year by that too. */
export function shortDate(date: Temporal.PlainDate, today: Temporal.PlainDate): string {
  const days = today.until(date, { largestUnit: 'days' }).days;
  if (days === 0) return 'Today';
  if (days === -1) return 'Yesterday';
  if (days === 1) return 'Tomorrow';
  if (Math.abs(days) < 7) return weekday(date).slice(0, 3);
  const dayAndMonth = `${date.day} ${month(date).slice(0, 3)}`;
  return date.year === today.year ? dayAndMonth : `${dayAndMonth} ${date.year}`;
}

/** A page says all its times against one moment: its day is reckoned once for it. */
const dayOf = new WeakMap<Temporal.Instant, Temporal.PlainDate>();

function todayAt(now: Temporal.Instant): Temporal.PlainDate {
  const today = dayOf.get(now) ?? londonDate(now);
  dayOf.set(now, today);
  return today;
}

/** "Today 14:32", "Yesterday 09:05", "Mon 17:00", "3 Mar 11:20", "3 Mar 2025 11:20", on the London clock. */
export function shortDateTime(at: Temporal.Instant, now: Temporal.Instant): string {
  const local = at.toZonedDateTimeISO(LONDON);
  return `${shortDate(local.toPlainDate(), todayAt(now))} ${timeOfDay(local)}`;
}

/** An instant in all the words it is shown by; `within` where it stands in the middle of a sentence. */
export function timeShown(at: Temporal.Instant, now: Temporal.Instant, within = false): TimeShown {
  const local = at.toZonedDateTimeISO(LONDON);
  const [day, time] = [local.toPlainDate(), timeOfDay(local)];
  const short = `${shortDate(day, todayAt(now))} ${time}`;
  return { dateTime: at.toString({ smallestUnit: 'second' }), short: within ? withinSentence(short) : short, full: `${fullDate(day)}, ${time}` };
}

/**
 * An instant by which something is due. The midnight that ends a day belongs to that day: what is due "tomorrow at 00:00" would be read as
 * tomorrow's work.
 */
export function dueShown(at: Temporal.Instant, now: Temporal.Instant, within = false): TimeShown {
  const local = at.toZonedDateTimeISO(LONDON);
  if (local.epochMilliseconds !== local.startOfDay().epochMilliseconds) return timeShown(at, now, within);
  const day = local.toPlainDate().subtract({ days: 1 });
  const midnight = `${within ? 'midnight' : 'Midnight'} at the end of`;
  return { dateTime: at.toString({ smallestUnit: 'second' }), short: `${midnight} ${withinSentence(shortDate(day, todayAt(now)))}`, full: `${midnight} ${fullDate(day)}`, wraps: true };
}

/** A short time in the middle of a sentence: names of days and months keep their capital, "today" has none there. */
export function withinSentence(words: string): string {
  return words.replace(/^(?:Today|Yesterday|Tomorrow)/, (day) => day.toLowerCase());
}

/** "today 14:32", "Mon 17:00": an instant in the middle of a sentence where no markup can stand. */
export const dateTimeWithin = (at: Temporal.Instant, now: Temporal.Instant): string => withinSentence(shortDateTime(at, now));
