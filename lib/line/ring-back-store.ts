import { Temporal } from 'temporal-polyfill';
import { SOURCE_ID, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { Stretch } from '@/lib/rota/model';
import { ORIGINS, RING_BACK_ENDS, TRY_OUTCOMES, type Origin, type ReadOrigin, type RingBackEnd, type TryOutcome } from './model';
import type { ToRing, TryForm } from './schema';

/** A call that comes to be owed. */
export interface NewRingBack extends ToRing {
  origin: Origin;
  requestId: string | null;
  askedBy: string;
  accountId: string | null;
  reachable: Stretch;
  promisedAt: Temporal.Instant;
  ownerId: string | null;
  bookingId: string | null;
}

/** Somebody who is owed a call, or was. */
export interface RingBack extends Omit<NewRingBack, 'requestId' | 'origin'> {
  id: string;
  origin: ReadOrigin;
  askedAt: Temporal.Instant;
  draftId: string | null;
  /** How often they rang and gave up. */
  times: number;
  /** They rang again later and somebody answered. */
  answeredLaterAt: Temporal.Instant | null;
  ended: { at: Temporal.Instant; how: RingBackEnd; why: string; by: string } | null;
  tries: RingBackTry[];
}

export interface RingBackTry {
  at: Temporal.Instant;
  by: string;
  outcome: TryOutcome;
  againAt: Temporal.Instant;
  words: string;
}

const WITH_TRIES = { tries: { orderBy: [{ at: 'asc' as const }, { id: 'asc' as const }] } };
type Row = NonNullable<Awaited<ReturnType<typeof readRow>>>;

function readRow(tx: Tx, id: string) {
  return tx.db.ringBack.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, include: WITH_TRIES });
}

function ringBackOf(row: Row): RingBack {
  // One that cannot be read would stop the calling about every other.
  const origin = ORIGINS.find((known) => known === row.origin) ?? 'unknown';
  const how = RING_BACK_ENDS.find((known) => known === row.endedHow);
  const { id, askedBy, accountId, name, role, agencyId, agencyName, phone, about, ownerId, bookingId, draftId, times } = row;
  return {
    ...{ id, origin, askedBy, accountId, name, role, agencyId, agencyName, phone, about, ownerId, bookingId, draftId, times },
    askedAt: instantOf(row.askedAt),
    reachable: { from: instantOf(row.reachableFrom), to: instantOf(row.reachableTo) },
    promisedAt: instantOf(row.promisedAt),
    answeredLaterAt: row.answeredLaterAt === null ? null : instantOf(row.answeredLaterAt),
    ended: row.endedAt === null || how === undefined || row.endedBy === null ? null : { at: instantOf(row.endedAt), how, why: row.endedWhy, by: row.endedBy },
    tries: row.tries.map(({ at, by, outcome, againAt, words }) => ({ at: instantOf(at), by, outcome: TRY_OUTCOMES.find((known) => known === outcome) ?? 'no_answer', againAt: instantOf(againAt), words })),
  };
}

/** Writes that somebody is owed a call, once for its request or its booking. As the product. @returns its id, or null where it is there. */
export async function addRingBack(tx: Tx, { reachable, promisedAt, ...given }: NewRingBack): Promise<string | null> {
  const id = newId();
  const data = { authorityId: tx.actor.authorityId, id, ...given, askedAt: dateOf(tx.at), reachableFrom: dateOf(reachable.from), reachableTo: dateOf(reachable.to), promisedAt: dateOf(promisedAt) };
  const { count } = await tx.db.ringBack.createMany({ data: [data], skipDuplicates: true });
  return count === 1 ? id : null;
}

/** One, as far as the actor may see it. */
export async function findRingBack(tx: Tx, id: string): Promise<RingBack | null> {
  const row = await readRow(tx, id);
  return row && ringBackOf(row);
}

/** One that is open, locked until the transaction ends. */
export async function lockRingBack(tx: Tx, id: string): Promise<RingBack | null> {
  await tx.db.$queryRaw`select 1 from ring_back where authority_id = ${tx.actor.authorityId} and id = ${id}::uuid for update`;
  const found = await findRingBack(tx, id);
  return found?.ended === null ? found : null;
}

/** Everybody who is owed a call, the earliest promise first. */
export async function openRingBacks(tx: Tx): Promise<RingBack[]> {
  const rows = await tx.db.ringBack.findMany({ where: { authorityId: tx.actor.authorityId, endedAt: null }, include: WITH_TRIES, orderBy: [{ promisedAt: 'asc' }, { id: 'asc' }] });
  return rows.map(ringBackOf);
}

/** Those that ended last. */
export async function endedRingBacks(tx: Tx, count: number): Promise<RingBack[]> {
  const rows = await tx.db.ringBack.findMany({ where: { authorityId: tx.actor.authorityId, endedAt: { not: null } }, include: WITH_TRIES, orderBy: [{ endedAt: 'desc' }, { id: 'asc' }], take: count });
  return rows.map(ringBackOf);
}

