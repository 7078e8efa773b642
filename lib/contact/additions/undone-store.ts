import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { standingOf, type Standing } from '../queue/queue-model';

/** How a contact was joined into another, as its end says it. */
export interface Join extends Standing {
  intoId: string;
  at: Temporal.Instant;
  by: string;
  reason: string;
}

/** What a contact was part of until now, by the ids of contacts. */
export interface Unjoined {
  /** What it had gone into: the one that it was joined into first, the one in which the work went on last. */
  places: string[];
  /** Itself, and what had been joined into it and stays with it. */
  parts: string[];
}

/** How a contact was joined into another; null where it stands by itself, or the other is there no longer. Needs casework rights. */
export async function readJoin(tx: Tx, contactId: string): Promise<Join | null> {
  const { authorityId } = tx.actor;
  const row = await tx.db.closure.findUnique({ where: { authorityId_contactId: { authorityId, contactId } } });
  if (row?.how !== 'joined' || row.joinedToId === null) return null;
  return { intoId: row.joinedToId, at: instantOf(row.at), by: row.by, reason: row.reason, ...standingOf(row) };
}

/**
 * Takes the end of a joined contact back, in the actor's name. All that the end said is kept; the database takes it away with this, and
 * refuses where another end stands there. Managers only.
 * @returns the id under which the undoing is kept.
 */
export async function undoJoin(tx: Tx, contactId: string, { intoId, at, by, reason: joinedReason, level, route }: Join, reason: string): Promise<string> {
  const id = newId();
  const joined = { joinedToId: intoId, joinedAt: dateOf(at), joinedBy: by, joinedReason, joinedLevel: level, joinedRoute: route };
  await tx.db.joinUndone.createMany({ data: [{ authorityId: tx.actor.authorityId, id, contactId, ...joined, at: dateOf(tx.at), by: tx.actor.actorId, reason }] });
  return id;
}

/** The last undoing of a join of any of these contacts, by its id: what they bring with them again is owed anew since. Null where none was undone. Needs casework rights. */
export async function lastUndone(tx: Tx, contactIds: readonly string[]): Promise<string | null> {
  const row = await tx.db.joinUndone.findFirst({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, orderBy: [{ at: 'desc' }, { id: 'asc' }], select: { id: true } });
  return row?.id ?? null;
}
