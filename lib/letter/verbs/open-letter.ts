import type { Tx } from '@/lib/platform/db';
import { isOwnSource } from '@/lib/contact/secrecy/seal-store';
import { keptBack } from '../keep-back';
import { keepRead } from '../keep-read';
import { lockLetters } from '../letter-lock-store';
import { mayBeRead } from '../model';
import { letterById, reachedBy, readLetter, type Letter } from '../store';

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
