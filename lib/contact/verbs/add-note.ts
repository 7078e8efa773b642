import { idOf } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { saveNote } from '../note-store';
import { lockContacts } from '../queue/queue-store';
import { withoutSecrets } from '../secrecy/protected-store';

/**
 * Keeps a worker's own words on a contact, open or ended. A referrer never sees them. The same words from the same page are one note,
 * however often they are sent (quality B2, 1); other words from it are another note, so that nothing typed is lost.
 * @param key of the page on which they were typed.
 */
export async function addNote(tx: Tx, contact: ContactHead, text: string, key: string = newId()): Promise<Result<null, 'text_missing'>> {
  if (text.trim() === '') return refused('text_missing');
  // Of two that come at once the second finds what the first has kept secret.
  await lockContacts(tx, [contact.id]);
  const id = idOf({ key, contactId: contact.id, by: tx.actor.actorId, text });
  if (!(await saveNote(tx, contact.id, 'note', await withoutSecrets(tx, contact.id, `note.${id}`, text), id))) return ok(null);
  await addEvent(tx, contact.id, 'note');
  tx.ledger({ action: 'contact.note_added', objectKind: 'contact', objectId: contact.id });
  return ok(null);
}
