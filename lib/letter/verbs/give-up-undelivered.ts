import type { Tx } from '@/lib/platform/db';
import { giveUp } from '../give-up';
import { undeliveredLetters } from '../message-store';

/**
 * Owes telling anew for letters whose e-mail the job queue gave up without a last attempt that could say so itself: the process was
 * killed each time, or another had it in its hands. As the product, each minute.
 */
export async function giveUpUndelivered(tx: Tx): Promise<void> {
  for (const letterId of await undeliveredLetters(tx)) await giveUp(tx, letterId);
}
