import { ownAmong } from '@/lib/contact/secrecy/seal-store';
import type { Duty } from '@/lib/duty/model';
import { openDutiesAmong } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { higherLevel, LEVELS, type CanonicalLevel, type Guide, type Proposal } from '@/lib/threshold/model';
import { guideOf } from './basis-store';
import { levelAtStake, type Decision } from './record';
import { awaitingDecisions } from './store';

/** A decision that waits for a second person, with what the list of them says of it. */
export interface WaitingDecision {
  decision: Decision;
  /** The highest of what it decides, what the guide proposed and what governs meanwhile: an earlier decision may have put a child higher than either. */
  atStake: CanonicalLevel;
  /** Its contact; the referrer is the actor themselves where they are its protected source. */
  contact: { reference: string; referrerId: string | null; holderId: string | null };
  /** What the guide proposed when it was made. */
  proposal: Proposal;
  guide: Guide;
  /** The duty to countersign; null where none is open. */
  duty: Duty | null;
}

/** The decisions of `awaitingDecisions`, whole, in as many statements for a hundred as for one. */
export async function waitingDecisions(tx: Tx): Promise<WaitingDecision[]> {
  const { authorityId, actorId } = tx.actor;
  const decisions = await awaitingDecisions(tx);
  if (decisions.length === 0) return [];
  const contactIds = decisions.map(({ contactId }) => contactId);
  const rows = await tx.db.contact.findMany({
    where: { authorityId, id: { in: contactIds } },
    select: {
      id: true, reference: true, referrerId: true, sealed: true,
      claims: { where: { endedAt: null }, select: { accountId: true } },
      queue: { select: { level: true } },
      proposals: { where: { id: { in: decisions.map(({ proposalId }) => proposalId) } }, select: { id: true, document: true } },
    },
  });
  const proposals = new Map(rows.flatMap((row) => row.proposals.map(({ id, document }) => [id, document as unknown as Proposal])));
  const own = await ownAmong(tx, rows.flatMap(({ id, sealed }) => (sealed ? [id] : [])));
  const contacts = new Map(rows.map(({ id, reference, referrerId, claims }) => [id, { reference, referrerId: own.has(id) ? actorId : referrerId, holderId: claims[0]?.accountId ?? null }]));
  const governing = new Map(rows.map(({ id, queue }) => [id, LEVELS.find((level) => level === queue?.level) ?? 1]));
  const duties = await openDutiesAmong(tx, contactIds, 'COUNTERSIGN');
  return decisions.map((decision) => {
    const [proposal, contact] = [proposals.get(decision.proposalId), contacts.get(decision.contactId)];
    // Every decision has its proposal and its contact; whoever may not open the contact is not given the decision either.
    if (proposal === undefined || contact === undefined) throw new Error(`Decision ${decision.id} stands on nothing`);
    return { decision, atStake: higherLevel(levelAtStake(decision), governing.get(decision.contactId) ?? 1), contact, proposal, guide: guideOf({ document: proposal }), duty: duties.find(({ contactId }) => contactId === decision.contactId) ?? null };
  });
}
