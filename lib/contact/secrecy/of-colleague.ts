import type { Tx } from '@/lib/platform/db';
import { addAgencyChange, isHiddenFromAgency } from '@/lib/restriction/agency-store';
import { addEvent } from '../event-store';
import { belongsOf } from '../head';
import type { Answer } from '../schema';
import { readHead } from '../store';
import { closeForTrust } from './who-must-not-see';

const WHY = 'Whoever told us said afterwards that it is, or may be, about somebody who works there.';

/**
 * Keeps a contact from the agency that reported it once its reporter says that it involves, or may involve, somebody who works there
 * (domain 7.3: yes and not sure alike), as if they had said so at first; at a yes it is closed for a position of trust, too. With the
 * words that say so, before anybody reads them. As the product.
 */
export async function keepFromColleagues(system: Tx, contactId: string, said: Answer | undefined): Promise<void> {
  if (said !== 'yes' && said !== 'not_known') return;
  const head = await readHead(system, contactId);
  if (head === null) return;
  if (head.agencyId !== null && !(await isHiddenFromAgency(system, contactId, belongsOf(head).hiddenFromAgency))) {
    await addAgencyChange(system, contactId, system.actor.actorId, true, WHY);
    await addEvent(system, contactId, 'agency_hidden');
    system.ledger({ action: 'contact.agency_hidden', objectKind: 'contact', objectId: contactId });
  }
  if (said === 'yes') await closeForTrust(system, contactId, head.referrerId);
}
