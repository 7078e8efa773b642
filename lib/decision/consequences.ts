import { Temporal } from 'temporal-polyfill';
import type { TimeOfDay } from '@/lib/clock/model';
import { sideDuties } from '@/lib/contact/side-duties';
import type { DutyCode } from '@/lib/duty/codes';
import { dutyDue, type DutyDue, type DutyStarts } from '@/lib/duty/model';
import type { CanonicalLevel, Guide, RouteCode } from '@/lib/threshold/model';
import { decidedForItself, holdsStrategy, needsReviewDate, WHOLE_CONTACT, type ChildDecision, type DecisionInput, type Direction, type Judgement, type Situation } from './model';
import type { DecisionContact, KeptProposal } from './store';

/** A duty that follows from a decision or its proposal. */
export interface Following {
  code: DutyCode;
  /** The child it is about, or null for the contact. */
  personId: string | null;
  /** Which time the child was missing; 0 for every other duty. */
  episode: number;
  /** Belongs to this decision, so that a later one makes its own; a side duty belongs to the contact and opens once. */
  ofDecision: boolean;
  ownerId: string | null;
  due: DutyDue;
}

/** What a decision opens at once, and what only when it is in force. */
export interface Consequences {
  atOnce: Following[];
  /** Waits for the second person (domain 7.7); empty when nobody is asked. */
  whenAgreed: Following[];
}

/** The duty that each route opens (architecture point 11). Advice opens none beside telling the referrer. */
const ROUTE_DUTIES: Record<RouteCode, DutyCode | null> = {
  UNIV_ADVICE: null,
  EH_SINGLE: 'REGISTER_EARLY_HELP',
  EH_CAF: 'REGISTER_EARLY_HELP',
  CIN_ASSESS: 'ALLOCATE_ASSESSMENT',
  STRATEGY: 'HOLD_STRATEGY',
  IMMEDIATE: 'HOLD_STRATEGY',
};

/** Duties of a decision that a later one in force takes over or ends. */
export const REPLACEABLE: readonly DutyCode[] = ['HOLD_STRATEGY', 'ALLOCATE_ASSESSMENT', 'REGISTER_EARLY_HELP', 'TELL_REFERRER', 'REVIEW_REFUSAL'];

/** Owed by whoever decided, as long as it is a social worker's in the office's hours. */
const DECIDERS: readonly DutyCode[] = ['HOLD_STRATEGY', 'REGISTER_EARLY_HELP', 'TELL_REFERRER', 'CHILD_NOT_KNOWN'];

export interface DecisionBasis {
  contact: Pick<DecisionContact, 'receivedAt' | 'referrerId' | 'children'>;
  proposal: Pick<KeptProposal, 'document' | 'input'>;
  guide: Pick<Guide, 'attention'>;
  situation: Situation;
}

type Decided = Pick<DecisionInput, 'children' | 'reviewOn'>;

/** The side duties that the proposal raises: they are law, and open whatever the worker decides (domain 7.15). */
function ofLaw({ contact, proposal }: DecisionBasis): Following[] {
  return sideDuties({ ...contact, people: contact.children, proposal }).map((duty) => ({ ...duty, ofDecision: false }));
}

/** The route duties of a decision: each once, for all its children. */
function routeDuties(decision: Decided, judgement: Judgement, wanted: (direction: Direction, route: RouteCode) => boolean): DutyCode[] {
  const codes = decision.children
    .filter(({ standing }) => decidedForItself(standing))
    .filter(({ personId, route }) => wanted(judgement.children.find((child) => child.personId === personId)?.direction ?? 'agrees', route))
    .flatMap(({ route }) => ROUTE_DUTIES[route] ?? []);
  return [...new Set(codes)];
}

/** Is protection at stake: by the decision, or by what the guide or an earlier decision put any of its children at (domain 7.7)? */
export function level4AtStake({ children }: Pick<Situation, 'children'>, level: CanonicalLevel): boolean {
  return level === 4 || children.some(({ proposed, before }) => proposed?.level === 4 || before?.level === 4);
}

/**
 * What follows from a decision, with due instants and how they came about. What protects opens at once, also where a
 * second person is asked about the rest; what lets go waits for them (domain 7.7; architecture point 11).
 * @param at when the decision is made, or agreed to.
 * @param opens when the area's front door opens, from when on the day service is there.
 * @param by who decided: what a social worker owes next is theirs, unless it falls to the night team or a manager.
 */
export function consequences(basis: DecisionBasis, decision: Decided, judgement: Judgement, { at, by, opens }: { at: Temporal.Instant; by: string; opens: TimeOfDay }): Consequences {
  const { situation, guide } = basis;
  const starts: DutyStarts = { receivedAt: basis.contact.receivedAt, decidedAt: at, atLevel4: level4AtStake(situation, judgement.level), countersignMinutes: guide.attention.countersignLevel4Minutes, opens };
  const own = (code: DutyCode, setFor?: Temporal.PlainDate): Following => {
    const due = dutyDue(code, { ...starts, setFor });
    return { code, personId: null, episode: 0, ofDecision: true, ownerId: DECIDERS.includes(code) && due.ownerRole === 'cads_social_worker' ? by : null, due };
  };
  const waits = judgement.needsCountersign;
  const atOnce = routeDuties(decision, judgement, (direction, route) => !waits || holdsStrategy(route) || direction === 'raises');
  const late = routeDuties(decision, judgement, () => true).filter((code) => !atOnce.includes(code));
  const review = decision.reviewOn !== null && needsReviewDate(situation, decision.children) ? [own('REVIEW_REFUSAL', Temporal.PlainDate.from(decision.reviewOn))] : [];
  const inForce = [...late.map((code) => own(code)), own('TELL_REFERRER'), ...review];
  const raised = judgement.children.some(({ direction }) => direction === 'raises');
  // Belongs to the child and not to the decision: it stays owed until a decision says how the child stands (7.13).
  const unknown = decision.children.filter(isNotKnown).map(({ personId }): Following => ({ ...own('CHILD_NOT_KNOWN'), personId, ofDecision: false }));
  const pattern: Following[] = situation.contactsIn12Months >= situation.repeatContacts ? [{ ...own('REVIEW_PATTERN'), ofDecision: false }] : [];
  return {
    atOnce: [
      ...(waits ? [own('COUNTERSIGN')] : []),
      ...atOnce.map((code) => own(code)),
      ...ofLaw(basis),
      ...unknown,
      ...(raised ? [own('REVIEW_RAISED')] : []),
      ...pattern,
      ...(waits ? [] : inForce),
    ],
    whenAgreed: waits ? inForce : [],
  };
}

/** Is it left open how this child stands, or whether a household risk reaches them? */
export function isNotKnown({ standing, riskReaches }: Pick<ChildDecision, 'standing' | 'riskReaches'>): boolean {
  return standing === 'not_known' || riskReaches === 'not_known';
}

/** The name of the child a duty is about, for a list. */
export function aboutWhom(situation: Pick<Situation, 'children'>, personId: string | null): string {
  return situation.children.find((child) => child.personId === personId && personId !== WHOLE_CONTACT)?.name ?? '';
}
