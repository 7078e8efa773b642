import { z } from 'zod';
import { readAge } from '@/lib/contact/report/typed-dates';
import { bornPerson, type ReportedPerson } from '@/lib/contact/report/persons';
import { ADDED_TIES } from './keeping-safe';

const words = z.string().trim().max(300, 'Use 300 characters or fewer').default('');

/** A child whom the report does not name and a worker adds, so that the decision names every child (safe practice 7.13). */
export const addedChild = z
  .strictObject({
    givenName: words,
    familyName: words,
    /** As said: "about 4", "7 months". */
    ageWords: words,
    tie: z.enum(ADDED_TIES, { error: 'Say how this child belongs here, or that it is not known' }),
    /** Where the child lives, in words. */
    lives: words,
    /** The row of an earlier contact by whose name the child is added; empty where there is none. */
    from: words,
  })
  .refine(({ givenName, familyName, ageWords }) => givenName !== '' || familyName !== '' || ageWords !== '', { path: ['givenName'], message: 'Give a name, or about how old the child is' });
export type AddedChild = z.infer<typeof addedChild>;

/**
 * The child as a person of the contact. Who added them and when stands beside what was said.
 * @param dateOfBirth ISO date, where an earlier contact tells it of the same child; nobody types one.
 */
export function personAdded({ givenName, familyName, ageWords, tie, lives }: AddedChild, ordinal: number, by: { id: string; at: string }, dateOfBirth: string | null): ReportedPerson {
  return { ordinal, ...bornPerson('household_child', { givenName, familyName, dateOfBirth }, { ageWords, age: readAge(ageWords), tie, lives, addedBy: by.id, addedAt: by.at }) };
}
