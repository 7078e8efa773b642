import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { isRating, ratingOfRank } from '../queue/rating';
import { addRating, readRank } from '../queue/rating-store';

/**
 * Rates how urgent a contact is, at any time, with the reason; what was thought before is kept. It moves in the queue at
 * once. Rated lower than what governs it stays under the clock of attention, and a manager sees it.
 */
export async function rateContact(tx: Tx, contact: ContactHead, said: { rating: string; reason: string }): Promise<Result<null, 'ended' | 'reason_missing' | 'rating_missing' | 'same_rating'>> {
  const reason = said.reason.trim();
  if (!isRating(said.rating)) return refused('rating_missing');
  if (reason === '') return refused('reason_missing');
  await lockContacts(tx, [contact.id]);
  const rank = await readRank(tx, contact.id);
  if (rank === null) return refused('ended');
  const before = ratingOfRank(rank);
  if (before === said.rating) return refused('same_rating');
  await addRating(tx, contact.id, { rating: said.rating, before, reason });
  await addEvent(tx, contact.id, 'rated', { rating: said.rating, before });
  tx.ledger({ action: 'contact.rated', objectKind: 'contact', objectId: contact.id, detail: { rating: said.rating, before } });
  await refreshQueue(tx, contact.id);
  await tx.enqueue('attention.look', { authorityId: tx.actor.authorityId });
  return ok(null);
}
