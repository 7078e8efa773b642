import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endClaim, liveClaim } from '../queue/claim-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';

/** Gives a contact back to the queue. Only its holder can; a manager reassigns. */
export async function releaseContact(tx: Tx, person: Person, contact: ContactHead): Promise<Result<null, 'not_held'>> {
  await lockContacts(tx, [contact.id]);
  if ((await liveClaim(tx, contact.id))?.accountId !== person.actorId) return refused('not_held');
  await endClaim(tx, contact.id, { how: 'released' });
  await addEvent(tx, contact.id, 'released');
  tx.ledger({ action: 'contact.released', objectKind: 'contact', objectId: contact.id });
  await refreshQueue(tx, contact.id);
  return ok(null);
}
