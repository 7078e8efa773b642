import { z } from 'zod';
import { ASKERS, CATEGORIES, type Asker, type Category } from './model';

const keysOf = <K extends string>(table: Record<K, string>) => Object.keys(table) as [K, ...K[]];

/** A pack as it is begun. */
export const packForm = z.strictObject({
  reference: z.string().trim().min(1, 'Enter the reference of a contact about the child, such as NFK-7F3K-29QX'),
  child: z.string().trim().min(1, 'Enter the child’s first name, as that contact has it'),
  askedBy: z.string().trim().min(1, 'Enter who asked'),
  asker: z.enum(keysOf<Asker>(ASKERS), 'Choose who asked'),
  basis: z.string().trim().min(1, 'Say on what basis they may ask: the child’s own wish and understanding, parental responsibility, or authority in writing'),
  identity: z.string().trim().min(1, 'Say how their identity was checked'),
});
export type PackForm = z.infer<typeof packForm>;

/** What somebody says of one piece. */
export const reviewForm = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('keep'), reason: z.string().trim() }),
  z.strictObject({ verdict: z.literal('redact'), category: z.enum(keysOf<Category>(CATEGORIES), 'Choose why it is left out'), reason: z.string().trim().min(1, 'Say why it is left out') }),
]);
export type Review = z.infer<typeof reviewForm>;
