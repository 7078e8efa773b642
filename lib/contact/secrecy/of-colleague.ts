import type { Temporal } from 'temporal-polyfill';
import { dutyDue } from '@/lib/duty/model';
import { dutiesOfContact, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { addAgencyChange, isHiddenFromAgency } from '@/lib/restriction/agency-store';
import { addEvent } from '../event-store';
import { belongsOf } from '../head';
import type { Answer } from '../schema';
import { readHead } from '../store';
import { closeForTrust } from './who-must-not-see';

/** Why a contact is kept from its agency by what was said after the report. */
export const SAID_AFTERWARDS = 'Whoever told us said afterwards that it is, or may be, about somebody who works there.';

/** The words that say so: what they are known by, when they first came, and where whoever says it works, where that is not the agency that reported. */
export interface SaidIn {
  key: string;
  at: Temporal.Instant;
  agencyId?: string | null | undefined;
}

/**
 * Keeps a contact from the agency that reported it once its reporter says that it involves, or may involve, somebody who works there
 * (domain 7.3: yes and not sure alike), as if they had said so at first; at a yes it is closed for a position of trust, too, and the designated
 * officer is to be told. With the words that say so, before anybody reads them. As the product.
 * @param words a colleague of somebody elsewhere is none of the reporting agency's, whose lead goes on seeing the contact where it is not closed.
 */
export async function keepFromColleagues(system: Tx, contactId: string, said: Answer | null | undefined, words: SaidIn): Promise<void> {
  if (said !== 'yes' && said !== 'not_known') return;
  const head = await readHead(system, contactId);
  if (head === null) return;
  const theirs = head.agencyId !== null && (words.agencyId === undefined || words.agencyId === head.agencyId);
  if (theirs && !(await isHiddenFromAgency(system, contactId, belongsOf(head).hiddenFromAgency))) {
    await addAgencyChange(system, contactId, system.actor.actorId, true, SAID_AFTERWARDS);
    await addEvent(system, contactId, 'agency_hidden');
    system.ledger({ action: 'contact.agency_hidden', objectKind: 'contact', objectId: contactId });
  }
  if (said !== 'yes') return;
  await closeForTrust(system, contactId, head.referrerId);
  await oweOfficer(system, contactId, words);
}

/**
 * The designated officer is told of it within one working day, at any level (domain 2.2 behaviour 12): once while it is owed, once more for
 * the next, and of the same words sent again no second time. The first time as the guide opens it, so that what calls for it afterwards finds it owed.
 */
async function oweOfficer(system: Tx, contactId: string, { key, at }: SaidIn): Promise<void> {
  const officer = (await dutiesOfContact(system, contactId)).filter(({ code }) => code === 'LADO');
  if (officer.some(({ discharge, openedAt }) => discharge === null || openedAt.epochMilliseconds === at.epochMilliseconds)) return;
  const owed = { contactId, code: 'LADO' as const, ...dutyDue('LADO', { receivedAt: system.at }) };
  if ((await openDuty(system, owed)) || (await openDuty(system, { ...owed, occasionId: key }))) await addEvent(system, contactId, 'duty_opened', { code: 'LADO' });
}
