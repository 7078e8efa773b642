/**
 * The clock room: when something is due, and how a clock stands at a moment. Everything here is pure; the moment is
 * always an argument. What lives where:
 *
 *   model.ts          types; how a clock stands: clockState, queueState, warningAt, firstDue, timeLeft
 *   calendar.ts       calendarFrom, england, calendarEndsSoon
 *   working-days.ts   isWorkingDay, addWorkingDays, endOfNextWorkingDay, isDutyHours
 *   deadlines.ts      due24h, dueWorkingDay, dueInWorkingDays, deadlines, dueStrategyDiscussion
 *   evidence.ts       evidence: how each due instant came about, in words
 *   schema.ts         what comes from outside: bank holidays, times of day, instants
 *
 * Due instants are stored, so that the queue can sort on them; how a clock stands is never stored (architecture,
 * decision 7). It is a comparison only, so that SQL derives the same answer from the stored columns:
 *
 *   breached   now() >= due
 *   due soon   (now() - started) * 4 >= (due - started) * 3
 */
import { Temporal } from 'temporal-polyfill';

/** The bank holiday data do not reach that far: the answer would be a guess, so there is none. */
export type BeyondCalendar = 'beyond_calendar';

/** HH:MM on the London clock. */
export type TimeOfDay = string;

/** The days that are not worked in England, and the first and last date for which that is known. */
export interface Calendar {
  readonly firstDate: Temporal.PlainDate;
  readonly lastDate: Temporal.PlainDate;
  /** ISO date → name of the bank holiday. */
  readonly holidays: ReadonlyMap<string, string>;
}

/** When a line or desk is staffed on working days: from `opens` up to, not including, `closes`. */
export interface OpeningHours {
  readonly opens: TimeOfDay;
  readonly closes: TimeOfDay;
}

/** The two clocks that always run on a contact, and the acknowledgement by a named person (domain 3.1, 3.2). */
export interface Deadlines {
  readonly due24h: Temporal.Instant;
  readonly due1wd: Temporal.Instant;
  readonly acknowledgement: Temporal.Instant;
}

/** The shares of a clock's span, in per cent, at which people are warned. */
export const WARNING_PERCENTS = [50, 75, 90] as const;

export type WarningPercent = (typeof WARNING_PERCENTS)[number];

/** How one clock stands: the last warning it has passed, or breached from its due instant on. */
export type ClockState = 'running' | 'warn50' | 'warn75' | 'warn90' | 'breached';

/** The same in the three words of the queue. Due soon is the last quarter of the span. */
export type QueueState = 'running' | 'due_soon' | 'breached';

const DUE_SOON_PERCENT: WarningPercent = 75;

/** True from `mark` on, the instant itself included: the one comparison from which every state is made. */
function reached(at: Temporal.Instant, mark: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, mark) >= 0;
}

/** The first nanosecond at which `percent` of the span from start to due has passed; jobs ask which of these is past. */
export function warningAt(startedAt: Temporal.Instant, due: Temporal.Instant, percent: WarningPercent): Temporal.Instant {
  const span = due.epochNanoseconds - startedAt.epochNanoseconds;
  if (span <= 0n) return due;
  return Temporal.Instant.fromEpochNanoseconds(startedAt.epochNanoseconds + (span * BigInt(percent) + 99n) / 100n);
}

/** How a clock that started at `startedAt` and ends at `due` stands at `at` (issue 2, section 5). Nothing pauses it. */
export function clockState(due: Temporal.Instant, at: Temporal.Instant, startedAt: Temporal.Instant): ClockState {
  if (reached(at, due)) return 'breached';
  const passed = WARNING_PERCENTS.findLast((percent) => reached(at, warningAt(startedAt, due, percent)));
  return passed === undefined ? 'running' : `warn${passed}`;
}

/** The state that the queue shows, filters on and sorts by; equal to the SQL predicates at the head of this file. */
export function queueState(due: Temporal.Instant, at: Temporal.Instant, startedAt: Temporal.Instant): QueueState {
  if (reached(at, due)) return 'breached';
  return reached(at, warningAt(startedAt, due, DUE_SOON_PERCENT)) ? 'due_soon' : 'running';
}

/** The decision clock that ends first; either of the two may, depending on hour and day of receipt. */
export function firstDue({ due24h, due1wd }: Pick<Deadlines, 'due24h' | 'due1wd'>): Temporal.Instant {
  return Temporal.Instant.compare(due24h, due1wd) <= 0 ? due24h : due1wd;
}

/** What is left of a clock, or by how much it is over. */
export interface TimeLeft {
  readonly overdue: boolean;
  /** Whole minutes left, or over when overdue; never more time than there is. */
  readonly minutes: number;
  readonly words: string;
}

/** The time between `at` and `due` in whole elapsed minutes and in words: "3 hours 5 minutes left", "overdue by 1 hour". */
export function timeLeft(due: Temporal.Instant, at: Temporal.Instant): TimeLeft {
  const overdue = reached(at, due);
  const minutes = Math.floor(Math.abs(due.epochMilliseconds - at.epochMilliseconds) / 60_000);
  if (minutes === 0) return { overdue, minutes, words: overdue ? 'due now' : 'less than a minute left' };
  return { overdue, minutes, words: overdue ? `overdue by ${spanWords(minutes)}` : `${spanWords(minutes)} left` };
}

/** How long it has been since an instant, in words: "2 hours 5 minutes". */
export function elapsedWords(since: Temporal.Instant, at: Temporal.Instant): string {
  const minutes = Math.floor((at.epochMilliseconds - since.epochMilliseconds) / 60_000);
  return minutes < 1 ? 'less than a minute' : spanWords(minutes);
}

const MINUTES_IN_HOUR = 60;
const MINUTES_IN_DAY = 24 * MINUTES_IN_HOUR;

function spanWords(minutes: number): string {
  const days = minutes >= 2 * MINUTES_IN_DAY ? Math.floor(minutes / MINUTES_IN_DAY) : 0;
  const hours = Math.floor((minutes - days * MINUTES_IN_DAY) / MINUTES_IN_HOUR);
  const parts = [counted(days, 'day'), counted(hours, 'hour')];
  if (days === 0) parts.push(counted(minutes % MINUTES_IN_HOUR, 'minute'));
  return parts.filter((part) => part !== '').join(' ');
}

function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
