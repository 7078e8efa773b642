import type { Tx } from '@/lib/platform/db';
import { openKindDuties } from '../call/put-call';
import { addEvent } from '../event-store';

/**
 * Says of words that somebody signed in has just sent to a contact that they do not agree with what was decided, or that nothing was: a
 * manager who neither decided it nor agreed to it answers within a working day, as to a challenge by telephone or by the link of a receipt.
 * Once for the key of the words, within the transaction that keeps them.
 */
export async function challengeDecision(tx: Tx, contactId: string, key: string): Promise<void> {
  const opened = await tx.asSystem(async (system) => {
    const fresh = await openKindDuties(system, contactId, { kind: 'challenge', began: system.at }, key);
    if (fresh) await addEvent(system, contactId, 'challenged');
    return fresh;
  });
  if (opened) tx.ledger({ action: 'contact.challenged', objectKind: 'contact', objectId: contactId });
}
