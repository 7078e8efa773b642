import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { lockPack, settlePack } from '../pack-store';
import { mayReview } from '../reviewing';

/** not_reviewed: a piece of which nobody said anything. second_person: who began it does not confirm it. */
export type ConfirmProblem = 'gone' | 'second_person' | 'not_reviewed' | 'open_first';

/** Confirms a pack: the second person, who may open every contact in it. From then on it can be given out and not changed. As a manager. */
export async function confirmPack(tx: Tx, packId: string): Promise<Result<null, ConfirmProblem>> {
  const pack = await lockPack(tx, packId);
  if (pack === null || pack.confirmed !== null || pack.withdrawn) return refused('gone');
  if (pack.by === tx.actor.actorId) return refused('second_person');
  if (!(await mayReview(tx, packId))) return refused('open_first');
  if (pack.pieces === 0 || pack.reviewed < pack.pieces) return refused('not_reviewed');
  await settlePack(tx, packId, 'confirmed');
  tx.ledger({ action: 'access_pack.confirmed', objectKind: 'access_pack', objectId: packId, detail: { pieces: pack.pieces } });
  return ok(null);
}
