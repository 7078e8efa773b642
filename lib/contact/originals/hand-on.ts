import type { Tx } from '@/lib/platform/db';
import { describeError, log } from '@/lib/platform/log';
import { ok } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import { giveOriginals, hasOriginals } from './original-store';

/**
 * Hands the files of a draft on with what is sent. Should that fail, what was said goes its way without them, staff read it on the contact,
 * and whoever sent them is told that they did not arrive (quality F14, decision 46).
 * @param has whether it has any, where that is known.
 * @returns whether nothing failed.
 */
export async function handOn(tx: Tx, draftId: string, contactId: string, source: { sealed: boolean }, has?: boolean): Promise<boolean> {
  // Most have none; what may fail is to write.
  const given = await tx.asSystem(async (system) => (has ?? (await hasOriginals(system, draftId)) ? system.attempt(() => giveOriginals(system, draftId, contactId, source)) : ok(0)));
  if (given.ok) return true;
  log().error({ err: describeError(given.problem), requestId: tx.requestId }, 'files could not be handed on with what was sent');
  await tx.asSystem((system) => addEvent(system, contactId, 'file_not_arrived'));
  return false;
}
