import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { takeBackRestrictedChild } from '../restricted-store';

/** Whoever registered a restricted child takes it back, with the reason, while nobody has confirmed it: it closed nothing yet. The record of it stays. */
export async function takeBackRestricted(tx: Tx, { child, reason }: { child: string; reason: string }): Promise<Result<null, 'gone' | 'reason_missing'>> {
  const why = reason.trim();
  if (why === '') return refused('reason_missing');
  if (!isId(child) || !(await tx.asSystem(async (system) => takeBackRestrictedChild(system, child, why)))) return refused('gone');
  tx.ledger({ action: 'restricted.taken_back', objectKind: 'restricted_child', objectId: child });
  return ok(null);
}
