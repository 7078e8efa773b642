import { Temporal } from 'temporal-polyfill';
import type { Absence, Shift, Stretch } from '@/lib/rota/model';
import { onDutyAt } from '@/lib/rota/model';
import { LONDON } from '@/lib/platform/time';

/**
 * Talking on a telephone that nobody has lifted yet: who is owed a call, by when and by whom (safe practice 7.9; N20). Asked
 * for by somebody whom it does no harm to wait, or owed since a time or a call of theirs was missed.
 */
export const ORIGINS = ['asked', 'on_behalf', 'missed_slot', 'not_reached', 'given_up', 'abandoned', 'cut_off'] as const;
export type Origin = (typeof ORIGINS)[number];
/** Why a call is owed, as it is read: a later release may have written a reason that this one does not know, as in an upgrade. */
export type ReadOrigin = Origin | 'unknown';

interface OriginRow {
  words: string;
  /** By day and night: nobody asked them whether it can wait. */
  atOnce: boolean;
}

export const ORIGIN_TABLE: Record<ReadOrigin, OriginRow> = {
  asked: { words: 'Asked to be rung back', atOnce: false },
  on_behalf: { words: 'Asked for by a colleague on their behalf', atOnce: false },
  missed_slot: { words: 'Had booked a time, and nobody rang', atOnce: true },
  not_reached: { words: 'Rung at the time they had booked, and not reached', atOnce: false },
  given_up: { words: 'Had booked a time, and we took it back', atOnce: false },
  abandoned: { words: 'Rang us and gave up before anybody answered', atOnce: true },
  cut_off: { words: 'Was cut off while we spoke', atOnce: true },
  // Nobody here knows whether it can wait.
  unknown: { words: 'Is owed a call; the reason cannot be shown here', atOnce: true },
};

/** What we missed is made good within so many minutes (safe practice 7.9, which says ten of a call that was cut off). */
export const RING_BACK_MINUTES = 10;

/** How a call that was owed ended. */
export const RING_BACK_ENDS = ['done', 'not_needed', 'withdrawn'] as const;
export type RingBackEnd = (typeof RING_BACK_ENDS)[number];
export const RING_BACK_END_WORDS: Record<RingBackEnd, string> = { done: 'Rung, and spoken with', not_needed: 'No longer needed', withdrawn: 'Taken back by whoever asked' };

/** How a booked time ended. */
export const BOOKING_ENDS = ['talked', 'cancelled', 'moved', 'not_reached', 'missed', 'given_up'] as const;
export type BookingEnd = (typeof BOOKING_ENDS)[number];
export const BOOKING_END_WORDS: Record<BookingEnd, string> = {
  talked: 'Spoken with',
  cancelled: 'Cancelled by whoever booked it',
  moved: 'Moved to another time',
  not_reached: 'Rung, and not reached',
  missed: 'Missed: nobody rang',
  given_up: 'The time was taken back, and a call is owed instead',
};

/** What came of a try that reached nobody. */
export const TRY_OUTCOMES = ['no_answer', 'engaged', 'not_there', 'wrong_number'] as const;
export type TryOutcome = (typeof TRY_OUTCOMES)[number];
export const TRY_WORDS: Record<TryOutcome, string> = { no_answer: 'No answer', engaged: 'Engaged', not_there: 'Somebody else answered: they were not there', wrong_number: 'The number is wrong' };

/** When it is tried again: the new promise. */
export const AGAIN = { '30': 'In 30 minutes', '60': 'In an hour', '120': 'In two hours', opening: 'When the office opens next' } as const;
export type Again = keyof typeof AGAIN;

/** When a call owed for this reason may be tried again: nobody asked whether what we missed can wait until the office opens (safe practice 7.1, 7.9). */
export function againsFor(origin: ReadOrigin): Again[] {
  return (Object.keys(AGAIN) as Again[]).filter((again) => again !== 'opening' || !ORIGIN_TABLE[origin].atOnce);
}

/** The instant of the next try. @param opening when the office opens next. */
export function againAt(again: Again, now: Temporal.Instant, opening: Temporal.Instant): Temporal.Instant {
  return again === 'opening' ? opening : now.add({ minutes: Number(again) });
}

/** A call that is being logged is a promise being kept, for so many minutes; then it counts as not kept after all. */
const LOGGING_MINUTES = 60;

/**
 * When what was promised counts as not kept. The instant itself is too late, as for every other clock.
 * @param due the time promised, or the end of the time that was booked.
 */
export function lateFrom(due: Temporal.Instant, draftId: string | null): Temporal.Instant {
  return draftId === null ? due : due.add({ minutes: LOGGING_MINUTES });
}

/** A call that is owed, as far as its lateness asks. */
export interface Owed {
  promisedAt: Temporal.Instant;
  draftId: string | null;
  origin?: ReadOrigin;
}

/** When a call that is owed counts as late. One that was cut off is on its page from the first: that it is being logged says nothing, nor where nobody knows why it is owed. */
export function owedLateFrom({ promisedAt, draftId, origin }: Owed): Temporal.Instant {
  return lateFrom(promisedAt, origin === 'cut_off' || origin === 'unknown' ? null : draftId);
}

