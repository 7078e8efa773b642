import { Prisma, type Tx } from '@/lib/platform/db';

/** A letter that its reader has not opened, and whether they work for another agency by now than the one for which they told us. */
interface Unread {
  id: string;
  contactId: string;
  decisionId: string | null;
  left: boolean;
}

/**
 * Letters that went by e-mail to whoever is not known to be the subject, tell of a decision or ask something, and were not read: of open
 * contacts and of what was joined into them. As the system.
 * @param contactId of this contact and what was joined into it; null for everything that is open.
 */
export async function unreadTelling(system: Tx, contactId: string | null): Promise<Unread[]> {
  const { authorityId } = system.actor;
  const only = contactId === null ? Prisma.sql`true` : Prisma.sql`q.contact_id = ${contactId}::uuid`;
  return system.db.$queryRaw<Unread[]>`
    with recursive work as (
      select q.contact_id from queue_row q where q.authority_id = ${authorityId} and ${only}
      union
      select x.contact_id from work w join closure x on x.authority_id = ${authorityId} and x.how = 'joined' and x.joined_to_id = w.contact_id)
    select l.id, l.contact_id as "contactId", l.decision_id as "decisionId", l.recipient_id is not null and coalesce(app_reader_left(l.recipient_id, '', c.agency_id) = 'left_agency', false) as left
    from work w join letter l on l.authority_id = ${authorityId} and l.contact_id = w.contact_id
    join contact c on c.authority_id = l.authority_id and c.id = l.contact_id
    where l.kind in ('outcome', 'question') and l.recipient_class <> 'subject'
      and exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what = 'sent')
      and not exists (select 1 from letter_event e where e.authority_id = l.authority_id and e.letter_id = l.id and e.what in ('read', 'returned', 'withheld', 'undelivered'))
    order by l.id`;
}
