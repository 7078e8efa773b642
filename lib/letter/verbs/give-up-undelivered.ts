import type { Tx } from '@/lib/platform/db';
import { giveUp } from '../give-up';
import { lockLettersById } from '../letter-lock-store';
import { undeliveredLetters } from '../message-store';

/**
 * Owes telling anew for letters whose e-mail the job queue gave up without a last attempt that could say so itself: the process was
 * killed each time, or another had it in its hands. As the product, each minute.
 */
export async function giveUpUndelivered(tx: Tx): Promise<void> {
  const letters = await undeliveredLetters(tx);
  // All at once: one after another they would stand in each other's way.
  if (letters.length > 0) await lockLettersById(tx, letters);
  for (const letterId of letters) await giveUp(tx, letterId);
}
