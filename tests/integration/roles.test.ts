/** What the application's own database role may do, read from PostgreSQL's catalogue (ASVS 13.2.2, 16.4.2). */
import { expect, test } from 'vitest';
import { tenantTables } from './rows';
import { asApp, asSuperuser } from './superuser';

const rows = async <R extends Record<string, unknown>>(sql: string): Promise<R[]> => asSuperuser(async (client) => (await client.query<R>(sql)).rows);

test('it is an ordinary role', async () => {
  expect(await rows("select rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication from pg_roles where rolname = 'doorstep_app'")).toEqual([
    { rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolbypassrls: false, rolreplication: false },
  ]);
  expect(await rows("select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles a on a.oid = m.member where a.rolname = 'doorstep_app'")).toEqual([]);
});

test('the owner that migrates is no superuser and passes no policy either', async () => {
  expect(await rows("select rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = 'doorstep_owner'")).toEqual([{ rolsuper: false, rolcreaterole: false, rolbypassrls: false }]);
});

test('it owns nothing', async () => {
  const owned = await rows(`
    select 'relation' as kind, relname as name from pg_class where relowner = 'doorstep_app'::regrole
    union all select 'function', proname from pg_proc where proowner = 'doorstep_app'::regrole
    union all select 'schema', nspname from pg_namespace where nspowner = 'doorstep_app'::regrole
    union all select 'database', datname from pg_database where datdba = 'doorstep_app'::regrole`);
  expect(owned).toEqual([]);
});

test('it can make, change and drop nothing', async () => {
  expect(await rows("select has_schema_privilege('doorstep_app', 'public', 'CREATE') as here, has_schema_privilege('doorstep_app', 'pgboss', 'CREATE') as jobs, has_database_privilege('doorstep_app', current_database(), 'CREATE') as schemas")).toEqual([{ here: false, jobs: false, schemas: false }]);
  await asApp(async (client) => {
    for (const ddl of [
      'create table mine (id int)',
      'create schema mine',
      'alter table contact add column more text',
      'alter table contact disable row level security',
      'alter table contact no force row level security',
      'drop policy contact_read on contact',
      'drop table note',
      'alter table ledger_entry disable trigger all',
      "create or replace function app_role() returns text language sql as $$ select 'system' $$",
      "set session_replication_role = 'replica'",
      'set role doorstep_owner',
    ])
      await expect(client.query(ddl), ddl).rejects.toMatchObject({ code: '42501' });
  });
});

test('it reads the ledger and cannot change it', async () => {
  await asApp(async (client) => {
    for (const table of ['ledger_entry', 'ledger_head'])
      for (const sql of [`insert into ${table} default values`, `update ${table} set seq = 1`, `delete from ${table}`, `truncate ${table}`]) await expect(client.query(sql), sql).rejects.toMatchObject({ code: '42501' });
  });
  expect(await rows("select table_name as name, privilege_type as may from information_schema.role_table_grants where grantee = 'doorstep_app' and table_name like 'ledger%' order by 1")).toEqual([
    { name: 'ledger_entry', may: 'SELECT' },
    { name: 'ledger_head', may: 'SELECT' },
  ]);
});

test('not even the owner changes or empties the ledger: a trigger refuses', async () => {
  await asSuperuser(async (client) => {
    await client.query('begin');
    await client.query("insert into ledger_entry select 'x', 1, now(), gen_random_uuid(), 'x', 'x', 'x', 'x', '{}', 'x', 'x', 'x', 'x'");
    await client.query('savepoint one');
    for (const sql of ["update ledger_entry set action = 'y'", 'delete from ledger_entry', 'truncate ledger_entry']) {
      await expect(client.query(sql), sql).rejects.toThrow('the ledger is append-only');
      await client.query('rollback to one');
    }
    await client.query('rollback');
  });
});

test('what was said, proposed and decided is never updated, and only the hot list is ever deleted from', async () => {
  const may = await rows<{ table: string; may: string }>(`
    select c.relname as table, p.may from pg_class c join pg_namespace n on n.oid = c.relnamespace, unnest(array['UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p(may)
    where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege('doorstep_app', c.oid, p.may)`);
  for (const kept of ['contact', 'contact_person', 'not_same_child', 'person', 'person_key', 'match_decision', 'person_look', 'person_relation', 'person_relation_end', 'professional', 'professional_word', 'professional_contact', 'proposal', 'contact_event', 'note', 'addition', 'closure', 'decision', 'decision_child', 'countersign', 'duty_discharge', 'letter', 'letter_event', 'not_told', 'service_agreement', 'family_openness', 'sharing_basis', 'checks_request', 'checks_answer', 'checks_taken_back', 'outbound_fact', 'outbound_correction', 'information_reopened', 'information_answer_anew', 'ledger_entry', 'sign_in_attempt', '_prisma_migrations'])
    expect(may.filter(({ table }) => table === kept), kept).toEqual([]);
  expect(may.filter((one) => one.may !== 'UPDATE')).toEqual([{ table: 'queue_row', may: 'DELETE' }]);
});

