import type { Tx } from '@/lib/platform/db';
import { forgetTyped } from '../search-store';

/** Forgets what was typed into searches whose time is over. As the system, each minute. */
export async function forgetSearches(tx: Tx): Promise<void> {
  await forgetTyped(tx);
}
