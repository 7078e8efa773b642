import type { Person } from '@/lib/access/model';
import { can } from '@/lib/access/policy';
import type { Tx } from '@/lib/platform/db';
import { addLetterEvent, hasHappened, readLetter, type Letter } from '../store';

/** Shows a letter to staff as its recipient will read it. Somebody who may send it has thereby read it before. */
export async function previewLetter(tx: Tx, person: Person, contactId: string, letterId: string): Promise<Letter | null> {
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null) return null;
  const maySend = can(person, 'POST /contacts/[reference]/letters/[letter]/send').allowed;
  if (maySend && letter.state === 'to_preview' && !(await hasHappened(tx, letterId, 'previewed', person.actorId))) await addLetterEvent(tx, letterId, 'previewed');
  tx.ledger({ action: 'letter.previewed', objectKind: 'letter', objectId: letterId, detail: { contact: contactId } });
  return letter;
}
