import { Temporal } from 'temporal-polyfill';
import type { Guide } from '@/lib/threshold/model';
import type { Intake } from './intake-store';

/**
 * By when somebody must have begun to type in what a machine sent, or, once begun, must have ended. Nobody knows what it says, so
 * that it may be the worst: the time of immediate danger, day and night (safe practice 1, 17), and while the office is
 * closed at once.
 * @param isClosed whether the office is closed at an instant.
 */
export function typingDue({ receivedAt, taken }: Pick<Intake, 'receivedAt' | 'taken'>, attention: Guide['attention'], isClosed: (at: Temporal.Instant) => boolean): Temporal.Instant {
  if (taken !== null) return taken.at.add({ minutes: attention.idleClaimLevel4Minutes });
  return isClosed(receivedAt) ? receivedAt : receivedAt.add({ minutes: attention.immediateSeenMinutes });
}

/** May somebody else take it over: is whoever has it later than they may be? */
export function mayTakeOver({ taken }: Pick<Intake, 'taken'>, attention: Guide['attention'], at: Temporal.Instant): boolean {
  return taken === null || Temporal.Instant.compare(at, taken.at.add({ minutes: attention.idleClaimLevel4Minutes })) >= 0;
}
