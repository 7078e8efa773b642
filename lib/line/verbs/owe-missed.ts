import type { Tx } from '@/lib/platform/db';
import { lateFrom, RING_BACK_MINUTES } from '../model';
import { oweFor } from '../owe';
import { endBooking, lockSlots, overBookings } from '../slot-store';

/**
 * Makes of every booked time that is over, and at which nobody said that they rang, a call that is owed within ten minutes by
 * the worker whose time it was (safe practice 7.9). Asks about now and nothing of the look before. Runs as the product.
 * @returns how many were missed.
 */
export async function oweMissed(tx: Tx): Promise<number> {
  await lockSlots(tx);
  const missed = (await overBookings(tx)).filter(({ slot, draftId }) => lateFrom(slot.to, draftId).epochMilliseconds <= tx.at.epochMilliseconds);
  let count = 0;
  for (const booking of missed) {
    // Somebody has just said that they spoke, or let go of it.
    if (!(await endBooking(tx, booking.id, 'missed'))) continue;
    count += 1;
    const owed = await oweFor(tx, booking, { origin: 'missed_slot', promisedAt: tx.at.add({ minutes: RING_BACK_MINUTES }), ownerId: booking.slot.accountId });
    tx.ledger({ action: 'talk.missed', objectKind: 'booking', objectId: booking.id, detail: { ringBack: owed, owner: booking.slot.accountId } });
  }
  if (count > 0) tx.announce('queue');
  return count;
}
