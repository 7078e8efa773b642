import type { Person } from '@/lib/access/model';
import { joinedContacts } from '@/lib/contact/additions/joined-store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { hasTold, NOT_TOLD_WORDS, type NotToldProblem } from '../model';
import { latestDecisionId, readDecided } from '../occasion-store';
import { endDutyToTell } from '../outcome/telling-again';
import { notTold } from '../schema';
import { addNotTold, cancelLetter, lettersOf } from '../store';

/**
 * Records why, in law, somebody who reported is not told of the decision in force: the contact's own referrer, or, by a
 * manager, the one who reported a contact that was joined into it, and that one alone. Their unsent letter is cancelled,
 * and the duty to tell ends with the reason when nobody else is owed a letter. Once for a decision; a new one asks again.
 * @param reportedId the contact that they reported.
 */
export async function recordNotTold(tx: Tx, person: Pick<Person, 'role'>, { contactId, reportedId = contactId }: { contactId: string; reportedId?: string }, given: { ground: string; reason: string }): Promise<Result<null, NotToldProblem>> {
  const read = notTold.safeParse(given);
  if (!read.success) return refused('incomplete');
  await lockContacts(tx, [...new Set([contactId, reportedId])]);
  const joined = reportedId !== contactId;
  if (joined && person.role !== 'manager') return refused('managers');
  if (joined && !(await joinedContacts(tx, contactId)).includes(reportedId)) return refused('not_joined');
  const decisionId = await latestDecisionId(tx, contactId);
  const decided = decisionId === null ? null : await readDecided(tx, decisionId);
  if (decided === null || !decided.inForce || decided.overtaken) return refused('no_decision_in_force');
  const letters = (await lettersOf(tx, reportedId)).filter((letter) => letter.kind === 'outcome' && letter.decisionId === decided.id);
  if (letters.some((letter) => hasTold(letter.state))) return refused('told_already');
  if (!(await addNotTold(tx, { contactId: reportedId, decisionId: decided.id, ...read.data }))) return ok(null);
  for (const letter of letters) await cancelLetter(tx, letter, 'not_told');
  await endDutyToTell(tx, contactId, decided.id, NOT_TOLD_WORDS[read.data.ground], 'ended_lawfully');
  await addEvent(tx, contactId, 'not_told', { decision: decided.id, ground: read.data.ground, ...(joined ? { reported: reportedId } : {}) });
  tx.ledger({ action: 'referrer.not_told', objectKind: 'decision', objectId: decided.id, detail: { contact: contactId, reported: reportedId, ground: read.data.ground } });
  await refreshQueue(tx, contactId);
  return ok(null);
}
