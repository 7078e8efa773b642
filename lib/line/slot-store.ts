import type { Temporal } from 'temporal-polyfill';
import { SOURCE_ID, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { Stretch } from '@/lib/rota/model';
import { readRota } from '@/lib/rota/rota-store';
import { BOOKING_ENDS, isOnFor, type BookingEnd } from './model';
import { NOBODY_ASKED, NOBODYS_END } from './ring-back-store';
import type { ToRing } from './schema';

/** A time that a worker keeps free. */
export interface Slot extends Stretch {
  id: string;
  /** Whose time it is. */
  accountId: string;
}

/** A slot that somebody booked. */
export interface Booking extends ToRing {
  id: string;
  slot: Slot;
  bookedAt: Temporal.Instant;
  bookedBy: string;
  accountId: string | null;
  draftId: string | null;
  ended: { at: Temporal.Instant; how: BookingEnd; why: string; by: string } | null;
}

interface SlotRow {
  id: string;
  accountId: string;
  fromAt: Date;
  toAt: Date;
}

const slotOf = ({ id, accountId, fromAt, toAt }: SlotRow): Slot => ({ id, accountId, from: instantOf(fromAt), to: instantOf(toAt) });

type Row = NonNullable<Awaited<ReturnType<typeof readRow>>>;

function readRow(tx: Tx, id: string) {
  return tx.db.talkBooking.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, include: { slot: true } });
}

function bookingOf(row: Row): Booking {
  const how = BOOKING_ENDS.find((known) => known === row.endedHow);
  const { id, bookedBy, accountId, name, role, agencyId, agencyName, phone, about, draftId } = row;
  return {
    ...{ id, bookedBy, accountId, name, role, agencyId, agencyName, phone, about, draftId },
    slot: slotOf(row.slot),
    bookedAt: instantOf(row.bookedAt),
    ended: row.endedAt === null || how === undefined || row.endedBy === null ? null : { at: instantOf(row.endedAt), how, why: row.endedWhy, by: row.endedBy },
  };
}

/** Makes others who publish or book in this authority wait until this is done: two times never overlap. */
export async function lockSlots(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.authorityId}:slots`}, 0))`;
}

/** Publishes times of one worker. @returns their ids. */
export async function addSlots(tx: Tx, accountId: string, times: readonly Stretch[]): Promise<string[]> {
  const made = { authorityId: tx.actor.authorityId, accountId, publishedAt: dateOf(tx.at), publishedBy: tx.actor.actorId };
  const rows = times.map(({ from, to }) => ({ ...made, id: newId(), fromAt: dateOf(from), toAt: dateOf(to) }));
  const written = await tx.db.talkSlot.createManyAndReturn({ data: rows, skipDuplicates: true, select: { id: true } });
  return written.map(({ id }) => id);
}

/** A slot that stands. */
export async function findSlot(tx: Tx, id: string): Promise<Slot | null> {
  const row = await tx.db.talkSlot.findFirst({ where: { authorityId: tx.actor.authorityId, id, withdrawnAt: null } });
  return row && slotOf(row);
}

/** A slot with whoever has it, if anybody has. */
export interface SlotShown extends Slot {
  booking: Booking | null;
}

/** Every slot that touches a stretch and stands, with its booking, the earliest first. */
export async function slotsIn(tx: Tx, { from, to }: Stretch): Promise<SlotShown[]> {
  const rows = await tx.db.talkSlot.findMany({
    where: { authorityId: tx.actor.authorityId, withdrawnAt: null, fromAt: { lt: dateOf(to) }, toAt: { gt: dateOf(from) } },
    include: { bookings: { where: { OR: [{ endedHow: null }, { endedHow: { notIn: ['cancelled', 'moved'] } }] } } },
    orderBy: [{ fromAt: 'asc' }, { id: 'asc' }],
  });
  return rows.map(({ bookings: [booking], ...slot }) => ({ ...slotOf(slot), booking: booking === undefined ? null : bookingOf({ ...booking, slot }) }));
}

/** The times of one worker that stand and touch a stretch. */
export async function slotsOf(tx: Tx, accountId: string, stretch: Stretch): Promise<Slot[]> {
  return (await slotsIn(tx, stretch)).filter((slot) => slot.accountId === accountId);
}

/** A time that can be booked, without whose it is: several at once are one choice. */
export interface FreeSlot extends Stretch {
  id: string;
}

function freeOnly(slots: readonly SlotShown[], now: Temporal.Instant): FreeSlot[] {
  const free = slots.filter(({ booking, from }) => booking === null && from.epochMilliseconds > now.epochMilliseconds);
  return [...new Map(free.map(({ id, from, to }) => [`${from.toString()} ${to.toString()}`, { id, from, to }])).values()];
}

/**
 * Times that can be booked: asked by the product, since whoever books sees nothing of what others have booked. Not where whoever would
 * ring is away then, or off the rota since.
 */
