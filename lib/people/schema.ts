import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';

const words = z.string().trim().max(2_000);
const day = z.iso.date().transform((text) => Temporal.PlainDate.from(text));

/** What is known while a child is expected. Every part may be not known; none is left out. */
export const expectedRecord = z.strictObject({
  due: z.discriminatedUnion('how', [z.strictObject({ how: z.enum(['known', 'estimated']), on: day }), z.strictObject({ how: z.literal('unknown') })]),
  midwifery: z.strictObject({
    /** Where the pregnancy is booked; empty when it is not, or nobody knows. */
    unit: words,
    midwife: words,
    informed: z.enum(['yes', 'no', 'not_known']),
    informedWords: words,
  }),
  known: z.discriminatedUnion('by', [z.strictObject({ by: z.literal('mother_only') }), z.strictObject({ by: z.literal('listed'), people: z.array(words.min(1)).min(1).max(50) }), z.strictObject({ by: z.literal('not_known') })]),
});
export type ExpectedRecord = z.infer<typeof expectedRecord>;

/** What became of it, and how that is known. */
export const endRecord = z.strictObject({ how: words });

export const bornChild = z.strictObject({
  givenName: words,
  familyName: words,
  dateOfBirth: z.iso.date(),
  sex: z.enum(['F', 'M', 'U']),
});
export type BornChild = z.infer<typeof bornChild>;

export const movedRecord = z.strictObject({ where: words.min(1), how: words });
