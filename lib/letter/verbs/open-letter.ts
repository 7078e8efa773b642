import type { Tx } from '@/lib/platform/db';
import { addEvent } from '@/lib/contact/event-store';
import { isOwnSource } from '@/lib/contact/secrecy/seal-store';
import { subjectsNow } from '@/lib/contact/secrecy/subject-store';
import { keepRead } from '../keep-read';
import { lockLetters } from '../letter-lock-store';
import { isKeptBack, mayBeRead } from '../model';
import { addLetterEvent, letterById, reachedBy, readLetter, type Letter } from '../store';
import { oweTellingAnew } from '../outcome/telling-again';

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
  if (!(await tx.asSystem((system) => keepFirst(system, letter)))) return null;
  tx.ledger({ action: 'letter.read', objectKind: 'letter', objectId: letterId, detail: { contact: contactId } });
  return letter;
}

/** Keeps that it was read, with the letter as it stands when nobody else can change it: its bounce may be kept at this moment. @returns whether it may be read. */
async function keepFirst(system: Tx, { id, contactId, decisionId, state }: Letter): Promise<boolean> {
  if (state === 'read') return true;
  await lockLetters(system, [{ contactId, decisionId }]);
  const now = await letterById(system, id);
  if (now === null || !mayBeRead(now.state) || (await keptBack(system, now))) return false;
  await keepRead(system, now);
  return true;
}
