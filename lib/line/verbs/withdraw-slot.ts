import { callMail } from '@/lib/access/call-words';
import { postAccountMail } from '@/lib/access/link-store';
import type { Person } from '@/lib/access/model';
import { readReach } from '@/lib/access/reach-store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { oweFor } from '../owe';
import { endBooking, findSlot, lockSlots, slotsIn, withdrawSlotRow } from '../slot-store';

/** Who booked it reads on their page what became of it; the message says that there is one (safe practice 7.11). */
async function tell(tx: Tx, accountId: string): Promise<void> {
  await tx.asSystem(async (system) => {
    for (const { email } of (await readReach(system, [accountId])).values()) await postAccountMail(system, { to: email, ...callMail(null, config().publicOrigin, '/talk') });
  });
}

/**
 * Takes a time back: the worker's own, or by a manager. Whoever had booked it is owed a call at the time they were promised,
 * and is told that there is a message.
 */
export async function withdrawSlot(tx: Tx, person: Person, id: string): Promise<Result<'free' | 'booked', 'gone' | 'others'>> {
  await lockSlots(tx);
  const slot = isId(id) ? await findSlot(tx, id) : null;
  if (slot === null || slot.to.epochMilliseconds <= tx.at.epochMilliseconds) return refused('gone');
  if (slot.accountId !== person.actorId && person.role !== 'manager') return refused('others');
  const booking = (await slotsIn(tx, slot)).find((each) => each.id === id)?.booking ?? null;
  if (booking !== null && booking.ended !== null) return refused('gone');
  await withdrawSlotRow(tx, id);
  if (booking !== null && (await endBooking(tx, booking.id, 'given_up'))) {
    await oweFor(tx, booking, { origin: 'given_up', promisedAt: slot.to, ownerId: null });
    if (booking.accountId !== null) await tell(tx, booking.accountId);
  }
  tx.ledger({ action: 'slot.withdrawn', objectKind: 'slot', objectId: id, detail: { booking: booking?.id ?? null } });
  tx.announce('queue');
  return ok(booking === null ? 'free' : 'booked');
}
