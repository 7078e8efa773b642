import type { Temporal } from 'temporal-polyfill';
import type { Intake } from '@/lib/contact/machine/intake-store';
import { typingDue } from '@/lib/contact/machine/typing';
import type { Guide } from '@/lib/threshold/model';
import type { Cause } from './alarm';

/** What machines sent and nobody has typed in: each from when it, or whoever took it, is late (safe practice 17). About no contact: there is none yet. */
export function typingCauses(waiting: readonly Pick<Intake, 'id' | 'receivedAt' | 'taken'>[], attention: Guide['attention'], isClosed: (at: Temporal.Instant) => boolean): Cause[] {
  return waiting.map((intake) => ({ kind: 'needs_typing', contactId: null, occasion: `${intake.id} ${(intake.taken?.at ?? intake.receivedAt).toString()}`, due: typingDue(intake, attention, isClosed) }));
}
