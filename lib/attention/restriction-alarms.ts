import type { WaitingWish } from '@/lib/restriction/access-store';
import type { Unconfirmed } from '@/lib/restriction/restricted-store';
import type { Guide } from '@/lib/threshold/model';
import type { Alarm, Cause } from './alarm';

/** An alarm names the child by its own id, and whose word it waits for: another second is called anew. */
const occasionOf = ({ id, secondId }: Unconfirmed) => `${id} ${secondId}`;

/**
 * Restricted children that wait for their second manager, each due once it has lain open for as long as level 4 may lie unclaimed: until
 * then, and by day and night, everybody of the desk can open what is about the child (safe practice 14).
 */
export function unconfirmedCauses(waiting: readonly Unconfirmed[], attention: Guide['attention']): Cause[] {
  return waiting.map((child) => ({ kind: 'not_confirmed', contactId: null, occasion: occasionOf(child), due: child.registeredAt.add({ minutes: attention.level4ClaimedMinutes }) }));
}

/** Whose it is to see to one of them: the second, who alone can confirm it, then who registered it and can name another. */
export function whoConfirms(occasion: string, waiting: readonly Unconfirmed[]): string[] {
  const child = waiting.find((each) => occasionOf(each) === occasion);
  return child === undefined ? [] : [child.secondId, child.registeredBy];
}

/**
 * Wishes to break the glass that no second person has answered, each due once it has waited for as long as danger may lie unread. Named by
 * who asked as well, whom the database keeps from it.
 */
export function glassCauses(waiting: readonly WaitingWish[], attention: Guide['attention']): Cause[] {
  return waiting.map(({ id, byId, at }) => ({ kind: 'glass_waits', contactId: null, occasion: `${id} ${byId}`, due: at.add({ minutes: attention.immediateSeenMinutes }) }));
}

/** Who asked, of an alarm about a wish. */
export const askerOf = (occasion: string) => occasion.split(' ')[1];

/** Is it a wish that no manager may answer, since none is here but who asked? Its guardians were told as it was asked, and nobody is called. */
export function noManagerAnswers({ kind, occasion }: Pick<Alarm, 'kind' | 'occasion'>, managers: readonly string[]): boolean {
  return kind === 'glass_waits' && managers.every((accountId) => accountId === askerOf(occasion));
}
