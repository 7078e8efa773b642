import type { Temporal } from 'temporal-polyfill';
import { queueState, timeLeft, type QueueState } from '@/lib/clock/model';

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

/** Reads a clock at `now`. Nothing here decides; state and minutes are the clock room's. */
export function readClock({ startedAt, due }: Clock, now: Temporal.Instant): ClockReading {
  const { overdue, minutes, words } = timeLeft(due, now);
  const span = due.epochMilliseconds - startedAt.epochMilliseconds;
  const gone = span > 0 ? (now.epochMilliseconds - startedAt.epochMilliseconds) / span : 1;
  return {
    state: queueState(due, now, startedAt),
    gone: overdue ? 1 : Math.min(1, Math.max(0, gone)),
    words,
    short: overdue ? (minutes === 0 ? 'now' : `${shortSpan(minutes)} over`) : shortSpan(minutes),
  };
}
