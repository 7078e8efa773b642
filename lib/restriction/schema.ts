import { z } from 'zod';
import { FEWEST_GUARDIANS, GLASS_MINUTES, LONGEST_ACCESS_DAYS, RESTRICTION_REASONS, type RestrictionReason } from './model';

const words = z.string().trim();
const said = (message: string) => words.min(1, message).max(2000, 'Use at most 2000 letters');

/** The three answers before a contact is opened. */
export const knows = z.enum(['no', 'yes', 'not_sure']);

/** Somebody, or a place, close to a member of staff. */
export const closePerson = z
  .strictObject({ givenName: words.max(100), familyName: words.max(100), address: words.max(200), postcode: words.max(10) })
  .refine(({ familyName, address, postcode }) => familyName !== '' || (address !== '' && postcode !== ''), { path: ['familyName'], message: 'Enter a family name, or an address with its postcode' });
export type ClosePersonInput = z.infer<typeof closePerson>;

const birth = z
  .strictObject({ day: words, month: words, year: words })
  .transform(({ day, month, year }, context) => {
    if (day === '' && month === '' && year === '') return null;
    const iso = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    if (z.iso.date().safeParse(iso).success) return iso;
    context.addIssue({ code: 'custom', message: 'Enter a real date of birth, such as 27 3 2016, or leave it empty' });
    return z.NEVER;
  });

/** A child to be restricted, as a manager registers it. */
export const restrictedChild = z.strictObject({
  givenName: said('Enter the child’s first name').max(100),
  familyName: said('Enter the child’s family name').max(100),
  dateOfBirth: birth,
  nhsNumber: words.max(20),
  address: words.max(200),
  postcode: words.max(10),
  reason: z.enum(Object.keys(RESTRICTION_REASONS) as [RestrictionReason, ...RestrictionReason[]], 'Choose why the child is restricted'),
  reasonWords: words.max(2000),
  guardians: z.array(z.uuid()).min(FEWEST_GUARDIANS, 'Choose at least two guardians, so that one is always there'),
  second: z.uuid('Choose the second manager who is to confirm it'),
});
export type RestrictedChildInput = z.infer<typeof restrictedChild>;

/** Breaking the glass: what somebody was told, and why they must see it now. */
export const glass = z.strictObject({ reference: said('Enter the reference that you were told').max(40), reason: said('Say who told you of it, and why you must see it now') });

/** Letting a colleague in. */
export const access = z.strictObject({ colleague: z.uuid('Choose a colleague'), days: z.coerce.number('Enter a number of days').int('Enter a number of days').min(1, 'Enter at least one day').max(LONGEST_ACCESS_DAYS, `At most ${LONGEST_ACCESS_DAYS} days`), reason: said('Say why they need to see it') });

/** Naming guardians for a child who has none left. */
export const guardians = z.strictObject({ child: z.uuid(), guardians: z.array(z.uuid()).min(FEWEST_GUARDIANS, 'Choose at least two guardians, so that one is always there'), reason: said('Say why these are to guard the child') });

/** Minutes for which broken glass stays open. */
export const glassMinutes = GLASS_MINUTES;
