import type { Tx } from '@/lib/platform/db';
import { addEvent } from '@/lib/contact/event-store';
import { isOwnSource } from '@/lib/contact/secrecy/seal-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { subjectsNow } from '@/lib/contact/secrecy/subject-store';
import { isKeptBack, mayBeRead } from '../model';
import { readDecided } from '../occasion-store';
import { addLetterEvent, reachedBy, readLetter, type Letter } from '../store';
import { endDutyToTell, oweTellingAnew } from '../outcome/telling-again';

/**
 * Keeps back a letter that its reader has not read, where it was learned since it went that they may be the one whom it is about, or
 * work where that one does: they are not told, and it is owed to ask the officer or the strategy discussion (safe practice 5). What was
 * agreed to be said to them opens, and so do a receipt and what they have read already.
 */
async function keptBack(system: Tx, letter: Letter): Promise<boolean> {
  if (!isKeptBack(letter) || (await subjectsNow(system, [letter.contactId])).size === 0) return false;
  await addLetterEvent(system, letter.id, 'withheld');
  await addEvent(system, letter.contactId, 'letter_withheld', { letter: letter.id, kind: letter.kind });
  system.ledger({ action: 'letter.withheld', objectKind: 'letter', objectId: letter.id, detail: { contact: letter.contactId } });
  await oweTellingAnew(system, letter);
  return true;
}

/**
 * Opens a letter for the one to whom it is written, and keeps when that was first.
 * @returns null when there is none, it is not theirs, it was not sent, or it was kept back since.
 */
export async function openLetter(tx: Tx, contactId: string, letterId: string): Promise<Letter | null> {
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null || !mayBeRead(letter.state)) return null;
  const theirs = reachedBy(letter.recipient) === 'source' ? await isOwnSource(tx, contactId) : letter.recipient.accountId === tx.actor.actorId;
  if (!theirs) return null;
  if (await tx.asSystem((system) => keptBack(system, letter))) return null;
  tx.ledger({ action: 'letter.read', objectKind: 'letter', objectId: letterId, detail: { contact: contactId } });
  await tx.asSystem(async (system) => {
    if (!(await addLetterEvent(system, letterId, 'read'))) return;
    await addEvent(system, contactId, 'letter_read', { letter: letterId });
    if (letter.state === 'undelivered' && letter.kind === 'question') await refreshQueue(system, contactId);
    if (letter.state !== 'undelivered' || letter.decisionId === null) return;
    // No e-mail could tell them of it, and they found it all the same: they are told.
    const { contactId: decidedIn } = await readDecided(system, letter.decisionId);
    await endDutyToTell(system, decidedIn, letter.decisionId, 'The letter was read.');
    await refreshQueue(system, decidedIn);
  });
  return letter;
}
