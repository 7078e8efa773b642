import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { saveNote } from '../note-store';

/** Keeps a worker's own words on a contact, open or ended. A referrer never sees them. */
export async function addNote(tx: Tx, contact: ContactHead, text: string): Promise<Result<null, 'text_missing'>> {
  if (text.trim() === '') return refused('text_missing');
  await saveNote(tx, contact.id, 'note', text);
  await addEvent(tx, contact.id, 'note');
  tx.ledger({ action: 'contact.note_added', objectKind: 'contact', objectId: contact.id });
  return ok(null);
}
