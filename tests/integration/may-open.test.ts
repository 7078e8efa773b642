/**
 * Who must not see (domain 7.3, 7.14), as raw SQL under the application's role: a person with a conflict, and everybody who is
 * neither guardian nor let in where a contact is closed. The tables are read from the catalogue: one that somebody adds
 * and forgets to close fails here.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { closeDatabase, systemOf, type Actor } from '@/lib/platform/db';
import { makePlace, type PersonName, type Place } from './people';
import { become, fillEveryTable, forge, seenBy, type ContactName } from './rows';
import { asSuperuser } from './superuser';

let here: Place;
let contacts: Record<ContactName, string>;
let client: pg.Client;
/** Tables with a contact's id, and its column. */
let tables: { name: string; column: string }[];

beforeAll(async () => {
  here = await makePlace();
  await asSuperuser(async (superuser) => {
    ({ contacts } = await fillEveryTable(superuser, here));
    const { rows } = await superuser.query<{ name: string; column: string }>(`
      select c.relname as name, case c.relname when 'contact' then 'id' else 'contact_id' end as column from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p')
        and (c.relname = 'contact' or exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'contact_id' and not a.attisdropped)) order by 1`);
    tables = rows;
  });
  client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await closeDatabase();
});
beforeEach(async () => {
  // What the test before planted.
  await asSuperuser(async (superuser) => {
    await superuser.query("set session_replication_role = 'replica'");
    for (const table of ['contact_bar', 'contact_restriction']) await superuser.query(`delete from ${table} where authority_id = $1 and lifted_at is null`, [here.id]);
    for (const table of ['queue_row', 'person_key']) await superuser.query(`update ${table} set guarded = false where authority_id = $1`, [here.id]);
    for (const table of ['contact_access', 'restricted_guardian', 'restricted_child', 'named_officer']) await superuser.query(`delete from ${table} where authority_id = $1`, [here.id]);
  });
});

/** Past all policies, but with the database's own checks, keys and marks. */
const plant = async (table: string, given: Record<string, unknown>) =>
  asSuperuser(async (superuser) => {
    await superuser.query('begin');
    await become(superuser, systemOf(here.id));
    const row = await forge(superuser, table, { authority_id: here.id, ...given });
    await superuser.query('commit');
    return row;
  });

async function restrict(contact: ContactName, guardian: PersonName): Promise<void> {
  const child = await plant('restricted_child', { id: randomUUID() });
  await plant('restricted_guardian', { restricted_child_id: child['id'], account_id: here.people[guardian].actorId });
  const referrer = contact === 'polices' ? here.people.officer : here.people.teacher;
  await plant('contact_restriction', { contact_id: contacts[contact], kind: 'restricted_child', restricted_child_id: child['id'], referrer_id: referrer.actorId });
}

/** Tables in which an actor finds anything of a contact. */
async function foundIn(actor: Actor, contact: ContactName): Promise<string[]> {
  const found: string[] = [];
  for (const { name, column } of tables) {
    const { rows } = await seenBy(client, actor, async () => client.query<{ rows: string }>(`select count(*) as rows from ${name} where ${column} = $1`, [contacts[contact]]));
    if (rows[0]?.rows !== '0') found.push(name);
  }
  return found;
}

/** What hangs on a contact by another row of it. */
const INDIRECT = ['decision_child', 'countersign', 'duty_discharge', 'message', 'not_same_child', 'letter_event', 'person', 'professional', 'professional_word'] as const;

const countAll = async (actor: Actor, table: string) => Number((await seenBy(client, actor, async () => client.query<{ rows: string }>(`select count(*) as rows from ${table}`))).rows[0]?.rows);

test('each table that has a contact’s id asks whether the person may open the contact', async () => {
  const { rows } = await asSuperuser(async (superuser) =>
    superuser.query<{ name: string; qual: string; check: string }>("select tablename as name, qual, with_check as check from pg_policies where schemaname = 'public' and permissive = 'RESTRICTIVE' and cmd = 'ALL'"),
  );
  const asks = ({ name, column }: (typeof tables)[number]) => (name === 'queue_row' || name === 'person_key' ? `((NOT guarded) OR app_may_open(${column}))` : `app_may_open(${column})`);
  const missing = tables.filter((table) => !rows.some((row) => row.name === table.name && row.qual === asks(table) && row.check === asks(table)));
  expect(missing.map(({ name, column }) => `create policy ${name}_may_open on ${name} as restrictive to doorstep_app using (app_may_open(${column})) with check (app_may_open(${column}));`)).toEqual([]);
});

describe('a person with a conflict', () => {
  test('finds nothing of that contact in any table, and the others as before', async () => {
    const { worker, otherWorker } = here.people;
    expect((await foundIn(worker, 'teachers')).length).toBeGreaterThan(10);
    const before = await countAll(worker, 'decision');
    await plant('contact_bar', { contact_id: contacts.teachers, account_id: worker.actorId, ground: 'declared' });
    expect(await foundIn(worker, 'teachers')).toEqual([]);
    expect(await countAll(worker, 'decision')).toBe(before - 1);
    for (const table of INDIRECT) expect(await countAll(worker, table), table).toBe((await countAll(otherWorker, table)) - 1);
    expect((await foundIn(otherWorker, 'teachers')).length).toBeGreaterThan(10);
    expect((await foundIn(worker, 'polices')).length).toBeGreaterThan(10);
  });

  test('writes nothing on it either', async () => {
    const { worker } = here.people;
    await plant('contact_bar', { contact_id: contacts.teachers, account_id: worker.actorId, ground: 'not_sure' });
    for (const table of ['note', 'claim', 'contact_event', 'decision', 'duty'])
      await expect(seenBy(client, worker, async () => forge(client, table, { authority_id: here.id, contact_id: contacts.teachers })), table).rejects.toThrow(/row-level security/);
  });

  test('is let in again when it is lifted', async () => {
    const { worker, manager } = here.people;
    await plant('contact_bar', { contact_id: contacts.teachers, account_id: worker.actorId, ground: 'declared', lifted_at: '2026-03-02T10:00:00Z', lifted_by: manager.actorId, lifted_why: 'Another family.' });
    expect((await foundIn(worker, 'teachers')).length).toBeGreaterThan(10);
  });
});

