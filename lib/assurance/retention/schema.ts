import { z } from 'zod';
import type { Outcome, OwnPeriod } from '@/lib/access/periods/schema';

/** Kept apart: their periods keep what they are about and lengthen nothing else (domain 7.18). */
export const APART: readonly Outcome[] = ['sexual_abuse', 'position_of_trust'];

export const OUTCOME_WORDS: Record<Outcome, string> = {
  withdrawn: 'Withdrawn',
  consultation: 'Consultation that ended as advice',
  advice: 'Advice or no further action',
  early_help: 'Early help',
  child_in_need: 'Assessment or child in need',
  child_protection: 'Strategy discussion, child protection enquiry or plan',
  looked_after: 'Looked-after child',
  sexual_abuse: 'Sexual abuse is recorded in it',
  position_of_trust: 'About somebody in a position of trust',
  unsent_draft: 'Report put away unsent, what a system sent and was set aside, or a call owed that came to nothing',
};

/** A rule of a schedule as it holds. */
export interface RetentionRule extends OwnPeriod {
  /** Not from a published source: shown as such, and nothing is deleted by it, until the authority says its own (`periodsMissing`). */
  illustrative: boolean;
}

/** An authority's schedule: a rule for each outcome. */
export interface RetentionSchedule {
  rules: Record<Outcome, RetentionRule>;
}

export const HOLD_SCOPES = { contact: 'This contact only, with any that tell of it again, were joined with it or raised from it', children: 'Every contact about its children, earlier and later ones too' } as const;

/** A hold as it is set. */
export const holdForm = z.strictObject({
  reference: z.string().trim().min(1, 'Enter the reference of the contact, such as NFK-7F3K-29QX'),
  scope: z.enum(['contact', 'children'], 'Choose what is held'),
  reason: z.string().trim().min(1, 'Say which claim, inquiry, court or request it is kept for'),
});
