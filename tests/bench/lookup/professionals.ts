import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { agencyKey, findingWords, nameKey } from '@/lib/contact/callers/professional';
import type { Chance, Someone } from '../people/population';

/** About as many contacts does one professional tell of in ten years, and so many of them work at one agency. */
const CONTACTS_OF_ONE = 20;
const AT_ONE_AGENCY = 20;
/** Of so many the agency has given them an account. */
const WITH_ACCOUNT = 0.25;

const PLACES = 'Larkrise Ashdown Millbrook Fairfield Oakhurst Riverside Westbrook Hillcrest Northgate Elmfield Harbour Kestrel Meadowbank Priory Saltmarsh Thornbury'.split(' ');
const KINDS: readonly (readonly [kind: string, called: string])[] = [['school', 'Primary School'], ['school', 'Academy'], ['gp', 'Surgery'], ['hospital', 'Hospital'], ['police', 'Police'], ['early_years', 'Nursery']];

export interface KnownProfessional {
  name: string;
  agencyName: string;
}

/**
 * The register of professionals who told of the loaded contacts, past the product, with the words and keys that the product
 * makes of them; and accounts of some.
 * @param people whose names they bear.
 */
export async function loadProfessionals(client: pg.Client, authority: string, { people, contacts }: { people: readonly Someone[]; contacts: number }, random: Chance): Promise<KnownProfessional[]> {
  const size = Math.max(AT_ONE_AGENCY, Math.round(contacts / CONTACTS_OF_ONE));
  const agencies = Array.from({ length: Math.ceil(size / AT_ONE_AGENCY) }, (_, place) => {
    const [kind, called] = KINDS[place % KINDS.length] ?? ['school', 'School'];
    return { id: randomUUID(), kind, name: `${PLACES[place % PLACES.length] ?? ''} ${called} ${place + 1}` };
  });
  const known = new Map<string, KnownProfessional & { id: string; agency: (typeof agencies)[number] }>();
  for (let made = 0; made < size; made += 1) {
    const { givenName, familyName } = people[Math.floor(random() * people.length)] as Someone;
    const agency = agencies[Math.floor(random() * agencies.length)];
    const name = `${givenName} ${familyName}`;
    if (agency !== undefined && nameKey(name) !== '') known.set(`${agency.id} ${nameKey(name)}`, { id: randomUUID(), name, agencyName: agency.name, agency });
  }
  const professionals = [...known.values()];
  const column = <T, V>(rows: readonly T[], of: (row: T) => V) => rows.map(of);
  const words = professionals.flatMap(({ id, name, agency }) => findingWords({ name, agency }).map((word) => ({ id, word })));
  const accounts = professionals.filter(() => random() < WITH_ACCOUNT).map((one) => ({ ...one, accountId: randomUUID(), membershipId: randomUUID() }));
  await client.query("set session_replication_role = 'replica'");
  await client.query("insert into agency (authority_id, id, name, kind, phone) select $1, * from unnest($2::uuid[], $3::text[], $4::text[]), (select '01632 960100') as p (phone)", [authority, column(agencies, ({ id }) => id), column(agencies, ({ name }) => name), column(agencies, ({ kind }) => kind)]);
  await client.query('insert into professional (authority_id, id, name_key, agency_key, name, agency_id, agency_name, agency_kind) select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[])', [
    authority,
    column(professionals, ({ id }) => id),
    column(professionals, ({ name }) => nameKey(name)),
    column(professionals, ({ agency }) => agencyKey(agency)),
    column(professionals, ({ name }) => name),
    column(professionals, ({ agency }) => agency.id),
    column(professionals, ({ agencyName }) => agencyName),
    column(professionals, ({ agency }) => agency.kind),
  ]);
  await client.query('insert into professional_word (authority_id, word, professional_id) select $1, * from unnest($2::text[], $3::uuid[])', [authority, column(words, ({ word }) => word), column(words, ({ id }) => id)]);
  await client.query('insert into professional_contact (authority_id, contact_id, professional_id) select c.authority_id, c.id, n.id from contact c join (select id, row_number() over (order by id) - 1 as place from professional) n on n.place = abs(hashtext(c.id::text)) % $1::int', [professionals.length]);
  await client.query('insert into account (id, email, name) select * from unnest($1::uuid[], $2::text[], $3::text[])', [column(accounts, ({ accountId }) => accountId), column(accounts, ({ accountId }) => `${accountId}@agency.example`), column(accounts, ({ name }) => name)]);
  await client.query("insert into membership (authority_id, id, account_id, role, agency_id, job_title, phone) select $1, m.id, m.account_id, 'partner_professional', m.agency_id, 'Teacher', '01632 960101' from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as m (id, account_id, agency_id)", [authority, column(accounts, ({ membershipId }) => membershipId), column(accounts, ({ accountId }) => accountId), column(accounts, ({ agency }) => agency.id)]);
  await client.query('reset session_replication_role');
  await client.query('vacuum analyze agency, professional, professional_word, professional_contact, account, membership');
  return professionals.map(({ name, agencyName }) => ({ name, agencyName }));
}
