import { Temporal } from 'temporal-polyfill';
import type { DutyCode } from '@/lib/duty/codes';
import { holdsStrategy } from '@/lib/decision/model';
import type { RouteCode } from '@/lib/threshold/model';
import { UNWRITTEN_WORRIES, unwrittenWorries, type UnwrittenWorry } from './family-signs';

/** What police or a strategy discussion said about telling the family. */
export const TELLING_KINDS = ['police_hold', 'police_lift', 'strategy_plan'] as const;
export type TellingKind = (typeof TELLING_KINDS)[number];

export interface FamilyTelling {
  id: string;
  at: Temporal.Instant;
  by: string;
  kind: TellingKind;
  /** Who advised, or chaired. */
  named: string;
  /** Only of a strategy discussion: may the family be told? */
  tell: 'tell' | 'not_yet' | null;
  /** Who tells them, as the strategy discussion set it. */
  tellBy: string;
  /** From when they may be told; null for at once. */
  tellFrom: Temporal.Instant | null;
  /** What the family is told, or why not. */
  words: string;
}

const newest = (tellings: readonly FamilyTelling[], kinds: readonly TellingKind[]): FamilyTelling | null =>
  tellings.filter(({ kind }) => kinds.includes(kind)).reduce<FamilyTelling | null>((last, each) => (last === null || Temporal.Instant.compare(each.at, last.at) >= 0 ? each : last), null);

/** Have the police advised not to tell, and not said since that it may be done? */
export function policeAdviceOpen(tellings: readonly FamilyTelling[]): boolean {
  return newest(tellings, ['police_hold', 'police_lift'])?.kind === 'police_hold';
}

/** What the strategy discussion last set, or null when it set nothing. */
export function strategyPlan(tellings: readonly FamilyTelling[]): FamilyTelling | null {
  return newest(tellings, ['strategy_plan']);
}

/** Everything from which it follows whether a letter to the family may be offered. */
export interface GateFacts {
  /** Route of the decision in force; null while there is none. */
  route: RouteCode | null;
  openDuties: readonly DutyCode[];
  /** When a strategy discussion was last asked for, held or not; null when none ever was. */
  strategyAskedAt: Temporal.Instant | null;
  tellings: readonly FamilyTelling[];
  /** Ids of every sign that anybody said is present, in any report or addition. */
  signs: ReadonlySet<string>;
  /** A girl has said that she was cut, or it was seen. */
  mutilationKnown: boolean;
}

/** Why no letter to the family is offered. */
export type GateRefusal = 'no_decision' | 'strategy_open' | 'lado_open' | 'police_advice' | 'no_plan' | 'plan_not_yet' | 'plan_later' | UnwrittenWorry;

export const GATE_REFUSAL_WORDS: Record<GateRefusal, string> = {
  no_decision: 'There is no decision in force to tell of.',
  strategy_open: 'A strategy discussion is to be held. It sets what the family is told, by whom and when.',
  lado_open: 'The designated officer has not answered. Nothing is said to the adult, the employer or the family before that is agreed.',
  police_advice: 'The police have advised not to tell. Only their word that it may be done lifts this.',
  no_plan: 'A strategy discussion was asked for. Record what it set: what the family is told, by whom and when.',
  plan_not_yet: 'The strategy discussion set that the family is not told yet.',
  plan_later: 'The strategy discussion set a later time from which the family may be told.',
  ...({ fabricated_illness: UNWRITTEN_WORRIES.fabricated_illness.words, mutilation_or_forced_marriage: UNWRITTEN_WORRIES.mutilation_or_forced_marriage.words, sexual_abuse: UNWRITTEN_WORRIES.sexual_abuse.words, hidden_pregnancy: UNWRITTEN_WORRIES.hidden_pregnancy.words } satisfies Record<UnwrittenWorry, string>),
};

/**
 * Every reason for which no letter to the family is offered now (safe practice 4); none means that it is. There is no way
 * round it: what is lifted is lifted by a record of those who may.
 */
export function gateRefusals({ route, openDuties, strategyAskedAt, tellings, signs, mutilationKnown }: GateFacts, now: Temporal.Instant): GateRefusal[] {
  const refusals: GateRefusal[] = [];
  if (route === null) refusals.push('no_decision');
  if (openDuties.includes('HOLD_STRATEGY')) refusals.push('strategy_open');
  if (openDuties.includes('LADO')) refusals.push('lado_open');
  if (policeAdviceOpen(tellings)) refusals.push('police_advice');
  const plan = strategyPlan(tellings);
  const planFollows = plan !== null && (strategyAskedAt === null || Temporal.Instant.compare(plan.at, strategyAskedAt) >= 0);
  if (!planFollows && (strategyAskedAt !== null || (route !== null && holdsStrategy(route)))) refusals.push('no_plan');
  if (plan?.tell === 'not_yet') refusals.push('plan_not_yet');
  if (plan?.tell === 'tell' && plan.tellFrom !== null && Temporal.Instant.compare(plan.tellFrom, now) > 0) refusals.push('plan_later');
  const worries = unwrittenWorries(mutilationKnown ? new Set([...signs, 'I108']) : signs);
  return [...refusals, ...worries];
}
