import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';

/** A contact that belongs to another without being the same; null is never shown: what one may not see is not there. */
export interface LinkedContact {
  reference: string;
  at: Temporal.Instant;
  /** The other is about a child alleged to have harmed; otherwise this one is. */
  other: 'alleged_child' | 'source';
}

/** Ties two contacts together, once. */
export async function addLink(tx: Tx, contactId: string, otherId: string): Promise<void> {
  await tx.db.contactLink.createMany({ data: [{ authorityId: tx.actor.authorityId, contactId, otherId, kind: 'alleged_child', at: dateOf(tx.at), by: tx.actor.actorId }], skipDuplicates: true });
}

/** The contacts tied to this one, as far as the actor may see them, oldest first. Needs casework rights. */
export async function linksOf(tx: Tx, contactId: string): Promise<LinkedContact[]> {
  const { authorityId } = tx.actor;
  const both = [await tx.db.contactLink.findMany({ where: { authorityId, contactId } }), await tx.db.contactLink.findMany({ where: { authorityId, otherId: contactId } })];
  const rows = both.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
  const ids = rows.map((row) => (row.contactId === contactId ? row.otherId : row.contactId));
  const contacts = await tx.db.contact.findMany({ where: { authorityId, id: { in: ids } }, select: { id: true, reference: true } });
  const references = new Map(contacts.map(({ id, reference }) => [id, reference]));
  return rows.flatMap((row) => {
    const reference = references.get(row.contactId === contactId ? row.otherId : row.contactId);
    return reference === undefined ? [] : [{ reference, at: instantOf(row.at), other: row.contactId === contactId ? ('alleged_child' as const) : ('source' as const) }];
  });
}
