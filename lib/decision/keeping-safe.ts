import type { CanonicalLevel } from '@/lib/threshold/model';

/**
 * What a decision says beside level and route, so that a child is kept safe until the next contact: danger of delay,
 * the safety plan, who has seen and heard the child, what was still outstanding, and how every other child stands
 * (safe practice 7.13, C27; threshold guides ask the same of a screening decision). Types and pure functions.
 */

/** Who does what until somebody next looks, and what is done if it fails. Each is a sentence of the worker's. */
export interface SafetyPlan {
  what: string;
  until: string;
  watches: string;
  ifFails: string;
}

export const PLAN_PARTS = ['what', 'until', 'watches', 'ifFails'] as const satisfies readonly (keyof SafetyPlan)[];

/** A safety plan of which each part is read in turn. */
export function planFrom(read: (part: keyof SafetyPlan) => string): SafetyPlan {
  return { what: read('what'), until: read('until'), watches: read('watches'), ifFails: read('ifFails') };
}

/** A plan and the danger of delay are owed where a child may be harmed meanwhile: levels 3 and 4, and whenever a decision is held for checks. */
export function needsSafetyPlan(level: CanonicalLevel): boolean {
  return level >= 3;
}

/** Why a child was not heard (C27): an answer, never a gap. */
export const NOT_HEARD = {
  not_seen_yet: 'Not seen or spoken to yet',
  too_young: 'Too young to say, and nobody has watched the child yet',
  unsafe: 'Not safe to ask now',
  would_not: 'Was asked and did not want to say',
  no_help: 'No interpreter, or no help with communication, yet',
  other: 'Another reason',
} as const;
export type NotHeard = keyof typeof NOT_HEARD;

export function isNotHeard(text: string): text is NotHeard {
  return Object.hasOwn(NOT_HEARD, text);
}

/** Why the family's view was not obtained (C27): an answer, never a gap, and one choice where a child cannot wait. */
export const FAMILY_NOT_HEARD = {
  not_asked_yet: 'Not asked yet',
  unsafe: 'Not safe to ask now',
  unreachable: 'Could not be reached',
  would_not: 'Were asked and did not want to say',
  no_help: 'No interpreter, or no help with communication, yet',
  no_family: 'No family is known',
  other: 'Another reason',
} as const;
export type FamilyNotHeard = keyof typeof FAMILY_NOT_HEARD;

export function isFamilyNotHeard(text: string): text is FamilyNotHeard {
  return Object.hasOwn(FAMILY_NOT_HEARD, text);
}

/** The family's view, or why it was not obtained, in words; empty where an earlier release did not ask. */
export function familyWords({ familyViews, familyNotHeard, familyNotHeardWords }: { familyViews: string; familyNotHeard: FamilyNotHeard | null; familyNotHeardWords: string }): string {
  if (familyViews !== '') return familyViews;
  return familyNotHeard === null ? '' : ['Not obtained', FAMILY_NOT_HEARD[familyNotHeard].toLowerCase(), familyNotHeardWords].filter((part) => part !== '').join(': ');
}

/** A check or an answer that had not come when the decision was made. */
export interface Outstanding {
  /** Which agency or person, and what was asked. */
  what: string;
  /** When it was asked, in words. */
  asked: string;
}

/** What the product itself knows to be outstanding; `id` is that of the question or the hold. */
export interface KnownOutstanding extends Outstanding {
  id: string;
}

/** How a child comes to stand in a decision (safe practice 7.13). */
export const CHILD_TIES = {
  reported: 'Reported',
  household: 'Lives with them',
  alleged: 'In contact with the person alleged to have harmed',
  both: 'Lives with them, and is in contact with the person alleged to have harmed',
  elsewhere: 'Lives elsewhere',
  not_known: 'Not known how',
} as const;
export type ChildTie = keyof typeof CHILD_TIES;

/** Is this a tie that this release knows? */
export function isChildTie(text: string): text is ChildTie {
  return Object.hasOwn(CHILD_TIES, text);
}

/** Ties that a worker can give a child whom they add. */
export const ADDED_TIES = ['household', 'alleged', 'both', 'not_known'] as const satisfies readonly ChildTie[];

/** Signs that speak of the home or of a person in it, and so of every child there (safe practice 7.13). */
export const HOUSEHOLD_RISKS = ['I115', 'I116', 'I122', 'I123', 'I124', 'I125', 'I128', 'I129'] as const;

/** Does what endangers one child reach this one too? */
export const RISK_ANSWERS = { yes: 'Yes, this child too', no: 'No', not_known: 'Not known yet' } as const;
export type RiskAnswer = keyof typeof RISK_ANSWERS;

export function isRiskAnswer(text: string): text is RiskAnswer {
  return Object.hasOwn(RISK_ANSWERS, text);
}

/** Are these all the children of the home, and all whom the person alleged to have harmed is in contact with? */
export const OTHER_CHILDREN = { all_named: 'Yes: every one of them is named here', not_known: 'Not known yet' } as const;
export type OtherChildren = keyof typeof OTHER_CHILDREN;

export function isOtherChildren(text: string): text is OtherChildren {
  return Object.hasOwn(OTHER_CHILDREN, text);
}

interface AtRisk {
  personId: string;
  /** Household risks said to be present for this child, by id. */
  risks: readonly string[];
}

/** Every household risk said of any child, each once, in the order of the list. */
export function risksRaised(children: readonly AtRisk[]): string[] {
  return HOUSEHOLD_RISKS.filter((risk) => children.some(({ risks }) => risks.includes(risk)));
}

/** The household risks that others carry and this child does not: for these the question is asked, and cannot be passed over. */
export function risksToAskOf(child: AtRisk, children: readonly AtRisk[]): string[] {
  return risksRaised(children).filter((risk) => !child.risks.includes(risk));
}
