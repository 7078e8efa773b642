import { addEvent } from '@/lib/contact/event-store';
import { subjectsNow } from '@/lib/contact/secrecy/subject-store';
import type { Tx } from '@/lib/platform/db';
import { unreadTelling } from './keep-back-store';
import { lockLetters } from './letter-lock-store';
import { isKeptBack } from './model';
import { oweTellingAnew } from './outcome/telling-again';
import { addLetterEvent, letterById, type Letter } from './store';

/**
 * Keeps back a letter that its reader has not read, where it was learned since it went that they may be the one whom it is about, or
 * work where that one does: they are not told, and it is owed to ask the officer or the strategy discussion (safe practice 5). What was
 * agreed to be said to them opens, and so do a receipt and what they have read already. As the product, with the letter's lock.
 */
export async function keptBack(system: Tx, letter: Letter): Promise<boolean> {
  if (!isKeptBack(letter) || (await subjectsNow(system, [letter.contactId])).size === 0) return false;
  await addLetterEvent(system, letter.id, 'withheld');
  await addEvent(system, letter.contactId, 'letter_withheld', { letter: letter.id, kind: letter.kind });
  system.ledger({ action: 'letter.withheld', objectKind: 'letter', objectId: letter.id, detail: { contact: letter.contactId } });
  await oweTellingAnew(system, letter);
  return true;
}

/**
 * The same of all that went, was not read and can be read no more: it has told nobody, whether or not they ever try to open it. What went
 * on paper is theirs already. As the product, before anything else is locked.
 * @param contactId of this contact and what was joined into it; null for everything that is open.
 * @returns how many were kept back.
 */
export async function keepBackUnread(system: Tx, contactId: string | null): Promise<number> {
  const unread = await unreadTelling(system, contactId);
  if (unread.length === 0) return 0;
  const subjects = await subjectsNow(system, [...new Set(unread.map((letter) => letter.contactId))]);
  const theirs = unread.filter((letter) => subjects.has(letter.contactId));
  if (theirs.length === 0) return 0;
  // Whoever closes one takes it with them, in the order in which everybody takes contacts.
  await lockLetters(system, contactId === null ? theirs : [...theirs, { contactId, decisionId: null }]);
  let count = 0;
  for (const { id } of theirs) {
    // It may have been read or given up while this waited.
    const letter = await letterById(system, id);
    if (letter?.state === 'sent' && (await keptBack(system, letter))) count += 1;
  }
  return count;
}
