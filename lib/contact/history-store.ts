import type { Tx } from '@/lib/platform/db';
import { LONDON } from '@/lib/platform/time';
import { Temporal } from 'temporal-polyfill';

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

/** The children of earlier contacts that are the same as this contact's, latest first, without those a worker told apart. */
export async function sameChildren(tx: Tx, contactId: string): Promise<SameChild[]> {
  return tx.db.$queryRaw<SameChild[]>`
    with this as (select received_at from contact where authority_id = ${tx.actor.authorityId} and id = ${contactId}::uuid),
    mine as (select id, nhs_number, upn, name_dob_key from contact_person
      where authority_id = ${tx.actor.authorityId} and contact_id = ${contactId}::uuid and kind in ('child', 'household_child')),
    pairs as (
      select m.id as person_id, o.id as other_id, o.contact_id, 1 as strength from mine m
        join contact_person o on o.authority_id = ${tx.actor.authorityId} and o.nhs_number = m.nhs_number
      union all select m.id, o.id, o.contact_id, 2 from mine m
        join contact_person o on o.authority_id = ${tx.actor.authorityId} and o.upn = m.upn
      union all select m.id, o.id, o.contact_id, 3 from mine m
        join contact_person o on o.authority_id = ${tx.actor.authorityId} and o.name_dob_key = m.name_dob_key)
    select c.id as "contactId", c.received_at as "receivedAt", p.person_id as "personId", p.other_id as "otherPersonId",
      (array['nhs_number', 'upn', 'name_and_birth'])[min(p.strength)] as "sameBy"
    from pairs p
      join contact_person o on o.authority_id = ${tx.actor.authorityId} and o.id = p.other_id and o.kind in ('child', 'household_child')
      join contact c on c.authority_id = ${tx.actor.authorityId} and c.id = p.contact_id
      cross join this
    where c.id <> ${contactId}::uuid and c.received_at <= this.received_at
      and not exists (select 1 from not_same_child n where n.authority_id = ${tx.actor.authorityId}
        and ((n.person_id = p.person_id and n.other_person_id = p.other_id) or (n.person_id = p.other_id and n.other_person_id = p.person_id)))
    group by c.id, c.received_at, p.person_id, p.other_id
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
