import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import { oweTellingAnew } from './outcome/telling-again';
import { addLetterEvent, letterById } from './store';

/** No e-mail could tell of a letter, however often it was tried: that shows on the contact, and the duty to tell is owed anew; of a question, that somebody rings them. One that was read meanwhile is not given up. As the product, with the letter's lock. */
export async function giveUp(tx: Tx, letterId: string): Promise<void> {
  const letter = await letterById(tx, letterId);
  if (letter === null || letter.state === 'read' || !(await addLetterEvent(tx, letterId, 'undelivered'))) return;
  await addEvent(tx, letter.contactId, 'letter_undelivered', { letter: letterId, kind: letter.kind, ...(letter.kind === 'question' ? { question: letter.occasion } : {}) });
  tx.ledger({ action: 'letter.undelivered', objectKind: 'letter', objectId: letterId, detail: { contact: letter.contactId } });
  await oweTellingAnew(tx, letter);
}
