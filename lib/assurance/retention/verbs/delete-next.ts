import { readKnownBy, tombstoneKeys } from '@/lib/contact/identity/tombstone-store';
import type { Tx } from '@/lib/platform/db';
import { isStillDue } from '../dry-run';
import { closedSinceRelease, nextItem, type NextItem } from '../list-store';
import { lacksPeriods } from '../periods';
import { deleteContact, deleteDraft, heldDrafts } from '../deletion-store';

/** What became of the next thing on the released lists. `kept`: it is not due any more, something holds it, or it was closed to people since; it stays listed. */
export type Deleted = { id: string; how: 'deleted' | 'kept' };

async function take(tx: Tx, { listId, id, contactId }: NextItem): Promise<number | null> {
  if (contactId === null) return (await heldDrafts(tx, [id])).has(id) ? null : deleteDraft(tx, listId, id);
  if ((await closedSinceRelease(tx, listId, contactId)) || !(await isStillDue(tx, contactId))) return null;
  const keys = (await readKnownBy(tx, contactId)).flatMap((child) => tombstoneKeys(tx.actor.authorityId, child));
  return deleteContact(tx, listId, contactId, keys);
}

/**
 * Deletes the next thing on a list that a second person released: one contact with everything that hangs on it, or one report put
 * away unsent. What is due is reckoned anew, since a brother or sister may have come since. A run that stops goes on where it was:
 * what is gone stands on no list. As the system, a transaction each.
 * @param except what this run met already and may not take.
 * @param met is told what is about to be taken: where that fails, the run goes on without it.
 * @returns null where nothing is left, or the area has not said its own periods yet.
 */
export async function deleteNext(tx: Tx, except: readonly string[] = [], met?: (item: { id: string }) => void): Promise<Deleted | null> {
  const item = await nextItem(tx, except);
  if (item === null || (await lacksPeriods(tx))) return null;
  met?.(item);
  const rows = await take(tx, item);
  if (rows === null) return { id: item.id, how: 'kept' };
  tx.ledger({ action: 'retention.deleted', objectKind: item.contactId === null ? 'draft' : 'contact', objectId: item.id, detail: { list: item.listId, rows } });
  return { id: item.id, how: 'deleted' };
}
