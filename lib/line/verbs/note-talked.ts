import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endForm } from '../schema';
import { endBooking, lockBooking } from '../slot-store';

/** Keeps that they spoke, and where it is recorded, where no call was logged from the booking. */
export async function noteTalked(tx: Tx, id: string, words: string): Promise<Result<null, 'gone' | 'incomplete'>> {
  const input = endForm.safeParse({ how: 'done', words });
  const booking = isId(id) ? await lockBooking(tx, id) : null;
  if (booking === null) return refused('gone');
  if (!input.success) return refused('incomplete');
  await endBooking(tx, id, 'talked', input.data.words);
  tx.ledger({ action: 'talk.held', objectKind: 'booking', objectId: id });
  tx.announce('queue');
  return ok(null);
}
