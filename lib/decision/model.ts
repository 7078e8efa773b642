import type { Temporal } from 'temporal-polyfill';
import type { ChildTie, FamilyNotHeard, KnownOutstanding, NotHeard, OtherChildren, Outstanding, RiskAnswer, SafetyPlan } from './keeping-safe';
import { higherLevel, higherRoute, levelOfRoute, type CanonicalLevel, type ChildProposal, type Guide, type RouteCode } from '@/lib/threshold/model';

/** CIN primary need codes in the order of the census: torn between two, the one listed higher is chosen (domain 4.3). */
export const PRIMARY_NEEDS = {
  N1: 'Abuse or neglect, domestic violence included',
  N2: 'The child’s disability or illness',
  N3: 'A parent’s disability, illness or addiction',
  N4: 'Family in acute stress, for a time',
  N5: 'Family dysfunction, lasting',
  N6: 'Socially unacceptable behaviour',
  N7: 'Low income',
  N8: 'Absent parenting',
  N9: 'Not a child in need: adoption support only',
  N0: 'Not stated',
} as const;
export type PrimaryNeed = keyof typeof PRIMARY_NEEDS;

/** How a child stands to the decision (domain 7.13). */
export const STANDINGS = ['own', 'same', 'different', 'separate_household', 'not_known'] as const;
export type ChildStanding = (typeof STANDINGS)[number];

/** A child who stands so is given nothing by the decision: no level, and no duty but to find out. */
export type LetGo = Extract<ChildStanding, 'separate_household' | 'not_known'>;

/** Is a child who stands so given nothing? */
export function letsGo(standing: ChildStanding): standing is LetGo {
  return standing === 'separate_household' || standing === 'not_known';
}

export const CHILD_SEEN = ['yes', 'no', 'not_known'] as const;
export type ChildSeen = (typeof CHILD_SEEN)[number];

/** A level and the route that goes with it. */
export interface Placed {
  level: CanonicalLevel;
  route: RouteCode;
}

/** What the guide proposed for a child, as far as a decision is held against it. */
export interface ProposedForChild extends Placed {
  /** A strategy discussion is part of it. */
  strategy: boolean;
  /** Level 3 by one single sign and on no other ground, whose impact the worker confirms: may be settled at 2 with a reason (domain 2.2, 4a). */
  confirmImpactOnly: boolean;
  /** That sign, where it is so. */
  impactOf?: string | undefined;
}

/** Stands in a child's place in a contact that names none: such a contact has its own level and route (domain 2.2, 12). */
export const WHOLE_CONTACT = 'contact';

/** What is known of a child when the decision is made. */
export interface ChildInView {
  /** The person's id; `WHOLE_CONTACT` where no child is named. */
  personId: string;
  /** How the child is called on the page. */
  name: string;
  /** Reported, or only named as of the household. */
  reported: boolean;
  tie: ChildTie;
  /** Household risks said to be present for this child, by id of the sign. */
  risks: readonly string[];
  unborn: boolean;
  /** Told of as unborn, and may have been born: then immediate protection is a route. Left out, it is not so. */
  perhapsBorn?: boolean;
  underOne: boolean;
  immobileWithInjury: boolean;
  hasPlan: boolean;
  /** Under police protection or an emergency protection order, and nobody has recorded what follows. */
  underProtection: boolean;
  /** Null for a child about whom nothing was reported. */
  proposed: ProposedForChild | null;
  /** What governed this child before: a decision in force, or the proposal. Null when nothing did. */
  before: Placed | null;
  /** The standing by which the decision in force already gives this child nothing, and nothing since gives more; null for every other child. */
  letGo: LetGo | null;
}

/** Everything outside the decision itself that its judgement depends on. */
export interface Situation {
  children: readonly ChildInView[];
  /** The level the referrer believes, the highest of them where reports were joined in and are not decided on yet; null for not sure or not said. */
  referrerLevel: CanonicalLevel | null;
  contactsIn12Months: number;
  /** The area's figure for the repeat rule (domain 2.2, 5). */
  repeatContacts: number;
  /** The day on which it is decided. */
  today: Temporal.PlainDate;
  /** Agreement to a service was refused (domain 2.2, 9). */
  agreementRefused: boolean;
  /** Whether an earlier decision stands. */
  replaces: boolean;
  /** The routes that the area's guide permits. */
  routes: readonly RouteCode[];
  /** What governed contacts that were joined in and are not decided on yet, the highest of all; null where there is none. */
  joined: Placed | null;
  /** What the guide proposed of the contact itself, beside the children named in it (domain 2.2, 12); null or left out where it said no more than of them. */
  ofContact?: Placed | null;
  /** A child of a contact that was joined in is under police protection or an emergency protection order. */
  joinedUnderProtection: boolean;
  /** Children whom other contacts name with these and this one does not: whether all are named here is then asked, whatever the risk (7.13). */
  namedBefore: number;
  /** Answers that the product knows to be outstanding: questions to the referrer, checks for which the decision was held. */
  outstanding: readonly KnownOutstanding[];
}

