import type { Tx } from '@/lib/platform/db';
import { LONDON } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';

/** How two children were found to be the same, as long as there is no index of people (issue 2, section 3). */
export type SameBy = 'nhs_number' | 'upn' | 'name_and_birth';

/** A child of a contact and the same child as named in an earlier one. */
export interface SameChild {
  contactId: string;
  receivedAt: Date;
  personId: string;
  otherPersonId: string;
  sameBy: SameBy;
}

/**
 * The children of earlier contacts that are the same as this contact's, latest first, without those a worker told apart. The lists of
 * identifiers lead into one index each, however many contacts there are.
 */
export async function sameChildren(tx: Tx, contactId: string): Promise<SameChild[]> {
  const { authorityId } = tx.actor;
  return tx.db.$queryRaw<SameChild[]>`
    with this as (select received_at from contact where authority_id = ${authorityId} and id = ${contactId}::uuid),
    mine as materialized (select id, nhs_number, upn, name_dob_key from contact_person
      where authority_id = ${authorityId} and contact_id = ${contactId}::uuid and kind in ('child', 'household_child')),
    others as materialized (select id, contact_id, nhs_number, upn, name_dob_key from contact_person
      where authority_id = ${authorityId} and contact_id <> ${contactId}::uuid and kind in ('child', 'household_child')
        and (nhs_number = any (array(select nhs_number from mine)) or upn = any (array(select upn from mine)) or name_dob_key = any (array(select name_dob_key from mine))))
    select c.id as "contactId", c.received_at as "receivedAt", m.id as "personId", o.id as "otherPersonId",
      case when o.nhs_number = m.nhs_number then 'nhs_number' when o.upn = m.upn then 'upn' else 'name_and_birth' end as "sameBy"
    from mine m
      join others o on o.nhs_number = m.nhs_number or o.upn = m.upn or o.name_dob_key = m.name_dob_key
      join contact c on c.authority_id = ${authorityId} and c.id = o.contact_id
      cross join this
    where c.received_at <= this.received_at
      and not exists (select 1 from not_same_child n where n.authority_id = ${authorityId}
        and ((n.person_id = m.id and n.other_person_id = o.id) or (n.person_id = o.id and n.other_person_id = m.id)))
    order by c.received_at desc, c.id`;
}

/** The first instant of the 12 months that end with `at`, counted on the London calendar (requirement: the repeat rule). */
export function twelveMonthsBefore(at: Temporal.Instant): Temporal.Instant {
  return at.toZonedDateTimeISO(LONDON).subtract({ months: 12 }).toInstant();
}

/** How many contacts about these children reached us in the 12 months up to this one, this one included. */
export async function contactsIn12Months(tx: Tx, contactId: string, receivedAt: Temporal.Instant): Promise<number> {
  const since = twelveMonthsBefore(receivedAt).epochMilliseconds;
  const earlier = (await sameChildren(tx, contactId)).filter((same) => same.receivedAt.getTime() >= since);
  return 1 + new Set(earlier.map((same) => same.contactId)).size;
}
