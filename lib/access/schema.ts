import { z } from 'zod';
import { ROLES } from './model';

const hours = z.strictObject({ from: z.string().regex(/^\d\d:\d\d$/), to: z.string().regex(/^\d\d:\d\d$/) });

/** Public numbers and words of an authority, changed by its administrator. */
export const authoritySettings = z.strictObject({
  /** Telephone line of the front door in duty hours, and of the emergency duty team outside them. */
  dayPhone: z.string().min(5),
  nightPhone: z.string().min(5),
  /** When the day line is answered, Monday to Friday, London time. */
  dutyHours: hours,
  /** Whom members of the public ring. */
  publicPhone: z.string().min(5),
  guideArea: z.enum(['cambridgeshire', 'norfolk', 'somerset', 'blackburn-with-darwen', 'plymouth']),
  email: z.string(),
});
export type AuthoritySettings = z.infer<typeof authoritySettings>;

export const preferences = z.object({
  shortcuts: z.boolean().default(true),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
});

/** A membership as the look-up functions answer it. */
export const membershipRow = z.object({
  id: z.string(),
  authorityId: z.string(),
  role: z.enum(ROLES),
  agencyId: z.string().nullable(),
  agencyName: z.string().nullable(),
  agencyKind: z.string().nullable(),
  qualified: z.boolean(),
  jobTitle: z.string(),
  phone: z.string(),
});
export type MembershipRow = z.infer<typeof membershipRow>;

export const credentials = z.strictObject({
  email: z.string().trim().min(1, 'Enter your e-mail address').max(254, 'That is too long for an e-mail address'),
  password: z.string().min(1, 'Enter your password').max(1024, 'That is too long for a password'),
});

/** NCSC advice: length over rules. */
export const newPassword = z.string().min(12, 'Choose a password of at least 12 characters. Three random words are good.').max(1024, 'That is too long for a password');
