import type { Tx } from '@/lib/platform/db';
import { addKeys, readIndexed, readNotIndexed } from '../identity/key-store';
import { lockContacts } from '../queue/queue-store';

/** As many as are indexed in one transaction. */
const AT_ONCE = 500;

/**
 * Puts everybody into the index of people who came before there was one. As the system.
 * @returns whether all were there, or are now.
 */
export async function indexPeople(tx: Tx): Promise<boolean> {
  const people = await readNotIndexed(tx, AT_ONCE);
  // Whoever keeps an address secret meanwhile is waited for, and then it is read anew: its key would outlast the address.
  await lockContacts(tx, [...new Set(people.map(({ contactId }) => contactId))]);
  await addKeys(tx, await readIndexed(tx, people.map(({ id }) => id)));
  return people.length < AT_ONCE;
}
