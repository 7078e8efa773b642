import type { Shown } from '@/lib/restriction/model';
import type { CanonicalLevel, RouteCode } from '@/lib/threshold/model';
import { standingOf } from '../queue/queue-model';
import { endState, isOpenState, type ContactState } from '../state';

/** How a contact stands that is looked at from another one, as far as the reader may be told. */
export interface Stands {
  level: CanonicalLevel | null;
  /** Null where there is none, or where it may not be told. */
  route: RouteCode | null;
  /** Null where it may not be told. */
  state: ContactState | null;
}

/** What is read of a contact for it. */
export const STANDS = { queue: { select: { level: true, route: true, state: true } }, closure: { select: { level: true, route: true, how: true } } } as const;

interface Standing {
  level: number;
  route: string;
}

/**
 * Level, route and state of a contact, from its row in the queue or its closure. Whoever may know somebody in it is told the
 * level alone: what was decided of a neighbour is read before it is asked for otherwise (safe practice 14, decision 30).
 */
export function standsAs({ queue, closure }: { queue: (Standing & { state: string }) | null; closure: (Standing & { how: string }) | null }, shown: Shown): Stands {
  const row = closure ?? queue;
  const { level, route } = row === null ? { level: null, route: null } : standingOf(row);
  if (shown === 'nothing') return { level, route: null, state: null };
  const state = closure !== null ? endState(closure.how) : queue !== null && isOpenState(queue.state) ? queue.state : 'received';
  return { level, route, state };
}
