import type { Tx } from '@/lib/platform/db';
import { addSeen, coachingOf, type Coaching } from '../coaching-store';

/** Reads the coaching of a contact; comments on the reader's own are thereby read. What is returned says what was new. */
export async function readCoaching(tx: Tx, contactId: string): Promise<Coaching[]> {
  const records = await coachingOf(tx, contactId);
  const mine = records.filter(({ by }) => by === tx.actor.actorId);
  const fresh = mine.flatMap(({ comments }) => comments.filter(({ seenAt, by }) => seenAt === null && by !== tx.actor.actorId).map(({ id }) => id));
  if (fresh.length > 0) {
    await addSeen(tx, contactId, fresh);
    tx.ledger({ action: 'coaching.comment_read', objectKind: 'contact', objectId: contactId, detail: { ids: fresh } });
  }
  return records;
}
