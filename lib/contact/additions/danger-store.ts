import type { Tx } from '@/lib/platform/db';
import type { Contact } from '../store';
import { withDangerAgain } from './again';
import { joinedContacts } from './joined-store';

/**
 * A contact with all that is known of danger to whoever visits: told in a report that was joined into it, it stands not in its own, and would
 * be lost where the worry is told again (first questions). As the product.
 */
export async function withDangerKnown(system: Tx, contact: Contact): Promise<Contact> {
  const all = [contact.id, ...(await joinedContacts(system, contact.id))];
  const said = await system.db.$queryRaw<{ words: string }[]>`select report->>'dangerToStaff' as words from contact
    where authority_id = ${system.actor.authorityId} and id = any (${all}::uuid[]) and btrim(report->>'dangerToStaff') <> '' order by received_at, id`;
  return { ...contact, report: withDangerAgain(contact.report, said.map(({ words }) => words)) };
}
