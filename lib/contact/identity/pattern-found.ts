import { londonWords } from '@/lib/clock/evidence';
import { dutyDue } from '@/lib/duty/model';
import { openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { decideAgain } from '../additions/decide-again';
import { latestDecision } from '../additions/addition-store';
import { proposeAnew } from '../additions/propose-anew';
import { addEvent } from '../event-store';
import type { StoredProposal } from '../store';
import { adviceAlone } from './advice-store';

/**
 * What was decided is found to be the third contact in 12 months: a manager looks at the pattern, whatever was decided, and advice or no further action that one
 * person gave is decided again, for it needs a second (domain 2.2 behaviour 5; 7.7). Nothing where a manager was asked to look at the
 * pattern before: it was decided as the third then. As the system.
 * @param before the proposal that the contact has, which knew of fewer.
 * @param contactsIn12Months as counted now.
 */
export async function patternFound(tx: Tx, contact: { id: string; receivedAt: StoredProposal['at'] }, before: StoredProposal, contactsIn12Months: number): Promise<void> {
  const decision = await latestDecision(tx, contact.id);
  if (decision === null) return;
  const due = dutyDue('REVIEW_PATTERN', { receivedAt: contact.receivedAt, decidedAt: tx.at });
  const opened = await openDuty(tx, { contactId: contact.id, code: 'REVIEW_PATTERN', ...due, evidence: `Found after the decision, ${londonWords(tx.at)}, from what is known of who the children are. ${due.evidence.replace(/^Decided/, 'Found')}` });
  if (!opened) return;
  await addEvent(tx, contact.id, 'duty_opened', { code: 'REVIEW_PATTERN' });
  if (!(await adviceAlone(tx, decision.id))) return;
  await addEvent(tx, contact.id, 'pattern_found', { count: contactsIn12Months });
  await proposeAnew(tx, contact.id, before, { ...before.input, facts: { ...before.input.facts, contactsIn12Months } }, tx.at);
  await decideAgain(tx, contact.id, tx.at);
}
