import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import type { Temporal } from 'temporal-polyfill';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { EventKind } from './state';

/** What an entry of the timeline carries: ids, codes and numbers, never names or words. */
export type EventDetail = Record<string, string | number | boolean | null | string[]>;

/**
 * Writes one entry of a contact's timeline, at the transaction's instant and by its actor.
 * Needs casework rights: for a partner, inside `tx.asSystem`.
 */
export async function addEvent(tx: Tx, contactId: string, kind: EventKind, detail: EventDetail = {}): Promise<void> {
  await tx.db.contactEvent.createMany({
    data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, at: dateOf(tx.at), actorId: tx.actor.actorId, kind, detail }],
  });
}

/** Every entry of one kind on a contact's timeline, oldest first. Needs casework rights. */
export async function eventsOfKind(tx: Tx, contactId: string, kind: EventKind): Promise<{ at: Temporal.Instant; detail: Record<string, unknown> }[]> {
  const rows = await tx.db.contactEvent.findMany({ where: { authorityId: tx.actor.authorityId, contactId, kind }, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { at: true, detail: true } });
  return rows.map(({ at, detail }) => ({ at: instantOf(at), detail: typeof detail === 'object' && detail !== null ? { ...detail } : {} }));
}
