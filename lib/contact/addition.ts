import { z } from 'zod';
import type { AssessInput } from '@/lib/threshold/model';

/** As long as a report's own narrative (issue 2, section 3). */
export const ADDITION_CHARACTERS = 20_000;

/** Signs newly said to be present, by the child's ordinal in the contact: what `Addition.indicators` holds. */
export const addedIndicators = z.record(z.string().regex(/^\d{1,3}$/), z.array(z.string().regex(/^I\d{3}$/)));
export type AddedIndicators = z.infer<typeof addedIndicators>;

/** What somebody adds to a contact afterwards. The words are kept exactly as typed. */
export const addition = z.strictObject({
  key: z.uuid(),
  text: z.string().refine((text) => [...text].length <= ADDITION_CHARACTERS, { error: 'too_long' }),
  indicators: addedIndicators,
  immediate: z.boolean(),
});
export type NewAddition = z.infer<typeof addition>;

/** Nothing was said, ticked or warned of. */
export function saysNothing({ text, indicators, immediate }: Pick<NewAddition, 'text' | 'indicators' | 'immediate'>): boolean {
  return text.trim() === '' && !immediate && Object.values(indicators).every((ids) => ids.length === 0);
}

/**
 * All facts with what was added (safe practice 8): signs become present, danger becomes immediate. Nothing known before
 * is taken back, so that under the same guide the proposal can only rise.
 * @param contactsIn12Months as counted now; the higher figure stands.
 */
export function withAddition(input: AssessInput, { indicators, immediate }: Pick<NewAddition, 'indicators' | 'immediate'>, contactsIn12Months: number): AssessInput {
  const facts = input.facts ?? {};
  return {
    children: input.children.map((child) => ({
      ...child,
      indicators: { ...child.indicators, ...Object.fromEntries((indicators[child.id] ?? []).map((id) => [id, 'present' as const])) },
    })),
    facts: {
      ...facts,
      contactsIn12Months: Math.max(facts.contactsIn12Months ?? 1, contactsIn12Months),
      ...(immediate ? { immediateDanger: true } : {}),
    },
  };
}

/** Why something was not added. */
export type AddProblem = 'nothing_said' | 'too_long' | 'not_readable' | 'closed' | 'same_key_other_content';

export const ADD_PROBLEM_WORDS: Record<AddProblem, string> = {
  nothing_said: 'Write what you want to add, or tick what you have seen.',
  too_long: `That is more than ${ADDITION_CHARACTERS.toLocaleString('en-GB')} characters. Send the first part, then the rest as another addition.`,
  not_readable: 'Something in the form could not be read. Open the page again and send it from there.',
  closed: 'This contact is closed, and nothing can be added to it. Send what you know as a new report, or ring.',
  same_key_other_content: 'This form had been sent before with other words. What you sent first is kept. Open the page again to add more.',
};

/** Why an answer was not kept. */
export type AnswerProblem = 'nothing_said' | 'too_long' | 'closed' | 'missing' | 'answered_already';

export const ANSWER_PROBLEM_WORDS: Record<AnswerProblem, string> = {
  nothing_said: 'Write your answer. “I do not know” is an answer too.',
  too_long: ADD_PROBLEM_WORDS.too_long,
  closed: 'This contact is closed, so the question is no longer open. If you know something, send it as a new report, or ring.',
  missing: 'That question is not here.',
  answered_already: 'This question was answered already. What was answered is kept; add anything more as information.',
};
