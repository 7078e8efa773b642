import { mayDecide } from '@/lib/access/deciding';
import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';
import { HOLDING_ROLES } from '../queue/claim-store';
import type { Reader } from '../state';

const readerIs = (person: Person): Reader => (mayDecide(person) ? 'social_worker' : 'service');

/**
 * Notes that a person of the duty service has read a contact: the first who opens it since it, or something added to
 * it, arrived. The one thing that showing a page writes beside the ledger, because the referrer is told of it
 * ("Read by a social worker at 15:42", safe practice 7.20; of a manager who is none, "by a person of the service"). An auditor's look is no reading.
 */
export async function readContact(tx: Tx, person: Person, contact: ContactHead): Promise<void> {
  if (!HOLDING_ROLES.some((role) => role === person.role)) return;
  const open = await readOpen(tx, { contactId: contact.id });
  if (open === null || open.read) return;
  await lockContacts(tx, [contact.id]);
  if ((await readOpen(tx, { contactId: contact.id }))?.read !== false) return;
  await addEvent(tx, contact.id, 'read', { reader: readerIs(person) });
  tx.ledger({ action: 'contact.read', objectKind: 'contact', objectId: contact.id });
  await refreshQueue(tx, contact.id);
}
