import { dutyDue } from '@/lib/duty/model';
import { dischargeDuty, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import type { Hold } from './hold';
import { addHoldEnd } from './hold-store';

/** The duty to decide by the time until which it is held, in the name of the one who asked for it. */
export async function openHeldCheck(tx: Tx, hold: Pick<Hold, 'id' | 'contactId' | 'by' | 'until'>): Promise<void> {
  await openDuty(tx, { contactId: hold.contactId, code: 'HELD_CHECK', occasionId: hold.id, ownerId: hold.by, ...dutyDue('HELD_CHECK', { receivedAt: tx.at, decidedAt: tx.at, setAt: hold.until }) });
}

/** Ends a hold and what was owed because of it. */
export async function endHold(tx: Tx, hold: Pick<Hold, 'id' | 'contactId'>, end: { how: 'decided' | 'refused' | 'ended'; words: string }): Promise<boolean> {
  if (!(await addHoldEnd(tx, hold, end))) return false;
  for (const duty of await openDuties(tx, hold.contactId)) {
    if (duty.code === 'HELD_CHECK' || duty.code === 'AGREE_HOLD') await dischargeDuty(tx, duty.id, end.how === 'ended' ? 'ended_lawfully' : 'done', end.words);
  }
  return true;
}
