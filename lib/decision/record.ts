import type { Temporal } from 'temporal-polyfill';
import { decisionStanding, type DecisionStanding } from '@/lib/contact/queue/queue-model';
import type { CanonicalLevel } from '@/lib/threshold/model';
import type { ChildDecision, CountersignReason, DecisionInput, Direction, Placed } from './model';

/** What was decided for one child, as kept. */
export interface DecidedChild extends ChildDecision {
  proposed: Placed | null;
  referrerReason: string;
}

/** The second person's answer. */
export interface CountersignAnswer {
  by: string;
  at: Temporal.Instant;
  verdict: 'agreed' | 'returned';
  comment: string;
}

/** A decision as kept: it is never changed, only followed by another. */
export interface Decision extends Placed {
  id: string;
  contactId: string;
  version: number;
  at: Temporal.Instant;
  by: string;
  proposalId: string;
  direction: Direction;
  needsCountersign: boolean;
  countersignReasons: CountersignReason[];
  rationale: string;
  familyViews: string;
  ifNothing: string;
  changeMind: string;
  changeReason: string;
  historyRead: boolean;
  /** Whether what history there was is kept with it. */
  historyListed: boolean;
  children: DecidedChild[];
  /** What was handed in, whole. */
  document: DecisionInput;
  countersign: CountersignAnswer | null;
}

/** Acting, waiting for the second person, or sent back by them. */
export function standingOfDecision({ needsCountersign, countersign }: Pick<Decision, 'needsCountersign' | 'countersign'>): DecisionStanding {
  return decisionStanding({ needsCountersign, verdict: countersign?.verdict ?? null });
}

/** The latest decision that acts, from decisions oldest first. */
export function inForce(decisions: readonly Decision[]): Decision | null {
  return decisions.findLast((decision) => standingOfDecision(decision) === 'in_force') ?? null;
}

/** The level at stake while a second person is asked: what the guide or an earlier decision put highest (domain 7.7). */
export function levelAtStake(decision: Pick<Decision, 'level' | 'children'>): CanonicalLevel {
  return decision.children.reduce<CanonicalLevel>((top, { proposed }) => (proposed !== null && proposed.level > top ? proposed.level : top), decision.level);
}
