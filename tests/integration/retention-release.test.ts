/** For how long a release holds, and what does not go though it was released (safe practice 14, 18; docs/decisions/0044). Days by hand. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { lockList } from '@/lib/assurance/retention/list-store';
import { deleteNext } from '@/lib/assurance/retention/verbs/delete-next';
import { makeList } from '@/lib/assurance/retention/verbs/make-list';
import { releaseList } from '@/lib/assurance/retention/verbs/release-list';
import { withdrawList } from '@/lib/assurance/retention/verbs/withdraw-list';
import type { Person } from '@/lib/access/model';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const at = (day: string) => `${day}T12:00:00Z`;
const as = async <T>(person: Person, day: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, { at: Temporal.Instant.from(at(day)) });
const asProduct = async <T>(day: string, work: (tx: Tx) => Promise<T>) => asSystem(place, at(day), work);
const closed = async (): Promise<string> => asSuperuser(async (client) => {
  await client.query("set session_replication_role = 'replica'");
  const id = randomUUID();
  await forge(client, 'contact', { authority_id: place.id, id, reference: `${place.prefix}-${id.slice(0, 8).toUpperCase()}`, kind: 'concern', received_at: at('2010-01-01'), report: JSON.stringify({ children: [] }) });
  await forge(client, 'decision', { authority_id: place.id, contact_id: id, route: 'UNIV_ADVICE', level: 1 });
  await forge(client, 'closure', { authority_id: place.id, contact_id: id, at: at('2010-02-01'), how: 'told', level: 1, route: 'UNIV_ADVICE' });
  return id;
});
const listed = async (day: string): Promise<string> => {
  const made = await as(place.people.manager, day, makeList);
  if (!made.ok) throw new Error(made.problem);
  expect(await as(place.people.administrator, day, (tx) => releaseList(tx, made.value))).toEqual({ ok: true, value: null });
  return made.value;
};
const isThere = async (id: string) => asProduct('2026-12-31', async (tx) => (await tx.db.contact.count({ where: { id } })) === 1);

test('a release is acted on for 30 days; what is left then goes only on a new list, and the old one can still be withdrawn', async () => {
  const id = await closed();
  const list = await listed('2026-11-01');
  const del = async (day: string) => asProduct(day, async (tx) => tx.db.$queryRaw`select retention_delete_contact(${list}::uuid, ${id}::uuid, '[]'::jsonb)`);
  expect(await as(place.people.manager, '2026-11-30', makeList)).toEqual({ ok: false, problem: 'nothing_due' });
  expect(await asProduct('2026-12-02', (tx) => deleteNext(tx))).toBeNull();
  await expect(del('2026-12-02')).rejects.toThrow('released too long ago');
  expect(await isThere(id)).toBe(true);
  const fresh = await listed('2026-12-02');
  expect(fresh).not.toBe(list);
  for (let each = 0; each < 51; each += 1) await asSuperuser((client) => forge(client, 'retention_list', { authority_id: place.id, made_at: at('2027-01-01'), made_by: place.people.manager.actorId, withdrawn_at: at('2027-01-02'), withdrawn_by: place.people.manager.actorId }));
  expect(await as(place.people.manager, '2026-12-31', (tx) => lockList(tx, list))).toMatchObject({ id: list });
  expect(await as(place.people.manager, '2026-12-31', (tx) => withdrawList(tx, list))).toMatchObject({ ok: true });
  expect(await asProduct('2026-12-31', (tx) => deleteNext(tx))).toEqual({ id, how: 'deleted' });
  expect(await isThere(id)).toBe(false);
});

test('what is closed to all but a few since its list was released stays', async () => {
  const id = await closed();
  const list = await listed('2026-12-03');
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'contact_restriction', { authority_id: place.id, contact_id: id, kind: 'restricted_child', restricted_child_id: randomUUID(), at: at('2026-12-04'), by: place.people.manager.actorId, ground: 'x' });
  });
  expect(await asProduct('2026-12-05', (tx) => deleteNext(tx))).toEqual({ id, how: 'kept' });
  await expect(asProduct('2026-12-05', async (tx) => tx.db.$queryRaw`select retention_delete_contact(${list}::uuid, ${id}::uuid, '[]'::jsonb)`)).rejects.toThrow('closed since the list was released');
  expect(await isThere(id)).toBe(true);
});

test('what was typed and never sent about a child whom a hold is about stays, by number or by both names', async () => {
  const contactId = await closed();
  const [named, numbered, other] = [randomUUID(), randomUUID(), randomUUID()];
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'contact_person', { authority_id: place.id, contact_id: contactId, kind: 'child', given_name: 'Wenna', family_name: 'O’Dowd', nhs_number: '9990000115', details: '{}' });
    for (const [id, fields] of [[named, { 'happened.what': 'WENNA was seen; Mrs O\'Dowd was out.' }], [numbered, { 'child.1.nhsNumber': '999-000 0115' }], [other, { 'happened.what': 'Wenna fell.' }]] as const) {
      await forge(client, 'draft', { authority_id: place.id, id, kind: 'report', data: JSON.stringify({ fields }), closed_at: at('2025-06-01'), closed_how: 'not_needed', closed_why: 'Rung through.', result_id: null });
    }
  });
  await listed('2026-12-10');
  // Set once the list was released: what a hold keeps before stands on none.
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'legal_hold', { authority_id: place.id, contact_id: contactId, by: place.people.manager.actorId, reason: 'Inquiry.' });
  });
  const met: string[] = [];
  const done: string[] = [];
  for (let each = await asProduct('2026-12-10', (tx) => deleteNext(tx)); each !== null; each = await asProduct('2026-12-10', (tx) => deleteNext(tx, met))) {
    met.push(each.id);
    if (each.how === 'deleted') done.push(each.id);
  }
  expect(done).toEqual([other]);
  expect(met).toEqual(expect.arrayContaining([named, numbered]));
});
