import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endWait, lockPack, settlePack } from '../pack-store';

/**
 * Ends a pack that is not to be given out, or not any more. Of one that was emptied, as something in it was made secret, it says that
 * nobody waits for it any more: until then what it was asked about is kept. As a manager.
 */
export async function withdrawPack(tx: Tx, packId: string): Promise<Result<null, 'gone'>> {
  const pack = await lockPack(tx, packId);
  if (pack === null || (pack.withdrawn && !pack.waits)) return refused('gone');
  await (pack.waits ? endWait(tx, packId) : settlePack(tx, packId, 'withdrawn'));
  tx.ledger({ action: 'access_pack.withdrawn', objectKind: 'access_pack', objectId: packId });
  return ok(null);
}
