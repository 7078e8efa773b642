import type { Tx } from '@/lib/platform/db';
import { findCallers as find } from '../caller-store';
import type { KnownCaller } from '../professional';

/** Looks for known professionals while a call is taken down: one entry of the ledger with whom it showed (architecture point 8). */
export async function findCallers(tx: Tx, draftId: string, typed: string): Promise<KnownCaller[]> {
  const callers = await find(tx, typed);
  tx.ledger({ action: 'callers.found', objectKind: 'draft', objectId: draftId, detail: { ids: callers.map(({ ref }) => ref) } });
  return callers;
}
