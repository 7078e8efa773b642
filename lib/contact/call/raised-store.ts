import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';

/** That a consultation became a concern. */
export interface Raised {
  at: Temporal.Instant;
  by: string;
  /** The contact in which it goes on, where it had ended; null where it is the same one. */
  became: { id: string; reference: string } | null;
}

/** Keeps that a consultation became a concern, once. @returns false where it had before. Needs casework rights. */
export async function addRaised(tx: Tx, contactId: string, becameId: string | null): Promise<boolean> {
  const { authorityId, actorId } = tx.actor;
  const { count } = await tx.db.consultationRaised.createMany({ data: [{ authorityId, contactId, at: dateOf(tx.at), by: actorId, becameId }], skipDuplicates: true });
  return count === 1;
}

/** Whether and when a consultation became a concern; null while it is one. */
export async function readRaised(tx: Tx, contactId: string): Promise<Raised | null> {
  const { authorityId } = tx.actor;
  const row = await tx.db.consultationRaised.findUnique({ where: { authorityId_contactId: { authorityId, contactId } } });
  if (row === null) return null;
  const became = row.becameId === null ? null : await tx.db.contact.findUnique({ where: { authorityId_id: { authorityId, id: row.becameId } }, select: { id: true, reference: true } });
  return { at: instantOf(row.at), by: row.by, became };
}

/** The consultation that goes on in this contact, as far as the actor may open it; null where there is none. */
export async function raisedFrom(tx: Tx, contactId: string): Promise<{ reference: string; at: Temporal.Instant } | null> {
  const row = await tx.db.consultationRaised.findFirst({ where: { authorityId: tx.actor.authorityId, becameId: contactId }, select: { at: true, contact: { select: { reference: true } } } });
  return row === null ? null : { reference: row.contact.reference, at: instantOf(row.at) };
}

/** Of these contacts, those that only went on in another of them: one conversation is counted once. */
export async function countedElsewhere(tx: Tx, contactIds: readonly string[]): Promise<Set<string>> {
  const ids = [...contactIds];
  // No consultation goes on in itself.
  if (new Set(ids).size < 2) return new Set();
  const rows = await tx.db.consultationRaised.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: ids }, becameId: { in: ids } }, select: { contactId: true } });
  return new Set(rows.map(({ contactId }) => contactId));
}