/** Has what was promised not been kept? */
export function isLate(owed: Owed, at: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, owedLateFrom(owed)) >= 0;
}

/** Lengths of a booked time, in minutes. */
export const SLOT_MINUTES = [10, 15, 20, 30] as const;

/** A stretch cut into times of one length; what is left over at its end is no time. */
export function cutInto({ from, to }: Stretch, minutes: number): Stretch[] {
  const times: Stretch[] = [];
  for (let start = from, end = start.add({ minutes }); Temporal.Instant.compare(end, to) <= 0; start = end, end = start.add({ minutes })) times.push({ from: start, to: end });
  return times;
}

const inside = (inner: Stretch, outer: Stretch) => Temporal.Instant.compare(outer.from, inner.from) <= 0 && Temporal.Instant.compare(inner.to, outer.to) <= 0;
const overlap = (a: Stretch, b: Stretch) => Temporal.Instant.compare(a.from, b.to) < 0 && Temporal.Instant.compare(b.from, a.to) < 0;

/** Is somebody on duty, themselves or for a colleague, from the beginning of a stretch to its end? */
export function isOnFor(accountId: string, stretch: Stretch, shifts: readonly Shift[], absences: readonly Absence[]): boolean {
  if (absences.some((absence) => absence.accountId === accountId && overlap(absence, stretch))) return false;
  return onDutyAt(shifts, absences, stretch.from).some((on) => on.accountId === accountId && Temporal.Instant.compare(on.until, stretch.to) >= 0);
}

/** Is the office open from the beginning of a stretch to its end? */
export function isOpenFor(stretch: Stretch, open: readonly Stretch[]): boolean {
  return open.some((hours) => inside(stretch, hours));
}

/** Why a time cannot be published; null where it can. */
export type SlotProblem = 'over' | 'closed' | 'not_on' | 'taken';

interface SlotRules {
  now: Temporal.Instant;
  /** When the office is open: working days of England, in the front door's duty hours. */
  open: readonly Stretch[];
  shifts: readonly Shift[];
  absences: readonly Absence[];
  /** Times the same worker has published already. */
  own: readonly Stretch[];
}

/** May this worker be booked in this time? On a working day, in duty hours, on the rota, not twice at once, and not in the past. */
export function slotProblem(accountId: string, stretch: Stretch, { now, open, shifts, absences, own }: SlotRules): SlotProblem | null {
  if (Temporal.Instant.compare(stretch.from, now) <= 0) return 'over';
  if (!isOpenFor(stretch, open)) return 'closed';
  if (!isOnFor(accountId, stretch, shifts, absences)) return 'not_on';
  return own.some((each) => overlap(each, stretch)) ? 'taken' : null;
}

/** From now on a stretch to be rung back in lasts at least so many minutes: shorter, and a promise is a guess. */
export const SHORTEST_WINDOW_MINUTES = 30;

/** What is wrong with the time in which somebody says they can be reached; null where nothing is. */
export type WindowProblem = 'over' | 'closed' | 'short';

/** Can somebody be rung in this stretch? In the office's hours, and with at least half an hour of it still to come. */
export function windowProblem(stretch: Stretch, open: readonly Stretch[], now: Temporal.Instant): WindowProblem | null {
  const from = Temporal.Instant.compare(stretch.from, now) < 0 ? now : stretch.from;
  if (Temporal.Instant.compare(stretch.to, now) <= 0) return 'over';
  if (!isOpenFor(stretch, open)) return 'closed';
  return from.until(stretch.to).total('minutes') < SHORTEST_WINDOW_MINUTES ? 'short' : null;
}

/** "10:30": the London time of day of an instant. */
export function clockOf(at: Temporal.Instant): string {
  return at.toZonedDateTimeISO(LONDON).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** A day and two times of the London clock as a stretch; null where a day has no such hour forwards, or the second is not after the first. */
export function stretchOfDay(day: Temporal.PlainDate, from: string, to: string): Stretch | null {
  const at = (time: string) => day.toZonedDateTime({ timeZone: LONDON, plainTime: Temporal.PlainTime.from(time) }).toInstant();
  const stretch = { from: at(from), to: at(to) };
  return Temporal.Instant.compare(stretch.from, stretch.to) < 0 ? stretch : null;
}

/**
 * The digits by which two ways of writing a telephone number are one: 0044 and +44 are the leading nought. Null for what is
 * no number that can be rung: fewer than ten digits, or withheld.
 */
export function numberKey(text: string): string | null {
  const written = text.replace(/\(0\)/g, '');
  const plus = /^\s*\+/.test(written);
  const digits = written.replace(/\D/g, '');
  const abroad = plus ? digits : digits.startsWith('00') ? digits.slice(2) : null;
  const key = abroad === null ? digits : abroad.startsWith('44') ? `0${abroad.slice(2)}` : `00${abroad}`;
  return key.length >= 10 && key.length <= 17 ? key : null;
}
