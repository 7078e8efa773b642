import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endShift } from '../rota-store';

/** Takes a shift out of the rota. Who was on until now stays written down. */
export async function takeOutShift(tx: Tx, id: string): Promise<Result<null, 'gone'>> {
  if (!isId(id) || !(await endShift(tx, id))) return refused('gone');
  tx.ledger({ action: 'rota.changed', objectKind: 'list', objectId: 'rota', detail: { ended: id } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok(null);
}
