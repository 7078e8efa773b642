import { Temporal } from 'temporal-polyfill';
import { readAllJoinedIn, type JoinedIn } from '@/lib/contact/additions/joined-store';
import { readNamedBefore, type NamedBefore } from '@/lib/contact/identity/named-before-store';
import { readMaybeTold, type MaybeTold } from '@/lib/contact/identity/unnamed-store';
import { openProtections, protectionsAt, type Protection } from '@/lib/contact/protection/model';
import { protectionsOf } from '@/lib/contact/protection/store';
import { readProposal } from '@/lib/contact/store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { guideById } from '@/lib/threshold/guides';
import type { Guide } from '@/lib/threshold/model';
import { heldCheck } from './hold-store';
import { outstandingJoined } from './joined-outstanding-store';
import type { KnownOutstanding } from './keeping-safe';
import { inForce, standingOfDecision, type Decision } from './record';
import { letsGo, type Placed, type Situation } from './model';
import { situationOf, type DecidedOf } from './situation';
import { proposalById, readDecidable, readDecisionContact, readDecisions, type Decidable, type DecisionContact, type KeptProposal } from './store';

/** Everything a decision on a contact is made from. */
export interface Basis {
  contact: DecisionContact;
  proposal: KeptProposal;
  guide: Guide;
  /** Oldest first. */
  decisions: Decision[];
  situation: Situation;
  /** Children whom other contacts name with these and this one does not; none of a decision that is made already. */
  namedBefore: NamedBefore[];
  /**
   * Earlier contacts that may be about a newborn of this one who has no name, where nobody has said whether they are and with them the
   * repeat rule would come to its number; null where it would not, and of a decision that is made already.
   */
  maybeTold: MaybeTold | null;
}

/** The guide a proposal was made from: every edition is kept, so a missing one is a fault. */
export function guideOf(proposal: Pick<KeptProposal, 'document'>): Guide {
  const { id, version } = proposal.document.guide;
  const guide = guideById(id, version);
  if (guide === undefined) throw new Error(`No guide ${id} ${version}`);
  return guide;
}

function situationBefore(contact: DecisionContact, proposal: KeptProposal, guide: Guide, decisions: readonly Decision[], held: readonly KnownOutstanding[], joinedIn: readonly JoinedIn[], protections: readonly Protection[], namedBefore: number, at: Temporal.Instant): Situation {
  const acting = inForce(decisions);
  const children = new Map<string, DecidedOf>();
  for (const decision of decisions.filter((each) => standingOfDecision(each) === 'in_force')) {
    for (const { personId, level, route, standing } of decision.children) children.set(personId, letsGo(standing) ? { placed: children.get(personId)?.placed ?? null, letGo: standing } : { placed: { level, route }, letGo: null });
  }
  const pending = new Map<string, Placed[]>();
  for (const decision of decisions.filter(({ version }) => version > (acting?.version ?? 0))) {
    // As handed in: where no child is named, what was decided of the contact itself stands nowhere else.
    for (const { personId, level, route, standing } of decision.document.children) if (!letsGo(standing)) pending.set(personId, [...(pending.get(personId) ?? []), { level, route }]);
  }
  return situationOf({
    children: contact.children,
    proposal,
    guide,
    referrerLevel: contact.referrerLevel,
    inForce: acting && { at: acting.at, children, contact: { level: acting.level, route: acting.route } },
    pending,
    decided: decisions.length > 0,
    today: londonDate(at),
    receivedOn: contact.receivedOn,
    contactsIn12Months: contact.contactsIn12Months,
    joinedIn,
    namedBefore,
    outstanding: [...contact.outstanding, ...held],
    underProtection: new Set(openProtections(protectionsAt(protections, at)).map(({ personId }) => personId)),
    joinedUnderProtection: joinedIn.some((joined) => openProtections(protectionsAt(joined.protections, at)).length > 0),
  });
}

/**
 * What nobody has said, as something that has not come in: it is said, or why it is decided without. It stands in the decision, and names no
 * contact: whoever reads that may not be one who may open the other (decision 34).
 */
const whetherTheSame = ({ times }: MaybeTold): KnownOutstanding => ({ id: 'maybe-told', what: `Whether a newborn who has no name is the one of that family name and birth of whom was told before: with that it would be ${times} times in 12 months`, asked: 'of whoever decides, on this page' });

/** What a decision on this contact would be made from now; null before the guide has proposed anything. */
export async function readBasis(tx: Tx, contactId: string): Promise<Basis | null> {
  const proposal = await readProposal(tx, contactId);
  if (proposal === null) return null;
  const guide = guideOf(proposal);
  const [decisions, held, joinedIn, protections] = await Promise.all([readDecisions(tx, contactId), heldCheck(tx, contactId), readAllJoinedIn(tx, contactId), protectionsOf(tx, contactId)]);
  const [contact, ofJoined] = await Promise.all([readDecisionContact(tx, contactId), joinedIn.length === 0 ? [] : outstandingJoined(tx, contactId, inForce(decisions)?.at ?? null)]);
  const [namedBefore, maybe] = await Promise.all([
    readNamedBefore(tx, contactId, contact.children),
    readMaybeTold(tx, contactId, { here: contact.children, receivedAt: contact.receivedAt, receivedOn: contact.receivedOn, counted: contact.contactsIn12Months, joined: joinedIn.map(({ id }) => id) }),
  ]);
  const maybeTold = contact.contactsIn12Months < guide.repeat.contacts && maybe.times >= guide.repeat.contacts ? maybe : null;
  const unsaid = maybeTold === null ? [] : [whetherTheSame(maybeTold)];
  return { contact, proposal, guide, decisions, namedBefore, maybeTold, situation: situationBefore(contact, proposal, guide, decisions, [...held, ...ofJoined, ...unsaid], joinedIn, protections, namedBefore.length, tx.at) };
}

async function madeFrom(tx: Tx, decision: Decision, reading: Promise<DecisionContact>): Promise<Basis> {
  const [proposal, contact, all, joinedIn, protections] = await Promise.all([proposalById(tx, decision.proposalId), reading, readDecisions(tx, decision.contactId), readAllJoinedIn(tx, decision.contactId), protectionsOf(tx, decision.contactId)]);
  const decisions = all.filter(({ version }) => version < decision.version);
  const guide = guideOf(proposal);
  return { contact, proposal, guide, decisions, namedBefore: [], maybeTold: null, situation: situationBefore(contact, proposal, guide, decisions, [], joinedIn.filter(({ at }) => Temporal.Instant.compare(at, decision.at) <= 0), protections, 0, decision.at) };
}

/** What a decision already made was made from: its own proposal and guide, and what governed before it. */
export async function readBasisOf(tx: Tx, decision: Decision): Promise<Basis> {
  return madeFrom(tx, decision, readDecisionContact(tx, decision.contactId));
}

/** A decision's own proposal and guide, and the children as they stood before it: for a page on which it stands alone. */
export interface RecordOf extends Pick<Basis, 'proposal' | 'guide'> {
  contact: Decidable;
  inView: Situation['children'];
}

/** The same for a page that shows a decision and does not judge it: how often these children were told of by now is not asked. */
export async function readRecordOf(tx: Tx, decision: Decision): Promise<RecordOf> {
  const once = async () => ({ ...(await readDecidable(tx, decision.contactId)), contactsIn12Months: 1 });
  const { contact, proposal, guide, situation } = await madeFrom(tx, decision, once());
  return { contact, proposal, guide, inView: situation.children };
}
