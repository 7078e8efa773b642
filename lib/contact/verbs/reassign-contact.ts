import { couldOpen } from '@/lib/access/could-open-store';
import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isId } from '@/lib/platform/ids';
import { addClaim, endClaim, liveClaim, mayBeGiven } from '../queue/claim-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';

/** What a manager names to put a contact back in the queue. */
export const TO_QUEUE = 'queue';

/** A manager moves a contact, whoever holds it, to a named colleague who may decide on it or back to the queue, and says why. */
export async function reassignContact(tx: Tx, person: Person, contact: ContactHead, { to, reason }: { to: string; reason: string }): Promise<Result<null, 'ended' | 'no_colleague' | 'reason_missing'>> {
  if (reason.trim() === '') return refused('reason_missing');
  await lockContacts(tx, [contact.id]);
  if ((await readOpen(tx, { contactId: contact.id })) === null) return refused('ended');
  const holder = await liveClaim(tx, contact.id);
  if (to === TO_QUEUE ? holder === null : to === holder?.accountId || !isId(to) || !(await mayBeGiven(tx, to)) || !(await couldOpen(tx, contact.id, to))) return refused('no_colleague');
  await endClaim(tx, contact.id, { how: 'reassigned', why: reason });
  if (to !== TO_QUEUE) await addClaim(tx, { contactId: contact.id, accountId: to, how: 'reassigned', reason });
  await addEvent(tx, contact.id, 'reassigned', { to: to === TO_QUEUE ? null : to, from: holder?.accountId ?? null });
  tx.ledger({ action: 'contact.reassigned', objectKind: 'contact', objectId: contact.id, detail: { to, from: holder?.accountId ?? null, by: person.actorId } });
  await refreshQueue(tx, contact.id);
  return ok(null);
}
