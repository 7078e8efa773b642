import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endRingBack, findRingBack } from '../ring-back-store';
import { endBooking, findBooking } from '../slot-store';

/**
 * Takes back what the actor asked for themself: a call that is owed, or a booked time, which is free again. They may do so
 * until it has ended; somebody else's is not there for them.
 */
export async function takeBackAsked(tx: Tx, id: string): Promise<Result<null, 'gone'>> {
  if (!isId(id)) return refused('gone');
  const { actorId } = tx.actor;
  const [ringBack, booking] = [await findRingBack(tx, id), await findBooking(tx, id)];
  const mine = [ringBack, booking].some((each) => each?.accountId === actorId);
  if (!mine) return refused('gone');
  const done = await tx.asSystem(async (system) => (ringBack === null ? endBooking(system, id, 'cancelled') : endRingBack(system, id, { how: 'withdrawn', why: '' })));
  if (!done) return refused('gone');
  tx.ledger({ action: ringBack === null ? 'talk.cancelled' : 'ring_back.withdrawn', objectKind: ringBack === null ? 'booking' : 'ring_back', objectId: id });
  tx.announce('queue');
  return ok(null);
}
