/** Nobody writes a colleague's name as the second person, whatever the application does (safe practice 7.7, 7.18; docs/security.md). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { closeDatabase } from '@/lib/platform/db';
import { anotherManager, makePlace, type Place } from './people';
import { become, forge } from './rows';
import { asApp, asSuperuser } from './superuser';

let place: Place;
let second: Person;
const ids: Record<string, string> = {};

beforeAll(async () => {
  place = await makePlace();
  second = await anotherManager(place);
  const { manager } = place.people;
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const [contactId, childId] = [randomUUID(), randomUUID()];
    await forge(client, 'contact', { authority_id: place.id, id: contactId, reference: `${place.prefix}-AAAA-AAAA`, report: JSON.stringify({ children: [] }) });
    await forge(client, 'contact_person', { authority_id: place.id, id: childId, contact_id: contactId, kind: 'child' });
    ids['retention_list'] = (await forge(client, 'retention_list', { authority_id: place.id, made_at: '2026-01-01T12:00:00Z', made_by: manager.actorId, contacts: 0, drafts: 2 })).id as string;
    ids['legal_hold'] = (await forge(client, 'legal_hold', { authority_id: place.id, contact_id: contactId, by: manager.actorId, reason: 'Inquiry.' })).id as string;
    ids['access_pack'] = (await forge(client, 'access_pack', { authority_id: place.id, contact_id: contactId, contact_person_id: childId, at: '2026-01-01T12:00:00Z', by: manager.actorId, asker: 'child' })).id as string;
  });
});
afterAll(closeDatabase);

/** One update by a manager, taken back. @returns "done", or what the database said. */
const set = (table: string, sets: string, values: unknown[]) =>
  asApp(async (client) => {
    await client.query('begin');
    await become(client, second);
    try {
      const { rowCount } = await client.query(`update ${table} set ${sets} where id = $1`, [ids[table], ...values]);
      return rowCount === 1 ? 'done' : 'nothing';
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query('rollback');
    }
  });

const [ME, COLLEAGUE] = ['me', 'colleague'] as const;

test.each([
  ['retention_list', 'released_at = now(), released_by = $2', 'released_by'],
  ['retention_list', 'withdrawn_at = now(), withdrawn_by = $2', 'withdrawn_by'],
  ['legal_hold', "lift_asked_at = now(), lift_why = 'Settled.', lift_asked_by = $2", 'lift_asked_by'],
  ['access_pack', 'confirmed_at = now(), confirmed_by = $2', 'confirmed_by'],
  ['access_pack', 'withdrawn_at = now(), withdrawn_by = $2', 'withdrawn_by'],
])('%s: %s is who acts, and nobody else', async (table, sets, column) => {
  const by = { [ME]: second.actorId, [COLLEAGUE]: place.people.administrator.actorId };
  expect(await set(table, sets, [by[COLLEAGUE]])).toBe(`${table}.${column} names somebody who does not act`);
  expect(await set(table, sets, [by[ME]])).toBe('done');
});

test('a hold is let go by two who each acted: both names cannot be made up', async () => {
  const both = "lift_asked_at = now(), lift_why = 'Settled.', lift_asked_by = $2, lifted_at = now(), lifted_by = $3";
  const { manager } = place.people;
  expect(await set('legal_hold', both, [manager.actorId, second.actorId])).toBe('legal_hold.lift_asked_by names somebody who does not act');
  expect(await set('legal_hold', both, [second.actorId, manager.actorId])).toBe('legal_hold.lifted_by names somebody who does not act');
});
