import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** What was recorded of one time that a child was missing. */
export interface MissingEntry {
  personId: string;
  /** From 1; the first is the one reported. */
  episode: number;
  what: 'missing' | 'found';
  /** Null where it is not known since when the child was missing. */
  happenedAt: Temporal.Instant | null;
  at: Temporal.Instant;
  by: string;
}

/** Writes once that a child went missing, or was found. @returns false when that was recorded before. */
export async function addMissingEntry(tx: Tx, contactId: string, entry: Pick<MissingEntry, 'personId' | 'episode' | 'what' | 'happenedAt'>): Promise<boolean> {
  const { count } = await tx.db.missingEpisode.createMany({
    data: [{ ...entry, authorityId: tx.actor.authorityId, id: newId(), contactId, happenedAt: entry.happenedAt === null ? null : dateOf(entry.happenedAt), at: dateOf(tx.at), by: tx.actor.actorId }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Everything recorded of the times that children of a contact were missing, oldest first. */
export async function missingEntries(tx: Tx, contactId: string): Promise<MissingEntry[]> {
  const rows = await tx.db.missingEpisode.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ at: 'asc' }, { episode: 'asc' }] });
  return rows.map(({ personId, episode, what, happenedAt, at, by }) => ({ personId, episode, what: what === 'found' ? 'found' : 'missing', happenedAt: happenedAt === null ? null : instantOf(happenedAt), at: instantOf(at), by }));
}
