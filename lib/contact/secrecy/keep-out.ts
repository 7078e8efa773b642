import { openDuty } from '@/lib/duty/store';
import { dutyDue } from '@/lib/duty/model';
import type { Tx } from '@/lib/platform/db';
import { addBar } from '@/lib/restriction/bar-store';
import type { BarGround } from '@/lib/restriction/model';
import { endClaim, liveClaim } from '../queue/claim-store';
import { addEvent } from '../event-store';
import { sameChildren } from '../history-store';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';

/**
 * Keeps somebody out of a contact from this moment, and out of all others about the same children, the later ones too: what they
 * hold goes back to the queue, and a manager who is not kept out is told (domain 7.14). As the system.
 */
export async function keepOut(tx: Tx, contactId: string, accountId: string, ground: Extract<BarGround, 'declared' | 'not_sure'>, reason: string): Promise<void> {
  const others = [...new Set((await sameChildren(tx, contactId, tx.at)).map((same) => same.contactId))];
  await lockContacts(tx, [contactId, ...others]);
  for (const id of [contactId, ...others]) {
    if (!(await addBar(tx, { contactId: id, accountId, ground: id === contactId ? ground : 'same_family', reason }))) continue;
    if ((await liveClaim(tx, id))?.accountId === accountId) await endClaim(tx, id, { how: 'released', why: 'Kept out: a conflict of interest.' });
    await addEvent(tx, id, 'kept_out', { account: accountId, ground });
    tx.ledger({ action: 'contact.kept_out', objectKind: 'contact', objectId: id, detail: { account: accountId, ground } });
    if ((await readOpen(tx, { contactId: id })) !== null) await refreshQueue(tx, id);
  }
  await openDuty(tx, { contactId, personId: accountId, code: 'CONFLICT', ...dutyDue('CONFLICT', { receivedAt: tx.at }) });
}
