import { z } from 'zod';
import { MOST_NOTIFICATIONS, notification, sentNotifications } from '@/lib/contact/machine/notifications';
import { MOST_OF_EACH } from '@/lib/contact/machine/read-sent';
import { report } from '@/lib/contact/schema';
import { PROGRESS_CODES } from '@/lib/letter/progress';
import { guideShape } from '@/lib/threshold/schema';

const instant = z.iso.datetime({ offset: true });
const fieldProblem = z.strictObject({ pointer: z.string().meta({ description: 'JSON pointer (RFC 6901) into the body; empty for the whole of it.' }), detail: z.string() });
const reference = z.string().meta({ description: 'The contact’s, such as NFK-7F3K-29QX: say it on the telephone.', examples: ['NFK-7F3K-29QX'] });
const ringNow = z.string().nullable().meta({ description: 'The number that is answered now, where it cannot wait to be read or nobody can tell; show it to whoever reports.' });

/** More than so many are no refusal: a person types them in. */
const most = (name: keyof typeof MOST_OF_EACH) => ({ maxItems: MOST_OF_EACH[name], description: `Of more than ${MOST_OF_EACH[name]} a person types in what they say (202).` });

/** What is sent: the schema of every report, form and telephone too. */
export const sentReport = report
  .extend({
    children: report.shape.children.meta(most('children')),
    household: report.shape.household.meta(most('household')),
    agencies: report.shape.agencies.meta(most('agencies')),
  })
  .meta({ description: 'A concern. Nothing is required; leave out what is not known, and invent nothing.' });

export const receiptAnswer = z.strictObject({ reference, state: z.enum(['received', 'needs_typing']), words: z.string(), ringNow });

/** What is sent in large numbers. */
export const sentBatch = sentNotifications.extend({ notifications: z.array(notification.extend({ report: sentReport })).min(1).max(MOST_NOTIFICATIONS) }).meta({ description: 'Notifications that go together. Each is read by itself: one that cannot be read holds up none beside it. What follows the hundredth is no refusal: a person types each of them in.' });

export const notificationsAnswer = z.strictObject({
  taken: z.number().int(),
  errors: z.array(fieldProblem).meta({ description: 'Of what goes around the notifications.' }),
  results: z.array(z.strictObject({ id: z.string().nullable(), status: z.number().int().meta({ description: 'As the answer to one concern would have been: 201, 200, 202 or 409.' }), reference, keptAs: z.string().optional(), state: z.enum(['received', 'needs_typing']), words: z.string(), ringNow, errors: z.array(fieldProblem) })),
});

export const statusAnswer = z.strictObject({
  reference,
  state: z.enum([...PROGRESS_CODES, 'needs_typing', 'set_aside']),
  words: z.string().meta({ description: 'Where it stands, as its referrer reads it.' }),
  receivedAt: instant,
  decideBy: instant.nullable().meta({ description: 'By when a social worker decides. Heard nothing by then? Ring: it is right to chase.' }),
  steps: z.array(z.strictObject({ title: z.string(), at: instant.nullable() })),
});

export const guideAnswer = guideShape.meta({ description: 'The guide, as data: its indicators are those that `children[].indicators` names.' });

export const problemAnswer = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  problem: z.string().meta({ description: 'The code, in one word.' }),
  detail: z.string().optional(),
  errors: z.array(fieldProblem).optional(),
  reference: reference.optional(),
  keptAs: z.string().optional().meta({ description: 'Under which reference the second of two bodies is kept.' }),
  state: z.literal('needs_typing').optional(),
  words: z.string().optional(),
  ringNow: ringNow.optional(),
  code: z.string().optional().meta({ description: 'By which a fault of ours may be asked for.' }),
});

/** What a problem about something filed says beside its code. */
export const problemMembers = problemAnswer.omit({ type: true, title: true, status: true, problem: true, code: true }).required({ detail: true, errors: true });
