import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { askLift, lift, liftMark, lockHold } from '../hold-store';

/** second_person: who asked does not answer. changed: somebody asked since the page was made, which nobody agrees to unread. */
export type LiftHoldProblem = 'gone' | 'reason' | 'second_person' | 'changed';

/**
 * Lets a hold go, by two persons: the first manager says why, the second lifts it. As a manager who may open the contact.
 * @param shown the mark of what their page showed (`liftMark`): they ask where nobody had, and lift what they read.
 * @returns what this person's act came to.
 */
export async function liftHold(tx: Tx, holdId: string, { why, shown }: { why: string; shown: string }): Promise<Result<'asked' | 'lifted', LiftHoldProblem>> {
  const hold = isId(holdId) ? await lockHold(tx, holdId) : null;
  if (hold === null) return refused('gone');
  if (hold.lift?.by === tx.actor.actorId) return refused('second_person');
  if (liftMark(hold) !== shown) return refused('changed');
  if (hold.lift === null) {
    if (why.trim() === '') return refused('reason');
    await askLift(tx, hold, why.trim());
    tx.ledger({ action: 'hold.lift_asked', objectKind: 'contact', objectId: hold.contactId, detail: { hold: hold.id } });
    return ok('asked');
  }
  await lift(tx, hold);
  tx.ledger({ action: 'hold.lifted', objectKind: 'contact', objectId: hold.contactId, detail: { hold: hold.id } });
  return ok('lifted');
}
