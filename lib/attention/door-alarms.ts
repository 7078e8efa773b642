import type { Temporal } from 'temporal-polyfill';
import type { ManyConcerns } from '@/lib/contact/many-store';
import type { Cause } from './alarm';

/** What comes to the front door in numbers that no day brings: told of, and shut out by nothing (decision 48). */
export function doorCauses(manyWrong: readonly Temporal.Instant[], manyConcerns: readonly ManyConcerns[]): Cause[] {
  return [
    ...manyWrong.map((hour): Cause => ({ kind: 'sign_in_many', contactId: null, occasion: hour.toString(), due: hour })),
    ...manyConcerns.map(({ occasion, hour }): Cause => ({ kind: 'concerns_many', contactId: null, occasion, due: hour })),
  ];
}