/** What is decided for one child. */
export interface ChildDecision extends Placed {
  personId: string;
  standing: ChildStanding;
  standingReason: string;
  primaryNeed: PrimaryNeed;
  childViews: string;
  /** Why the child was not heard; null where their view stands in `childViews`, or none is asked for. */
  notHeard: NotHeard | null;
  notHeardWords: string;
  childSeen: ChildSeen;
  /** By whom, and when. */
  seenBy: string;
  seenAlone: ChildSeen | null;
  seenWhere: string;
  /** Who will see a child whom nobody has seen, and when. */
  seePlan: string;
  /** Does a household risk of another child reach this one? Null where it is not asked. */
  riskReaches: RiskAnswer | null;
  riskReason: string;
  proposalReason: string;
  noStrategyReason: string;
}

/** One worker's decision on a contact, as handed in. */
export interface DecisionInput {
  children: readonly ChildDecision[];
  rationale: string;
  /** What the family was told and thinks; where empty, why that was not obtained (C27). */
  familyViews: string;
  familyNotHeard: FamilyNotHeard | null;
  familyNotHeardWords: string;
  /** Danger of delay: what could happen if nothing is done, and until when it can wait. */
  ifNothing: string;
  delayUntil: string;
  /** Until the next contact; null where none is owed or written. */
  plan: SafetyPlan | null;
  /** What had not come in when it was decided, and why it was decided without. */
  without: readonly Outstanding[];
  withoutReason: string;
  /** Agencies were asked and the parents not told, with the reason. */
  checksUntold: boolean;
  untoldReason: string;
  /** Null where no risk of the household is raised and no other child was named before. */
  otherChildren: OtherChildren | null;
  changeMind: string;
  referrerReason: string;
  changeReason: string;
  /** Why the history was not looked at; empty where it was. */
  historyNotRead: string;
  /** ISO date on which refused help is looked at again. */
  reviewOn: string | null;
}

/** Against what governed before (domain 7.7). */
export type Direction = 'raises' | 'agrees' | 'lowers';

/** Why a second person is asked, with the words for both of them. */
export const COUNTERSIGN_REASONS = {
  BELOW_4: 'Below level 4, although the guide proposed level 4',
  NO_STRATEGY: 'No strategy discussion, although the guide proposed one',
  LOWERS: 'Less protection than what governed before',
  ADVICE_THIRD_CONTACT: 'Advice or no further action on a third contact in twelve months',
  ADVICE_UNDER_1: 'Advice or no further action on a child under 1',
  ADVICE_UNBORN: 'Advice or no further action on an unborn child',
  ADVICE_IMMOBILE_INJURY: 'Advice or no further action on an injury of a child who cannot move about alone',
  ADVICE_PLAN: 'Advice or no further action on a child with a plan',
  ADVICE_AGAINST_4: 'Advice or no further action, although the referrer said level 4',
  ADVICE_NOT_SEEN: 'Advice or no further action, and the child was not seen',
  UNDER_PROTECTION: 'Below level 4, although a child is under police protection or an emergency protection order now',
  CHECKS_UNTOLD: 'Agencies were asked below level 4 and the parents were not told',
} as const;
export type CountersignCode = keyof typeof COUNTERSIGN_REASONS;

/** Where the rule stands, for the evidence beside each reason. */
export const COUNTERSIGN_SOURCE = 'Safe practice, rule 7.7';

export function isCountersignCode(text: string): text is CountersignCode {
  return Object.hasOwn(COUNTERSIGN_REASONS, text);
}

/** One reason for a second person, and the child it is about. */
export interface CountersignReason {
  code: CountersignCode;
  personId: string;
}

