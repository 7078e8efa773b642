import type { Tx } from '@/lib/platform/db';
import { addEvent } from '../event-store';
import { sameChildren } from '../history-store';
import { readHead } from '../store';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';
import { decideAgain } from './decide-again';
import { mainContact } from './joined-store';
import { oweOthers } from './other-children-store';

/** Children of a joined contact that are known to be children of the one into which it went. */
export interface SharedWithMain {
  contactId: string;
  mainId: string;
  pairs: readonly string[];
}

/** What these contacts share with those into which they were joined; those that were joined into none are left out. As the system. */
export async function sharedWithMain(system: Tx, contactIds: readonly string[]): Promise<SharedWithMain[]> {
  const found: SharedWithMain[] = [];
  for (const contactId of contactIds) {
    const mainId = await mainContact(system, contactId);
    if (mainId === contactId) continue;
    const same = await sameChildren(system, contactId, system.at);
    found.push({ contactId, mainId, pairs: same.filter((pair) => pair.contactId === mainId).map(({ personId, otherPersonId }) => `${personId} ${otherPersonId}`) });
  }
  return found;
}

/**
 * Two were told apart who had been taken for one child across a join: what was decided was decided of both. It is decided again, and how the
 * child stands whom that decision no longer knows is owed. Nothing where nothing came apart. As the system.
 * @param before what was shared until now.
 */
export async function settleParted(system: Tx, before: readonly SharedWithMain[]): Promise<void> {
  const after = await sharedWithMain(system, before.map(({ contactId }) => contactId));
  for (const { contactId, mainId, pairs } of before) {
    const still = new Set(after.find((each) => each.contactId === contactId)?.pairs);
    const head = pairs.every((pair) => still.has(pair)) ? null : await readHead(system, contactId);
    if (head === null) continue;
    await lockContacts(system, [contactId, mainId]);
    await addEvent(system, mainId, 'parted', { joined: contactId });
    await oweOthers(system, { contactId, reference: head.reference }, mainId);
    if ((await readOpen(system, { contactId: mainId })) === null) continue;
    await decideAgain(system, mainId, system.at);
    await refreshQueue(system, mainId);
  }
}
