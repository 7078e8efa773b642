import type { Temporal } from 'temporal-polyfill';
import { isUnnamedOfOneBirth, type NamedPerson } from '@/lib/people/identity';
import { comparable } from '@/lib/people/match/comparable';
import { keysOf } from '@/lib/people/match/keys';
import { ageOn } from '@/lib/people/model';
import { forenamesIn } from '@/lib/people/placeholder';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { sameChildren } from '../history-store';
import { monthsBefore, REPEAT_MONTHS } from './history';

/** An earlier contact that may be about a child of this one, whom one of the two gives no name: nobody has said whether it is. */
export interface MaybeSame {
  contactId: string;
  reference: string;
  receivedAt: Temporal.Instant;
}

/** A child as this contact names them. */
interface Here {
  id: string;
  givenName: string;
  familyName: string;
  dateOfBirth: Temporal.PlainDate | null;
}

interface Row extends Pick<NamedPerson, 'givenName' | 'familyName' | 'dateOfBirth'> {
  contactId: string;
  reference: string;
  receivedAt: Date;
  /** Contacts about whoever was linked with them, in the same months. */
  linkedIds: string[];
  /** Of these children it was said what they are to them. */
  saidOf: string[];
}

/** Whoever is older has had a name for longer than tellings count. */
const NAMED_BY_YEARS = 2;

const asNamed = ({ givenName, familyName, dateOfBirth }: Pick<NamedPerson, 'givenName' | 'familyName' | 'dateOfBirth'>): NamedPerson => ({ givenName, familyName, dateOfBirth, nhsNumber: null, upn: null, details: {} });

/** Children about whom an earlier contact may be that gives a newborn no name, or who have none themselves. */
function asking(here: readonly Here[], receivedOn: Temporal.PlainDate): Here[] {
  return here.filter(({ givenName, familyName, dateOfBirth }) => {
    if (dateOfBirth === null) return false;
    return forenamesIn(givenName, familyName).length === 0 || (ageOn(dateOfBirth, receivedOn)?.years ?? 0) < NAMED_BY_YEARS;
  });
}

/** Contacts that may be about these children, and how many times they would have been told of with them. */
export interface MaybeTold {
  contacts: MaybeSame[];
  /** In the 12 months of the repeat rule, this contact and those that are known to be about them included. */
  times: number;
}

/**
 * The contacts of the repeat rule's months before this one that may be about a child of it, since they are of one family name and birth
 * and one of the two has no name yet, as long as nobody has said whether it is the same child: two families may each have a "Baby Smith",
 * and nothing counts them but a person (decision 34). As far as the actor may open those contacts; closed ones are in no figure. One
 * question of the database, and none where every child has a name and is no newborn.
 * @param counted how often the children were told of as far as it is known.
 * @param joined contacts that were joined into this one: they are in that figure.
 */
export async function readMaybeTold(tx: Tx, contactId: string, { here, receivedAt, receivedOn, counted, joined }: { here: readonly Here[]; receivedAt: Temporal.Instant; receivedOn: Temporal.PlainDate; counted: number; joined: readonly string[] }): Promise<MaybeTold> {
  const { authorityId } = tx.actor;
  const asked = asking(here, receivedOn).map((child) => ({ id: child.id, ...asNamed({ ...child, dateOfBirth: child.dateOfBirth?.toString() ?? null }) }));
  const keys = [...new Set(asked.flatMap((child) => keysOf(comparable({ ...child, dateOfBirth: child.dateOfBirth ?? '', sex: '', address: '', postcode: '', nhsNumber: '' })).birth_family))];
  if (keys.length === 0) return { contacts: [], times: counted };
  const since = new Date(monthsBefore(receivedAt, REPEAT_MONTHS).epochMilliseconds);
  const rows = await tx.db.$queryRaw<Row[]>`
    with this as (select greatest(k.received_at, (select min(p.at) from proposal p where p.authority_id = k.authority_id and p.contact_id = k.id)) as known_at
      from contact k where k.authority_id = ${authorityId} and k.id = ${contactId}::uuid),
    there as materialized (select distinct k.contact_person_id as id from person_key k
      where k.authority_id = ${authorityId} and k.kind = 'birth_family' and k.key = any (${keys}) and k.contact_id <> ${contactId}::uuid)
    select p.given_name as "givenName", p.family_name as "familyName", p.date_of_birth::text as "dateOfBirth", c.id as "contactId", c.reference, c.received_at as "receivedAt",
      array(select distinct o.contact_id::text from person_link l
        join person_link o on o.authority_id = l.authority_id and o.person_id = l.person_id and o.ended_at is null
        join contact oc on oc.authority_id = o.authority_id and oc.id = o.contact_id and oc.received_at >= ${since} and oc.received_at <= this.known_at
        where l.authority_id = ${authorityId} and l.contact_person_id = p.id and l.ended_at is null and (not app_is_closed(oc.id) or app_is_closed(${contactId}::uuid))) as "linkedIds",
      array(select m.id::text from unnest(${asked.map(({ id }) => id)}::uuid[]) m (id) where coalesce((select said.outcome from (
          select n.at, 'not_same' as outcome from not_same_child n where n.authority_id = ${authorityId}
            and ((n.person_id = m.id and n.other_person_id = p.id) or (n.person_id = p.id and n.other_person_id = m.id))
          union all
          select d.at, d.outcome from match_decision d where d.authority_id = ${authorityId}
            and ((d.contact_person_id = m.id and (d.other_person_id = p.id or d.outcome = 'new')) or (d.contact_person_id = p.id and d.other_person_id = m.id))) said
        order by said.at desc limit 1), 'undone') <> 'undone') as "saidOf"
    from there join this on true
      join contact_person p on p.authority_id = ${authorityId} and p.id = there.id and p.kind in ('child', 'household_child')
      join contact c on c.authority_id = ${authorityId} and c.id = p.contact_id and c.received_at >= ${since} and c.received_at <= this.known_at
    -- What is closed is no figure to those who may not know of it.
    where not app_is_closed(c.id) or app_is_closed(${contactId}::uuid)
    order by c.received_at desc, c.id, p.ordinal`;
  if (rows.length === 0) return { contacts: [], times: counted };
  const known = new Set([...(await sameChildren(tx, contactId)).map((pair) => pair.contactId), ...joined]);
  const maybe = rows.filter((row) => !known.has(row.contactId) && asked.some((child) => !row.saidOf.includes(child.id) && isUnnamedOfOneBirth(child, asNamed(row))));
  const contacts = [...new Map(maybe.map(({ contactId: id, reference, receivedAt: at }) => [id, { contactId: id, reference, receivedAt: instantOf(at) }])).values()];
  const more = new Set(maybe.flatMap((row) => [row.contactId, ...row.linkedIds]).filter((id) => !known.has(id)));
  return { contacts, times: counted + more.size };
}
