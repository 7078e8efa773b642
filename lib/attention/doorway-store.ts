import { authorityOf, type Authority } from '@/lib/access/store';
import type { ContactHead } from '@/lib/contact/head';
import { asTheySeeIt } from '@/lib/contact/store';
import { Prisma, type Tx } from '@/lib/platform/db';
import { openingOf, type Opening } from '@/lib/restriction/model';

/** What stands before every page: where it is, and whether the actor has been called to an alarm that nobody has accepted yet. */
export interface Place {
  authority: Authority;
  called: boolean;
}

/** A contact, or a duty on one, before it is opened. */
export interface Before {
  contact: ContactHead;
  /** Whose the duty is by which the contact was named. */
  dutyOwner: string | null;
  /** Why it is closed to the account asked about, for the policy table; null where nothing closes it. */
  closed: 'conflicted' | 'restricted' | null;
  /** Whether they are asked first whom they know (domain 7.14). */
  opening: Opening;
}

type Row = Omit<Authority, 'settings'> & { settings: unknown; called: boolean };
type HeadRow = { [K in keyof Omit<ContactHead, 'id' | 'reference' | 'authorityId'>]: ContactHead[K] } & { contactId: string | null; reference: string; dutyOwner: string | null; why: string | null; declaredAt: Date | null; matchedAt: Date | null; grounds: string[] | null };

const place = ({ authorityId, actorId }: Tx['actor']) => Prisma.sql`a.id, a.name, a.short_name as "shortName", a.prefix, a.service_name as "serviceName", a.settings,
  exists (select 1 from alarm_call k join alarm l on l.authority_id = k.authority_id and l.id = k.alarm_id where k.authority_id = ${authorityId} and k.account_id = ${actorId}::uuid and l.ended_at is null) as called`;

function placeOf(row: Row | undefined): Place {
  if (row === undefined) throw new Error('the authority of the actor is not there');
  return { authority: authorityOf(row), called: row.called };
}

/** What stands before a page that is about no contact. */
export async function readPlace(tx: Tx): Promise<Place> {
  const { authorityId } = tx.actor;
  const [row] = await tx.db.$queryRaw<Row[]>`select ${place(tx.actor)} from authority a where a.id = ${authorityId}`;
  return placeOf(row);
}

/**
 * The same with the contact that is named, by its reference or by a duty on it; null where it is not there for the actor.
 * @param accountId to whom it may be closed, for the policy table.
 */
export async function readDoorway(tx: Tx, named: { reference: string } | { dutyId: string }, accountId: string): Promise<{ place: Place; before: Before | null }> {
  const { authorityId, actorId } = tx.actor;
  const owner = 'dutyId' in named ? Prisma.sql`d.owner_id` : Prisma.sql`null::uuid`;
  const contact = 'dutyId' in named
    ? Prisma.sql`left join duty d on d.authority_id = a.id and d.id = ${named.dutyId}::uuid left join contact c on c.authority_id = d.authority_id and c.id = d.contact_id`
    : Prisma.sql`left join contact c on c.authority_id = a.id and c.reference = ${named.reference}`;
  const [row] = await tx.db.$queryRaw<(Row & HeadRow)[]>`
    select ${place(tx.actor)}, ${owner} as "dutyOwner", c.id as "contactId", c.reference, c.agency_id as "agencyId", c.referrer_id as "referrerId", c.past_agency as "pastAgency", c.about_colleague as "aboutColleague", c.sealed,
      case when c.id is not null then app_closed_to(c.id, ${accountId}::uuid) end as why,
      (select max(s.at) from contact_declaration s where s.authority_id = ${authorityId} and s.contact_id = c.id and s.account_id = ${actorId}::uuid) as "declaredAt", m.at as "matchedAt", m.grounds
    from authority a ${contact} left join contact_acquaintance m on m.authority_id = c.authority_id and m.contact_id = c.id and m.account_id = ${actorId}::uuid
    where a.id = ${authorityId}`;
  const here = placeOf(row);
  const byReference = 'reference' in named;
  if (row === undefined || row.contactId === null) return { place: here, before: null };
  const { contactId: id, reference, agencyId, referrerId, pastAgency, aboutColleague, sealed, dutyOwner, why, declaredAt, matchedAt, grounds } = row;
  const head = { id, reference, authorityId, agencyId, referrerId, pastAgency, aboutColleague, sealed };
  return {
    place: here,
    before: {
      contact: byReference ? await asTheySeeIt(tx, head) : head,
      dutyOwner,
      closed: why === 'conflicted' || why === 'restricted' ? why : null,
      opening: openingOf({ declaredMs: declaredAt?.getTime() ?? null, matchedMs: matchedAt?.getTime() ?? null, grounds: grounds ?? [] }),
    },
  };
}
