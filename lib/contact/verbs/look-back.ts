import type { Tx } from '@/lib/platform/db';
import { keepLookedBack, readLookingBack } from '@/lib/restriction/restricted-store';
import { readEarlier } from '../secrecy/earlier-store';
import { ANSWER_HOURS, holdAgainst } from '../secrecy/hold-against';

/** As many contacts are held against them in one transaction. */
const AT_ONCE = 100;
/** A report that was being sent as they were confirmed knew nothing of them: it is here, with all others, when this has passed. */
const SETTLED_MINUTES = 1;

/**
 * Holds some of what was here before against children who were restricted since. As the system.
 * @returns whether nothing is left to be held against anybody.
 */
export async function lookBack(tx: Tx): Promise<boolean> {
  const looking = await readLookingBack(tx, tx.at.subtract({ minutes: SETTLED_MINUTES }));
  if (looking === null) return true;
  const earlier = await readEarlier(tx, looking.to, AT_ONCE);
  await holdAgainst(tx, earlier, looking.children, tx.at.add({ hours: ANSWER_HOURS }));
  const last = earlier.length < AT_ONCE ? null : (earlier.at(-1)?.id ?? null);
  await keepLookedBack(tx, looking.children.map(({ id }) => id), last);
  return false;
}
