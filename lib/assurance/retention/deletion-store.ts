import type { TombstoneKey } from '@/lib/contact/identity/tombstone-store';
import type { Tx } from '@/lib/platform/db';

/**
 * Deletes a contact and leaves its tombstone: the database's own function, which asks again whether it may. As the system.
 * @returns how many rows went.
 * @throws where the list is not released, the contact is not on it, not due, open or held.
 */
export async function deleteContact(tx: Tx, listId: string, contactId: string, keys: readonly TombstoneKey[]): Promise<number> {
  const rows = await tx.db.$queryRaw<{ rows: bigint }[]>`select retention_delete_contact(${listId}::uuid, ${contactId}::uuid, ${JSON.stringify(keys)}::jsonb) as rows`;
  return Number(rows[0]?.rows ?? 0);
}

/** Of these reports put away unsent and calls owed in vain, those that name a child whom a hold in force is about: they stay. What is in them nobody reads. As the system. */
export async function heldDrafts(tx: Tx, draftIds: readonly string[]): Promise<Set<string>> {
  if (draftIds.length === 0) return new Set();
  const rows = await tx.db.$queryRaw<{ id: string }[]>`select t.id from unnest(${[...draftIds]}::uuid[]) t (id) where retention_draft_held(t.id)`;
  return new Set(rows.map(({ id }) => id));
}

/** Deletes a report that was put away unsent, or a call that was owed in vain. As the system. @returns how many rows went. @throws as `deleteContact`. */
export async function deleteDraft(tx: Tx, listId: string, draftId: string): Promise<number> {
  const rows = await tx.db.$queryRaw<{ rows: bigint }[]>`select retention_delete_draft(${listId}::uuid, ${draftId}::uuid) as rows`;
  return Number(rows[0]?.rows ?? 0);
}
