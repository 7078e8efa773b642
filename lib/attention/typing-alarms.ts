import { Temporal } from 'temporal-polyfill';
import type { Intake } from '@/lib/contact/machine/intake-store';
import { typingDue } from '@/lib/contact/machine/typing';
import type { Guide } from '@/lib/threshold/model';
import type { Cause } from './alarm';

type Waiting = Pick<Intake, 'id' | 'batchId' | 'sentAt' | 'receivedAt' | 'taken'>;

/** What was sent in one go and nobody has taken is one alarm, so that a night's forty call once and not forty times. Whoever has taken one is late with that one alone. */
const occasionOf = ({ id, batchId, sentAt, receivedAt, taken }: Waiting): string => (taken === null && batchId !== null ? `${batchId} ${sentAt?.toString() ?? ''}` : `${id} ${(taken?.at ?? receivedAt).toString()}`);

/** What machines sent and nobody has typed in: each, or the first of those that came together, from when it, or whoever took it, is late (safe practice 17). About no contact: there is none yet. */
export function typingCauses(waiting: readonly Waiting[], attention: Guide['attention'], isClosed: (at: Temporal.Instant) => boolean): Cause[] {
  const causes = new Map<string, Cause>();
  for (const intake of waiting) {
    const [occasion, due] = [occasionOf(intake), typingDue(intake, attention, isClosed)];
    const known = causes.get(occasion);
    if (known === undefined || Temporal.Instant.compare(due, known.due) < 0) causes.set(occasion, { kind: 'needs_typing', contactId: null, occasion, due });
  }
  return [...causes.values()];
}

/** How many wait behind one alarm, by its occasion. */
export function waitingBehind(waiting: readonly Waiting[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const intake of waiting) counts.set(occasionOf(intake), (counts.get(occasionOf(intake)) ?? 0) + 1);
  return counts;
}
