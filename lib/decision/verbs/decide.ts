import { mayDecide } from '@/lib/access/deciding';
import type { Person } from '@/lib/access/model';
import { doorOpens } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { cameInUnread, lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { closeDraft, lockDraft } from '@/lib/platform/draft/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readBasis } from '../basis-store';
import { consequences } from '../consequences';
import { startedFrom } from '../draft';
import { endKnown, endWaiting, openFollowing, retireEarlier } from '../effect';
import { openHold } from '../hold';
import { endHold } from '../hold-effect';
import { readHolds } from '../hold-store';
import { judge, type DecideProblem } from '../model';
import { basisOf } from '../referral';
import { addReferral } from '../referral-store';
import { readDecision as readTyped } from '../schema';
import { addDecision, newDecisionId, readDecision } from '../store';
import { standingOfDecision } from '../record';

/** What was handed in: the draft, the version its author saw, and the key made with it. */
export interface DecideInput {
  contactId: string;
  draftId: string;
  version: number;
  key: string;
}

export interface Decided {
  decisionId: string;
  /** Acts now; otherwise it waits for the second person. */
  inForce: boolean;
  /** False when the same decision had been handed in before. */
  fresh: boolean;
}

/**
 * Decides a contact: judged against the guide's proposal and what governed before, written once for its key and its
 * place in line, with the duties that follow (issue 2, section 5; domain 7.7, 7.13). The same key and version again
 * give the same decision. Whoever decided meanwhile keeps their decision, and this draft stays as it is; so
 * it does where something came in that nobody has read (7.8).
 */
export async function decide(tx: Tx, person: Person, { contactId, draftId, version, key }: DecideInput): Promise<Result<Decided, DecideProblem>> {
  await lockContacts(tx, [contactId]);
  const draft = await lockDraft(tx, draftId);
  if (draft === null || draft.kind !== 'decision' || draft.contactId !== contactId || draft.key !== key) return refused('no_draft');
  if (draft.closedHow === 'sent' && draft.resultId !== null) {
    const made = await readDecision(tx, draft.resultId);
    return made !== null && draft.sentVersion === version ? ok({ decisionId: made.id, inForce: standingOfDecision(made) === 'in_force', fresh: false }) : refused('changed');
  }
  if (!mayDecide(person)) return refused('not_qualified');
  const basis = await readBasis(tx, contactId);
  if (basis === null) return refused('no_proposal');
  if (basis.contact.closed) return refused('closed');
  if (startedFrom(draft.content.fields) !== basis.decisions.length) return refused('stale');
  if (basis.contact.holderId !== person.actorId) return refused('not_held');
  if (draft.version !== version) return refused('changed');
  if ((await cameInUnread(tx, contactId)) !== null) return refused('came_in');
  const typed = readTyped(draft.content.fields, basis.situation);
  if (!typed.ok) return refused('not_complete');

  const judgement = judge(basis.situation, typed.value);
  const decisionId = newDecisionId();
  const next = basis.decisions.length + 1;
  const written = await addDecision(tx, { id: decisionId, contactId, version: next, key, proposalId: basis.proposal.id, input: typed.value, situation: basis.situation, judgement });
  if (!written) return refused('stale');
  await closeDraft(tx, draftId, { how: 'sent', version, resultId: decisionId });

  const follows = consequences(basis, typed.value, judgement, { at: tx.at, by: person.actorId, opens: await doorOpens(tx) });
  const inForce = !judgement.needsCountersign;
  await endWaiting(tx, contactId, ['COUNTERSIGN', 'DECIDE_AGAIN'], `Decision ${next} was made.`);
  const held = openHold(await readHolds(tx, contactId));
  if (held !== null) await endHold(tx, held, { how: 'decided', words: `Decision ${next} was made.` });
  if (inForce) await endKnown(tx, contactId, { version: next, children: typed.value.children });
  if (inForce) await retireEarlier(tx, { contactId, decisionId, version: next }, follows.atOnce.map(({ code }) => code));
  const opened = await openFollowing(tx, { contactId, decisionId }, follows.atOnce);
  const { level, route, direction, needsCountersign } = judgement;
  await addEvent(tx, contactId, 'decided', { decision: decisionId, version: next, level, route, direction, needsCountersign });
  for (const code of opened) await addEvent(tx, contactId, 'duty_opened', { code });
  const referral = basisOf(follows.atOnce.map(({ code }) => code));
  if (referral !== null) await addReferral(tx, contactId, { decisionId, basis: referral });
  await refreshQueue(tx, contactId);
  tx.ledger({ action: 'contact.decided', objectKind: 'decision', objectId: decisionId, detail: { contact: contactId, version: next, level, route, direction, needsCountersign, countersignReasons: [...new Set(judgement.countersignReasons.map(({ code }) => code))] } });
  return ok({ decisionId, inForce, fresh: true });
}
