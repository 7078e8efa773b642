import { Temporal } from 'temporal-polyfill';
import { isWorkingDay, londonTime } from '@/lib/clock/working-days';
import { LONDON, londonDate } from '@/lib/platform/time';

/**
 * A child who is kept from harm by a power that ends by itself: police protection or an emergency protection order
 * (docs/decisions/0056). Types and pure functions.
 */
export const PROTECTION_KINDS = { police: 'Police protection', order: 'Emergency protection order' } as const;
export type ProtectionKind = keyof typeof PROTECTION_KINDS;

export const PROTECTION_LAW: Record<ProtectionKind, string> = {
  police: 'Children Act 1989 s.46 (police protection: at most 72 hours from when the child was taken or kept, and no longer)',
  order: 'Children Act 1989 ss.44 and 45 (emergency protection order: at most 8 days, extended once by at most 7)',
};

/** Hours from when the police took or kept the child; nobody extends them (s.46(6)). */
const POLICE_HOURS = 72;
/** Days of the calendar, to the same time on the London clock: a court says until when. */
const ORDER_DAYS = 8;
const EXTENSION_DAYS = 7;

export const PROTECTION_ENDINGS = {
  returned: 'Goes home, or to somebody of the family',
  s20: 'Accommodated, by agreement (s.20)',
  epo: 'An emergency protection order was made',
  extended: 'The court extended the order',
  ico: 'An interim care order was made',
  other_authority: 'Another authority took over',
} as const;
export type ProtectionEnding = keyof typeof PROTECTION_ENDINGS;

/** Endings by which the child is held on: they are recorded with what holds the child now, and open that. */
export const HELD_ON = ['epo', 'extended'] as const satisfies readonly ProtectionEnding[];
export type HeldOn = (typeof HELD_ON)[number];
export type LettingGo = Exclude<ProtectionEnding, HeldOn>;
export const LETTING_GO = ['returned', 's20', 'ico', 'other_authority'] as const satisfies readonly LettingGo[];

/** What is recorded of a child who is under one of the two. */
export interface ProtectionInput {
  personId: string;
  kind: ProtectionKind;
  beganAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  /** The force, or the court. */
  agency: string;
  /** The officer, or the number of the case. */
  named: string;
  /** Where the child is: as secret as a protected address, and in no letter or pack. */
  place: string;
  /** Why an earlier record was wrong; empty where this corrects none. */
  reason: string;
}

export interface ProtectionEnd {
  id: string;
  by: string;
  at: Temporal.Instant;
  how: ProtectionEnding;
  /** When it ended, or is to end where a second person is asked first. */
  endedAt: Temporal.Instant;
  words: string;
  needsAgreement: boolean;
  answer: { by: string; at: Temporal.Instant; verdict: 'agreed' | 'refused'; comment: string } | null;
}

/** One record as kept, with every ending that was written of it, oldest first. */
export interface Protection extends ProtectionInput {
  id: string;
  contactId: string;
  by: string;
  at: Temporal.Instant;
  /** What it followed: police protection before an order, or the order that it extends. */
  followsId: string | null;
  /** The record that it puts right. */
  correctsId: string | null;
  ends: ProtectionEnd[];
}

/** When police protection ends: elapsed hours, whatever the clocks do meanwhile. */
export function policeEnd(beganAt: Temporal.Instant): Temporal.Instant {
  return beganAt.add({ hours: POLICE_HOURS });
}

const daysOn = (at: Temporal.Instant, days: number) => at.toZonedDateTimeISO(LONDON).add({ days }).toInstant();
const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) <= 0 ? a : b);

/** The latest instant at which an order may end; an extension no later than 7 days after the order it extends, and 15 in all from when that was made. */
export function latestOrderEnd(madeAt: Temporal.Instant, extended: Pick<Protection, 'beganAt' | 'endsAt'> | null): Temporal.Instant {
  return extended === null ? daysOn(madeAt, ORDER_DAYS) : earlier(daysOn(extended.endsAt, EXTENSION_DAYS), daysOn(extended.beganAt, ORDER_DAYS + EXTENSION_DAYS));
}

/** The ending that counts: agreed to where that is asked. */
export function endOf({ ends }: Pick<Protection, 'ends'>): ProtectionEnd | null {
  return ends.find(({ needsAgreement, answer }) => !needsAgreement || answer?.verdict === 'agreed') ?? null;
}

/** That a child may go home, asked of a second person who has not answered. */
export function askedOf({ ends }: Pick<Protection, 'ends'>): ProtectionEnd | null {
  return ends.find(({ needsAgreement, answer }) => needsAgreement && answer === null) ?? null;
}

/** A record put right is none any more; one that is not ended runs on, also past its time: nobody has said where the child is. */
export function protectionStanding(one: Protection, all: readonly Protection[]): 'runs' | 'asked' | 'ended' | 'put_right' {
  if (all.some(({ correctsId }) => correctsId === one.id)) return 'put_right';
  if (endOf(one) !== null) return 'ended';
  return askedOf(one) === null ? 'runs' : 'asked';
}

/** Those that nobody has ended. */
export function openProtections(all: readonly Protection[]): Protection[] {
  return all.filter((one) => ['runs', 'asked'].includes(protectionStanding(one, all)));
}

