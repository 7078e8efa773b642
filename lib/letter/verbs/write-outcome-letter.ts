import { lockContacts } from '@/lib/contact/queue/queue-store';
import { onlyEndedPregnancies } from '@/lib/contact/unborn-store';
import type { Tx } from '@/lib/platform/db';
import { readDecided, readOccasions, type DecidedOccasion } from '../occasion-store';
import { writeFor } from '../outcome/outcome-writing';
import { cancelLetter, lettersAbout } from '../store';

/** A later decision cancels the unsent letters of earlier ones; their duty to tell ends with the decision itself. */
async function cancelEarlier(tx: Tx, decided: DecidedOccasion): Promise<void> {
  for (const letter of await lettersAbout(tx, decided.contactId)) {
    if (letter.decisionId !== null && letter.decisionId !== decided.id) await cancelLetter(tx, letter, 'decision_changed');
  }
}

/**
 * Writes the letters that tell of a decision, for a worker to read and send: one for each who reported it, joined contacts
 * too, about the children they reported themselves. Called where a decision takes effect: when it is made, or when it is
 * countersigned. Unsent letters of earlier decisions are cancelled; who got one of those reads that this replaces it.
 * @returns the id of the letter to the contact's own referrer, or null when none is due: the decision is not in force, a
 *   later one exists, the pregnancy it was about has ended (safe practice 12), or the referrer may be the subject of the
 *   concern, and then somebody agrees that they are told, or a lawful reason not to tell is recorded.
 */
export async function writeOutcomeLetter(tx: Tx, decisionId: string): Promise<string | null> {
  const decided = await readDecided(tx, decisionId);
  await lockContacts(tx, [decided.contactId]);
  if (!decided.inForce || !decided.latest || (await onlyEndedPregnancies(tx, decided.contactId))) return null;
  await cancelEarlier(tx, decided);
  const [own, ...joined] = await readOccasions(tx, decided.contactId);
  for (const occasion of joined) await writeFor(tx, decided, occasion);
  return own === undefined ? null : writeFor(tx, decided, own);
}
