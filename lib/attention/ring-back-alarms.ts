import type { Temporal } from 'temporal-polyfill';
import { isLate, ORIGIN_TABLE, owedLateFrom } from '@/lib/line/model';
import type { RingBack } from '@/lib/line/ring-back-store';
import type { Callee, Cause } from './alarm';

/**
 * The calls that are owed and late (safe practice 7.9). What we missed by day and night; what its asker said can wait, while
 * the office is open; it is owed all the same while that is closed.
 */
export function ringBackCauses(owed: readonly Pick<RingBack, 'id' | 'origin' | 'promisedAt' | 'draftId'>[], at: Temporal.Instant, closed: boolean): Cause[] {
  return owed.flatMap((each): Cause[] => {
    if (!isLate(each, at)) return [];
    return [{ kind: 'ring_back', contactId: null, occasion: `${each.id} ${each.promisedAt.toString()}`, due: owedLateFrom(each), rests: closed && !ORIGIN_TABLE[each.origin].atOnce }];
  });
}

/**
 * Whom to call about one: whoever has taken it first, then the others, each once. While the office is closed whoever is on duty,
 * since who has gone home rings nobody back at once; where nobody is, whoever has taken it.
 */
export function ownerFirst(ownerId: string | null, order: readonly Callee[], closed: boolean): Callee[] {
  const own = order.find(({ accountId }) => accountId === ownerId);
  return ownerId === null || (own === undefined && closed && order.length > 0) ? [...order] : [own ?? { accountId: ownerId, post: null }, ...order.filter(({ accountId }) => accountId !== ownerId)];
}
