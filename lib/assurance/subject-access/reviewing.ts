import type { Tx } from '@/lib/platform/db';
import { openable } from '../retention/retention-store';
import { notOpened } from './gather';
import { readPieces } from './pack-store';

/** Contacts of a pack that the actor has to be asked about first (domain 7.14), by reference; null where one of them is closed to them. */
export async function stillToOpen(tx: Tx, packId: string): Promise<string[] | null> {
  const all = await tx.asSystem(async (system) => readPieces(system, packId));
  const ids = [...new Set(all.map(({ contactId }) => contactId))];
  const references = await openable(tx, ids);
  if (references.size < ids.length) return null;
  return notOpened(tx, ids.map((contactId) => ({ contactId, reference: references.get(contactId) ?? '' })));
}

/** May the actor read every contact of this pack? Whoever may not reviews none of it, confirms nothing and gets no copy. */
export async function mayReview(tx: Tx, packId: string): Promise<boolean> {
  return (await stillToOpen(tx, packId))?.length === 0;
}
