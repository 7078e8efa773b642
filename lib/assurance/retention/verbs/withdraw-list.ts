import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { lockList, settleList } from '../list-store';

/** Withdraws a list, released or not: what is left of it is not deleted. As any manager or administrator of the area. */
export async function withdrawList(tx: Tx, listId: string): Promise<Result<null, 'gone'>> {
  const list = await lockList(tx, listId);
  if (list === null || list.withdrawn !== null || list.left === 0) return refused('gone');
  await settleList(tx, listId, 'withdrawn');
  tx.ledger({ action: 'retention.withdrawn', objectKind: 'retention_list', objectId: listId, detail: { left: list.left } });
  return ok(null);
}
