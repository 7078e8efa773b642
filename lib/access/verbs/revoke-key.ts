import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endKey } from '../api-key-store';

/** Revokes a key: it opens nothing from the next request on. */
export async function revokeKey(tx: Tx, id: string): Promise<Result<null, 'gone'>> {
  if (!isId(id) || !(await endKey(tx, id))) return refused('gone');
  tx.ledger({ action: 'api_key.revoked', objectKind: 'api_key', objectId: id });
  return ok(null);
}
