import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** What somebody did about a duty while it is still owed. */
export interface DutyNote {
  id: string;
  dutyId: string;
  at: Temporal.Instant;
  by: string;
  words: string;
}

/** Writes what was done meanwhile, in the actor's name. */
export async function addDutyNote(tx: Tx, { contactId, dutyId, words }: { contactId: string; dutyId: string; words: string }): Promise<void> {
  await tx.db.dutyNote.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), contactId, dutyId, at: dateOf(tx.at), by: tx.actor.actorId, words }] });
}

/** What was done about each of these duties meanwhile, newest first. */
export async function dutyNotes(tx: Tx, dutyIds: readonly string[]): Promise<Map<string, DutyNote[]>> {
  const rows = await tx.db.dutyNote.findMany({ where: { authorityId: tx.actor.authorityId, dutyId: { in: [...dutyIds] } }, orderBy: [{ at: 'desc' }, { id: 'desc' }] });
  const byDuty = new Map<string, DutyNote[]>();
  for (const { id, dutyId, at, by, words } of rows) byDuty.set(dutyId, [...(byDuty.get(dutyId) ?? []), { id, dutyId, at: instantOf(at), by, words }]);
  return byDuty;
}
