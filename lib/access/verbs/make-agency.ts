import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addAgency } from '../people-store';
import type { AdminProblem } from '../problems';
import type { NewAgency } from '../schema';

/** Adds an agency whose people may then be invited. @returns its id. */
export async function makeAgency(tx: Tx, agency: NewAgency): Promise<Result<{ agencyId: string }, Extract<AdminProblem, 'agency_known'>>> {
  const id = newId();
  if (!(await addAgency(tx, { id, ...agency }))) return refused('agency_known');
  tx.ledger({ action: 'agency.added', objectKind: 'agency', objectId: id, detail: { kind: agency.kind } });
  return ok({ agencyId: id });
}
