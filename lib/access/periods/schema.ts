import { z } from 'zod';

/** What a period is given by: how a contact ended, what plan or enquiry it tells of, or what is in it (domain 7.18). */
export const OUTCOMES = ['withdrawn', 'consultation', 'advice', 'early_help', 'child_in_need', 'child_protection', 'looked_after', 'sexual_abuse', 'position_of_trust', 'unsent_draft'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * From which day years are counted: the day it came in, the day it was closed or put away, the birth of the youngest child of the
 * contact, or, for whoever is in a position of trust, 18 years before it came in or the birth of a younger adult named in it.
 */
const COUNTED_FROM = ['received', 'closure', 'birth', 'adult_birth'] as const;

const WHOLE_YEARS = 'Give a whole number of years, such as 6';
const period = z.strictObject({ years: z.number(WHOLE_YEARS).int(WHOLE_YEARS).min(1, 'At least 1 year').max(100, 'At most 100 years'), from: z.enum(COUNTED_FROM) });
export type Period = z.infer<typeof period>;

/** A period of an authority's own published retention schedule. */
export const ownPeriod = z.strictObject({
  /** The one that ends last keeps it. */
  longestOf: z.array(period).min(1, 'Say how many years it is kept'),
  /** Where it is published. */
  source: z.string().trim().min(10, 'Say which published schedule, law or guidance it is from').max(400, 'Keep it to 400 letters'),
});
export type OwnPeriod = z.infer<typeof ownPeriod>;

/** What an authority has said so far. */
export const ownPeriods = z.partialRecord(z.enum(OUTCOMES), ownPeriod);
