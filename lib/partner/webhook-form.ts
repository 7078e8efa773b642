import { z } from 'zod';
import { OVERLAP_HOURS, secretSeen } from '@/lib/access/api-key';
import { isId } from '@/lib/platform/ids';
import { TARGET_PROBLEMS, targetProblem } from './target';

/** Where the system of an agency is told. */
export const webhookForm = z.strictObject({
  agency: z.string().refine(isId, 'Choose the agency whose system it is'),
  url: z.string().trim().max(500, 'Give an address of at most 500 letters').superRefine((text, ctx) => {
    const problem = targetProblem(text);
    if (problem !== null) ctx.addIssue({ code: 'custom', message: TARGET_PROBLEMS[problem] });
  }),
});
export type WebhookForm = z.infer<typeof webhookForm>;

export const exchangeForm = z.strictObject({ webhook: z.string().refine(isId), seen: secretSeen, overlap: z.enum(Object.keys(OVERLAP_HOURS) as [keyof typeof OVERLAP_HOURS]).transform(Number) });
