import { Temporal } from 'temporal-polyfill';

/**
 * The one place where the product reads the clock. Everything else takes an instant as an argument,
 * so that any moment can be replayed in a test.
 */
export function now(): Temporal.Instant {
  return Temporal.Now.instant();
}

/** The zone in which English children's services keep their days. */
export const LONDON = 'Europe/London';

/** The London calendar date of an instant. */
export function londonDate(at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(LONDON).toPlainDate();
}

/** A database timestamp as an instant. */
export function instantOf(date: Date): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(date.getTime());
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

/** A day as it is said in a table: "2/3/2026". @param iso as `isoDay` gives it. */
export function dayWords(iso: string): string {
  return iso.split('-').reverse().map(Number).join('/');
}
