import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { dayInWords } from '../report/report-words';
import { typedDate } from '../report/typed-dates';
import { ANSWERS } from '../schema';

/** What somebody who adds to a contact says of the birth of a child who was told of before it, by the child's ordinal. */
export const addedBirths = z.record(z.string().regex(/^\d{1,3}$/), z.strictObject({ said: z.enum(ANSWERS), on: z.iso.date().nullable() }));
export type AddedBirths = z.infer<typeof addedBirths>;

/** A child as the form of additions names it. */
export interface Called {
  ordinal: string;
  called: string;
}

export const SAID = { yes: 'Yes', no: 'No', not_known: 'Not known' } as const;

/** The field that holds whether a child was born; its date stands under `.on`. */
export const bornField = (ordinal: string) => `born.${ordinal}`;

/** The question as it is asked, and as the answer is told. */
export const bornQuestion = (called: string) => `Has ${called} been born?`;

/**
 * What was answered of each child who may have been born, and the same in words, for whoever reads what was added. A date that is none
 * stays as it was typed; a date with no answer says that the child was born. A day still to come is the due date, and says nothing.
 */
export function readBirths(fields: Fields, children: readonly Called[], today: Temporal.PlainDate): { births: AddedBirths; words: string } {
  const births: AddedBirths = {};
  const lines: string[] = [];
  for (const { ordinal, called } of children) {
    const chosen = ANSWERS.find((answer) => answer === textOf(fields, bornField(ordinal)));
    const { typed, date } = typedDate(fields, `${bornField(ordinal)}.on`);
    const past = date !== null && Temporal.PlainDate.compare(date, today) <= 0;
    const said = chosen ?? (past ? 'yes' : undefined);
    if (said !== undefined) births[ordinal] = { said, on: past ? date.toString() : null };
    if (said === undefined && typed === '') continue;
    const when = date === null ? typed : dayInWords(date.toString());
    lines.push(`${bornQuestion(called)} ${[chosen === undefined ? '' : chosen === 'no' ? 'No, not yet' : SAID[chosen], when].filter((part) => part !== '').join(', ')}`);
  }
  return { births, words: lines.join('\n') };
}
