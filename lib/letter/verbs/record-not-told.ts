import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { hasTold, NOT_TOLD_WORDS, type NotToldProblem } from '../model';
import { latestDecisionId, readDecided } from '../occasion-store';
import { notTold } from '../schema';
import { addNotTold, cancelLetter, lettersOf } from '../store';

/**
 * Records why, in law, the referrer is not told of the decision in force. Its unsent letter is cancelled and the duty to
 * tell ends with the reason. Once for a decision; a new decision asks again.
 */
export async function recordNotTold(tx: Tx, contactId: string, given: { ground: string; reason: string }): Promise<Result<null, NotToldProblem>> {
  const read = notTold.safeParse(given);
  if (!read.success) return refused('incomplete');
  await lockContacts(tx, [contactId]);
  const decisionId = await latestDecisionId(tx, contactId);
  const decided = decisionId === null ? null : await readDecided(tx, decisionId);
  if (decided === null || !decided.inForce || decided.overtaken) return refused('no_decision_in_force');
  const letters = (await lettersOf(tx, contactId)).filter((letter) => letter.kind === 'outcome' && letter.decisionId === decided.id);
  if (letters.some((letter) => hasTold(letter.state))) return refused('told_already');
  if (!(await addNotTold(tx, { contactId, decisionId: decided.id, ...read.data }))) return ok(null);
  for (const letter of letters) await cancelLetter(tx, letter, 'not_told');
  for (const duty of await openDuties(tx, contactId)) {
    if (duty.code === 'TELL_REFERRER') await dischargeDuty(tx, duty.id, 'ended_lawfully', NOT_TOLD_WORDS[read.data.ground]);
  }
  await addEvent(tx, contactId, 'not_told', { decision: decided.id, ground: read.data.ground });
  tx.ledger({ action: 'referrer.not_told', objectKind: 'decision', objectId: decided.id, detail: { contact: contactId, ground: read.data.ground } });
  await refreshQueue(tx, contactId);
  return ok(null);
}
