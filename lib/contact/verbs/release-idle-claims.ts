import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { guideOn } from '../guide-on';
import { giveBack } from '../queue/give-back';
import { releaseNow } from '../queue/idle';
import { readHeldClaims } from '../queue/idle-store';
import { lockContacts, refreshQueue } from '../queue/queue-store';

/**
 * Gives back to the queue what nobody works on: a claim without an act, of a shift that has ended, of somebody who no longer
 * signs in here, of somebody whom it is closed to now (safe practice 7.1, 7.14). Looked at again behind the lock, since its holder may act in the same moment.
 * Runs as the product. @returns how many went back.
 */
export async function releaseIdleClaims(tx: Tx): Promise<number> {
  const { settings } = await readAuthority(tx);
  const { attention } = guideOn(settings.guideArea, londonDate(tx.at));
  const due = (await readHeldClaims(tx)).filter((claim) => releaseNow(claim, attention, tx.at) !== null);
  await lockContacts(tx, due.map(({ contactId }) => contactId));
  let released = 0;
  for (const { contactId } of due) {
    const [claim] = await readHeldClaims(tx, contactId);
    const how = claim === undefined ? null : releaseNow(claim, attention, tx.at);
    if (claim === undefined || how === null) continue;
    await giveBack(tx, claim, how);
    await refreshQueue(tx, contactId);
    released += 1;
  }
  return released;
}
