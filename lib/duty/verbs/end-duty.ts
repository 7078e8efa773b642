import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { ENDS_BY_ITS_ACT, mayDischarge, type DutyProblem } from '../model';
import { dutyDischarge } from '../schema';
import { dischargeDuty, readDuty } from '../store';

export interface EndDutyInput {
  how: string;
  words: string;
}

/**
 * Ends a duty with words: done, accepted by a named person elsewhere, or no longer owed in law. It stays visible, with
 * who ended it, when and how (architecture point 11).
 */
export async function endDuty(tx: Tx, person: Person, dutyId: string, typed: EndDutyInput): Promise<Result<{ contactId: string }, DutyProblem>> {
  const duty = await readDuty(tx, dutyId);
  if (duty === null) return refused('missing');
  if (ENDS_BY_ITS_ACT[duty.code] !== undefined) return refused('ends_by_its_act');
  const input = dutyDischarge.safeParse(typed);
  if (!input.success) return refused(input.error.issues[0]?.path[0] === 'how' ? 'how_missing' : 'words_missing');
  const { how, words } = input.data;
  const barred = mayDischarge(duty, person.role, how);
  if (barred !== null) return refused(barred);
  if (!(await dischargeDuty(tx, dutyId, how, words))) return refused('already_discharged');
  tx.ledger({ action: 'duty.discharged', objectKind: 'duty', objectId: dutyId, detail: { contact: duty.contactId, code: duty.code, how } });
  return ok({ contactId: duty.contactId });
}
