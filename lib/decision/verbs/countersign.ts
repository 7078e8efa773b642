import { secondPersonProblem } from '@/lib/access/second-person';
import type { Person } from '@/lib/access/model';
import { doorOpens } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { mayBeGiven } from '@/lib/contact/queue/claim-store';
import { cameInAfter, lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { dutyDue } from '@/lib/duty/model';
import { bringForward, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { conflictedIn } from '@/lib/restriction/opening-store';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readBasisOf } from '../basis-store';
import { consequences, level4AtStake } from '../consequences';
import { endKnown, endWaiting, openFollowing, retireEarlier } from '../effect';
import { judge, type CountersignProblem } from '../model';
import { basisOf } from '../referral';
import { addReferral } from '../referral-store';
import { standingOfDecision } from '../record';
import { addCountersign, readDecision, readDecisions } from '../store';

export interface CountersignInput {
  contactId: string;
  decisionId: string;
  verdict: string;
  comment: string;
}

/**
 * The second person agrees to a decision or returns it (domain 7.7). Agreed, it is in force and what it lets go may
 * go; returned, what governed before goes on governing and the worker who decided is asked to decide again: whoever
 * holds it where somebody else does, and the duty service where neither is here any more. One answer to one decision: whoever comes
 * second is told so.
 * @returns whether it is in force, and that nobody in particular is asked to decide again.
 */
export async function countersign(tx: Tx, person: Person, { contactId, decisionId, verdict, comment }: CountersignInput): Promise<Result<{ inForce: boolean; asksNobody?: true }, CountersignProblem>> {
  await lockContacts(tx, [contactId]);
  const decision = await readDecision(tx, decisionId);
  if (decision === null || decision.contactId !== contactId || standingOfDecision(decision) !== 'awaiting') return refused('not_awaiting');
  if ((await readDecisions(tx, contactId)).some(({ version }) => version > decision.version)) return refused('superseded');
  const basis = await readBasisOf(tx, decision);
  if (basis.contact.closed) return refused('not_awaiting');
  const barred = secondPersonProblem(person, decision, { ...basis.contact, conflicted: await conflictedIn(tx, contactId) });
  if (barred !== null) return refused(barred);
  if (verdict !== 'agreed' && verdict !== 'returned') return refused('verdict_missing');
  // Returned it may be: then it is decided anew, with what came in.
  if (verdict === 'agreed' && (await cameInAfter(tx, contactId, decision.at))) return refused('came_in');
  const said = comment.trim();
  if (said === '') return refused('comment_missing');
  if (!(await addCountersign(tx, { decision, verdict, comment: said }))) return refused('not_awaiting');

  await endWaiting(tx, contactId, ['COUNTERSIGN'], verdict === 'agreed' ? 'The second person agreed.' : 'The second person returned the decision.');
  const { version } = decision;
  let ownerId: string | null = decision.by;
  if (verdict === 'agreed') {
    const judgement = judge(basis.situation, decision.document);
    // What was kept back for this answer follows now, also where what is known by now would not have asked for it.
    const follows = consequences(basis, decision.document, { ...judgement, needsCountersign: true }, { at: tx.at, by: decision.by, opens: await doorOpens(tx) });
    await endKnown(tx, contactId, { version, children: decision.children });
    await retireEarlier(tx, { contactId, decisionId, version }, [...follows.atOnce, ...follows.whenAgreed].map(({ code }) => code));
    for (const code of await openFollowing(tx, { contactId, decisionId }, follows.whenAgreed)) await addEvent(tx, contactId, 'duty_opened', { code });
    const referral = basisOf(follows.whenAgreed.map(({ code }) => code));
    if (referral !== null) await addReferral(tx, contactId, { decisionId, basis: referral });
  } else {
    const due = dutyDue('DECIDE_AGAIN', { receivedAt: basis.contact.receivedAt, decidedAt: tx.at, atLevel4: level4AtStake(basis.situation, decision.level), countersignMinutes: basis.guide.attention.countersignLevel4Minutes });
    ownerId = basis.contact.holderId ?? ((await mayBeGiven(tx, decision.by)) ? decision.by : null);
    if (await openDuty(tx, { contactId, decisionId, code: 'DECIDE_AGAIN', ownerId, ...due })) await addEvent(tx, contactId, 'duty_opened', { code: 'DECIDE_AGAIN' });
    else await bringForward(tx, contactId, 'DECIDE_AGAIN', { ownerId, ...due });
  }
  await addEvent(tx, contactId, verdict === 'agreed' ? 'countersigned' : 'returned', { decision: decisionId, version });
  await refreshQueue(tx, contactId);
  tx.ledger({ action: verdict === 'agreed' ? 'decision.countersigned' : 'decision.returned', objectKind: 'decision', objectId: decisionId, detail: { contact: contactId, version } });
  return ok({ inForce: verdict === 'agreed', ...(ownerId === null ? { asksNobody: true as const } : {}) });
}
