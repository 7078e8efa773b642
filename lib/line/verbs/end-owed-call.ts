import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endRingBack as endRow, lockRingBack } from '../ring-back-store';
import { END_FIELDS, endForm, typedInto } from '../schema';

/**
 * Ends a call that is owed: spoken with, and where it is recorded; or no longer needed, and why. The number goes with it.
 * What somebody says of a child belongs in a call that is logged, which ends it by itself.
 */
export async function endOwedCall(tx: Tx, id: string, typed: Fields): Promise<Result<null, 'gone' | 'incomplete'>> {
  const input = endForm.safeParse(typedInto(typed, END_FIELDS));
  const ringBack = isId(id) ? await lockRingBack(tx, id) : null;
  if (ringBack === null) return refused('gone');
  if (!input.success) return refused('incomplete');
  const { how, words } = input.data;
  await endRow(tx, id, { how, why: words });
  tx.ledger({ action: 'ring_back.ended', objectKind: 'ring_back', objectId: id, detail: { how } });
  tx.announce('queue');
  return ok(null);
}
