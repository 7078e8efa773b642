import type { Temporal } from 'temporal-polyfill';
import { openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import type { DutyCode } from '@/lib/threshold/model';
import { addEvent } from './event-store';
import { sideDuties, type SideFacts } from './side-duties';

/**
 * Opens the duties that are law as soon as the facts are there, in the product's own name; what was opened before is left
 * as it is, ended or not. Needs casework rights (`tx.asSystem` for what a partner causes).
 * @param contact whose children are read anew, since more may have been added.
 * @returns the codes opened now.
 */
export async function openSideDuties(tx: Tx, contact: { id: string; receivedAt: Temporal.Instant; referrerId: string | null }, proposal: SideFacts['proposal']): Promise<DutyCode[]> {
  const people = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId: contact.id, unbornStates: { none: { state: { in: ['born', 'pregnancy_ended'] } } } }, orderBy: { ordinal: 'asc' }, select: { id: true, ordinal: true, kind: true } });
  const opened: DutyCode[] = [];
  for (const { code, personId, episode, ownerId, due } of sideDuties({ ...contact, people, proposal })) {
    if (!(await openDuty(tx, { contactId: contact.id, personId: personId ?? undefined, code, episode, ownerId, ...due }))) continue;
    opened.push(code);
    await addEvent(tx, contact.id, 'duty_opened', { code });
  }
  return opened;
}
