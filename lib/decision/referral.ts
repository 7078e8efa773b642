import type { Temporal } from 'temporal-polyfill';
import type { DutyCode } from '@/lib/duty/codes';

/** On what a contact became a referral (safe practice 7.19). */
export const REFERRAL_BASES = {
  strategy: 'A strategy discussion was decided',
  assessment: 'An assessment was decided',
  accepted: 'A manager accepted it as a referral that ends with no further action',
} as const;
export type ReferralBasis = keyof typeof REFERRAL_BASES;

export function isReferralBasis(text: string): text is ReferralBasis {
  return Object.hasOwn(REFERRAL_BASES, text);
}

/** The day and act by which a contact became a referral: once, whatever is decided later. */
export interface Referral {
  at: Temporal.Instant;
  by: string;
  decisionId: string;
  basis: ReferralBasis;
  words: string;
}

/** On what a decision makes a contact a referral, from what it opens; null when it does not. */
export function basisOf(opens: readonly DutyCode[]): Exclude<ReferralBasis, 'accepted'> | null {
  if (opens.includes('HOLD_STRATEGY')) return 'strategy';
  return opens.includes('ALLOCATE_ASSESSMENT') ? 'assessment' : null;
}

/** Why a contact was not accepted as a referral. */
export const REFERRAL_PROBLEMS = {
  referral_already: 'It became a referral before. That stays as it is.',
  not_in_force: 'Only a decision in force, and the latest, is accepted as a referral.',
  not_a_manager: 'Only a social-work-qualified manager accepts a contact as a referral.',
  words_missing: 'Say why it is a referral although nothing further is done.',
} as const;
export type ReferralProblem = keyof typeof REFERRAL_PROBLEMS;
