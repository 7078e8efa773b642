import { couldOpen } from '@/lib/access/could-open-store';
import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isId } from '@/lib/platform/ids';
import { addClaim, endClaim, liveClaim, mayBeGiven } from '../queue/claim-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';

/** Gives a contact that one holds to a named colleague who may decide on it. */
export async function handOverContact(tx: Tx, person: Person, contact: ContactHead, { to, reason }: { to: string; reason: string }): Promise<Result<null, 'not_held' | 'no_colleague'>> {
  await lockContacts(tx, [contact.id]);
  if ((await liveClaim(tx, contact.id))?.accountId !== person.actorId) return refused('not_held');
  if (to === person.actorId || !isId(to) || !(await mayBeGiven(tx, to)) || !(await couldOpen(tx, contact.id, to))) return refused('no_colleague');
  await endClaim(tx, contact.id, { how: 'handed_over', why: reason });
  await addClaim(tx, { contactId: contact.id, accountId: to, how: 'handed_over', reason });
  await addEvent(tx, contact.id, 'handed_over', { to });
  tx.ledger({ action: 'contact.handed_over', objectKind: 'contact', objectId: contact.id, detail: { to } });
  await refreshQueue(tx, contact.id);
  return ok(null);
}
