import type { Tx } from '@/lib/platform/db';
import { numberKey, RING_BACK_MINUTES } from '../model';
import type { CallRow, LeftOut, ReadCalls } from '../events/call-event';
import { addCalls, callKey, keptAlready, lockImports, type KeptCall } from '../events/event-store';
import { knownNumbers, type KnownNumber } from '../events/known-number-store';
import { addRingBack, markRangAgain, openAbandoned } from '../ring-back-store';

/** What became of an import. */
export interface Imported {
  taken: number;
  /** Sent before, with the same content. */
  repeated: number;
  leftOut: LeftOut[];
  /** Professionals who gave up and are now owed a call. */
  ringBacks: number;
}

/** A call given up longer ago than this, in hours, is counted and no longer rung back by itself: whoever rang has found another way. */
const OWED_HOURS = 24;

const same = (row: CallRow, { offeredAt, outcome, waitedSeconds }: KeptCall) => row.offered_at.equals(offeredAt) && row.outcome === outcome && row.waited_seconds === waitedSeconds;

/** New rows, each once; what was sent before is a repeat, or left out where it says something else now. */
async function sorted(tx: Tx, { rows, leftOut }: ReadCalls): Promise<{ fresh: CallRow[]; repeated: number; leftOut: LeftOut[] }> {
  const kept = await keptAlready(tx, rows);
  const fresh: CallRow[] = [];
  const left = [...leftOut];
  let repeated = 0;
  for (const { place, ...row } of rows) {
    const call = { system: row.system, callId: row.call_id, offeredAt: row.offered_at, outcome: row.outcome, waitedSeconds: row.waited_seconds };
    const before = kept.get(callKey(call));
    if (before === undefined) {
      kept.set(callKey(call), call);
      fresh.push(row);
    } else if (same(row, before)) repeated += 1;
    else left.push({ line: place, why: 'a call of this id was sent before with other content: the first stays' });
  }
  return { fresh, repeated, leftOut: left.sort((a, b) => a.line - b.line) };
}

/** Owes a call to a professional who gave up; one who did so before is owed one and not two. @returns its id, and whether it is new. */
async function owe(tx: Tx, row: CallRow, whose: KnownNumber, phone: string): Promise<{ id: string; made: boolean }> {
  const before = (await openAbandoned(tx)).find((each) => numberKey(each.phone) === numberKey(phone));
  if (before !== undefined) {
    await markRangAgain(tx, before, { promisedAt: tx.at.add({ minutes: RING_BACK_MINUTES }) });
    return { id: before.id, made: false };
  }
  const promisedAt = tx.at.add({ minutes: RING_BACK_MINUTES });
  const id = await addRingBack(tx, { ...whose, phone, about: '', origin: 'abandoned', requestId: null, askedBy: tx.actor.actorId, reachable: { from: row.offered_at, to: promisedAt }, promisedAt, ownerId: null, bookingId: null });
  if (id === null) throw new Error('a call that is asked for by nobody is always new');
  return { id, made: true };
}

/**
 * Keeps what a telephone system says of its calls, once for each of its ids; a row that is wrong is left out and the others are
 * taken. A known professional who gave up in the last day is owed a call within ten minutes (safe practice 7.9). Their number is kept with that and
 * nowhere else; every other number is forgotten here.
 */
export async function importCalls(tx: Tx, read: ReadCalls): Promise<Imported> {
  return tx.asSystem(async (system) => {
    await lockImports(system);
    const { fresh, repeated, leftOut } = await sorted(system, read);
    const keyOf = (row: CallRow) => numberKey(row.caller_number);
    const known = await knownNumbers(system, [...new Set(fresh.flatMap((row) => keyOf(row) ?? []))]);
    const inOrder = [...fresh].sort((a, b) => a.offered_at.epochMilliseconds - b.offered_at.epochMilliseconds);
    const since = tx.at.subtract({ hours: OWED_HOURS }).epochMilliseconds;
    const calls: (CallRow & { known: boolean; ringBackId: string | null })[] = [];
    let ringBacks = 0;
    for (const row of inOrder) {
      const whose = known.get(keyOf(row) ?? '');
      const owed = whose !== undefined && row.outcome === 'abandoned' && row.offered_at.epochMilliseconds > since ? await owe(system, row, whose, row.caller_number) : null;
      if (owed?.made) ringBacks += 1;
      if (whose !== undefined && row.outcome === 'answered') {
        const before = (await openAbandoned(system)).find((each) => numberKey(each.phone) === keyOf(row) && each.reachable.from.epochMilliseconds < row.offered_at.epochMilliseconds);
        if (before !== undefined) await markRangAgain(system, before, { answeredAt: row.offered_at });
      }
      calls.push({ ...row, known: whose !== undefined, ringBackId: owed?.id ?? null });
    }
    const taken = await addCalls(system, calls);
    tx.ledger({ action: 'calls.imported', objectKind: 'list', objectId: 'call-events', detail: { taken, repeated, leftOut: leftOut.length, ringBacks } });
    if (ringBacks > 0) {
      await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
      tx.announce('queue');
    }
    return { taken, repeated, leftOut, ringBacks };
  });
}
