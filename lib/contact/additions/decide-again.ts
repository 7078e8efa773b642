import type { Temporal } from 'temporal-polyfill';
import { deadlines, due24h } from '@/lib/clock/deadlines';
import { evidence } from '@/lib/clock/evidence';
import { firstDue } from '@/lib/clock/model';
import { bringForward, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { latestDecision } from './addition-store';
import { addEvent } from '../event-store';

/**
 * What was decided no longer covers everything: a new decision is owed, by the earlier clock of what came in (safe
 * practice 8). Nothing where nobody has decided yet.
 * @param receivedAt when that reached us.
 */
export async function decideAgain(tx: Tx, contactId: string, receivedAt: Temporal.Instant): Promise<void> {
  const decided = await latestDecision(tx, contactId);
  if (decided === null) return;
  const [due, how] = [deadlines(receivedAt), evidence(receivedAt)];
  const dueAt = due.ok ? firstDue(due.value) : due24h(receivedAt);
  const line = how.ok && due.ok ? (dueAt.equals(due.value.due24h) ? how.value.due24h : how.value.due1wd) : 'The bank holiday calendar does not reach that far: 24 hours (86,400 seconds) after receipt.';
  const opened = await openDuty(tx, { contactId, decisionId: decided.id, code: 'DECIDE_AGAIN', law: 'Working Together to Safeguard Children, chapter 3; safe practice rule 8', dueAt, evidence: line });
  if (opened) await addEvent(tx, contactId, 'duty_opened', { code: 'DECIDE_AGAIN' });
  // What came in before may have reached us later: a call from before it, a contact joined in.
  else await bringForward(tx, contactId, 'DECIDE_AGAIN', { dueAt, evidence: line });
}
