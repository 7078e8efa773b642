import { parse } from 'csv-parse/sync';
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { ok, refused, type Result } from '@/lib/platform/result';

/** How a call that was offered ended: somebody answered, or whoever rang gave up (docs/call-events.md). */
export const OUTCOMES = ['answered', 'abandoned'] as const;
export type CallOutcome = (typeof OUTCOMES)[number];

/** A clock of a telephone system may be a little ahead of ours. */
const AHEAD_MINUTES = 5;
const LONGEST_WAIT_SECONDS = 86_400;

const trimmed = (longest: number, message: string) => z.string({ error: message }).trim().max(longest, message);

/** One call as a telephone system sends it: the same members in JSON and as columns of CSV. */
export const callRow = z.strictObject({
  call_id: trimmed(120, 'call_id: give the system’s own id of the call, in 120 letters').min(1, 'call_id: give the system’s own id of the call'),
  offered_at: z.iso.datetime({ offset: true, error: 'offered_at: give date, time and offset, such as 2026-03-04T10:02:11Z' }).transform((text) => Temporal.Instant.from(text)),
  outcome: z.enum(OUTCOMES, { error: 'outcome: answered or abandoned' }),
  waited_seconds: z.number({ error: 'waited_seconds: a whole number of seconds' }).int('waited_seconds: a whole number of seconds').min(0, 'waited_seconds: not below 0').max(LONGEST_WAIT_SECONDS, 'waited_seconds: not more than a day'),
  caller_number: trimmed(40, 'caller_number: at most 40 letters').default(''),
  line: trimmed(60, 'line: at most 60 letters').default(''),
  system: trimmed(60, 'system: at most 60 letters').default(''),
});

/** A call that can be counted. */
export type CallRow = z.infer<typeof callRow>;

/** A row that is left out, by its line (the heading is line 1) or its place in the list (from 1), and why. Never what stood in it. */
export interface LeftOut {
  line: number;
  why: string;
}

export interface ReadCalls {
  rows: (CallRow & { place: number })[];
  leftOut: LeftOut[];
}

/** not_json, not_csv: it is neither as a whole. no_rows: there is nothing in it. */
export type CallsProblem = 'not_json' | 'not_csv' | 'columns' | 'no_rows';

export const CALLS_PROBLEMS: Record<CallsProblem, string> = {
  not_json: 'This is not JSON with a list named “calls”. Nothing was taken.',
  not_csv: 'This cannot be read as CSV. Nothing was taken.',
  columns: 'The first line must name the columns call_id, offered_at, outcome and waited_seconds. Nothing was taken.',
  no_rows: 'There are no calls in it. Nothing was taken.',
};

const REQUIRED = ['call_id', 'offered_at', 'outcome', 'waited_seconds'] as const;
const KNOWN = Object.keys(callRow.shape);

function readRows(given: readonly { place: number; value: unknown }[], now: Temporal.Instant): ReadCalls {
  const rows: ReadCalls['rows'] = [];
  const leftOut: LeftOut[] = [];
  for (const { place, value } of given) {
    const read = callRow.safeParse(value);
    if (!read.success) leftOut.push({ line: place, why: read.error.issues.map(({ code, message }) => (code === 'unrecognized_keys' ? 'it has members that are not known' : message)).join('; ') });
    else if (Temporal.Instant.compare(read.data.offered_at, now.add({ minutes: AHEAD_MINUTES })) > 0) leftOut.push({ line: place, why: 'offered_at: this is still to come' });
    else rows.push({ ...read.data, place });
  }
  return { rows, leftOut };
}

const calls = z.object({ calls: z.array(z.unknown()) });

/** Reads `{"calls": [...]}`; a row that is no call is left out by its place. */
export function readJson(text: string, now: Temporal.Instant): Result<ReadCalls, CallsProblem> {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return refused('not_json');
  }
  const list = calls.safeParse(document);
  if (!list.success) return refused('not_json');
  if (list.data.calls.length === 0) return refused('no_rows');
  return ok(readRows(list.data.calls.map((value, index) => ({ place: index + 1, value })), now));
}

function valueOf(name: string, text: string): unknown {
  return name === 'waited_seconds' && /^\d+$/.test(text.trim()) ? Number(text) : text;
}

/** Reads CSV with a first line of column names, commas or semicolons; columns that are not known are not read. */
export function readCsv(text: string, now: Temporal.Instant): Result<ReadCalls, CallsProblem> {
  let lines: { record: string[]; info: { lines: number } }[];
  try {
    lines = parse(text, { bom: true, skip_empty_lines: true, relax_column_count: true, info: true, trim: true, delimiter: /^[^\n]*;/.test(text) ? ';' : ',' }) as unknown as typeof lines;
  } catch {
    return refused('not_csv');
  }
  const [header, ...body] = lines;
  const names = header?.record.map((name) => name.toLowerCase()) ?? [];
  if (!REQUIRED.every((name) => names.includes(name))) return refused('columns');
  if (body.length === 0) return refused('no_rows');
  const given = body.map(({ record, info }) => ({ place: info.lines, value: Object.fromEntries(names.flatMap((name, index) => (KNOWN.includes(name) ? [[name, valueOf(name, record[index] ?? '')]] : []))) }));
  return ok(readRows(given, now));
}

/** The middle of some figures; of an even number the mean of the two in the middle. Null of none. */
export function median(figures: readonly number[]): number | null {
  const sorted = [...figures].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

/** The smallest figure that nine in ten do not exceed (nearest rank). Null of none. */
export function p90(figures: readonly number[]): number | null {
  const sorted = [...figures].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * 0.9) - 1] ?? null;
}

/** What of a call the figures are made of. */
export interface Counted {
  offeredAt: Temporal.Instant;
  outcome: CallOutcome;
  waitedSeconds: number;
}

export interface CallFigures {
  offered: number;
  answered: number;
  abandoned: number;
  /** Of those answered, in seconds. */
  medianSeconds: number | null;
  p90Seconds: number | null;
}

/** Figures of some calls. Waits are those of calls that were answered: whoever gives up after a second did not wait little. */
export function figuresOf(events: readonly Counted[]): CallFigures {
  const waits = events.filter(({ outcome }) => outcome === 'answered').map(({ waitedSeconds }) => waitedSeconds);
  return { offered: events.length, answered: waits.length, abandoned: events.length - waits.length, medianSeconds: median(waits), p90Seconds: p90(waits) };
}

/** The same by a key of each, in the order of the keys given; a key without a call has noughts. */
export function figuresBy(events: readonly Counted[], keys: readonly string[], keyOf: (at: Temporal.Instant) => string): { key: string; figures: CallFigures }[] {
  const groups = new Map<string, Counted[]>();
  for (const event of events) {
    const key = keyOf(event.offeredAt);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [event]);
    else group.push(event);
  }
  return keys.map((key) => ({ key, figures: figuresOf(groups.get(key) ?? []) }));
}
