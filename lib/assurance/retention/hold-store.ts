import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** A legal hold that is in force. */
export interface LegalHold {
  id: string;
  contactId: string;
  reference: string;
  scope: 'contact' | 'children';
  at: Temporal.Instant;
  by: string;
  reason: string;
  /** That it may go, as one person asked. */
  lift: { at: Temporal.Instant; by: string; why: string } | null;
}

/** What stands for whether somebody asked that a hold may go, and when: what a page showed. Empty where nobody did. */
export const liftMark = ({ lift }: Pick<LegalHold, 'lift'>): string => lift?.at.toString() ?? '';

/** The holds in force on contacts that the actor may open, oldest first. Needs casework rights. */
export async function readHolds(tx: Tx): Promise<LegalHold[]> {
  const rows = await tx.db.legalHold.findMany({ where: { authorityId: tx.actor.authorityId, liftedAt: null }, orderBy: [{ at: 'asc' }, { id: 'asc' }], include: { contact: { select: { reference: true } } } });
  return rows.map(({ id, contactId, contactPersonId, at, by, reason, liftAskedAt, liftAskedBy, liftWhy, contact }) => ({
    ...{ id, contactId, by, reason },
    reference: contact.reference,
    scope: contactPersonId === null ? 'contact' : 'children',
    at: instantOf(at),
    lift: liftAskedAt === null || liftAskedBy === null ? null : { at: instantOf(liftAskedAt), by: liftAskedBy, why: liftWhy ?? '' },
  }));
}

/** Sets a hold in the actor's name: on the contact, or on each of these children of it. @returns the ids of the holds. */
export async function addHolds(tx: Tx, { contactId, childIds, reason }: { contactId: string; childIds: readonly string[] | null; reason: string }): Promise<string[]> {
  const { authorityId, actorId } = tx.actor;
  const rows = (childIds ?? [null]).map((contactPersonId) => ({ authorityId, id: newId(), contactId, contactPersonId, at: dateOf(tx.at), by: actorId, reason }));
  await tx.db.legalHold.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

/** A hold in force, locked until the transaction ends; null where there is none that the actor may see. */
export async function lockHold(tx: Tx, id: string): Promise<LegalHold | null> {
  await tx.db.$queryRaw`select 1 from legal_hold where authority_id = ${tx.actor.authorityId} and id = ${id}::uuid for update`;
  return (await readHolds(tx)).find((hold) => hold.id === id) ?? null;
}

/** That a hold may go, as the actor says: the first person asks. */
export async function askLift(tx: Tx, id: string, why: string): Promise<void> {
  await tx.db.legalHold.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: { liftAskedAt: dateOf(tx.at), liftAskedBy: tx.actor.actorId, liftWhy: why } });
}

/** Lifts a hold: the second person. */
export async function lift(tx: Tx, id: string): Promise<void> {
  await tx.db.legalHold.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: { liftedAt: dateOf(tx.at), liftedBy: tx.actor.actorId } });
}