/** The actor's own: what they asked for themselves, the newest first. */
export async function ownRingBacks(tx: Tx, count: number): Promise<RingBack[]> {
  const rows = await tx.db.ringBack.findMany({ where: { authorityId: tx.actor.authorityId, accountId: tx.actor.actorId }, include: WITH_TRIES, orderBy: [{ askedAt: 'desc' }, { id: 'asc' }], take: count });
  return rows.map(ringBackOf);
}

/** The open calls that are owed to professionals who gave up. */
export async function openAbandoned(tx: Tx): Promise<RingBack[]> {
  const rows = await tx.db.ringBack.findMany({ where: { authorityId: tx.actor.authorityId, origin: 'abandoned', endedAt: null }, include: WITH_TRIES });
  return rows.map(ringBackOf);
}

type Change = NonNullable<Parameters<Tx['db']['ringBack']['updateMany']>[0]['data']>;

async function change(tx: Tx, id: string, data: Change): Promise<boolean> {
  const { count } = await tx.db.ringBack.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data });
  return count === 1;
}

/** Gives it to an owner. @returns whether it was still open. */
export async function setOwner(tx: Tx, id: string, ownerId: string): Promise<boolean> {
  return change(tx, id, { ownerId });
}

/** The call that is being logged for it, or none any more. */
export async function setCall(tx: Tx, id: string, draftId: string | null): Promise<boolean> {
  return change(tx, id, { draftId });
}

/** The call that was made for it and put away, taken up again; nothing where another is by now, or where its asker is to be nobody any more. */
export async function callAgain(tx: Tx, id: string, draftId: string): Promise<void> {
  await tx.db.ringBack.updateMany({ where: { authorityId: tx.actor.authorityId, id, draftId: null, askedBy: { not: SOURCE_ID } }, data: { draftId } });
}

/** Whom to ring, as far as the list may say. */
export async function setWhom(tx: Tx, id: string, whom: Omit<ToRing, 'about'>): Promise<void> {
  await change(tx, id, whom);
}

/**
 * They rang once more and gave up, or rang and were answered. Who gives up again is there now: a call that was promised for later is
 * owed as at first.
 * @param promisedAt by when a call that is given up now is owed.
 */
export async function markRangAgain(tx: Tx, { id, times, promisedAt: before }: Pick<RingBack, 'id' | 'times' | 'promisedAt'>, how: { answeredAt: Temporal.Instant } | { promisedAt: Temporal.Instant }): Promise<void> {
  if ('answeredAt' in how) await change(tx, id, { answeredLaterAt: dateOf(how.answeredAt) });
  else await change(tx, id, { times: times + 1, ...(Temporal.Instant.compare(how.promisedAt, before) < 0 ? { promisedAt: dateOf(how.promisedAt) } : {}) });
}

/** Writes a try that reached nobody, and the new promise. */
export async function addTry(tx: Tx, id: string, { outcome, words }: Pick<TryForm, 'outcome' | 'words'>, again: Temporal.Instant): Promise<void> {
  const { authorityId, actorId } = tx.actor;
  await tx.db.ringBackTry.createMany({ data: [{ authorityId, id: newId(), ringBackId: id, at: dateOf(tx.at), by: actorId, outcome, againAt: dateOf(again), words }] });
  await change(tx, id, { promisedAt: dateOf(again) });
}

/** Ends it; the number goes with it. @returns whether it was still open. */
export async function endRingBack(tx: Tx, id: string, { how, why }: { how: RingBackEnd; why: string }): Promise<boolean> {
  return change(tx, id, { endedAt: dateOf(tx.at), endedHow: how, endedWhy: why, endedBy: tx.actor.actorId, phone: '' });
}

/** Those for which a call is being logged. @param bookings with those that are owed since one of these times went by. */
export async function ringBacksOfCall(tx: Tx, draftId: string, bookings: readonly { id: string }[] = []): Promise<RingBack[]> {
  const rows = await tx.db.ringBack.findMany({ where: { authorityId: tx.actor.authorityId, OR: [{ draftId }, { bookingId: { in: bookings.map(({ id }) => id) } }] }, include: WITH_TRIES });
  return rows.map(ringBackOf);
}

/** What stands where somebody would be named who is nobody afterwards (safe practice 7.14), their own words and the call's among it. */
export const NOBODY_ASKED = { name: 'Protected', role: '', agencyId: null, agencyName: '', about: '', accountId: null, draftId: null } as const;

/** Of one that has ended, whatever was written of its end. */
export const NOBODYS_END = { endedWhy: 'Spoken with' } as const;

/** Forgets who it was, ended or still owed: their call made them a protected source. As the product. */
export async function forgetAsker(tx: Tx, id: string): Promise<void> {
  const { authorityId } = tx.actor;
  // First the words of the end: the database wants some where there is no call any more.
  await tx.db.ringBack.updateMany({ where: { authorityId, id, endedAt: { not: null } }, data: NOBODYS_END });
  await tx.db.ringBack.updateMany({ where: { authorityId, id }, data: { ...NOBODY_ASKED, askedBy: SOURCE_ID, requestId: null } });
}
