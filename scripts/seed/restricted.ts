import { matchRestricted } from '@/lib/contact/secrecy/who-must-not-see';
import { readHead } from '@/lib/contact/store';
import { systemOf, withActor, type Tx } from '@/lib/platform/db';
import { addRestrictedChild, confirmRestrictedChild, readRestrictedIdentities } from '@/lib/restriction/restricted-store';
import type { Temporal } from 'temporal-polyfill';
import type { SeedArea } from './areas';
import { peopleOf } from './people';

/** Where the demo has a restricted child: its guardians see it and its contact, and everybody else sees nothing of them. */
const WHERE = 'norfolk';

/** A child of the year whose family nobody spoke of twice: their contact has ended, and closes to all but its guardians. */
async function childOfTheYear(tx: Tx) {
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, kind: 'child', nameDobKey: { not: null }, dateOfBirth: { not: null }, contact: { closure: { how: 'told' } } }, orderBy: [{ contact: { receivedAt: 'desc' } }, { ordinal: 'asc' }], take: 200 });
  const counts = await tx.db.contactPerson.groupBy({ by: ['familyName'], where: { authorityId: tx.actor.authorityId, kind: 'child' }, _count: true });
  const once = new Set(counts.filter(({ _count }) => _count === 1).map(({ familyName }) => familyName));
  const child = rows.find(({ familyName }) => once.has(familyName));
  if (child?.dateOfBirth == null) throw new Error('the year has no child who came once');
  return { contactId: child.contactId, givenName: child.givenName, familyName: child.familyName, dateOfBirth: child.dateOfBirth.toISOString().slice(0, 10) };
}

/** Registers one child of the year as restricted, with two guardians, confirmed by a second manager, once. */
export async function makeRestricted(area: SeedArea, at: Temporal.Instant): Promise<void> {
  if (area.id !== WHERE) return;
  const who = (jobTitle: string) => {
    const found = peopleOf(area).find((person) => person.jobTitle === jobTitle);
    if (!found) throw new Error(`the demo has no ${jobTitle}`);
    return found.accountId;
  };
  const [registers, second] = [who('Team manager'), who('Service manager')];
  await withActor({ ...systemOf(area.id), actorId: registers }, async (tx) => {
    if ((await readRestrictedIdentities(tx)).length > 0) return;
    const { contactId, ...identity } = await childOfTheYear(tx);
    const child = { ...identity, nhsNumber: '', reason: 'adoption', reasonWords: 'Birth family lives in the county.' } as const;
    const id = await addRestrictedChild(tx, { ...child, addresses: [{ address: '3 Saltmarsh Cottages', postcode: 'NR25 7ZZ' }], guardians: [who('Service manager'), who('Senior social worker')], secondId: second });
    await confirmRestrictedChild(tx, id, second);
    await matchRestricted(tx, { contactId, referrerId: (await readHead(tx, contactId))?.referrerId ?? null, answerBy: at }, await readRestrictedIdentities(tx, id));
    tx.ledger({ action: 'restricted.registered', objectKind: 'restricted_child', objectId: id, detail: { reason: child.reason, second } });
  }, { at });
}
