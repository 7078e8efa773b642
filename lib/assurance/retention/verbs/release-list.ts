import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { lockList, readItems, settleList } from '../list-store';
import { lacksPeriods } from '../periods';
import { openable } from '../retention-store';

/** second_person: who drew it up does not release it. not_open: something on it is closed to whoever would release it. periods: the area has not said its own yet. */
export type ReleaseProblem = 'gone' | 'second_person' | 'not_open' | 'periods';

/**
 * Releases a list: the second person, who may open everything on it. From then on the product deletes what stands on it, each
 * thing only if it is still due and nothing holds it. As a manager or an administrator of the area.
 */
export async function releaseList(tx: Tx, listId: string): Promise<Result<null, ReleaseProblem>> {
  const list = await lockList(tx, listId);
  if (list === null || list.released !== null || list.withdrawn !== null) return refused('gone');
  if (await lacksPeriods(tx)) return refused('periods');
  if (list.madeBy === tx.actor.actorId) return refused('second_person');
  const contacts = (await tx.asSystem(async (system) => readItems(system, listId))).flatMap(({ contactId }) => contactId ?? []);
  if ((await openable(tx, contacts)).size < contacts.length) return refused('not_open');
  await settleList(tx, listId, 'released');
  tx.ledger({ action: 'retention.released', objectKind: 'retention_list', objectId: listId, detail: { left: list.left } });
  return ok(null);
}
