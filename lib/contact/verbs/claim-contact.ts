import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { acknowledge } from '../acknowledge';
import { addClaim, liveClaim } from '../queue/claim-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { claimToTakeOver, giveBack } from '../queue/give-back';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';

/**
 * Takes a contact into one's own hands. Of two who try, one wins and the other is told so; trying twice is once. What a colleague holds
 * only since the night acted on it, and has long done nothing on, is taken over: they read that it went back.
 * A named worker's claim is the acknowledgement that the law asks for (domain 3.2), so that duty is done.
 */
export async function claimContact(tx: Tx, person: Person, contact: ContactHead): Promise<Result<null, 'held' | 'ended'>> {
  await lockContacts(tx, [contact.id]);
  if ((await readOpen(tx, { contactId: contact.id })) === null) return refused('ended');
  const holder = await liveClaim(tx, contact.id);
  const left = holder === null || holder.accountId === person.actorId ? null : await claimToTakeOver(tx, contact.id);
  if (left !== null) await tx.asSystem((system) => giveBack(system, left, 'idle'));
  const won = await addClaim(tx, { contactId: contact.id, accountId: person.actorId, how: 'claimed' });
  if (!won) return (await liveClaim(tx, contact.id))?.accountId === person.actorId ? ok(null) : refused('held');
  await acknowledge(tx, contact.id, 'Claimed by a named worker.');
  await addEvent(tx, contact.id, 'claimed');
  tx.ledger({ action: 'contact.claimed', objectKind: 'contact', objectId: contact.id });
  await refreshQueue(tx, contact.id);
  return ok(null);
}
