import { z } from 'zod';
import { NOT_TOLD_GROUNDS, type LetterText } from './model';

const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: z.string() }),
  z.strictObject({ kind: z.literal('paragraph'), text: z.string() }),
  z.strictObject({ kind: z.literal('list'), items: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('quote'), text: z.string() }),
  z.strictObject({ kind: z.literal('signature'), lines: z.array(z.string()) }),
]);

/** A letter as it is kept: word for word what is read. */
export const letterText: z.ZodType<LetterText> = z.strictObject({
  title: z.string(),
  from: z.array(z.string()),
  to: z.string(),
  date: z.string(),
  reference: z.string(),
  blocks: z.array(block),
});

/** What is kept of what happened to a letter, beside when and by whom. */
export const letterEventDetail = z.object({ why: z.string().optional(), on: z.string().optional() }).transform(({ why, on }) => ({ ...(why === undefined ? {} : { why }), ...(on === undefined ? {} : { on }) }));

/** Why the referrer is not told. */
export const notTold = z.strictObject({
  ground: z.enum(NOT_TOLD_GROUNDS, { error: 'Choose the lawful reason' }),
  reason: z.string().trim().min(1, 'Say why, so that somebody else could follow it').max(4000, 'Keep the reason within 4,000 characters'),
});
