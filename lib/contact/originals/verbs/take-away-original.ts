import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { removeOriginal } from '../original-store';

/** Takes an original away from an intake that is no contact yet: the wrong file. It stays sealed, and nobody is shown it. */
export async function takeAwayOriginal(tx: Tx, draftId: string, id: string): Promise<void> {
  if (isId(id) && (await removeOriginal(tx, draftId, id))) tx.ledger({ action: 'original.taken_away', objectKind: 'original', objectId: id, detail: { draft: draftId } });
}
