import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { lockPack, settlePack } from '../pack-store';

/** Ends a pack that is not to be given out, or not any more. As a manager. */
export async function withdrawPack(tx: Tx, packId: string): Promise<Result<null, 'gone'>> {
  const pack = await lockPack(tx, packId);
  if (pack === null || pack.withdrawn) return refused('gone');
  await settlePack(tx, packId, 'withdrawn');
  tx.ledger({ action: 'access_pack.withdrawn', objectKind: 'access_pack', objectId: packId });
  return ok(null);
}
