import type { Tx } from '@/lib/platform/db';
import { addBar } from '@/lib/restriction/bar-store';
import { readLead, readOfAgency } from '@/lib/restriction/lead-store';
import { acquaintanceGrounds, type NamedPerson } from '@/lib/restriction/model';

const ofFamily = (familyName: string): NamedPerson => ({ id: '', kind: '', givenName: '', familyName, dateOfBirth: null, nhsNumber: null, nameDobKey: null, address: '', postcode: '' });

/**
 * Holds what an agency told before against somebody who is its safeguarding lead from now: where they may be meant they do not see it,
 * as if they had been its lead when it came in (domain 7.3). Before they can look; nothing where the place of work is no lead's.
 */
export async function holdLead(tx: Tx, membershipId: string): Promise<void> {
  await tx.asSystem(async (system) => {
    const lead = await readLead(system, membershipId);
    if (lead === null) return;
    for (const { contactId, families, said } of await readOfAgency(system, lead)) {
      const grounds = acquaintanceGrounds(lead, families.map(ofFamily), said);
      if (grounds.length > 0) await addBar(system, { contactId, accountId: lead.accountId, ground: 'may_be_involved', reason: grounds.join(', ') });
    }
  });
}
