import type { Temporal } from 'temporal-polyfill';
import { dueInWorkingDays } from '@/lib/clock/deadlines';
import type { InformationRequest } from '@/lib/contact/call/request-store';

/** By when a request for information is answered: as whoever asks named it, else within one working day (domain 7.16). */
export function requestDue({ receivedAt, dueAt }: Pick<InformationRequest, 'receivedAt' | 'dueAt'>): Temporal.Instant {
  const oneDay = dueInWorkingDays(receivedAt, 1);
  return dueAt ?? (oneDay.ok ? oneDay.value : receivedAt.add({ hours: 24 }));
}

/**
 * The request that is answered now: the one that was chosen, else the soonest due of those that wait, so that whoever cannot be made sure of
 * until tomorrow keeps nobody waiting who asks within the hour. Undefined where none waits.
 */
export function toAnswer<T extends Pick<InformationRequest, 'id' | 'receivedAt' | 'dueAt' | 'answer'>>(requests: readonly T[], chosen: string): T | undefined {
  const waiting = requests.filter(({ answer }) => answer === null).toSorted((one, other) => requestDue(one).epochMilliseconds - requestDue(other).epochMilliseconds);
  return waiting.find(({ id }) => id === chosen) ?? waiting[0];
}
