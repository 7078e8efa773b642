import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { openDraft } from '@/lib/platform/draft/store';
import { isId } from '@/lib/platform/ids';
import { findBooking } from '../slot-store';
import { asksOnBehalf } from '../rules';

/**
 * Begins a request to talk: to be rung back, or a booked time. Whether it can wait is asked first, each time (safe practice
 * 7.9), also where a booking is only moved.
 * @param moving the actor's own booking that the new time takes the place of; empty for none.
 * @returns the draft's id.
 */
export async function startTalk(tx: Tx, person: Person, moving: string): Promise<string> {
  const booking = isId(moving) ? await findBooking(tx, moving) : null;
  const moves = booking?.ended === null && booking.accountId === person.actorId ? booking : null;
  const known = asksOnBehalf(person) ? {} : { phone: moves?.phone ?? person.phone };
  const draft = await openDraft(tx, { kind: 'talk', fields: { ...known, ...(moves === null ? {} : { moves: moves.id, about: moves.about }) } });
  tx.ledger({ action: 'talk.started', objectKind: 'draft', objectId: draft.id });
  return draft.id;
}