/** The records as they stood at an instant: what was written later is left out. */
export function protectionsAt(all: readonly Protection[], at: Temporal.Instant): Protection[] {
  const by = (then: Temporal.Instant) => Temporal.Instant.compare(then, at) <= 0;
  return all.filter((one) => by(one.at)).map((one) => ({ ...one, ends: one.ends.filter((end) => by(end.at)).map((end) => ({ ...end, answer: end.answer !== null && by(end.answer.at) ? end.answer : null })) }));
}

/** What holds the child on from here, where the law knows such: police protection an order, an order its one extension. */
export function heldOnBy({ kind, followsId }: Pick<Protection, 'kind' | 'followsId'>, all: readonly Protection[]): HeldOn | null {
  if (kind === 'police') return 'epo';
  return all.some(({ id, kind: of }) => id === followsId && of === 'order') ? null : 'extended';
}

/** A record as it was put right last: itself, where nothing put it right. */
function asPutRight(one: Protection, all: readonly Protection[]): Protection {
  const right = all.find(({ correctsId }) => correctsId === one.id);
  return right === undefined ? one : asPutRight(right, all);
}

/** The order that a record would extend, as it was put right since: the one that it follows, or that the record which it puts right followed. */
export function extendedBy(all: readonly Protection[], follows: Protection | null, corrects: Protection | null): Protection | null {
  const before = follows ?? all.find(({ id }) => id === corrects?.followsId) ?? null;
  return before?.kind === 'order' ? asPutRight(before, all) : null;
}

/** The order or extension by which a child was held on from this record, or from what it put right; null where none was recorded. */
export function followedBy(one: Protection, all: readonly Protection[]): Protection | null {
  const known = [one.id];
  for (let before = one.correctsId; before !== null; before = all.find(({ id }) => id === before)?.correctsId ?? null) known.push(before);
  return all.find((each) => each.followsId !== null && known.includes(each.followsId) && protectionStanding(each, all) !== 'put_right') ?? null;
}

/** May this record be put right? Each once; what puts it right may be put right in its turn. */
export function mayPutRight(one: Protection, all: readonly Protection[]): boolean {
  return protectionStanding(one, all) !== 'put_right';
}

/** Hours before its end at which somebody is called. */
const WARNED_HOURS = 24;
/** A court sits on working days: somebody is called as the last of them before the end begins. */
const WARNED_FROM = '09:00';

/** From when somebody is called about it: 24 hours before, and for an order no later than 09:00 of the last working day before its end. */
export function warnedAt({ kind, endsAt }: Pick<Protection, 'kind' | 'endsAt'>): Temporal.Instant {
  const dayBefore = endsAt.subtract({ hours: WARNED_HOURS });
  if (kind === 'police') return dayBefore;
  let day = londonDate(endsAt).subtract({ days: 1 });
  for (let worked = isWorkingDay(day); worked.ok; worked = isWorkingDay(day)) {
    if (worked.value) return earlier(dayBefore, londonTime(day, WARNED_FROM));
    day = day.subtract({ days: 1 });
  }
  return dayBefore;
}

/** The time left or over, in hours and minutes: "5 hours 20 minutes left". */
export function timeLeftWords(endsAt: Temporal.Instant, now: Temporal.Instant): string {
  const minutes = Math.floor((endsAt.epochMilliseconds - now.epochMilliseconds) / 60_000);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const span = [...(hours > 0 ? [`${hours} ${hours === 1 ? 'hour' : 'hours'}`] : []), ...(rest > 0 || hours === 0 ? [`${rest} ${rest === 1 ? 'minute' : 'minutes'}`] : [])].join(' ');
  return minutes < 0 ? `over since ${span}` : `${span} left`;
}

/** Why something about it was not done, in codes, with the words for the one who tried. */
export const PROTECTION_PROBLEMS = {
  ended: 'The contact is no longer open. Record it on the contact in which the work goes on.',
  not_with_night: 'Claim the contact first, or record what emergency duty does: then it is with you.',
  already: 'This child is under one already. Say there what followed.',
  not_complete: 'Some answers are missing. Nothing was lost.',
  missing: 'This has ended, or was put right, meanwhile. Look at it as it stands now.',
  not_held_on: 'It cannot be followed by that: police protection is followed by an order, and an order is extended once.',
  asked_already: 'A manager is asked already whether the child may go home.',
  not_asked: 'Nobody is asked any more: somebody has answered, or it has ended.',
  own: 'You asked for it. Somebody else has to look at it.',
  not_a_manager: 'Only a manager agrees to it.',
  not_qualified: 'Only a social-work-qualified manager agrees to it.',
  referrer: 'You reported this contact. Somebody else has to look at it.',
  claimer: 'You hold this contact. Somebody else has to look at it.',
  conflicted: 'You may know somebody in this contact. Say first whether you do, or leave it to another manager.',
  verdict_missing: 'Choose whether you agree.',
  comment_missing: 'Say in a sentence why.',
} as const;
export type ProtectionProblem = keyof typeof PROTECTION_PROBLEMS;

/** Is this the code of such a problem? */
export function isProtectionProblem(text: string): text is ProtectionProblem {
  return Object.hasOwn(PROTECTION_PROBLEMS, text);
}