describe('a restricted contact', () => {
  const EVERYBODY: readonly PersonName[] = ['lead', 'otherTeacher', 'officer', 'desk', 'otherWorker', 'night', 'manager', 'unqualifiedManager', 'auditor', 'administrator', 'serviceAdministrator'];

  test('is there for its guardian, for the product and for who reported it, and for nobody else in any table', async () => {
    await restrict('teachers', 'worker');
    expect((await foundIn(here.people.worker, 'teachers')).length).toBeGreaterThan(10);
    expect((await foundIn(systemOf(here.id), 'teachers')).length).toBeGreaterThan(10);
    expect(await foundIn(here.people.teacher, 'teachers')).toEqual(expect.arrayContaining(['contact', 'contact_person', 'question', 'addition', 'letter']));
    for (const name of EVERYBODY) expect(await foundIn(here.people[name], 'teachers'), name).toEqual([]);
    for (const table of INDIRECT) expect(await countAll(here.people.manager, table), table).toBe((await countAll(here.people.worker, table)) - 1);
  });

  test('a guardian who ended is none', async () => {
    await restrict('teachers', 'worker');
    await asSuperuser((superuser) => superuser.query('update restricted_guardian set ended_at = now() where authority_id = $1', [here.id]));
    expect(await foundIn(here.people.worker, 'teachers')).toEqual([]);
  });

  test('somebody let in sees it until their time is over', async () => {
    await restrict('teachers', 'worker');
    const given = { contact_id: contacts.teachers, account_id: here.people.night.actorId, how: 'broken_glass', from_at: '2026-03-02T09:00:00Z' };
    await plant('contact_access', { ...given, until_at: '2026-03-02T10:00:00Z' });
    expect(await foundIn(here.people.night, 'teachers')).toEqual([]);
    await plant('contact_access', { ...given, until_at: '2999-03-02T10:00:00Z' });
    expect((await foundIn(here.people.night, 'teachers')).length).toBeGreaterThan(10);
    expect(await foundIn(here.people.otherWorker, 'teachers')).toEqual([]);
  });

  test('a conflict goes before being let in, and before being its guardian', async () => {
    await restrict('teachers', 'worker');
    await plant('contact_bar', { contact_id: contacts.teachers, account_id: here.people.worker.actorId, ground: 'declared' });
    expect(await foundIn(here.people.worker, 'teachers')).toEqual([]);
  });
});

describe('a contact about a position of trust', () => {
  test('is for named officers alone, once somebody is named', async () => {
    await plant('contact_restriction', { contact_id: contacts.polices, kind: 'position_of_trust', referrer_id: here.people.officer.actorId });
    expect((await foundIn(here.people.worker, 'polices')).length, 'nobody is named yet').toBeGreaterThan(10);
    await plant('named_officer', { account_id: here.people.manager.actorId, kind: 'lado' });
    expect(await foundIn(here.people.worker, 'polices')).toEqual([]);
    expect((await foundIn(here.people.manager, 'polices')).length).toBeGreaterThan(10);
    expect(await foundIn(here.people.officer, 'polices')).toEqual(expect.arrayContaining(['contact', 'contact_person']));
  });
});

test('nobody but the product lifts a bar, ends a restriction or lets somebody in', async () => {
  await restrict('teachers', 'worker');
  await plant('contact_bar', { contact_id: contacts.polices, account_id: here.people.otherWorker.actorId, ground: 'declared' });
  for (const name of ['worker', 'manager', 'otherWorker', 'auditor'] as const) {
    for (const table of ['contact_bar', 'contact_restriction', 'contact_access', 'restricted_guardian', 'restricted_child']) {
      const done = await seenBy(client, here.people[name], async () => client.query(`update ${table} set authority_id = authority_id`));
      expect(done.rowCount, `${name} changes ${table}`).toBe(0);
    }
    await expect(seenBy(client, here.people[name], async () => forge(client, 'contact_access', { authority_id: here.id, contact_id: contacts.polices, account_id: here.people[name].actorId, how: 'granted', until_at: '2999-01-01T00:00:00Z' }))).rejects.toThrow(/row-level security/);
  }
});

test('nobody asks the database whether a contact is closed, but who may open it', async () => {
  await restrict('teachers', 'worker');
  const closed = async (actor: Actor) => (await seenBy(client, actor, async () => client.query<{ closed: boolean }>('select app_is_closed($1) as closed', [contacts.teachers]))).rows[0]?.closed;
  expect(await closed(systemOf(here.id))).toBe(true);
  expect(await closed(here.people.manager)).toBe(false);
});
