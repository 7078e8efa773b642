import type { Tx } from '@/lib/platform/db';
import { openDraft } from '@/lib/platform/draft/store';

/**
 * Opens the screen of a call. The moment is kept with the draft and nowhere in its fields: the clocks of what it becomes run
 * from here (domain 7.2).
 * @returns the draft's id.
 */
export async function startCall(tx: Tx): Promise<string> {
  const draft = await openDraft(tx, { kind: 'call' });
  tx.ledger({ action: 'call.started', objectKind: 'draft', objectId: draft.id });
  return draft.id;
}
