import type { Person } from '@/lib/access/model';
import { SOURCE_ID, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { evidenceWords, ownQuestions, readEvidence } from '../evidence';
import { mayDischarge, type DutyProblem } from '../model';
import { dischargeDuty, lockDuty, readDuty } from '../store';

/**
 * Whoever learned of known genital mutilation says that they have reported it to the police themselves: when, how and
 * under which police reference (domain 7.15). Theirs alone: nobody else's page has it, and nobody can take it over.
 * @param sealed the contact's source is protected, and is the actor: they stay nobody in what is kept.
 */
export async function reportToPolice(tx: Tx, person: Person, { contactId, sealed }: { contactId: string; sealed: boolean }, dutyId: string, fields: Fields): Promise<Result<{ contactId: string }, DutyProblem>> {
  if (!isId(dutyId)) return refused('missing');
  const actorId = sealed ? SOURCE_ID : person.actorId;
  return tx.asSystem(async (system) => {
    await lockDuty(system, dutyId);
    const duty = await readDuty(system, dutyId);
    if (duty?.contactId !== contactId || duty.code !== 'FGM_POLICE' || duty.ownerId !== actorId) return refused('missing');
    const barred = mayDischarge(duty, { role: person.role, actorId, qualified: person.qualified }, 'done');
    if (barred !== null) return refused(barred);
    const { evidence, notes } = readEvidence(ownQuestions(duty.code), fields, tx.at);
    if (notes.length > 0) return refused('evidence_missing');
    const kept = [...evidence, { question: 'Who reported it?', answer: sealed ? 'The protected source' : person.name, because: '' }];
    if (!(await dischargeDuty(system, dutyId, 'done', evidenceWords(kept), kept))) return refused('already_discharged');
    tx.ledger({ action: 'duty.discharged', objectKind: 'duty', objectId: dutyId, detail: { contact: contactId, code: duty.code, how: 'done' } });
    return ok({ contactId });
  });
}
