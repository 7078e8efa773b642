import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { lockRingBack, setOwner } from '../ring-back-store';

/** Makes a call that is owed the actor's own: from now on they ring, and they are called first when it is late. */
export async function takeRingBack(tx: Tx, id: string): Promise<Result<null, 'gone'>> {
  const ringBack = isId(id) ? await lockRingBack(tx, id) : null;
  if (ringBack === null) return refused('gone');
  await setOwner(tx, id, tx.actor.actorId);
  tx.ledger({ action: 'ring_back.taken', objectKind: 'ring_back', objectId: id, detail: { from: ringBack.ownerId } });
  tx.announce('queue');
  return ok(null);
}
