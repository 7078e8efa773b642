import { addEvent } from '@/lib/contact/event-store';
import { subjectsNow } from '@/lib/contact/secrecy/subject-store';
import type { Tx } from '@/lib/platform/db';
import { unreadTelling } from './keep-back-store';
import { lockLetters } from './letter-lock-store';
import { isKeptBack } from './model';
import { oweTellingAnew } from './outcome/telling-again';
import { referrerLeft } from './status/status-store';
import { addLetterEvent, letterById, type Letter } from './store';

/** Why it does not open any more: its reader may be the one whom it is about, or would read it elsewhere than where they told us from. */
async function whyKeptBack(system: Tx, { contactId, recipient }: Letter): Promise<'subject' | 'left_agency' | null> {
  if ((await subjectsNow(system, [contactId])).size > 0) return 'subject';
  return recipient.accountId !== null && (await referrerLeft(system, contactId)) === 'left_agency' ? 'left_agency' : null;
}

/**
 * Keeps back a letter that its reader has not read, where it was learned since it went that they may be the one whom it is about, or
 * work where that one does: they are not told, and it is owed to ask the officer or the strategy discussion (safe practice 5). So it is
 * where they left the agency for which they told us: what is that agency's to hear is owed to it. What was
 * agreed to be said to them opens, and so do a receipt and what they have read already. As the product, with the letter's lock.
 */
export async function keptBack(system: Tx, letter: Letter): Promise<boolean> {
  const why = isKeptBack(letter) ? await whyKeptBack(system, letter) : null;
  if (why === null) return false;
  await addLetterEvent(system, letter.id, 'withheld', why === 'subject' ? {} : { why });
  await addEvent(system, letter.contactId, why === 'subject' ? 'letter_withheld' : 'letter_reader_left', { letter: letter.id, kind: letter.kind });
  system.ledger({ action: 'letter.withheld', objectKind: 'letter', objectId: letter.id, detail: { contact: letter.contactId, why } });
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
  const theirs = unread.filter(({ contactId: of, left }) => left || subjects.has(of));
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
