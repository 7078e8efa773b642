import { z } from 'zod';

/** What a period is given by: how a contact ended, what plan or enquiry it tells of, or what is in it (domain 7.18). */
export const OUTCOMES = ['withdrawn', 'consultation', 'advice', 'early_help', 'child_in_need', 'child_protection', 'looked_after', 'sexual_abuse', 'position_of_trust', 'unsent_draft'] as const;
export type Outcome = (typeof OUTCOMES)[number];

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

/**
 * From which day years are counted: the day it came in, the day it was closed or put away, the birth of the youngest child of the
 * contact, or, for whoever is in a position of trust, 18 years before it came in or the birth of a younger adult named in it.
 */
export const COUNTED_FROM = ['received', 'closure', 'birth', 'adult_birth'] as const;

const period = z.strictObject({ years: z.number().int().min(1).max(100), from: z.enum(COUNTED_FROM) });
export type Period = z.infer<typeof period>;

const rule = z.strictObject({
  /** The one that ends last keeps it. */
  longestOf: z.array(period).min(1),
  /** The law, guidance or recommendation that the period is from; of an illustrative one, what an authority has to put in its place. */
  source: z.string().min(10),
  /** Not from a published source: shown as such, and nothing is deleted by it, until the authority says its own (`periodsMissing`). */
  illustrative: z.boolean(),
});
export type RetentionRule = z.infer<typeof rule>;

const needsBirth = ({ from }: Period) => from === 'birth' || from === 'adult_birth';

/** An authority's schedule: a rule for each outcome. A report never sent tells of nobody's birth. */
export const retentionSchedule = z.strictObject({
  rules: z.record(z.enum(OUTCOMES), rule).refine(({ unsent_draft: { longestOf } }) => !longestOf.some(needsBirth), 'a report that was never sent is counted from the day it was put away'),
});
export type RetentionSchedule = z.infer<typeof retentionSchedule>;

export const HOLD_SCOPES = { contact: 'This contact only, with any that tell of it again, were joined with it or raised from it', children: 'Every contact about its children, earlier and later ones too' } as const;

/** A hold as it is set. */
export const holdForm = z.strictObject({
  reference: z.string().trim().min(1, 'Enter the reference of the contact, such as NFK-7F3K-29QX'),
  scope: z.enum(['contact', 'children'], 'Choose what is held'),
  reason: z.string().trim().min(1, 'Say which claim, inquiry, court or request it is kept for'),
});
