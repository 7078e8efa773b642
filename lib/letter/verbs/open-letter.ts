import type { Tx } from '@/lib/platform/db';
import { addEvent } from '@/lib/contact/event-store';
import { isOwnSource } from '@/lib/contact/secrecy/seal-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { mayBeRead } from '../model';
import { readDecided } from '../occasion-store';
import { addLetterEvent, reachedBy, readLetter, type Letter } from '../store';
import { endDutyToTell } from '../outcome/telling-again';

/**
 * Opens a letter for the one to whom it is written, and keeps when that was first.
 * @returns null when there is none, it is not theirs, or it was not sent.
 */
export async function openLetter(tx: Tx, contactId: string, letterId: string): Promise<Letter | null> {
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null || !mayBeRead(letter.state)) return null;
  const theirs = reachedBy(letter.recipient) === 'source' ? await isOwnSource(tx, contactId) : letter.recipient.accountId === tx.actor.actorId;
  if (!theirs) return null;
  tx.ledger({ action: 'letter.read', objectKind: 'letter', objectId: letterId, detail: { contact: contactId } });
  await tx.asSystem(async (system) => {
    if (!(await addLetterEvent(system, letterId, 'read'))) return;
    await addEvent(system, contactId, 'letter_read', { letter: letterId });
    if (letter.state !== 'undelivered' || letter.decisionId === null) return;
    // No e-mail could tell them of it, and they found it all the same: they are told.
    const { contactId: decidedIn } = await readDecided(system, letter.decisionId);
    await endDutyToTell(system, decidedIn, letter.decisionId, 'The letter was read.');
    await refreshQueue(system, decidedIn);
  });
  return letter;
}
