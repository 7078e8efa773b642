import type { Tx } from '@/lib/platform/db';
import { alertThem } from '@/lib/restriction/access-store';
import { saidIn } from '@/lib/restriction/model';
import { readNamed } from '@/lib/restriction/named-store';
import { everClosedBy, keepLookedBack, readLookingBack } from '@/lib/restriction/restricted-store';
import { readEarlier } from '../secrecy/earlier-store';
import { askOfWords, matchRestricted } from '../secrecy/who-must-not-see';

/** As many contacts are held against them in one transaction. */
const AT_ONCE = 100;
/** A report that was being sent as they were confirmed knew nothing of them: it is here, with all others, when this has passed. */
const SETTLED_MINUTES = 1;
/** Hours for the guardians to answer about contacts that were here before the child was registered. */
const ANSWER_HOURS = 24;

/**
 * Holds some of what was here before against children who were restricted since, as if it came in now (domain 7.14): whoever is named,
 * in whatever spelling and at whatever address, and every word that was written. What two persons opened again stays open. As the system.
 * @returns whether nothing is left to be held against anybody.
 */
export async function lookBack(tx: Tx): Promise<boolean> {
  const looking = await readLookingBack(tx, tx.at.subtract({ minutes: SETTLED_MINUTES }));
  if (looking === null) return true;
  const ids = looking.children.map(({ id }) => id);
  const earlier = await readEarlier(tx, looking.to, AT_ONCE);
  const contactIds = earlier.map(({ id }) => id);
  const [named, closed] = [await readNamed(tx, contactIds), await everClosedBy(tx, contactIds, ids)];
  const guardians = new Set<string>();
  // Told once of all that is found, and not of each.
  const tell = (_: Tx, accountIds: readonly string[]) => Promise.resolve(accountIds.forEach((id) => guardians.add(id)));
  const answerBy = tx.at.add({ hours: ANSWER_HOURS });
  for (const { id: contactId, referrerId, text } of earlier) {
    const [said, persons] = [saidIn(text), named.get(contactId) ?? []];
    for (const child of looking.children) {
      if (closed.get(contactId)?.has(child.id) === true) continue;
      const is = await matchRestricted(tx, { contactId, referrerId, answerBy, named: persons }, [child], tell);
      if (!is) await askOfWords(tx, { contactId, textId: contactId, answerBy }, said, [child], tell);
    }
  }
  await alertThem(tx, [...guardians]);
  const last = earlier.length < AT_ONCE ? null : (contactIds.at(-1) ?? null);
  await keepLookedBack(tx, ids, last);
  return false;
}
