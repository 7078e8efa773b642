import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { lockPack, markGivenOut } from '../pack-store';
import { hasAnother, mayReview, piecesShown } from '../reviewing';

/** to: nobody is named. another_child: a contact in it is not about the child any more. */
export type GiveOutProblem = 'gone' | 'open_first' | 'another_child' | 'to';

/**
 * That a confirmed pack goes out, and to whom: from then on they have three months to complain. Looking at it (`showPack`) gives it to
 * nobody. Each giving out is in the ledger, without the name. As a manager.
 */
export async function giveOutPack(tx: Tx, packId: string, to: string): Promise<Result<null, GiveOutProblem>> {
  const pack = await lockPack(tx, packId);
  if (pack === null || pack.confirmed === null || pack.withdrawn) return refused('gone');
  if (!(await mayReview(tx, packId))) return refused('open_first');
  if (await hasAnother(tx, pack)) return refused('another_child');
  if (to.trim() === '') return refused('to');
  const pieces = await piecesShown(tx, pack);
  await markGivenOut(tx, packId, to.trim());
  tx.ledger({ action: 'access_pack.given_out', objectKind: 'access_pack', objectId: packId, detail: { kept: pieces.filter(({ verdict }) => verdict === 'keep').length, leftOut: pieces.filter(({ verdict }) => verdict === 'redact').length } });
  return ok(null);
}
