import { z } from 'zod';
import { SAID_WAYS } from '@/lib/contact/schema';
import { LEVELS } from '@/lib/threshold/model';
import { FAMILY_STANDINGS, INTERPRETER_NEEDS, READING_NEEDS, WISHES } from './family/family';
import { TELLING_KINDS } from './family/family-gate';
import { GONE_KNOWN, NOT_TOLD_GROUNDS, type LetterText } from './model';
import { AGREED_CONTENTS } from './outcome/outcome';
import { AGREERS, PROOFS, RETURN_REASONS, SAFE_WAYS } from './outcome/telling';

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
  size: z.literal('large').optional(),
});

/** Of a proposal as kept: each child's level and the signs that its reasons rest on. */
export const weighedSigns = z.object({ children: z.array(z.object({ level: z.literal(LEVELS), because: z.array(z.object({ level: z.literal(LEVELS).optional(), indicators: z.array(z.string()) })) })) });

/** What the report says of a person of the family, as kept with them; nothing where it was not asked. */
export const saidOfPerson = z.object({
  relationship: z.string().default(''),
  parentalResponsibility: z.string().nullable().default(null),
  ofConcern: z.boolean().default(false),
  fatherOrPartner: z.boolean().default(false),
  safeWay: z.enum(SAID_WAYS).nullable().default(null),
  reachBy: z.string().default(''),
  whoMightSee: z.string().default(''),
});

/** What is kept of what happened to a letter, beside when and by whom. */
export const letterEventDetail = z.object({ why: z.string().optional(), on: z.string().optional(), gone: z.string().optional() }).transform(({ why, on, gone }) => ({ ...(why === undefined ? {} : { why }), ...(on === undefined ? {} : { on }), ...(gone === undefined ? {} : { gone }) }));

/** Why the referrer is not told. */
export const notTold = z.strictObject({
  ground: z.enum(NOT_TOLD_GROUNDS, { error: 'Choose the lawful reason' }),
  reason: z.string().trim().min(1, 'Say why, so that somebody else could follow it').max(4000, 'Keep the reason within 4,000 characters'),
});

const day = (message: string) => z.iso.date({ error: message });
const said = (message: string) => z.string().trim().min(1, message).max(4000, 'Keep it within 4,000 characters');
const maybe = z.string().trim().max(4000, 'Keep it within 4,000 characters').default('');

/** That a letter came back by post. */
export const returnedPost = z.strictObject({
  on: day('Give the day on which it came back'),
  why: z.enum(RETURN_REASONS, { error: 'Choose what the envelope says' }),
});

/** That a printed letter has gone already, though something forbids or replaces it by now. */
export const goneAlready = z.strictObject({
  on: day('Give the day on which it went'),
  known: z.enum(GONE_KNOWN, { error: 'Choose how it is known' }),
  words: said('Say what happened, and what is done about it'),
});

/** How somebody may be reached, and how that was proved. */
export const safeContact = z.strictObject({
  way: z.enum(SAFE_WAYS, { error: 'Choose the way that is safe' }),
  how: z.enum(PROOFS, { error: 'Choose how this was proved' }),
  provedBy: said('Say who spoke with them, or hands it over'),
  provedOn: day('Give the day on which it was proved'),
  noMessage: z.boolean(),
  words: maybe,
});

/** That a possible subject may be told, who agreed and what may be said. */
export const agreement = z.strictObject({
  agreedByRole: z.enum(AGREERS, { error: 'Choose who agreed' }),
  agreedByName: said('Give the name of the one who agreed'),
  agreedOn: day('Give the day on which it was agreed'),
  content: z.enum(AGREED_CONTENTS, { error: 'Choose what may be said' }),
  words: said('Say what was agreed, so that somebody else could follow it'),
});

/** What police or a strategy discussion said about telling the family. */
export const familyTelling = z
  .strictObject({
    kind: z.enum(TELLING_KINDS, { error: 'Choose who said so' }),
    named: said('Give the name of the one who advised, or chaired'),
    tell: z.enum(['', 'tell', 'not_yet']).default(''),
    tellBy: maybe,
    tellFrom: z.union([z.literal(''), z.iso.date()], { error: 'Give a day, or leave it empty for at once' }).default(''),
    words: said('Say what the family is told, or why not'),
  })
  .superRefine(({ kind, tell, tellBy }, context) => {
    if (kind !== 'strategy_plan') return;
    if (tell === '') context.addIssue({ code: 'custom', path: ['tell'], message: 'Choose whether the family may be told' });
    if (tell === 'tell' && tellBy === '') context.addIssue({ code: 'custom', path: ['tellBy'], message: 'Say who tells the family' });
  });

/** One letter to the family: to whom, about whom, and everything a named worker confirms for it. Nothing is taken as given. */
export const familyConfirmation = z.strictObject({
  recipient: z.uuid({ error: 'Choose to whom you write' }),
  child: z.uuid({ error: 'Choose the one child it is about' }),
  standing: z.enum(FAMILY_STANDINGS, { error: 'Choose by what right they are written to' }),
  standingWords: maybe,
  how: z.enum(PROOFS, { error: 'Choose how you know that the address is theirs and safe' }),
  provedBy: said('Say who spoke with them, or hands it over'),
  provedOn: day('Give the day on which it was proved'),
  noMessage: z.boolean(),
  wayWords: maybe,
  toldBecause: maybe,
  wish: z.enum(WISHES, { error: 'Choose what the young person wants' }),
  wishWords: maybe,
  language: said('Say which language they read'),
  interpreter: z.enum(INTERPRETER_NEEDS, { error: 'Choose whether they need an interpreter or a translation' }),
  reading: z.enum(READING_NEEDS, { error: 'Choose how they can read it' }),
  ownWords: maybe,
  namesNoOther: z.literal('yes', { error: 'Confirm that it names nobody else, no address, no agency and not who told us' }),
});
export type FamilyConfirmation = z.infer<typeof familyConfirmation>;
