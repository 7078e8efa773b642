import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import type { CancelReason } from '../model';
import { cancelLetter, lettersAbout } from '../store';

/**
 * Cancels every letter about a contact that is written and has not gone, to whomever: what was true when it was written may be so no
 * longer (safe practice 6, 12). What is owed stays owed: where only the address or the reader changed, somebody confirms
 * and the letter is written anew; after the end of a pregnancy none is. Needs casework rights.
 * @returns how many were cancelled.
 */
export async function cancelUnsentLetters(tx: Tx, contactId: string, why: Exclude<CancelReason, 'not_told'>): Promise<number> {
  await lockContacts(tx, [contactId]);
  const cancelled: string[] = [];
  for (const letter of await lettersAbout(tx, contactId)) if (await cancelLetter(tx, letter, why)) cancelled.push(letter.id);
  if (cancelled.length === 0) return 0;
  await addEvent(tx, contactId, 'letter_cancelled', { why, letters: cancelled });
  for (const id of cancelled) tx.ledger({ action: 'letter.cancelled', objectKind: 'letter', objectId: id, detail: { contact: contactId, why } });
  await refreshQueue(tx, contactId);
  return cancelled.length;
}
