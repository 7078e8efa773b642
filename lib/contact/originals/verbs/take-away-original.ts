import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { isId } from '@/lib/platform/ids';
import { removeOriginal } from '../original-store';

/** Takes a file away from what is being written: the wrong one. It stays sealed, and nobody is shown it. */
export async function takeAwayOriginal(tx: Tx, { id: draftId, kind }: Pick<Draft, 'id' | 'kind'>, id: string): Promise<void> {
  if (!isId(id) || !(await removeOriginal(tx, draftId, id))) return;
  tx.ledger({ action: 'original.taken_away', ...(kind === 'call' ? { objectKind: 'original', objectId: id } : { objectKind: 'draft', objectId: draftId }), detail: { draft: draftId } });
}
