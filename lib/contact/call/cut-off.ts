import type { Tx } from '@/lib/platform/db';
import { RING_BACK_MINUTES } from '@/lib/line/model';
import { addRingBack, endRingBack, ringBacksOfCall, setCall, type RingBack } from '@/lib/line/ring-back-store';
import type { ReadCall } from './read-call';

/** What stands for the number where nobody but the call's own page may have it, or there is none. */
const NO_NUMBER = { protected: 'On the page of the call', none: 'None: reach them through their organisation' } as const;

/** The call that is owed since this one was cut off; null where none is. */
export async function owedSinceCutOff(tx: Tx, draftId: string): Promise<RingBack | null> {
  return (await ringBacksOfCall(tx, draftId)).find(({ origin, ended }) => origin === 'cut_off' && ended === null) ?? null;
}

/**
 * Keeps in step with a call that it was cut off (safe practice 9): whoever took it owes a call within ten minutes, the duty manager is called
 * when they pass, and choosing what kind of call it is says that they are on the line again. The draft stays as it is, and the clocks of what it
 * becomes run from when it first began. A protected caller's name and number stay on the page of their call.
 */
export async function keepCutOff(tx: Tx, draftId: string, { kind, caller, report }: Pick<ReadCall, 'kind' | 'caller' | 'report'>): Promise<void> {
  const owed = await owedSinceCutOff(tx, draftId);
  if (kind !== 'dropped') {
    if (owed === null) return;
    await endRingBack(tx, owed.id, { how: 'done', why: '' });
    tx.ledger({ action: 'ring_back.ended', objectKind: 'ring_back', objectId: owed.id, detail: { how: 'done' } });
    return;
  }
  if (owed !== null) return;
  const isProtected = report.reporter.protectMe === 'yes';
  const promisedAt = tx.at.add({ minutes: RING_BACK_MINUTES });
  const whom = isProtected
    ? { name: 'Protected', role: '', agencyId: null, agencyName: '', phone: NO_NUMBER.protected }
    : { name: caller.name || 'A caller who was cut off', role: caller.role, agencyId: caller.agency.id, agencyName: caller.agency.name, phone: caller.phone || NO_NUMBER.none };
  const { actorId } = tx.actor;
  const id = await tx.asSystem(async (system) => {
    const added = await addRingBack(system, { ...whom, about: '', origin: 'cut_off', requestId: null, askedBy: actorId, accountId: null, reachable: { from: tx.at, to: promisedAt }, promisedAt, ownerId: actorId, bookingId: null });
    if (added !== null) await setCall(system, added, draftId);
    return added;
  });
  if (id === null) return;
  tx.ledger({ action: 'ring_back.owed', objectKind: 'ring_back', objectId: id, detail: { draft: draftId } });
  await tx.announce('queue');
}