export interface ChildJudgement {
  personId: string;
  differsFromProposal: boolean;
  dropsStrategy: boolean;
  direction: Direction;
  reasons: readonly CountersignCode[];
}

/** What a decision means before it is made: how it moves, and whom it needs. */
export interface Judgement extends Placed {
  children: readonly ChildJudgement[];
  differsFromReferrer: boolean;
  direction: Direction;
  needsCountersign: boolean;
  countersignReasons: readonly CountersignReason[];
}

/** Level first; within level 4 immediate protection is more than a strategy discussion. Early help by one agency or several protects alike. */
function protection({ level, route }: Placed): number {
  return level * 2 + (route === 'IMMEDIATE' ? 1 : 0);
}

/** How a decision moves protection against what governed before; nothing before, nothing moved. */
export function directionOf(before: Placed | null, after: Placed): Direction {
  if (before === null) return 'agrees';
  const change = protection(after) - protection(before);
  return change > 0 ? 'raises' : change < 0 ? 'lowers' : 'agrees';
}

/** A strategy discussion is held on these routes: police act first on the second, and the discussion follows. */
export function holdsStrategy(route: RouteCode): boolean {
  return route === 'STRATEGY' || route === 'IMMEDIATE';
}

/** A child with a decision of their own, and not only named beside one. */
export function decidedForItself(standing: ChildStanding): boolean {
  return standing === 'own' || standing === 'different';
}

/** The routes that may be chosen for a child: immediate protection is no route before birth, and one for whoever may have been born (domain 2.2, 10). */
export function routesFor(child: Pick<ChildInView, 'unborn' | 'perhapsBorn'>, routes: readonly RouteCode[]): RouteCode[] {
  return routes.filter((route) => !(child.unborn && child.perhapsBorn !== true && route === 'IMMEDIATE'));
}

/** Does the choice differ from what the guide proposed for this child? */
export function differsFromProposal(proposed: Placed | null, chosen: Placed): boolean {
  return proposed !== null && (proposed.level !== chosen.level || proposed.route !== chosen.route);
}

/** Is a strategy discussion dropped that was proposed? It needs a reason of its own (issue 2, section 5). */
export function dropsStrategy(proposed: ProposedForChild | null, chosen: Placed): boolean {
  return proposed !== null && proposed.strategy && !holdsStrategy(chosen.route);
}

/** What advice on this child asks a second person for, whatever else is known and whoever beside them is decided on (domain 7.7). */
function adviceOn(child: ChildInView): CountersignCode[] {
  const found: [boolean, CountersignCode][] = [
    [child.underOne, 'ADVICE_UNDER_1'],
    [child.unborn, 'ADVICE_UNBORN'],
    [child.immobileWithInjury, 'ADVICE_IMMOBILE_INJURY'],
    [child.hasPlan, 'ADVICE_PLAN'],
  ];
  return found.filter(([holds]) => holds).map(([, code]) => code);
}

/** What advice or no further action asks a second person for (domain 7.7; 2.2, 5). */
export function adviceReasons(child: ChildInView, choice: Pick<ChildDecision, 'route' | 'childSeen'>, situation: Situation): CountersignCode[] {
  if (choice.route !== 'UNIV_ADVICE') return [];
  return [
    ...(situation.contactsIn12Months >= situation.repeatContacts ? (['ADVICE_THIRD_CONTACT'] as const) : []),
    ...adviceOn(child),
    ...(situation.referrerLevel === 4 ? (['ADVICE_AGAINST_4'] as const) : []),
    ...(choice.childSeen !== 'yes' && !child.unborn ? (['ADVICE_NOT_SEEN'] as const) : []),
  ];
}

/** Settling a sign of level 3 at level 2 needs the worker's reason and no second person, while only the guide has spoken (domain 2.2, 4a). */
function settlesImpact({ proposed, before }: ChildInView, choice: Placed): boolean {
  return proposed !== null && proposed.confirmImpactOnly && choice.level === 2 && before?.level === proposed.level && before.route === proposed.route;
}

/** What a child is given who has none of it: the least there is. */
const NOTHING: Placed = { level: 1, route: 'UNIV_ADVICE' };

/** A child whom a power of the law holds from harm is in danger until it is said what follows: whatever is less than level 4 takes two persons, also where it is what the guide proposed. */
function belowProtection({ underProtection }: ChildInView, { level }: Placed): CountersignCode[] {
  return underProtection && level < 4 ? ['UNDER_PROTECTION'] : [];
}

