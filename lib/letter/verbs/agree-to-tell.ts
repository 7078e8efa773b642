import { joinedContacts } from '@/lib/contact/additions/joined-store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { AgreeProblem } from '../model';
import { latestDecisionId, readDecided, readOccasions } from '../occasion-store';
import { writeFor } from '../outcome/outcome-writing';
import { agreement } from '../schema';
import { cancelLetter, lettersOf } from '../store';
import { addAgreement } from '../outcome/telling-store';

export interface AgreementGiven {
  agreedByRole: string;
  agreedByName: string;
  agreedOn: string;
  content: string;
  words: string;
}

/**
 * A manager records that the designated officer or the strategy discussion agreed that a possible subject, or an agency
 * whose staff are one, is told of the decision in force: who, when, and what may be said. The letter of that content is
 * written, for a worker to read and send. Agreed anew, an unsent letter gives way to one of the new content.
 * @param reportedId the contact that they reported: the decided one, or one that was joined into it.
 * @returns the letter's id and the reference under which they reported.
 */
export async function agreeToTell(tx: Tx, { contactId, reportedId = contactId }: { contactId: string; reportedId?: string }, given: AgreementGiven): Promise<Result<{ letterId: string; reference: string }, AgreeProblem>> {
  const read = agreement.safeParse(given);
  if (!read.success) return refused('incomplete');
  await lockContacts(tx, [...new Set([contactId, reportedId])]);
  if (reportedId !== contactId && !(await joinedContacts(tx, contactId)).includes(reportedId)) return refused('not_joined');
  const decisionId = await latestDecisionId(tx, contactId);
  const decided = decisionId === null ? null : await readDecided(tx, decisionId);
  if (decided === null || !decided.inForce || decided.overtaken) return refused('no_decision_in_force');
  const occasion = (await readOccasions(tx, contactId)).find((each) => each.contactId === reportedId);
  if (occasion?.recipient.referrerClass !== 'subject' || !occasion.mayWrite.outcome) return refused('not_needed');
  await addAgreement(tx, reportedId, { decisionId: decided.id, ...read.data });
  const earlier = (await lettersOf(tx, reportedId)).filter((letter) => letter.kind === 'outcome' && letter.decisionId === decided.id);
  for (const letter of earlier) await cancelLetter(tx, letter, 'recipient_changed');
  await addEvent(tx, contactId, 'telling_agreed', { decision: decided.id, by: read.data.agreedByRole, content: read.data.content, ...(reportedId === contactId ? {} : { reported: reportedId }) });
  tx.ledger({ action: 'telling.agreed', objectKind: 'decision', objectId: decided.id, detail: { contact: contactId, reported: reportedId, by: read.data.agreedByRole, content: read.data.content } });
  const letterId = await writeFor(tx, decided, occasion, Math.max(0, ...earlier.map(({ issue }) => issue)) + 1);
  if (letterId === null) throw new Error('agreed, and no letter');
  return ok({ letterId, reference: occasion.reference });
}
