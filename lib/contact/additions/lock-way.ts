import type { Tx } from '@/lib/platform/db';
import { lockContacts } from '../queue/queue-store';
import { wentInto } from './joined-store';

/** Locks a contact and all that it went into, which may go on into another while this waits. @returns what it went into, the open end last. As the system. */
export async function lockWay(system: Tx, contactId: string): Promise<string[]> {
  for (let places = await wentInto(system, contactId); ; ) {
    await lockContacts(system, [contactId, ...places]);
    const now = await wentInto(system, contactId);
    if (now.every((id) => places.includes(id))) return now;
    places = now;
  }
}
