/**
 * "Third in 12 months" and the pattern survive a deletion (domain 7.18) by whatever a child is known by: each deleted contact here is known
 * by one thing alone, and is counted by it where the same child is told of again. Received 2 November 2020 and closed as advice on the
 * 27th: six years are over on 27 November 2026.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { deleteNext } from '@/lib/assurance/retention/verbs/delete-next';
import { makeList } from '@/lib/assurance/retention/verbs/make-list';
import { releaseList } from '@/lib/assurance/retention/verbs/release-list';
import { contactsIn12Months } from '@/lib/contact/history-store';
import { nameDobKey } from '@/lib/people/model';
import { closeDatabase, systemOf, withActor, type Actor, type Tx } from '@/lib/platform/db';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';

const AT = Temporal.Instant.from('2026-11-27T10:00:00Z');
const PERSON = randomUUID();
/** By what the child of each is known, and by nothing else. */
const KNOWN = {
  person: { person: PERSON },
  nhs_number: { nhs: '9990000018' },
  upn: { upn: 'H801200001001' },
  name_and_birth: { nameKey: nameDobKey('Elestren', 'Boscawen', '2015-02-03') },
} as const;
type Known = keyof typeof KNOWN;

let place: Place;
const contactOf = new Map<string, string>();

/** A contact of one child who is known by this alone. */
async function told(called: string, by: Known, receivedAt: string, closedAt: string | null): Promise<void> {
  const id = randomUUID();
  contactOf.set(called, id);
  const { person, nhs, upn, nameKey }: { person?: string; nhs?: string; upn?: string; nameKey?: string | null } = KNOWN[by];
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const of = { authority_id: place.id, contact_id: id };
    const reference = `${place.prefix}-${id.slice(0, 8).toUpperCase()}`;
    await forge(client, 'contact', { authority_id: place.id, id, reference, kind: 'concern', received_at: receivedAt, report: JSON.stringify({ children: [{ indicators: {} }] }) });
    const child = await forge(client, 'contact_person', { ...of, kind: 'child', given_name: 'Elestren', date_of_birth: '2015-02-03', nhs_number: nhs ?? null, upn: upn ?? null, name_dob_key: nameKey ?? null });
    if (person !== undefined) await forge(client, 'person_link', { ...of, contact_person_id: child['id'], person_id: person });
    if (closedAt === null) return void (await forge(client, 'queue_row', { ...of, reference }));
    await forge(client, 'decision', { ...of, route: 'UNIV_ADVICE', level: 1 });
    await forge(client, 'closure', { ...of, at: closedAt, how: 'told', level: 1, route: 'UNIV_ADVICE' });
  });
}

const as = async <T>(actor: Actor, work: (tx: Tx) => Promise<T>) => withActor(actor, work, { at: AT });

beforeAll(async () => {
  place = await makePlace();
  for (const by of Object.keys(KNOWN) as Known[]) await told(`deleted, ${by}`, by, '2020-11-02T12:00:00Z', '2020-11-27T12:00:00Z');
  const list = await as(place.people.administrator, makeList);
  if (!list.ok) throw new Error(list.problem);
  await as(place.people.manager, async (tx) => releaseList(tx, list.value));
  const gone: (string | undefined)[] = [];
  for (let each = await as(systemOf(place.id), async (tx) => deleteNext(tx)); each !== null; each = await as(systemOf(place.id), async (tx) => deleteNext(tx))) gone.push(each.how === 'deleted' ? each.id : each.how);
  expect(gone.sort()).toEqual([...contactOf.values()].sort());
});
afterAll(closeDatabase);

test.each(Object.keys(KNOWN) as Known[])('a deleted contact counts in the twelve months where its child is known again by %s alone', async (by) => {
  await told(`again, ${by}`, by, '2021-03-01T12:00:00Z', null);
  const count = async (at: string) => as(systemOf(place.id), async (tx) => contactsIn12Months(tx, contactOf.get(`again, ${by}`) ?? '', Temporal.Instant.from(at)));
  // Received 2 November 2020: the second in the year to March 2021, and out of the year to December 2021.
  expect([await count('2021-03-01T12:00:00Z'), await count('2021-12-01T12:00:00Z')]).toEqual([2, 1]);
});
