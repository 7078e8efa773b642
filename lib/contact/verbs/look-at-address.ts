import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { saveNote } from '../note-store';

/**
 * Says why the history of an address is looked at: only then is it shown, for this once (domain 7.13). The reason is kept as
 * a note of the contact.
 */
export async function lookAtAddress(tx: Tx, contact: ContactHead, reason: string): Promise<Result<null, 'reason_missing'>> {
  const why = reason.trim();
  if (why === '') return refused('reason_missing');
  await saveNote(tx, contact.id, 'note', `Looked at the history of the address: ${why}`);
  await addEvent(tx, contact.id, 'address_history');
  tx.ledger({ action: 'contact.address_history', objectKind: 'contact', objectId: contact.id });
  return ok(null);
}
