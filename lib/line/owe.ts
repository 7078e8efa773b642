import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { Origin } from './model';
import { addRingBack } from './ring-back-store';
import type { Booking } from './slot-store';

/** Makes of a booking a call that is owed, with what was known of whoever booked; once for each booking. @returns its id. */
export async function oweFor(tx: Tx, booking: Booking, { origin, promisedAt, ownerId }: { origin: Origin; promisedAt: Temporal.Instant; ownerId: string | null }): Promise<string | null> {
  const { id, name, role, agencyId, agencyName, phone, about, accountId, bookedBy, slot } = booking;
  return addRingBack(tx, { origin, name, role, agencyId, agencyName, phone, about, accountId, promisedAt, ownerId, askedBy: bookedBy, bookingId: id, requestId: null, reachable: { from: slot.from, to: slot.to } });
}
