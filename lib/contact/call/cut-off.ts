import type { Tx } from '@/lib/platform/db';
import { RING_BACK_MINUTES } from '@/lib/line/model';
import { addRingBack, endRingBack, ringBacksOfCall, setCall, setWhom, type RingBack } from '@/lib/line/ring-back-store';
import { asksToBeProtected } from '../secrecy/sealing';
import { STANDS_IN } from './call-fields';
import type { ReadCall } from './read-call';

/** The call that is owed since this one was cut off; null where none is. */
export async function owedSinceCutOff(tx: Tx, draftId: string): Promise<RingBack | null> {
  return (await ringBacksOfCall(tx, draftId)).find(({ origin, ended }) => origin === 'cut_off' && ended === null) ?? null;
}

/**
 * Keeps in step with a call that it was cut off (safe practice 9): whoever took it owes a call within ten minutes, the duty manager is called
 * when they pass, and choosing what kind of call it is says that they are on the line again. The draft stays as it is, and the clocks of what it
 * becomes run from when it first began. A protected caller's name and number stay on the page of their call. What somebody has ended is not owed
 * again because the call is saved once more.
 * @param was the call had been cut off before this saving, too.
 */
export async function keepCutOff(tx: Tx, draftId: string, { kind, caller, report }: Pick<ReadCall, 'kind' | 'caller' | 'report'>, was: boolean): Promise<void> {
  const owed = await owedSinceCutOff(tx, draftId);
  if (kind !== 'dropped') {
    if (owed === null) return;
    await endRingBack(tx, owed.id, { how: 'done', why: '' });
    tx.ledger({ action: 'ring_back.ended', objectKind: 'ring_back', objectId: owed.id, detail: { how: 'done' } });
    return;
  }
  const whom = asksToBeProtected(report)
    ? { name: STANDS_IN.protected, role: '', agencyId: null, agencyName: '', phone: STANDS_IN.protectedNumber }
    : { name: caller.name || STANDS_IN.name, role: caller.role, agencyId: caller.agency.id, agencyName: caller.agency.name, phone: caller.phone || STANDS_IN.number };
  if (owed !== null) return setWhom(tx, owed.id, whom);
  if (was) return;
  const promisedAt = tx.at.add({ minutes: RING_BACK_MINUTES });
  const { actorId } = tx.actor;
  const id = await tx.asSystem(async (system) => {
    const added = await addRingBack(system, { ...whom, about: '', origin: 'cut_off', requestId: null, askedBy: actorId, accountId: null, reachable: { from: tx.at, to: promisedAt }, promisedAt, ownerId: actorId, bookingId: null });
    if (added !== null) await setCall(system, added, draftId);
    return added;
  });
  if (id === null) return;
  tx.ledger({ action: 'ring_back.owed', objectKind: 'ring_back', objectId: id, detail: { draft: draftId } });
  tx.announce('queue');
}
