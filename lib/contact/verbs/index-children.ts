import type { Tx } from '@/lib/platform/db';
import { addKeys, readNotIndexed } from '../identity/key-store';

/** As many as are indexed in one transaction. */
const AT_ONCE = 500;

/**
 * Puts children into the index of people who came before there was one. As the system.
 * @returns whether all were there, or are now.
 */
export async function indexChildren(tx: Tx): Promise<boolean> {
  const children = await readNotIndexed(tx, AT_ONCE);
  await addKeys(tx, children);
  return children.length < AT_ONCE;
}
