import { Temporal } from 'temporal-polyfill';
import type { OpenState } from '@/lib/contact/state';
import type { CanonicalLevel, RouteCode } from '@/lib/threshold/model';
import type { SafetyPlan } from './keeping-safe';

/**
 * A decision held for checks until a time of its own. It moves neither of the two statutory clocks; it says what is
 * being found out, why it is safe to wait and who watches the child meanwhile. Types and pure functions.
 */

/** Were the parents told of the checks? Our own records need no gate (safe practice 7.16). */
export const PARENTS_TOLD = { yes: 'Yes', no: 'No', own_records: 'No agency is asked: own records only' } as const;
export type ParentsTold = keyof typeof PARENTS_TOLD;

/** What was typed, once it is enough. */
export interface HoldInput {
  until: Temporal.Instant;
  checking: string;
  withWhom: string;
  whySafe: string;
  plan: SafetyPlan;
  parentsTold: ParentsTold;
  untoldReason: string;
}

/** Why a manager is asked before a contact is held. */
export const HOLD_REASONS = {
  LEVEL_4: 'Level 4 governs',
  AGAIN: 'It was held before',
  CHECKS_UNTOLD: 'Agencies are asked below level 4 and the parents are not told',
} as const;
export type HoldReason = keyof typeof HOLD_REASONS;

export function isHoldReason(text: string): text is HoldReason {
  return Object.hasOwn(HOLD_REASONS, text);
}

/** A hold as kept, with the manager's answer and how it ended. */
export interface Hold extends HoldInput {
  id: string;
  contactId: string;
  at: Temporal.Instant;
  by: string;
  level: CanonicalLevel;
  needsAgreement: boolean;
  reasons: HoldReason[];
  answer: { by: string; at: Temporal.Instant; verdict: 'agreed' | 'refused'; comment: string } | null;
  end: { by: string; at: Temporal.Instant; how: 'decided' | 'refused' | 'ended'; words: string } | null;
}

/** Asked for and not answered yet, holding, or over. */
export function holdStanding({ needsAgreement, answer, end }: Pick<Hold, 'needsAgreement' | 'answer' | 'end'>): 'asked' | 'held' | 'over' {
  if (end !== null) return 'over';
  return needsAgreement && answer === null ? 'asked' : 'held';
}

/** The one hold of a contact that is asked for or holds. */
export function openHold(holds: readonly Hold[]): Hold | null {
  return holds.findLast((hold) => holdStanding(hold) !== 'over') ?? null;
}

/** The longest, in hours, for which a decision may wait; an area sets its own. */
export const HOLD_HOURS = { level4: 4, others: 24 } as const;

export function latestUntil(at: Temporal.Instant, level: CanonicalLevel, hours: { level4: number; others: number } = HOLD_HOURS): Temporal.Instant {
  return at.add({ minutes: Math.round((level === 4 ? hours.level4 : hours.others) * 60) });
}

/** Why a manager must agree; nobody, when the list is empty. At level 4 the parents are told when the strategy discussion says so. */
export function holdReasons({ level, before, parentsTold }: { level: CanonicalLevel; before: number; parentsTold: ParentsTold }): HoldReason[] {
  const found: [boolean, HoldReason][] = [
    [level === 4, 'LEVEL_4'],
    [before > 0, 'AGAIN'],
    [parentsTold === 'no' && level < 4, 'CHECKS_UNTOLD'],
  ];
  return found.filter(([holds]) => holds).map(([, code]) => code);
}

/** Why something about a hold was not done, in codes, with the words for the one who tried. */
export const HOLD_PROBLEMS = {
  ended: 'The contact is no longer open, so nothing was held.',
  immediate: 'A child may be in danger now. This cannot wait for checks: act, and decide.',
  decided: 'It has been decided on. What is decided is not held.',
  not_decider: 'Whoever decides says that it waits: a social worker, or a social-work-qualified manager. Your account does not say that you are one; your area administrator can correct that.',
  not_held: 'Only the worker who holds the contact asks for it to be held for checks.',
  already: 'It is held for checks already, or a manager has been asked. End that first, with its reason.',
  not_complete: 'Some answers are missing. Nothing was lost.',
  no_hold: 'Nothing is held here any more.',
  not_asked: 'No manager is asked about this hold, or one has answered.',
  own: 'You asked for this hold. Somebody else has to look at it.',
  not_a_manager: 'Only a manager agrees to a hold.',
  not_qualified: 'Only a social-work-qualified manager agrees to a hold.',
  referrer: 'You reported this contact. Somebody else has to look at it.',
  claimer: 'You hold this contact. Somebody else has to look at it.',
  conflicted: 'You may know somebody in this contact. Say first whether you do, or leave it to another manager.',
  came_in: 'Something came in after this was asked for. Refuse it, so that it is looked at anew with what came in.',
  higher_now: 'A higher level governs by now than when this was asked for. Refuse it: it is to be decided, or asked for anew.',
  too_late: 'The time until which it was to be held has passed. Refuse it: it is to be decided, or asked for anew.',
  verdict_missing: 'Choose whether you agree.',
  comment_missing: 'Say in a sentence why.',
  words_missing: 'Say why the hold ends. Nothing was changed.',
} as const;
export type HoldProblem = keyof typeof HOLD_PROBLEMS;

const UNDECIDED: readonly OpenState[] = ['received', 'claimed', 'waiting_for_referrer'];

/** May the contact be held as it stands? Never where a child may be in danger now. */
export function mayHold(open: { state: OpenState; immediate: boolean; route: RouteCode } | null, { mine, open: already }: { mine: boolean; open: boolean }): HoldProblem | null {
  if (open === null) return 'ended';
  if (open.immediate || open.route === 'IMMEDIATE') return 'immediate';
  if (!UNDECIDED.includes(open.state)) return 'decided';
  if (!mine) return 'not_held';
  return already ? 'already' : null;
}

/** May a manager still agree to what was asked for? What is known by now counts, and not what was known when it was asked. */
export function mayAgree({ level, until }: Pick<Hold, 'level' | 'until'>, open: ({ level: CanonicalLevel } & Parameters<typeof mayHold>[0]) | null, { at, cameIn }: { at: Temporal.Instant; cameIn: boolean }): HoldProblem | null {
  const barred = mayHold(open, { mine: true, open: false });
  if (barred !== null || open === null) return barred ?? 'ended';
  if (cameIn) return 'came_in';
  if (open.level > level) return 'higher_now';
  return Temporal.Instant.compare(until, at) <= 0 ? 'too_late' : null;
}
