import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { isRating, type Rating } from './rating';

/** Where an undecided contact stands in the queue; null when it has ended or is decided, and a rating would move nothing. */
export async function readRank(tx: Tx, contactId: string): Promise<number | null> {
  const row = await tx.db.queueRow.findUnique({ where: { authorityId_contactId: { authorityId: tx.actor.authorityId, contactId } }, select: { riskRank: true, nextDueAt: true } });
  return row === null || row.nextDueAt === null ? null : row.riskRank;
}

/** Writes a rating in the actor's name. */
export async function addRating(tx: Tx, contactId: string, { rating, before, reason }: { rating: Rating; before: Rating; reason: string }): Promise<void> {
  await tx.db.contactRating.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, at: dateOf(tx.at), by: tx.actor.actorId, rating, before, reason }] });
}

/** A rating as it was given. */
export interface RatingGiven {
  id: string;
  at: Temporal.Instant;
  by: string;
  rating: Rating;
  before: Rating;
  reason: string;
}

/** What a contact was rated, newest first. */
export async function readRatings(tx: Tx, contactId: string): Promise<RatingGiven[]> {
  const rows = await tx.db.contactRating.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ at: 'desc' }, { id: 'asc' }] });
  return rows.flatMap(({ id, at, by, rating, before, reason }) => (isRating(rating) && isRating(before) ? [{ id, at: instantOf(at), by, rating, before, reason }] : []));
}

/** Open contacts that are rated lower than what governs them: for a manager's eye. */
export async function ratedBelow(tx: Tx): Promise<{ contactId: string; reference: string }[]> {
  return tx.db.queueRow.findMany({ where: { authorityId: tx.actor.authorityId, ratedBelow: true }, orderBy: [{ receivedAt: 'asc' }, { contactId: 'asc' }], select: { contactId: true, reference: true } });
}
