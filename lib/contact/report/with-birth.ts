import { Temporal } from 'temporal-polyfill';
import { mobilityAt } from './mobility';
import { ageOn } from '@/lib/people/model';
import type { AssessInput } from '@/lib/threshold/model';

/**
 * All facts with the children born of one who was not born yet: what was known of the pregnancy holds for each, with the
 * age of a newborn who cannot move about. The unborn child stays in the input, so that under the same guide the proposal
 * can only rise (safe practice 8, 12).
 */
export function withBirth(input: AssessInput, unbornOrdinal: number, born: readonly { ordinal: number; dateOfBirth: string }[], on: Temporal.PlainDate): AssessInput {
  const before = input.children.find(({ id }) => id === String(unbornOrdinal));
  const children = born.map(({ ordinal, dateOfBirth }) => {
    const age = ageOn(Temporal.PlainDate.from(dateOfBirth), on);
    const months = age === null ? 0 : age.years * 12 + age.months;
    return { id: String(ordinal), age: { months }, indicators: { ...before?.indicators }, facts: { ...before?.facts, ...mobilityAt(months, before?.facts?.nonMobile) } };
  });
  return { ...input, children: [...input.children, ...children] };
}
