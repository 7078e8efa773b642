import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { acknowledge } from '../acknowledge';
import { endClaim } from '../claim-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue-store';
import { addEnd, readOpen } from '../standing-store';
import { mayFollow } from '../state';
import { typedReference } from '../queue-filter';

export type JoinProblem = 'ended' | 'reason_missing' | 'not_found' | 'itself' | 'already_decided';

/**
 * Joins an undecided contact into another open one about the same children (safe practice 7.8). The other takes over
 * the earlier deadline and the higher level, is unread for everyone, and if it was decided it is open again. Nothing
 * is joined into a closed contact. The joined contact stays as it is and goes on counting in the children's history.
 */
export async function joinContact(tx: Tx, person: Person, contact: ContactHead, { into, prefix, reason }: { into: string; prefix: string; reason: string }): Promise<Result<{ reference: string }, JoinProblem>> {
  if (reason.trim() === '') return refused('reason_missing');
  const reference = typedReference(into, prefix);
  if (reference === contact.reference) return refused('itself');
  const named = reference === null ? null : await readOpen(tx, { reference });
  if (named === null) return refused('not_found');
  await lockContacts(tx, [contact.id, named.contactId]);
  const [from, target] = [await readOpen(tx, { contactId: contact.id }), await readOpen(tx, { contactId: named.contactId })];
  if (from === null) return refused('ended');
  if (target === null) return refused('not_found');
  if (!mayFollow(from.state, 'joined')) return refused('already_decided');
  await addEnd(tx, from, { how: 'joined', reason: reason.trim(), joinedToId: target.contactId });
  await endClaim(tx, from.contactId, { how: 'closed' });
  await acknowledge(tx, from.contactId, `Joined by a named worker into ${target.reference}.`);
  await addEvent(tx, from.contactId, 'joined', { into: target.contactId });
  await addEvent(tx, target.contactId, 'joined_in', { contact: from.contactId });
  tx.ledger({ action: 'contact.joined', objectKind: 'contact', objectId: from.contactId, detail: { into: target.contactId, by: person.actorId } });
  await refreshQueue(tx, from.contactId);
  await refreshQueue(tx, target.contactId);
  return ok({ reference: target.reference });
}
