import { z } from 'zod';
import { DISCHARGES } from './model';

/** How a duty ended, and the words that say what was done, who accepted or why it is no longer owed. */
export const dutyDischarge = z.strictObject({
  how: z.enum(DISCHARGES),
  words: z.string().trim().min(1).max(20_000),
});