export async function bookableSlots(tx: Tx, stretch: Stretch): Promise<FreeSlot[]> {
  return tx.asSystem(async (system) => {
    const slots = await slotsIn(system, stretch);
    if (slots.length === 0) return [];
    const { shifts, absences } = await readRota(system, stretch);
    return freeOnly(slots.filter((slot) => isOnFor(slot.accountId, slot, shifts, absences)), tx.at);
  });
}

/** Will whoever’s time it is be there to ring? As the product. */
export async function isThereFor(tx: Tx, slot: Slot): Promise<boolean> {
  const { shifts, absences } = await readRota(tx, slot);
  return isOnFor(slot.accountId, slot, shifts, absences);
}

/** Takes a slot back, once. @returns whether it happened now. */
export async function withdrawSlotRow(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.talkSlot.updateMany({ where: { authorityId: tx.actor.authorityId, id, withdrawnAt: null }, data: { withdrawnAt: dateOf(tx.at), withdrawnBy: tx.actor.actorId } });
  return count === 1;
}

/** Makes a slot another worker's. */
export async function giveSlot(tx: Tx, id: string, accountId: string): Promise<void> {
  await tx.db.talkSlot.updateMany({ where: { authorityId: tx.actor.authorityId, id, withdrawnAt: null }, data: { accountId } });
}

/** Books a slot, unless somebody has. As the product. @returns its id, or null where it is taken. */
export async function addBooking(tx: Tx, given: ToRing & { slotId: string; requestId: string; bookedBy: string; accountId: string | null }): Promise<string | null> {
  const id = newId();
  const { count } = await tx.db.talkBooking.createMany({ data: [{ authorityId: tx.actor.authorityId, id, ...given, bookedAt: dateOf(tx.at) }], skipDuplicates: true });
  return count === 1 ? id : null;
}

/** A booking, as far as the actor may see it. */
export async function findBooking(tx: Tx, id: string): Promise<Booking | null> {
  const row = await readRow(tx, id);
  return row && bookingOf(row);
}

/** One that is open, locked until the transaction ends. */
export async function lockBooking(tx: Tx, id: string): Promise<Booking | null> {
  await tx.db.$queryRaw`select 1 from talk_booking where authority_id = ${tx.actor.authorityId} and id = ${id}::uuid for update`;
  const found = await findBooking(tx, id);
  return found?.ended === null ? found : null;
}

/** The actor's own bookings, the latest time first. */
export async function ownBookings(tx: Tx, count: number): Promise<Booking[]> {
  const rows = await tx.db.talkBooking.findMany({ where: { authorityId: tx.actor.authorityId, accountId: tx.actor.actorId }, include: { slot: true }, orderBy: [{ slot: { fromAt: 'desc' } }, { id: 'asc' }], take: count });
  return rows.map(bookingOf);
}

/** Bookings whose time is over and of which nobody has said yet that they rang, the earliest first. */
export async function overBookings(tx: Tx): Promise<Booking[]> {
  const rows = await tx.db.talkBooking.findMany({ where: { authorityId: tx.actor.authorityId, endedAt: null, slot: { toAt: { lte: dateOf(tx.at) } } }, include: { slot: true }, orderBy: [{ slot: { fromAt: 'asc' } }, { id: 'asc' }] });
  return rows.map(bookingOf);
}

/** The call that is being logged for it, or none any more. */
export async function setBookingCall(tx: Tx, id: string, draftId: string | null): Promise<void> {
  await tx.db.talkBooking.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { draftId } });
}

/** The call that was made for it and put away, taken up again; nothing where another is by now, or where its booker is to be nobody any more. */
export async function bookingCallAgain(tx: Tx, id: string, draftId: string): Promise<void> {
  await tx.db.talkBooking.updateMany({ where: { authorityId: tx.actor.authorityId, id, draftId: null, bookedBy: { not: SOURCE_ID } }, data: { draftId } });
}

/** Ends a booking; the number goes with it. @returns whether it was still open. */
export async function endBooking(tx: Tx, id: string, how: BookingEnd, why = ''): Promise<boolean> {
  const { count } = await tx.db.talkBooking.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { endedAt: dateOf(tx.at), endedHow: how, endedWhy: why, endedBy: tx.actor.actorId, phone: '' } });
  return count === 1;
}

/** Bookings for which a call is being logged. */
export async function bookingsOfCall(tx: Tx, draftId: string): Promise<Booking[]> {
  const rows = await tx.db.talkBooking.findMany({ where: { authorityId: tx.actor.authorityId, draftId }, include: { slot: true } });
  return rows.map(bookingOf);
}

/** Forgets who it was, ended or still to come: their call made them a protected source. As the product. */
export async function forgetBooker(tx: Tx, id: string): Promise<void> {
  const { authorityId } = tx.actor;
  await tx.db.talkBooking.updateMany({ where: { authorityId, id, endedAt: { not: null } }, data: NOBODYS_END });
  await tx.db.talkBooking.updateMany({ where: { authorityId, id }, data: { ...NOBODY_ASKED, bookedBy: SOURCE_ID } });
}
