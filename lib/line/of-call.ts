import { readDraft } from '@/lib/platform/draft/store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { callAgain, endRingBack, forgetAsker, lockRingBack, ringBacksOfCall, setCall, setOwner } from './ring-back-store';
import type { ToRing } from './schema';
import { bookingCallAgain, bookingsOfCall, endBooking, forgetBooker, lockBooking, setBookingCall } from './slot-store';

/** The actor's own call that is being logged for it already, if it is still open. */
async function openCall(tx: Tx, draftId: string | null): Promise<string | null> {
  const draft = draftId === null ? null : await readDraft(tx, draftId);
  return draft?.closedAt === null ? draft.id : null;
}

/**
 * Opens the screen of a call for somebody who is owed one, or who booked a time, and links the two. Whoever rings has taken it.
 * @param open opens it with what is known of them; asked only where none is open yet.
 * @returns the call's draft, or null where there is nothing to ring any more.
 */
export async function linkCall(tx: Tx, id: string, open: (toRing: ToRing) => Promise<string>): Promise<string | null> {
  const [ringBack, booking] = [await lockRingBack(tx, id), await lockBooking(tx, id)];
  const owed = ringBack ?? booking;
  if (owed === null) return null;
  const there = await openCall(tx, owed.draftId);
  if (there !== null) return there;
  const draftId = await open(owed);
  if (ringBack === null) await setBookingCall(tx, id, draftId);
  else {
    await setOwner(tx, id, tx.actor.actorId);
    await setCall(tx, id, draftId);
  }
  tx.ledger({ action: 'line.rung', objectKind: ringBack === null ? 'booking' : 'ring_back', objectId: id, detail: { draft: draftId } });
  return draftId;
}

/**
 * Ends what a call was made for, now that the call is kept as a contact or a conversation; also what is owed since the time that was
 * booked for it went by.
 * @param nobody the caller is a protected source from now on: who asked to be rung is forgotten, and which call it was (safe practice 7.14).
 */
export async function endByCall(tx: Tx, draftId: string, nobody = false): Promise<void> {
  const bookings = await bookingsOfCall(tx, draftId);
  const ringBacks = await ringBacksOfCall(tx, draftId, bookings);
  const ended = { ringBacks: [] as string[], bookings: [] as string[] };
  for (const { id } of ringBacks) {
    await callAgain(tx, id, draftId);
    if (await endRingBack(tx, id, { how: 'done', why: '' })) ended.ringBacks.push(id);
  }
  for (const { id } of bookings) if (await endBooking(tx, id, 'talked', '')) ended.bookings.push(id);
  if (nobody) await forgetByCall(tx, draftId);
  for (const id of ended.ringBacks) tx.ledger({ action: 'ring_back.ended', objectKind: 'ring_back', objectId: id, detail: { how: 'done' } });
  for (const id of ended.bookings) tx.ledger({ action: 'talk.held', objectKind: 'booking', objectId: id });
}

/**
 * Forgets who was rung in a call, and which call it was: its caller is a protected source (safe practice 7.14). Also of what ended
 * before, of the time that was booked and missed, and of what is still owed since the call was cut off: that ends with somebody's words.
 */
export async function forgetByCall(tx: Tx, draftId: string): Promise<void> {
  await tx.asSystem(async (system) => {
    const bookings = await bookingsOfCall(system, draftId);
    const ringBacks = await ringBacksOfCall(system, draftId, bookings);
    for (const { id, bookingId } of ringBacks) {
      await forgetAsker(system, id);
      if (bookingId !== null) await forgetBooker(system, bookingId);
    }
    for (const { id } of bookings) await forgetBooker(system, id);
  });
}

/**
 * A call that was put away was none: what it was made for is owed as before. What is owed since this very call was cut off stays with it.
 * @returns what it was made for, to be kept with the call until somebody takes it up again.
 */
export async function letGoOfCall(tx: Tx, draftId: string): Promise<string[]> {
  const ringBacks = (await ringBacksOfCall(tx, draftId)).filter(({ origin, ended }) => origin !== 'cut_off' && ended === null);
  const bookings = (await bookingsOfCall(tx, draftId)).filter(({ ended }) => ended === null);
  for (const { id } of ringBacks) await setCall(tx, id, null);
  for (const { id } of bookings) await setBookingCall(tx, id, null);
  return [...ringBacks, ...bookings].map(({ id }) => id);
}

/**
 * The call was taken up again: it is the one again that was made for these, ended since or not, unless another is by now. So the call ends
 * them, and a caller who is to be protected is forgotten there too (safe practice 7.14).
 */
export async function takeBackCall(tx: Tx, draftId: string, owed: readonly string[]): Promise<void> {
  for (const id of owed.filter(isId)) {
    await callAgain(tx, id, draftId);
    await bookingCallAgain(tx, id, draftId);
  }
}
