import { Temporal } from 'temporal-polyfill';

/** What the database said the time was (milliseconds since 1970), and when it said so by the count that no clock change touches. */
interface Told {
  epochMs: number;
  countMs: number;
}

const kept = globalThis as { doorstepTold?: Told };

/**
 * The one place where the product reads the clock. Everything else takes an instant as an argument,
 * so that any moment can be replayed in a test.
 * A server's process goes by the database's clock, counted on from when it was last asked (`keepTime`): its machine's own may be
 * wrong, or be set back while it runs, and several processes have to agree. Until it has asked once it goes by its machine's.
 */
export function now(): Temporal.Instant {
  const { doorstepTold: told } = kept;
  return told === undefined ? Temporal.Now.instant() : Temporal.Instant.fromEpochMilliseconds(Math.floor(told.epochMs + performance.now() - told.countMs));
}

/** Goes by this time from now on; null: by the machine's own. @returns by how many milliseconds what it went by before was behind. */
export function goBy(told: Told | null): number {
  const before = now().epochMilliseconds;
  if (told === null) delete kept.doorstepTold;
  else kept.doorstepTold = told;
  return now().epochMilliseconds - before;
}

/** The zone in which English children's services keep their days. */
export const LONDON = 'Europe/London';

/** The London calendar date of an instant. */
export function londonDate(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(LONDON).toPlainDate();
}

/** Length of a step of `inSteps`, in milliseconds: longer than nearly all looks for somebody take (docs/measurements.md). */
const STEP_MS = 25;
/** By as much a timer may be late. */
const TIMER_MS = 2;

/**
 * Answers at the end of an even step of time, so that how long the work took says nothing of what it met on its way, such as a
 * restricted child's keys (safe practice 14).
 */
export async function inSteps<T>(work: () => Promise<T>): Promise<T> {
  const from = performance.now();
  const answer = await work();
  const end = from + Math.ceil((performance.now() - from) / STEP_MS) * STEP_MS;
  // A timer counts whole milliseconds, whose fraction would tell: the last of them are waited for turn by turn.
  await new Promise((done) => setTimeout(done, Math.max(0, end - performance.now() - TIMER_MS)));
  while (performance.now() < end) await new Promise((done) => setImmediate(done));
  return answer;
}

const CLOCK = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/;

/** A time of day as typed, such as 9:15, 09.15 or 14:30; null for anything else. */
export function clockTime(text: string): Temporal.PlainTime | null {
  const typed = CLOCK.exec(text.trim());
  return typed === null ? null : Temporal.PlainTime.from({ hour: Number(typed[1]), minute: Number(typed[2]) });
}

/** The instant so many days of 24 hours later. */
export function inDays(at: Temporal.Instant, days: number): Temporal.Instant {
  return at.add({ hours: 24 * days });
}

/** A database timestamp as an instant. */
export function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
}

/** The same, or null: for none, and for one beyond the year 9999, which the database keeps and its driver cannot read. A row that is there is read. */
export function instantIfRead(date: Date | null): Temporal.Instant | null {
  return date === null || Number.isNaN(date.getTime()) ? null : instantOf(date);
}

/** An instant as the database driver wants it; sub-millisecond digits are dropped. */
export function dateOf(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}

/** The day of a database date, ISO: "2026-03-02". */
export function isoDay(date: Date): string;
export function isoDay(date: Date | null): string | null;
export function isoDay(date: Date | null): string | null {
  return date === null ? null : date.toISOString().slice(0, 10);
}

/** The database date of a day, as `isoDay` gives it. */
export function dayDate(iso: string): Date;
export function dayDate(iso: string | null): Date | null;
export function dayDate(iso: string | null): Date | null {
  return iso === null ? null : new Date(`${iso}T00:00:00Z`);
}

/** A day as it is said in a table: "2/3/2026". @param iso as `isoDay` gives it. */
export function dayWords(iso: string): string {
  return iso.split('-').reverse().map(Number).join('/');
}
