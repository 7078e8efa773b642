import type { Temporal } from 'temporal-polyfill';
import { clockState, queueState, timeLeft, type ClockState, type QueueState } from '@/lib/clock/model';
import { timeShown } from './date-time-words';
import type { TimeShown } from './time';

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

/** The clocks of a queue row in the words and figures it shows. */
export interface ClocksShown {
  lines: (Pick<ClockReading, 'state' | 'short' | 'words'> & { name: string })[];
  /** Of the one that has most gone by; an empty bar without clocks. */
  bar: Pick<ClockReading, 'state'> & { /** Per cent. */ gone: number };
  /** When that one ends, or ended. */
  due: (Pick<ClockReading, 'warning'> & { at: TimeShown }) | null;
}

/** Reads the clocks of a queue row: what is left of each, and which has most gone by. */
export function readClocks(clocks: readonly Clock[], now: Temporal.Instant): ClocksShown {
  const readings = clocks.map((clock) => ({ clock, ...readClock(clock, now) }));
  const lines = readings.map(({ clock: { name }, state, short, words }) => ({ name, state, short, words }));
  const tightest = readings.reduce<(typeof readings)[number] | undefined>((most, reading) => (most === undefined || reading.gone > most.gone ? reading : most), undefined);
  if (tightest === undefined) return { lines, bar: { state: 'running', gone: 0 }, due: null };
  const { state, gone, warning, clock } = tightest;
  return { lines, bar: { state, gone: Math.round(gone * 100) }, due: { at: timeShown(clock.due, now, true), warning } };
}
