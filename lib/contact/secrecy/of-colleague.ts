import { dutyDue } from '@/lib/duty/model';
import { findOpenDuty, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { addAgencyChange, isHiddenFromAgency } from '@/lib/restriction/agency-store';
import { addEvent } from '../event-store';
import { belongsOf } from '../head';
import type { Answer } from '../schema';
import { readHead } from '../store';
import { closeForTrust } from './who-must-not-see';

/** Why a contact is kept from its agency by what was said after the report. */
export const SAID_AFTERWARDS = 'Whoever told us said afterwards that it is, or may be, about somebody who works there.';

/**
 * Keeps a contact from the agency that reported it once its reporter says that it involves, or may involve, somebody who works there
 * (domain 7.3: yes and not sure alike), as if they had said so at first; at a yes it is closed for a position of trust, too, and the designated
 * officer is to be told. With the words that say so, before anybody reads them. As the product.
 * @param agencyId where whoever says it works; left out, at the agency that reported. A colleague of somebody elsewhere is none of that
 *   agency's, whose lead goes on seeing the contact where it is not closed.
 */
export async function keepFromColleagues(system: Tx, contactId: string, said: Answer | null | undefined, agencyId?: string | null): Promise<void> {
  if (said !== 'yes' && said !== 'not_known') return;
  const head = await readHead(system, contactId);
  if (head === null) return;
  const theirs = head.agencyId !== null && (agencyId === undefined || agencyId === head.agencyId);
  if (theirs && !(await isHiddenFromAgency(system, contactId, belongsOf(head).hiddenFromAgency))) {
    await addAgencyChange(system, contactId, system.actor.actorId, true, SAID_AFTERWARDS);
    await addEvent(system, contactId, 'agency_hidden');
    system.ledger({ action: 'contact.agency_hidden', objectKind: 'contact', objectId: contactId });
  }
  if (said !== 'yes') return;
  await closeForTrust(system, contactId, head.referrerId);
  await oweOfficer(system, contactId);
}

/**
 * The designated officer is told of it within one working day, at any level (domain 2.2 behaviour 12): once while it is owed, and once more for
 * the next. The first time as the guide opens it, so that what calls for it afterwards finds it owed.
 */
async function oweOfficer(system: Tx, contactId: string): Promise<void> {
  if ((await findOpenDuty(system, contactId, 'LADO')) !== null) return;
  const owed = { contactId, code: 'LADO' as const, ...dutyDue('LADO', { receivedAt: system.at }) };
  if ((await openDuty(system, owed)) || (await openDuty(system, { ...owed, occasionId: newId() }))) await addEvent(system, contactId, 'duty_opened', { code: 'LADO' });
}
