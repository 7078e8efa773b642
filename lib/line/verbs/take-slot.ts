import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { findSlot, giveSlot, lockSlots, slotsOf } from '../slot-store';

/** Takes a colleague's time over, so that whoever booked it is rung; not where the actor has a time of their own then. */
export async function takeSlot(tx: Tx, id: string): Promise<Result<null, 'gone' | 'taken'>> {
  await lockSlots(tx);
  const slot = isId(id) ? await findSlot(tx, id) : null;
  if (slot === null || slot.to.epochMilliseconds <= tx.at.epochMilliseconds || slot.accountId === tx.actor.actorId) return refused('gone');
  if ((await slotsOf(tx, tx.actor.actorId, slot)).length > 0) return refused('taken');
  await giveSlot(tx, id, tx.actor.actorId);
  tx.ledger({ action: 'slot.taken', objectKind: 'slot', objectId: id, detail: { from: slot.accountId } });
  return ok(null);
}
