import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { letterById, type Letter } from './store';

/** The contacts that these decisions are about. */
export async function decidedIn(tx: Tx, decisionIds: readonly string[]): Promise<string[]> {
  const rows = decisionIds.length === 0 ? [] : await tx.db.decision.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...decisionIds] } }, select: { contactId: true } });
  return rows.map(({ contactId }) => contactId);
}

/** The contact of each letter, and the one that was decided: they differ where it was joined. */
async function contactsOf(tx: Tx, letters: readonly Pick<Letter, 'contactId' | 'decisionId'>[]): Promise<string[]> {
  return [...new Set([...letters.map(({ contactId }) => contactId), ...(await decidedIn(tx, letters.flatMap(({ decisionId }) => decisionId ?? [])))])];
}

/**
 * Makes whoever else reads, sends or gives up these letters, or decides, wait until the transaction ends: first of all, since all of them
 * take things in that order. What was known of the letters before is asked anew after it. Needs casework rights.
 */
export async function lockLetters(tx: Tx, letters: readonly Pick<Letter, 'contactId' | 'decisionId'>[]): Promise<void> {
  await lockContacts(tx, await contactsOf(tx, letters));
}

/** The same for letters by their ids, those that are there. */
export async function lockLettersById(tx: Tx, ids: readonly string[]): Promise<void> {
  const letters = await Promise.all(ids.map((id) => letterById(tx, id)));
  await lockLetters(tx, letters.filter((letter) => letter !== null));
}
