import type { Temporal } from 'temporal-polyfill';
import { clockState, queueState, timeLeft, type ClockState, type QueueState } from '@/lib/clock/model';

/** A running clock: what it is called, when it started and when it ends. */
export interface Clock {
  /** "24 hours", "Working day". */
  name: string;
  startedAt: Temporal.Instant;
  due: Temporal.Instant;
}

/** A clock as it stands at a moment, ready to be drawn. */
export interface ClockReading {
  state: QueueState;
  /** The warning passed: 50, 75 or 90 % of the span; null before the first and once it is over. */
  warning: 50 | 75 | 90 | null;
  /** Share of the span gone by, 0 to 1. */
  gone: number;
  /** Whole words for a reader or a screen reader: "3 hours 5 minutes left". */
  words: string;
  /** The same in the room of a table cell: "3 h 5 m", "19 h 20 m over". */
  short: string;
}

const MINUTES_IN_HOUR = 60;
const MINUTES_IN_TWO_DAYS = 2 * 24 * MINUTES_IN_HOUR;

/** A figure and its unit, kept on one line. */
const figure = (count: number, unit: string) => `${count}\u00a0${unit}`;

function shortSpan(minutes: number): string {
  const hours = Math.floor(minutes / MINUTES_IN_HOUR);
  if (minutes >= MINUTES_IN_TWO_DAYS) return `${figure(Math.floor(hours / 24), 'd')} ${figure(hours % 24, 'h')}`;
  if (hours === 0) return figure(minutes, 'min');
  const rest = minutes % MINUTES_IN_HOUR;
  return rest === 0 ? figure(hours, 'h') : `${figure(hours, 'h')} ${figure(rest, 'm')}`;
}

const WARNINGS: Record<ClockState, ClockReading['warning']> = { running: null, warn50: 50, warn75: 75, warn90: 90, breached: null };

/** Reads a clock at `now`. Nothing here decides; state and minutes are the clock room's. */
export function readClock({ startedAt, due }: Clock, now: Temporal.Instant): ClockReading {
  const { overdue, minutes, words } = timeLeft(due, now);
  const span = due.epochMilliseconds - startedAt.epochMilliseconds;
  const gone = span > 0 ? (now.epochMilliseconds - startedAt.epochMilliseconds) / span : 1;
  return {
    state: queueState(due, now, startedAt),
    warning: WARNINGS[clockState(due, now, startedAt)],
    gone: overdue ? 1 : Math.min(1, Math.max(0, gone)),
    words,
    short: overdue ? (minutes === 0 ? 'now' : `${shortSpan(minutes)} over`) : shortSpan(minutes),
  };
}
