import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** A legal hold that is in force: what was set in one act, and is let go in one. */
export interface LegalHold {
  /** Of one of its rows; a hold on the children of a contact has one for each. */
  id: string;
  contactId: string;
  reference: string;
  scope: 'contact' | 'children';
  /** Which children of the contact; none where the contact is held. */
  children: string[];
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
  const holds = new Map<string, LegalHold>();
  for (const { id, contactId, contactPersonId, at, by, reason, liftAskedAt, liftAskedBy, liftWhy, contact } of rows) {
    const scope = contactPersonId === null ? 'contact' : 'children';
    const act = JSON.stringify([contactId, scope, at, by, liftAskedAt]);
    const { children = [], ...first } = holds.get(act) ?? { id };
    holds.set(act, {
      ...{ id: first.id, contactId, scope, by, reason },
      reference: contact.reference,
      children: contactPersonId === null ? children : [...children, contactPersonId],
      at: instantOf(at),
      lift: liftAskedAt === null || liftAskedBy === null ? null : { at: instantOf(liftAskedAt), by: liftAskedBy, why: liftWhy ?? '' },
    });
  }
  return [...holds.values()];
}

/** Every row of a hold. */
const rowsOf = (tx: Tx, { contactId, children, at, by, lift: asked }: LegalHold) => ({
  ...{ authorityId: tx.actor.authorityId, contactId, by, liftedAt: null },
  at: dateOf(at),
  contactPersonId: children.length === 0 ? null : { in: children },
  liftAskedAt: asked === null ? null : dateOf(asked.at),
});

/** Sets a hold in the actor's name: on the contact, or on each of these children of it. @returns the ids of the holds. */
export async function addHolds(tx: Tx, { contactId, childIds, reason }: { contactId: string; childIds: readonly string[] | null; reason: string }): Promise<string[]> {
  const { authorityId, actorId } = tx.actor;
  const rows = (childIds ?? [null]).map((contactPersonId) => ({ authorityId, id: newId(), contactId, contactPersonId, at: dateOf(tx.at), by: actorId, reason }));
  await tx.db.legalHold.createMany({ data: rows });
  return rows.map(({ id }) => id);
}

/** A hold in force, locked until the transaction ends; null where there is none that the actor may see. */
export async function lockHold(tx: Tx, id: string): Promise<LegalHold | null> {
  await tx.db.$queryRaw`select 1 from legal_hold h join legal_hold o on o.authority_id = h.authority_id and o.contact_id = h.contact_id where o.authority_id = ${tx.actor.authorityId} and o.id = ${id}::uuid order by h.id for update of h`;
  return (await readHolds(tx)).find((hold) => hold.id === id) ?? null;
}

/** That a hold may go, as the actor says: the first person asks. */
export async function askLift(tx: Tx, hold: LegalHold, why: string): Promise<void> {
  await tx.db.legalHold.updateMany({ where: rowsOf(tx, hold), data: { liftAskedAt: dateOf(tx.at), liftAskedBy: tx.actor.actorId, liftWhy: why } });
}

/** Lifts a hold: the second person. */
export async function lift(tx: Tx, hold: LegalHold): Promise<void> {
  await tx.db.legalHold.updateMany({ where: rowsOf(tx, hold), data: { liftedAt: dateOf(tx.at), liftedBy: tx.actor.actorId } });
}
