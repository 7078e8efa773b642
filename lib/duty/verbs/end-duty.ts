import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { evidenceWords, questionsOf, readEvidence } from '../evidence';
import { ENDS_BY_ITS_ACT, mayDischarge, type DutyProblem, type EvidenceLine } from '../model';
import { dutyDischarge } from '../schema';
import { dischargeDuty, lockDuty, readDuty } from '../store';

export interface EndDutyInput {
  how: string;
  words: string;
  /** What was typed for the questions of this duty. */
  fields: Fields;
}

/** What the contact says beside the duty's own questions. */
export interface AroundDuty {
  /** The contact has a child not born yet. */
  unborn: boolean;
  /** What is known elsewhere and belongs to the evidence, such as a decision's answer for each child. */
  also?: readonly EvidenceLine[];
}

/**
 * Ends a duty by its own evidence: done, accepted by a named person elsewhere, or called off by a manager with a lawful
 * reason. It stays visible, with who ended it, when and on what evidence (architecture point 11, domain 7.15).
 */
export async function endDuty(tx: Tx, person: Person, dutyId: string, typed: EndDutyInput, { unborn, also = [] }: AroundDuty = { unborn: false }): Promise<Result<{ contactId: string }, DutyProblem>> {
  await lockDuty(tx, dutyId);
  const duty = await readDuty(tx, dutyId);
  if (duty === null) return refused('missing');
  if (ENDS_BY_ITS_ACT[duty.code] !== undefined) return refused('ends_by_its_act');
  const input = dutyDischarge.safeParse({ how: typed.how, words: typed.words });
  if (!input.success) return refused(input.error.issues[0]?.path[0] === 'how' ? 'how_missing' : 'words_missing');
  const { how, words } = input.data;
  const barred = mayDischarge(duty, person, how);
  if (barred !== null) return refused(barred);
  if (how === 'ended_lawfully' && words === '') return refused('words_missing');
  const { evidence, notes } = readEvidence(questionsOf(duty.code, how, { unborn }), typed.fields, tx.at);
  if (notes.length > 0) return refused('evidence_missing');
  const kept = [...evidence, ...also];
  if (!(await dischargeDuty(tx, dutyId, how, words === '' ? evidenceWords(kept) : words, kept))) return refused('already_discharged');
  tx.ledger({ action: 'duty.discharged', objectKind: 'duty', objectId: dutyId, detail: { contact: duty.contactId, code: duty.code, how } });
  return ok({ contactId: duty.contactId });
}
