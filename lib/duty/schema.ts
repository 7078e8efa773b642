import { z } from 'zod';
import { DISCHARGES } from './model';

/** How a duty ended. Words are the lawful reason of a manager, or what is added to the evidence. */
export const dutyDischarge = z.strictObject({
  how: z.enum(DISCHARGES),
  words: z.string().trim().max(20_000),
});

/** Evidence as kept. */
export const evidenceLines = z.array(z.strictObject({ question: z.string(), answer: z.string(), because: z.string() }));
