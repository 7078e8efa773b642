import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { lockPack, settlePack } from '../pack-store';
import { hasAnother, markOfPack, mayReview, piecesShown } from '../reviewing';

/** not_reviewed: a piece of which nobody said anything. second_person: who began it does not confirm it. kept_alone: nor who kept something in it. changed: something in it was said or hidden since it was shown. another_child: a contact in it is not about the child any more. */
export type ConfirmProblem = 'gone' | 'second_person' | 'kept_alone' | 'not_reviewed' | 'open_first' | 'changed' | 'another_child';

/**
 * Confirms a pack: the second person, who may open every contact in it and kept nothing in it themselves, so that nothing goes out
 * on one person's word. From then on it can be given out and not changed. As a manager.
 * @param shown the mark of the pack as they read it (`markOfPack`).
 */
export async function confirmPack(tx: Tx, packId: string, shown: string): Promise<Result<null, ConfirmProblem>> {
  const pack = await lockPack(tx, packId);
  if (pack === null || pack.confirmed !== null || pack.withdrawn) return refused('gone');
  if (pack.by === tx.actor.actorId) return refused('second_person');
  if (!(await mayReview(tx, packId))) return refused('open_first');
  if (await hasAnother(tx, pack)) return refused('another_child');
  if (pack.pieces === 0 || pack.reviewed < pack.pieces) return refused('not_reviewed');
  const pieces = await piecesShown(tx, pack);
  if (pieces.some(({ verdict, reviewedBy }) => verdict === 'keep' && reviewedBy === tx.actor.actorId)) return refused('kept_alone');
  if (markOfPack(pieces) !== shown) return refused('changed');
  await settlePack(tx, packId, 'confirmed');
  tx.ledger({ action: 'access_pack.confirmed', objectKind: 'access_pack', objectId: packId, detail: { pieces: pack.pieces } });
  return ok(null);
}
