import { systemOf, withActor } from '@/lib/platform/db';
import { addRestrictedChild, confirmRestrictedChild, readRestrictedIdentities } from '@/lib/restriction/restricted-store';
import type { Temporal } from 'temporal-polyfill';
import type { SeedArea } from './areas';
import { peopleOf } from './people';

/** Where the demo has a restricted child: its guardians see it on their page, and everybody else sees nothing of it. */
const WHERE = 'norfolk';

/** Registers one invented restricted child with two guardians, confirmed by a second manager, once. */
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
    const child = { givenName: 'Ottoline', familyName: 'Quarrington', dateOfBirth: '2017-09-14', nhsNumber: '', reason: 'adoption', reasonWords: 'Birth family lives in the county.' } as const;
    const id = await addRestrictedChild(tx, { ...child, addresses: [{ address: '3 Saltmarsh Cottages', postcode: 'NR25 7ZZ' }], guardians: [who('Service manager'), who('Senior social worker')], secondId: second });
    await confirmRestrictedChild(tx, id, second);
    tx.ledger({ action: 'restricted.registered', objectKind: 'restricted_child', objectId: id, detail: { reason: child.reason, second } });
  }, { at });
}
