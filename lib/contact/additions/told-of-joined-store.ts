import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { readShown } from '@/lib/restriction/opening-store';
import { addEvent } from '../event-store';
import { refreshQueue } from '../queue/queue-store';
import { hasEnded } from './addition-store';
import { lockWay } from './lock-way';

/** What was told of a contact that had been joined in, as a contact of its own. */
export interface ToldOfJoined {
  /** The contact that it became. */
  reference: string;
  /** The one of which it was told; null where it is there no longer, or the reader may not know of it. */
  joined: string | null;
  at: Temporal.Instant;
}

/**
 * Says in the contact into which a joined one went in the end that more was told of it, and in which contact that stands: whoever works on
 * what it went into would not learn of it (safe practice 8). That one is unread for everyone; it is not decided anew, since the new contact
 * has clocks and a decision of its own. Of what was not joined, or went into one that has ended, nothing is said. As the product.
 */
export async function sayWhereItWent(system: Tx, contactId: string, toldIn: string): Promise<void> {
  const main = (await lockWay(system, contactId)).at(-1);
  if (main === undefined || (await hasEnded(system, main))) return;
  await addEvent(system, main, 'told_of_joined', { contact: toldIn, joined: contactId });
  await refreshQueue(system, main);
}

/**
 * What was told so, by the entries of a contact's timeline, for one reader: of a contact that they may not open, or in which they may know
 * somebody, they learn nothing. By the ids of the entries.
 */
export async function readToldOfJoined(tx: Tx, entries: readonly { id: string; kind: string; at: Temporal.Instant; detail: Record<string, unknown> }[]): Promise<Map<string, ToldOfJoined>> {
  const told = entries.flatMap(({ id, kind, at, detail: { contact, joined } }) => (kind === 'told_of_joined' && typeof contact === 'string' && typeof joined === 'string' ? [{ id, at, contact, joined }] : []));
  if (told.length === 0) return new Map();
  const ids = [...new Set(told.flatMap(({ contact, joined }) => [contact, joined]))];
  const [rows, shown] = await Promise.all([tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: ids } }, select: { id: true, reference: true } }), readShown(tx, ids)]);
  const references = new Map(rows.filter(({ id }) => shown.get(id) !== 'nothing').map(({ id, reference }) => [id, reference]));
  return new Map(told.flatMap(({ id, at, contact, joined }) => {
    const reference = references.get(contact);
    return reference === undefined ? [] : [[id, { reference, joined: references.get(joined) ?? null, at }] as const];
  }));
}
