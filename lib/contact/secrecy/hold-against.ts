import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { alertThem } from '@/lib/restriction/access-store';
import { saidIn, type RestrictedIdentity } from '@/lib/restriction/model';
import { readNamed } from '@/lib/restriction/named-store';
import { everClosedBy } from '@/lib/restriction/restricted-store';
import type { Earlier } from './earlier-store';
import { askOfWords, matchRestricted } from './who-must-not-see';

/** Hours for the guardians to answer about contacts that were here before the child was registered. */
export const ANSWER_HOURS = 24;

/**
 * Holds contacts that are here already against children who were restricted since, as if they came in now (domain 7.14): whoever is
 * named, in whatever spelling and at whatever address, and every word that was written. What two persons opened again stays open.
 * As the system.
 * @param answerBy by when the guardians must have answered.
 */
export async function holdAgainst(tx: Tx, contacts: readonly Earlier[], children: readonly RestrictedIdentity[], answerBy: Temporal.Instant): Promise<void> {
  const contactIds = contacts.map(({ id }) => id);
  const [named, closed] = [await readNamed(tx, contactIds), await everClosedBy(tx, contactIds, children.map(({ id }) => id))];
  const guardians = new Set<string>();
  // Told once of all that is found, and not of each.
  const tell = (_: Tx, accountIds: readonly string[]) => Promise.resolve(accountIds.forEach((id) => guardians.add(id)));
  for (const { id: contactId, referrerId, text } of contacts) {
    const [said, persons] = [saidIn(text), named.get(contactId) ?? []];
    for (const child of children) {
      if (closed.get(contactId)?.has(child.id) === true) continue;
      const is = await matchRestricted(tx, { contactId, referrerId, answerBy, named: persons }, [child], tell);
      if (!is) await askOfWords(tx, { contactId, textId: contactId, answerBy }, said, [child], tell);
    }
  }
  await alertThem(tx, [...guardians]);
}
