import type { NameRefusal } from '@/lib/contact/call/name-refusal-store';
import type { Cause } from './alarm';

/** An alarm names it by its own id and the instant from which it counts. */
export const nameOccasion = ({ id, since }: Pick<NameRefusal, 'id' | 'since'>) => `${id} ${since.toString()}`;

/** Callers who give no name for a child at level 4 and whom no manager has answered: each due at once, day and night (safe practice 2). */
export function nameCauses(waiting: readonly Pick<NameRefusal, 'id' | 'since'>[]): Cause[] {
  return waiting.map((refusal) => ({ kind: 'name_refused', contactId: null, occasion: nameOccasion(refusal), due: refusal.since }));
}
