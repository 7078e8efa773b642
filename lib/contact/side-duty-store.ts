import type { Temporal } from 'temporal-polyfill';
import { openDuty } from '@/lib/duty/store';
import { SOURCE_ID, type Tx } from '@/lib/platform/db';
import type { DutyCode } from '@/lib/threshold/model';
import { addEvent } from './event-store';
import { readSealing } from './secrecy/seal-store';
import { sideDuties, type SideFacts } from './side-duties';
import { GONE } from './unborn-store';

/**
 * Who learned what a contact says, where they can sign in: whose the duties are that cannot be handed on (domain 7.15). Of a
 * protected source it is nobody but "the protected source", who finds the duty on their own page. Needs casework rights.
 */
export async function whoLearned(tx: Tx, { id, referrerId }: { id: string; referrerId: string | null }): Promise<string | null> {
  const sealing = await readSealing(tx, id);
  if (sealing === null) return referrerId;
  return sealing.reachable ? SOURCE_ID : null;
}

/**
 * Opens the duties that are law as soon as the facts are there, in the product's own name; what was opened before is left
 * as it is, ended or not. Needs casework rights (`tx.asSystem` for what a partner causes).
 * @param contact whose children are read anew, since more may have been added.
 * @returns the codes opened now.
 */
export async function openSideDuties(tx: Tx, contact: { id: string; receivedAt: Temporal.Instant; referrerId: string | null }, proposal: SideFacts['proposal']): Promise<DutyCode[]> {
  const people = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId: contact.id, unbornStates: { none: GONE } }, orderBy: { ordinal: 'asc' }, select: { id: true, ordinal: true, kind: true } });
  const opened: DutyCode[] = [];
  const referrerId = await whoLearned(tx, contact);
  for (const { code, personId, episode, ownerId, due } of sideDuties({ ...contact, referrerId, people, proposal })) {
    if (!(await openDuty(tx, { contactId: contact.id, personId: personId ?? undefined, code, episode, ownerId, ...due }))) continue;
    opened.push(code);
    await addEvent(tx, contact.id, 'duty_opened', { code });
  }
  return opened;
}
