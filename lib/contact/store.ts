import type { Tx } from '@/lib/platform/db';
import type { ContactHead } from './head';

/** The contact of a reference, as far as the actor may see it. */
export async function findContact(tx: Tx, reference: string): Promise<ContactHead | null> {
  return tx.db.contact.findUnique({
    where: { authorityId_reference: { authorityId: tx.actor.authorityId, reference } },
    select: { id: true, reference: true, authorityId: true, agencyId: true, referrerId: true, pastAgency: true, aboutColleague: true },
  });
}
