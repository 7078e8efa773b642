import { Temporal } from 'temporal-polyfill';
import { openDutiesAmong, openDuty } from '@/lib/duty/store';
import { SOURCE_ID, type Tx } from '@/lib/platform/db';
import type { DutyCode } from '@/lib/threshold/model';
import { addEvent } from './event-store';
import { sameChildren } from './history-store';
import { readSealing } from './secrecy/seal-store';
import { sideDuties, type OwedDuty, type SideFacts } from './side-duties';
import { GONE } from './unborn-store';

/** Who is to be named for what cannot be handed on: whoever told us where they can sign in, and of a protected source who can nobody but "the protected source". */
export function learnedBy(sealing: { reachable: boolean } | null, referrerId: string | null): string | null {
  if (sealing === null) return referrerId;
  return sealing.reachable ? SOURCE_ID : null;
}

/**
 * Who learned what a contact says, where they can sign in: whose the duties are that cannot be handed on (domain 7.15). Of a
 * protected source it is nobody but "the protected source", who finds the duty on their own page. Needs casework rights.
 */
export async function whoLearned(tx: Tx, { id, referrerId }: { id: string; referrerId: string | null }): Promise<string | null> {
  return learnedBy(await readSealing(tx, id), referrerId);
}

/** Everybody of a contact of whom something may be owed: who was born, and not the unborn child they were; nobody of a pregnancy that has ended. Needs casework rights. */
export async function peopleNow(tx: Tx, contactId: string): Promise<SideFacts['people']> {
  return tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId, unbornStates: { none: GONE } }, orderBy: { ordinal: 'asc' }, select: { id: true, ordinal: true, kind: true } });
}

/**
 * Opens the duties that are law as soon as the facts are there, in the product's own name; what was opened before is left
 * as it is, ended or not. Needs casework rights (`tx.asSystem` for what a partner causes).
 * @param contact whose children are read anew, since more may have been added; `arrivedAt` when what calls for them reached us: a doctor
 *   today is owed on that day, though the contact came days before.
 * @returns the codes opened now.
 */
export async function openSideDuties(tx: Tx, contact: { id: string; arrivedAt: Temporal.Instant; referrerId: string | null }, proposal: SideFacts['proposal']): Promise<DutyCode[]> {
  const people = await peopleNow(tx, contact.id);
  return openOwed(tx, contact.id, sideDuties({ receivedAt: contact.arrivedAt, referrerId: await whoLearned(tx, contact), people, proposal }));
}

/**
 * The conference of a child who moved in with a plan is due from when we were first told of it (domain 3.2): where it is owed of the same
 * child in another contact, and not held yet, it is due here no later. Who tells of it again gives nobody more time. What stands with the other
 * is not said here: whoever reads this one may be kept out of that.
 */
async function sinceFirstTold(tx: Tx, contactId: string, owed: readonly OwedDuty[]): Promise<readonly OwedDuty[]> {
  if (!owed.some(({ code }) => code === 'TRANSFER_IN')) return owed;
  const same = await sameChildren(tx, contactId, tx.at);
  const before = await openDutiesAmong(tx, [...new Set(same.map((pair) => pair.contactId))], 'TRANSFER_IN');
  return owed.map((duty) => {
    if (duty.code !== 'TRANSFER_IN') return duty;
    const [first] = before.filter(({ personId, dueAt }) => dueAt !== null && same.some((pair) => pair.personId === duty.personId && pair.otherPersonId === personId));
    const sooner = first?.dueAt != null && (duty.due.dueAt === null || Temporal.Instant.compare(first.dueAt, duty.due.dueAt) < 0);
    return sooner ? { ...duty, due: { ...duty.due, dueAt: first.dueAt, evidence: 'It was told of before, in another contact, and is due from then.' } } : duty;
  });
}

/** Opens duties of a contact that are law. @returns the codes opened now. Needs casework rights. */
export async function openOwed(tx: Tx, contactId: string, owed: readonly OwedDuty[]): Promise<DutyCode[]> {
  const due = await sinceFirstTold(tx, contactId, owed);
  const now = await Promise.all(due.map(async ({ code, personId, episode, ownerId, due }) => openDuty(tx, { contactId, personId: personId ?? undefined, code, episode, ownerId, ...due })));
  const opened = owed.filter((_, at) => now[at]).map(({ code }) => code);
  for (const code of opened) await addEvent(tx, contactId, 'duty_opened', { code });
  return opened;
}