test('the e-mail address of an account is not the application’s to change', async () => {
  const columns = await rows<{ column: string }>("select column_name as column from information_schema.column_privileges where grantee = 'doorstep_app' and table_name = 'account' and privilege_type = 'UPDATE' order by 1");
  expect(columns.map(({ column }) => column)).toEqual(['name', 'password_hash', 'preferences']);
});

test('what runs as the owner names its search path, or was bound to its tables when it was made, so that nobody can slip another table under it', async () => {
  // Which of them the application may call stands in prisma/catalogue.snapshot.txt.
  const functions = await rows<{ name: string; path: string[] | null; bound: boolean }>(`
    select p.proname as name, p.proconfig as path, p.prosqlbody is not null as bound from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and p.prosecdef`);
  expect(functions.map(({ name }) => name)).toContain('ledger_append');
  for (const { name, path } of functions.filter(({ bound }) => !bound)) expect(path, name).toEqual(['search_path=public, pg_temp']);
});

const UNGUARDED = `
  select c.relname as table, case
      when not c.relrowsecurity then 'no row-level security'
      when not c.relforcerowsecurity then 'the owner passes'
      when not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polqual is not null) then 'nothing says which rows may be seen'
      when exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd in ('a', 'w', '*') and p.polwithcheck is null) then 'a policy lets anything be written'
      when has_table_privilege('doorstep_app', c.oid, 'INSERT') and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polcmd in ('a', '*') and p.polwithcheck is not null) then 'nothing says which rows may be added'
    end as fault
  from pg_class c where c.relname = any ($1) and c.relnamespace = 'public'::regnamespace order by 1`;

test('every tenant table has forced row-level security, for reading and for writing', async () => {
  await asSuperuser(async (client) => {
    const tables = await tenantTables(client);
    expect(tables.length).toBeGreaterThanOrEqual(30);
    const { rows: found } = await client.query<{ table: string; fault: string | null }>(UNGUARDED, [tables]);
    expect(found.filter(({ fault }) => fault !== null)).toEqual([]);
    expect(found.map(({ table }) => table)).toEqual(tables);
  });
});

test('a tenant table without it is caught', async () => {
  await asSuperuser(async (client) => {
    const faultsOf = async (ddl: string) => {
      await client.query('begin');
      await client.query(`create table planted (authority_id text, id uuid); ${ddl}`);
      const tables = await tenantTables(client);
      const { rows: found } = await client.query<{ table: string; fault: string | null }>(UNGUARDED, [tables]);
      await client.query('rollback');
      return found.filter(({ fault }) => fault !== null);
    };
    const enabled = 'alter table planted enable row level security;';
    const forced = `${enabled} alter table planted force row level security;`;
    const using = "using (authority_id = (select app_authority()))";
    expect(await faultsOf('')).toEqual([{ table: 'planted', fault: 'no row-level security' }]);
    expect(await faultsOf(enabled)).toEqual([{ table: 'planted', fault: 'the owner passes' }]);
    expect(await faultsOf(forced)).toEqual([{ table: 'planted', fault: 'nothing says which rows may be seen' }]);
    expect(await faultsOf(`${forced} create policy one on planted ${using}`)).toEqual([{ table: 'planted', fault: 'a policy lets anything be written' }]);
    expect(await faultsOf(`${forced} create policy one on planted for select ${using}; grant insert on planted to doorstep_app`)).toEqual([{ table: 'planted', fault: 'nothing says which rows may be added' }]);
    expect(await faultsOf(`${forced} create policy one on planted ${using} with check (authority_id = (select app_authority()))`)).toEqual([]);
  });
});

test('the authority leads every primary key and every foreign key between tenant tables', async () => {
  const faults = await rows(`
    select con.conname as name from pg_constraint con
      join pg_class c on c.oid = con.conrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute lead on lead.attrelid = con.conrelid and lead.attnum = con.conkey[1]
    where n.nspname = 'public' and con.contype in ('p', 'f')
      and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'authority_id')
      and lead.attname <> 'authority_id'
      -- An account is one person in all their places of work.
      and con.confrelid is distinct from 'account'::regclass`);
  expect(faults).toEqual([]);
});

test('what names a contact hangs on one that is there, itself or by what it belongs to; a draft may be of none', async () => {
  const loose = await rows(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'contact_id' and not a.attisdropped
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      and not exists (select 1 from pg_constraint con where con.conrelid = c.oid and con.contype = 'f' and con.convalidated and con.confrelid <> 'account'::regclass)`);
  expect(loose).toEqual([{ name: 'draft' }]);
});
