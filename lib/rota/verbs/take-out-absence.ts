import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endAbsence } from '../rota-store';

/** Takes an absence out: the person is back. */
export async function takeOutAbsence(tx: Tx, id: string): Promise<Result<null, 'gone'>> {
  if (!isId(id) || !(await endAbsence(tx, id))) return refused('gone');
  tx.ledger({ action: 'rota.changed', objectKind: 'list', objectId: 'rota', detail: { absenceEnded: id } });
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok(null);
}