/**
 * A child named beside those decided on: given what they are, or nothing. Less than what governed this child takes a
 * second person by whatever name it is given (7.7, 7.13); that nothing is given is not asked again once it was agreed. Advice
 * given as "the same" is advice on this child, too; that they were seen is asked of those decided on.
 */
function judgeBeside(child: ChildInView, choice: ChildDecision): ChildJudgement {
  const { personId, before, letGo } = child;
  const direction = letGo === choice.standing ? 'agrees' : directionOf(before, letsGo(choice.standing) ? NOTHING : choice);
  const lowering: CountersignCode[] = direction === 'lowers' ? ['LOWERS'] : [];
  const advised = choice.standing === 'same' && choice.route === 'UNIV_ADVICE' ? adviceOn(child) : [];
  return { personId, differsFromProposal: false, dropsStrategy: false, direction, reasons: [...lowering, ...belowProtection(child, letsGo(choice.standing) ? NOTHING : choice), ...advised] };
}

function judgeChild(child: ChildInView, choice: ChildDecision, situation: Situation): ChildJudgement {
  const { personId, proposed } = child;
  if (!decidedForItself(choice.standing)) return judgeBeside(child, choice);
  const direction = directionOf(child.before, choice);
  const dropped = dropsStrategy(proposed, choice);
  const lowering: CountersignCode[] = [];
  if (proposed?.level === 4 && choice.level < 4) lowering.push('BELOW_4');
  if (dropped) lowering.push('NO_STRATEGY');
  if (lowering.length === 0 && direction === 'lowers' && !settlesImpact(child, choice)) lowering.push('LOWERS');
  return { personId, differsFromProposal: differsFromProposal(proposed, choice), dropsStrategy: dropped, direction, reasons: [...lowering, ...belowProtection(child, choice), ...adviceReasons(child, choice, situation)] };
}

/**
 * What was joined in may be of another child, who has no place in this decision, and what is proposed of the contact itself is of children
 * who are not named: less than what governed there lets go of it, too (7.7, 7.8).
 */
function belowOthers(joined: Placed | null, top: Placed): CountersignReason[] {
  if (joined === null || directionOf(joined, top) !== 'lowers') return [];
  return [{ code: joined.level === 4 && top.level < 4 ? 'BELOW_4' : 'LOWERS', personId: WHOLE_CONTACT }];
}

/** The highest level and route of a decision. */
export function highest(children: readonly Placed[]): Placed {
  return children.reduce<Placed>((top, { level, route }) => ({ level: higherLevel(top.level, level), route: higherRoute(top.route, route) }), { level: 1, route: 'UNIV_ADVICE' });
}

/**
 * What a decision means: how it differs, how it moves protection, whether a second person must agree and why
 * (domain 7.7, 7.13; threshold behaviours 4a, 5 and 7). A child whom the situation does not know is not judged.
 */
export function judge(situation: Situation, decision: Pick<DecisionInput, 'children'> & Partial<Pick<DecisionInput, 'checksUntold'>>): Judgement {
  const children = situation.children.flatMap((child) => {
    const choice = decision.children.find(({ personId }) => personId === child.personId);
    return choice ? [judgeChild(child, choice, situation)] : [];
  });
  const top = highest(decision.children.filter(({ standing }) => decidedForItself(standing)));
  // At level 4 the parents are told when the strategy discussion says so; below it a manager agrees (7.7, 7.16).
  const untold: CountersignReason[] = decision.checksUntold === true && top.level < 4 ? [{ code: 'CHECKS_UNTOLD', personId: WHOLE_CONTACT }] : [];
  const own = children.flatMap(({ personId, reasons }) => reasons.map((code) => ({ code, personId })));
  const joined = own.some(({ code }) => code === 'BELOW_4' || code === 'LOWERS') ? [] : [situation.joined, situation.ofContact ?? null].flatMap((each) => belowOthers(each, top)).slice(0, 1);
  const heldElsewhere: CountersignReason[] = situation.joinedUnderProtection && top.level < 4 ? [{ code: 'UNDER_PROTECTION', personId: WHOLE_CONTACT }] : [];
  const countersignReasons = [...own, ...joined, ...heldElsewhere, ...untold];
  const moves = (direction: Direction) => children.some((child) => child.direction === direction) || (direction === 'lowers' && joined.length > 0);
  return {
    ...top,
    children,
    differsFromReferrer: situation.referrerLevel !== null && situation.referrerLevel !== top.level,
    direction: moves('lowers') ? 'lowers' : moves('raises') ? 'raises' : 'agrees',
    needsCountersign: countersignReasons.length > 0,
    countersignReasons,
  };
}

