import type { Tx } from '@/lib/platform/db';
import { keepCallers as keep, readNotKept, readTold } from '../caller-store';

/** As many contacts as are looked at in one transaction. */
const AT_ONCE = 500;

/**
 * Takes the professionals of contacts into the register that came before there was one. As the system.
 * @returns whether all were there, or are now.
 */
export async function keepCallers(tx: Tx): Promise<boolean> {
  const contacts = await readNotKept(tx, AT_ONCE);
  await keep(tx, await readTold(tx, contacts));
  return contacts.length < AT_ONCE;
}
