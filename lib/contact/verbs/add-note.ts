import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { saveNote } from '../note-store';
import { withoutSecrets } from '../secrecy/protected-store';

/** Keeps a worker's own words on a contact, open or ended. A referrer never sees them. */
export async function addNote(tx: Tx, contact: ContactHead, text: string): Promise<Result<null, 'text_missing'>> {
  if (text.trim() === '') return refused('text_missing');
  await saveNote(tx, contact.id, 'note', await withoutSecrets(tx, contact.id, `note.${newId()}`, text));
  await addEvent(tx, contact.id, 'note');
  tx.ledger({ action: 'contact.note_added', objectKind: 'contact', objectId: contact.id });
  return ok(null);
}
