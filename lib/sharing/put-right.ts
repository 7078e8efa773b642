import { Temporal } from 'temporal-polyfill';
import { namesAgency } from './agencies';
import type { Outbound } from './model';

/**
 * What was recorded as sent is put right by a record of its own (docs/decisions/0057). Nothing of the first is changed, and what is reckoned
 * is reckoned from what stands now.
 */

/** What a record says went out, as far as it can be put right. About which child it is cannot: then it was never sent about that one. */
export const SAID = ['agency', 'recipient', 'recipientRole', 'categories', 'words', 'how', 'sentAt', 'basisId', 'confidence', 'ground', 'opennessId', 'requestId', 'authorisedBy', 'level'] as const;
export type Said = Pick<Outbound, (typeof SAID)[number]>;

/** One correction: what the fact says from then on, or that it was never sent. */
export interface SentCorrection extends Said {
  id: string;
  replacesId: string | null;
  at: Temporal.Instant;
  by: string;
  /** Then the rest says what stood until then. */
  neverSent: boolean;
  why: string;
}

/** A fact that was put right, as it was recorded first, with every correction in turn. */
export interface PutRight {
  recorded: Outbound;
  corrections: readonly SentCorrection[];
}

/** What somebody puts in the place of a record, as typed. */
export type Restated = Pick<Outbound, 'agency' | 'recipient' | 'recipientRole' | 'categories' | 'words' | 'how' | 'sentAt' | 'basisId'>;

/** A fact as it was recorded at some time: until when, who put what in its place, and why. */
export interface Before {
  /** Null: it was recorded as never sent. */
  said: Said | null;
  until: Temporal.Instant;
  by: string;
  why: string;
}

const saidIn = (of: Said): Said => Object.fromEntries(SAID.map((name) => [name, of[name]])) as unknown as Said;

/** Everything that a fact was recorded as before, the latest first. */
export function saidBefore({ recorded, corrections }: PutRight): Before[] {
  return corrections
    .map(({ at, by, why }, index): Before => {
      const before = corrections[index - 1];
      return { said: before === undefined ? saidIn(recorded) : before.neverSent ? null : saidIn(before), until: at, by, why };
    })
    .reverse();
}

/** A fact with what was said of it last; also where that is that it was never sent. */
export function lastSaid({ recorded, corrections }: PutRight): Outbound {
  const last = corrections.at(-1);
  return last === undefined ? recorded : { ...recorded, ...saidIn(last) };
}

/** Was it recorded last that it was never sent? */
export function neverSent({ corrections }: Pick<PutRight, 'corrections'>): boolean {
  return corrections.at(-1)?.neverSent === true;
}

/** May this person put the record right: whoever recorded it, or a manager (who else may not open the contact is asked before). */
export function mayPutSentRight({ by }: Pick<Outbound, 'by'>, { actorId, role }: { actorId: string; role: string }): boolean {
  return by === actorId || role === 'manager';
}

/** Does a record say other than what stands? */
export function differs(stands: Restated, now: Restated): boolean {
  return (['agency', 'recipient', 'recipientRole', 'words', 'how', 'basisId'] as const).some((name) => stands[name] !== now[name])
    || stands.categories.toSorted().join() !== now.categories.toSorted().join()
    || !stands.sentAt.equals(now.sentAt);
}

/**
 * Does it say otherwise to whom it went, when, or in which words? That is all that decides whom it reaches: the adult of whom something is
 * alleged, their employer, or whoever the mother has not told (domain 7.12, 7.15).
 */
export function mayReachOthers(stands: Restated, now: Restated): boolean {
  return (['agency', 'recipient', 'recipientRole', 'words'] as const).some((name) => stands[name] !== now[name]) || !stands.sentAt.equals(now.sentAt);
}

/** Did the gate stand for it where it stands now: to the same agency, at the same time? Then it stands on the ground on which it stood. */
export function sameGround(stands: Restated, now: Restated): boolean {
  return stands.agency === now.agency && stands.sentAt.equals(now.sentAt);
}

/** What answers a request for information (domain 7.9, 7.16): a fact that went to whoever asked, after they asked and were made sure of. */
export function answersRequest(fact: Pick<Outbound, 'kind' | 'agency' | 'sentAt'>, request: { askedBy: string; receivedAt: Temporal.Instant }, checkedAt: Temporal.Instant | null): boolean {
  const after = (at: Temporal.Instant) => Temporal.Instant.compare(at, fact.sentAt) <= 0;
  return fact.kind === 'fact' && after(request.receivedAt) && namesAgency(request.askedBy, fact.agency) && (checkedAt === null || after(checkedAt));
}

/** Is a request that this fact had answered open again? What did not change takes no answer away. @param now null where it was never sent. */
export function opensAgain(stood: Outbound, now: Outbound | null, request: { askedBy: string; receivedAt: Temporal.Instant }, checkedAt: Temporal.Instant | null): boolean {
  if (now === null) return true;
  return !sameGround(stood, now) && !answersRequest(now, request, checkedAt);
}

/** Why a record was not put right or taken back, in codes. */
export const RIGHT_PROBLEMS = {
  no_fact: 'What was recorded as sent is not here.',
  not_theirs: 'Whoever recorded it puts it right, or a manager.',
  put_right_meanwhile: 'It was put right meanwhile. Look at it as it stands now. What you typed is kept.',
  nothing_differs: 'That is what stands already. Say what is different, or that it was never sent. What you typed is kept.',
  stood_apart: 'At that time the children stood on different grounds. Record here that it was never sent so, and below what went, for each child. What you typed is kept.',
  reach_asked: 'Whom it reaches is asked on this contact, since something is alleged of somebody in a position of trust or a pregnancy is on record. Record here that it was never sent so, and below what went and whom it reached. What you typed is kept.',
  no_agreement: 'This agreement was taken back, or is not here.',
  managers_take_back: 'Only a manager takes an agreement back.',
} as const;
export type RightProblem = keyof typeof RIGHT_PROBLEMS;

/** Is this the code of such a problem? */
export function isRightProblem(text: string): text is RightProblem {
  return Object.hasOwn(RIGHT_PROBLEMS, text);
}
