import { Temporal } from 'temporal-polyfill';
import { ok } from '@/lib/platform/result';
import type { Result } from '@/lib/platform/result';
import { LONDON, londonDate } from '@/lib/platform/time';
import { england } from './calendar';
import { due24h, dueWorkingDay } from './deadlines';
import type { BeyondCalendar, Calendar, TimeOfDay } from './model';
import { END_OF_DAY } from './working-days';

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const MONTHS = [
  ...['', 'January', 'February', 'March', 'April', 'May', 'June'],
  ...['July', 'August', 'September', 'October', 'November', 'December'],
];

/** How each due instant came about, one line for each clock. */
export interface Evidence {
  readonly due24h: string;
  readonly due1wd: string;
}

/**
 * Lines that let anyone check the two due instants by hand: day 0, each day that was not counted and why, and a
 * change of the clocks where one lies between. Refused beyond the calendar.
 */
export function evidence(
  received: Temporal.Instant,
  calendar: Calendar = england,
  endOfDay: TimeOfDay = END_OF_DAY,
): Result<Evidence, BeyondCalendar> {
  const due = dueWorkingDay(received, calendar, endOfDay);
  if (!due.ok) return due;
  const start = `Received ${receivedWords(received)}.`;
  const dayZero = londonDate(received);
  return ok({
    due24h: `${start} ${elapsedWords(received)}`,
    due1wd: [
      start,
      `Day 0 is ${dayOfMonth(dayZero)}.`,
      ...uncounted(dayZero, londonDate(due.value), calendar),
      `One working day ends ${londonWords(due.value)}.`,
    ].join(' '),
  });
}

/** An instant on the London clock, as "Tue 7 Apr 2026 17:00". */
export function londonWords(at: Temporal.Instant): string {
  const { dayOfWeek, day, month, year, hour, minute } = at.toZonedDateTimeISO(LONDON);
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  return `${DAYS[dayOfWeek]} ${day} ${MONTHS[month]?.slice(0, 3)} ${year} ${time}`;
}

function offsetName(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(LONDON).offsetNanoseconds === 0 ? 'GMT' : 'BST';
}

/** In the hour that comes twice each autumn the time alone does not say which of the two was meant. */
function receivedWords(received: Temporal.Instant): string {
  const shown = received.toZonedDateTimeISO(LONDON).toPlainDateTime();
  const first = shown.toZonedDateTime(LONDON, { disambiguation: 'earlier' });
  const second = shown.toZonedDateTime(LONDON, { disambiguation: 'later' });
  return first.equals(second) ? londonWords(received) : `${londonWords(received)} ${offsetName(received)}`;
}

function elapsedWords(received: Temporal.Instant): string {
  const due = due24h(received);
  const [before, after] = [offsetName(received), offsetName(due)];
  if (before === after) return `24 hours (86,400 seconds) end ${londonWords(due)}.`;
  const direction = after === 'BST' ? 'forward' : 'back';
  return `The clocks go ${direction} in between (${before} to ${after}), so 24 hours (86,400 seconds) end ${londonWords(due)}.`;
}

/** The days strictly between day 0 and the working day that counts, each weekend in one piece. */
function uncounted(dayZero: Temporal.PlainDate, counted: Temporal.PlainDate, calendar: Calendar): string[] {
  const pieces: { from: Temporal.PlainDate; to: Temporal.PlainDate; why: string }[] = [];
  for (let day = dayZero.add({ days: 1 }); Temporal.PlainDate.compare(day, counted) < 0; day = day.add({ days: 1 })) {
    const why = calendar.holidays.get(day.toString()) ?? 'weekend';
    const last = pieces.at(-1);
    if (why === 'weekend' && last?.why === 'weekend') last.to = day;
    else pieces.push({ from: day, to: day, why });
  }
  if (pieces.length === 0) return [];
  const list = pieces.map(({ from, to, why }) => `${span(from, to)} (${why})`).join(', ');
  const one = pieces.every(({ from, to }) => from.equals(to)) && pieces.length === 1;
  return [`${list} ${one ? 'is not a working day' : 'are not working days'}.`];
}

function span(from: Temporal.PlainDate, to: Temporal.PlainDate): string {
  if (from.equals(to)) return dayOfMonth(from);
  return from.month === to.month ? `${from.day}–${dayOfMonth(to)}` : `${dayOfMonth(from)}–${dayOfMonth(to)}`;
}

function dayOfMonth(date: Temporal.PlainDate): string {
  return `${date.day} ${MONTHS[date.month]}`;
}
