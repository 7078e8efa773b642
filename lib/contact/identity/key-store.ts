import { indexKeys, KEYS_MADE, PROPOSING_KINDS, type IndexKind, type NamedPerson } from '@/lib/people/identity';
import { plainly, Prisma, type Tx } from '@/lib/platform/db';
import { isoDay } from '@/lib/platform/time';

/** Somebody of a contact, child or adult, as the index knows them. */
export interface IndexedPerson extends NamedPerson {
  id: string;
  contactId: string;
  /** child | household_child | adult */
  kind: string;
}

/** Writes the keys by which people are found; those that are there stay. Needs casework rights. */
export async function addKeys(tx: Tx, people: readonly IndexedPerson[]): Promise<void> {
  const { authorityId } = tx.actor;
  const data = people.flatMap(({ id, contactId, kind: _, ...person }) => indexKeys(person).map((key) => ({ ...key, authorityId, contactId, contactPersonId: id })));
  if (data.length > 0) await tx.db.personKey.createMany({ data, skipDuplicates: true });
}

const NAMED = { id: true, kind: true, contactId: true, givenName: true, familyName: true, dateOfBirth: true, nhsNumber: true, upn: true, details: true } as const;

/** People of contacts by their ids, as far as the actor may see them. */
export async function readIndexed(tx: Tx, ids: readonly string[]): Promise<IndexedPerson[]> {
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...ids] } }, select: NAMED });
  return rows.map(({ dateOfBirth, details, ...row }) => ({ ...row, dateOfBirth: isoDay(dateOfBirth), details: details as Record<string, unknown> }));
}

/** By one key no more than these are found: a key that so many share finds nobody, and a rarer one does. */
const MOST_OF_A_KEY = 100;
/** Of all who share a key with somebody those who share the rarest are weighed, and no more than these: docs/measurements.md says what forty find of what a hundred do. */
export const MOST_WEIGHED = 40;

/** Keys as they are typed, or those by which these people themselves are proposed. */
type Asked = { keys: readonly { kind: IndexKind; key: string }[] } | { of: readonly string[] };

/**
 * People of contacts who have one of these keys, as far as the actor may open them; those with the rarest first: a key
 * says the more the fewer share it (term frequency). Equalities
 * alone, so that an index finds them under row-level security too (quality A6), and what the actor may not open neither
 * counts nor takes anybody's place.
 * @param except the contact whose own people are left out, or null.
 * @param most how many at most.
 */
export async function holdersOf(tx: Tx, asked: Asked, except: string | null, most: number): Promise<IndexedPerson[]> {
  const { authorityId } = tx.actor;
  if (('of' in asked ? asked.of : asked.keys).length === 0) return [];
  const keys = 'of' in asked
    ? Prisma.sql`select distinct m.kind, m.key from person_key m where m.authority_id = ${authorityId} and m.contact_person_id = any (${[...asked.of]}::uuid[]) and m.kind = any (${[...PROPOSING_KINDS]}::text[])`
    : Prisma.sql`select * from unnest(${asked.keys.map(({ kind }) => kind)}::text[], ${asked.keys.map(({ key }) => key)}::text[]) as a (kind, key)`;
  return tx.db.$queryRaw<IndexedPerson[]>(plainly`
    with asked as materialized (${keys}),
    holders as materialized (select o.contact_person_id as id, sum(o.rare) as shared from asked cross join lateral (
      select s.contact_person_id, 1.0::float8 / count(*) over () as rare from (select k.contact_person_id from person_key k
      where k.authority_id = ${authorityId} and k.kind = asked.kind and k.key = asked.key and (${except}::uuid is null or k.contact_id <> ${except}::uuid)
      limit ${MOST_OF_A_KEY}) s) o
    group by o.contact_person_id order by sum(o.rare) desc, o.contact_person_id limit ${most})
    select p.id, p.kind, p.contact_id as "contactId", p.given_name as "givenName", p.family_name as "familyName", p.date_of_birth::text as "dateOfBirth", p.nhs_number as "nhsNumber", p.upn, p.details
    from holders h join contact_person p on p.authority_id = ${authorityId} and p.id = h.id order by h.shared desc, p.id`);
}

/** Some of the people who came before there was an index, or before its keys were made as now. As the system. */
export async function readNotIndexed(tx: Tx, most: number): Promise<IndexedPerson[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId, keys: { none: { kind: 'indexed', key: KEYS_MADE } } }, take: most, select: { id: true } });
  return readIndexed(tx, rows.map(({ id }) => id));
}
