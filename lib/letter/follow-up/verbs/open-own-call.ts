import type { Tx } from '@/lib/platform/db';
import { CALL, openToCaller, readCallerPage, type CallerPage } from '../caller-page';
import { letterById, type Letter } from '../../store';

/** Opens a call that the actor made, signed in: the letter, and what they may confirm or correct. Null when it is not theirs, or not any more. */
export async function openOwnCall(tx: Tx, letterId: string): Promise<{ letter: Letter; page: CallerPage } | null> {
  const written = await letterById(tx, letterId);
  if (written?.kind !== 'follow_up' || written.recipient.accountId !== tx.actor.actorId) return null;
  return tx.asSystem(async (system) => {
    system.foresee(written.contactId, CALL);
    const open = await openToCaller(system, letterId, written.contactId);
    if (open === null) return null;
    tx.ledger({ action: 'letter.read', objectKind: 'letter', objectId: letterId, detail: { contact: open.letter.contactId } });
    return { letter: open.letter, page: await readCallerPage(system, open) };
  });
}