/**
 * Does refused agreement ask for a date to look again? Early help and assessment only: protection needs no agreement (domain 2.2, 9). Any
 * child for whom one of them is decided asks for it, whatever is decided for a brother or sister.
 */
export function needsReviewDate(situation: Pick<Situation, 'agreementRefused'>, children: readonly Pick<ChildDecision, 'standing' | 'level'>[]): boolean {
  return situation.agreementRefused && children.some(({ standing, level }) => decidedForItself(standing) && (level === 2 || level === 3));
}

/** What the guide's proposal for a child means to a decision. */
export function proposedForChild(proposal: ChildProposal, guide: Pick<Guide, 'rules'>): ProposedForChild {
  const confirming = new Set(guide.rules.filter((rule) => rule.flags?.includes('confirmImpact')).map(({ id }) => id));
  const deciding = proposal.because.filter(({ level }) => level === proposal.level);
  // One rule fires once for all the signs that meet it: each of them is a ground of its own.
  const [sign, ...others] = new Set(deciding.flatMap(({ indicators }) => indicators));
  const confirmImpactOnly = proposal.level === 3 && sign !== undefined && others.length === 0 && deciding.every(({ rule }) => confirming.has(rule));
  return {
    level: proposal.level,
    route: proposal.route,
    strategy: proposal.flags.strategyDiscussion || holdsStrategy(proposal.route),
    confirmImpactOnly,
    ...(confirmImpactOnly ? { impactOf: sign } : {}),
  };
}

/** A route as a level and a route: the level follows from it. */
export function placedBy(route: RouteCode): Placed {
  return { level: levelOfRoute(route), route };
}

/** Why a decision was not taken, in codes. */
export const DECIDE_PROBLEMS = {
  not_qualified: 'A social worker decides, or a social-work-qualified manager. Your account does not say that you are one; your area administrator can correct that.',
  not_held: 'Claim the contact first: only the worker who holds it decides.',
  no_draft: 'There is no decision of yours to hand in. Write it on this page.',
  not_complete: 'Some answers are missing. Nothing was lost.',
  stale: 'Somebody decided while you were writing. Both texts are kept.',
  changed: 'This decision was changed in another window. Look at both texts.',
  closed: 'The contact is closed. Nothing more can be decided on it.',
  came_in: 'Something came in that nobody has read. Read it first: what you decide has to speak of it too. What you wrote is kept.',
  no_proposal: 'The guide has not proposed anything yet. Try again in a moment.',
} as const;
export type DecideProblem = keyof typeof DECIDE_PROBLEMS;

/** Why a second person may not answer, in codes (domain 7.7). */
export const COUNTERSIGN_PROBLEMS = {
  not_a_manager: 'Only a manager countersigns.',
  not_qualified: 'Only a social-work-qualified manager countersigns. Your account does not say that you are one; your area administrator can correct that.',
  decider: 'You made this decision. Somebody else has to look at it.',
  referrer: 'You reported this contact. Somebody else has to look at it.',
  claimer: 'You hold this contact. Somebody else has to look at it.',
  conflicted: 'You may know somebody in this contact. Say first whether you do, or leave it to another manager.',
  not_awaiting: 'This decision does not wait for a second person, or has had its answer.',
  superseded: 'A later decision has taken its place.',
  came_in: 'Something came in after it was decided. Return it, so that it is decided anew with what came in.',
  comment_missing: 'Say in a sentence why.',
  verdict_missing: 'Choose whether you agree.',
} as const;
export type CountersignProblem = keyof typeof COUNTERSIGN_PROBLEMS;

/** Why a countersign was not passed to another manager. */
export const PASS_PROBLEMS = {
  pass_reason_missing: 'Say why it is passed on.',
  pass_nobody: 'Choose a social-work-qualified manager who may open this contact, did not decide, report or hold it, does not know the family, and is not asked already.',
  pass_nothing: 'No countersign is owed on this contact any more.',
} as const;
export type PassProblem = keyof typeof PASS_PROBLEMS;
