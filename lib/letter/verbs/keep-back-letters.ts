import type { Tx } from '@/lib/platform/db';
import { keepBackUnread } from '../keep-back';

/**
 * Keeps back every letter that was sent and not read, where it was learned since that its reader may be the one whom it is about: until
 * they tried to open it, it counted as told, and its contact could be closed over it (safe practice 5, 15). Asked every minute, since it
 * is learned in many ways. As the product.
 * @returns how many were kept back.
 */
export async function keepBackLetters(tx: Tx): Promise<number> {
  return keepBackUnread(tx, null);
}
