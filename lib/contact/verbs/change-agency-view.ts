import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addAgencyChange, isHiddenFromAgency } from '@/lib/restriction/agency-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';

/**
 * Hides a contact from the agency that reported it, or shows it to the agency's lead, with the reason (domain 7.3). Where the
 * reporter chose to go past the agency that is theirs to say, and stays.
 */
export async function changeAgencyView(tx: Tx, person: Person, contact: ContactHead, { hidden, reason }: { hidden: boolean; reason: string }): Promise<Result<null, 'reason_missing' | 'reporters_wish' | 'as_it_is'>> {
  const why = reason.trim();
  if (why === '') return refused('reason_missing');
  if (contact.pastAgency && !hidden) return refused('reporters_wish');
  if ((await isHiddenFromAgency(tx, contact.id, contact.pastAgency || contact.aboutColleague)) === hidden) return refused('as_it_is');
  await tx.asSystem((system) => addAgencyChange(system, contact.id, person.actorId, hidden, why));
  await addEvent(tx, contact.id, hidden ? 'agency_hidden' : 'agency_shown');
  tx.ledger({ action: hidden ? 'contact.agency_hidden' : 'contact.agency_shown', objectKind: 'contact', objectId: contact.id });
  return ok(null);
}
