/**
 * All migrations on an empty database make what prisma/schema says, and beside it exactly the guards that
 * were reviewed. After a migration that means to change the guards, renew the snapshot and read its diff:
 * npx vitest run --project integration tests/integration/drift.test.ts -u
 */
import { beforeAll, describe, expect, test } from 'vitest';
import { applyMigrations, schemaAsSql } from '@/lib/platform/db/engine';
import { guardsOf, shapeOf } from './catalogue';
import { asSuperuser, inFreshDatabase, ownerUrl } from './superuser';

let migrated: { shape: string[]; guards: string[] };
let described: string[];

beforeAll(async () => {
  await inFreshDatabase('drift_migrated', async () => {
    await applyMigrations(ownerUrl('drift_migrated'));
    migrated = await asSuperuser(async (client) => ({ shape: await shapeOf(client), guards: await guardsOf(client) }), 'drift_migrated');
  });
  await inFreshDatabase('drift_described', async () => {
    const ddl = await schemaAsSql(ownerUrl('drift_described'));
    described = await asSuperuser(async (client) => {
      await client.query(ddl);
      return shapeOf(client);
    }, 'drift_described');
  });
});

test('the migrations make what the schema describes: every column, key and index', () => {
  expect(described.filter((line) => line.startsWith('column ')).length).toBeGreaterThan(200);
  expect(migrated.shape).toEqual(described);
});

test('the guards are those that were reviewed: policies, functions, triggers, checks, partial indexes, grants', async () => {
  expect(migrated.guards.length).toBeGreaterThan(100);
  await expect(`${migrated.guards.join('\n')}\n`).toMatchFileSnapshot('../../prisma/catalogue.snapshot.txt');
});

test('applying them again changes nothing', async () => {
  await inFreshDatabase('drift_twice', async () => {
    expect((await applyMigrations(ownerUrl('drift_twice'))).length).toBeGreaterThan(1);
    expect(await applyMigrations(ownerUrl('drift_twice'))).toEqual([]);
    expect(await asSuperuser(shapeOf, 'drift_twice')).toEqual(migrated.shape);
  });
});

describe('a database that drifted is seen', () => {
  test.each([
    ['a column more', 'alter table note add column mood text', 'shape'],
    ['a column of another type', 'alter table note alter column kind type varchar(10)', 'shape'],
    ['a value that may be missing', 'alter table note alter column text drop not null', 'shape'],
    ['a default', "alter table note alter column kind set default 'note'", 'shape'],
    ['an index gone', 'drop index note_authority_id_contact_id_idx', 'shape'],
    ['a key that no longer follows', 'alter table note drop constraint note_authority_id_contact_id_fkey', 'shape'],
    ['a policy gone', 'drop policy note_read on note', 'guards'],
    ['a policy widened', 'alter policy note_read on note using (true)', 'guards'],
    ['row-level security off', 'alter table note disable row level security', 'guards'],
    ['the owner let through', 'alter table note no force row level security', 'guards'],
    ['a trigger off', 'alter table ledger_entry disable trigger ledger_no_change', 'guards'],
    ['a check gone', 'alter table countersign drop constraint countersign_second_person', 'guards'],
    ['a second claim possible', 'drop index claim_one_live', 'guards'],
    ['a function changed', "create or replace function app_writes_casework() returns boolean language sql stable as 'select true'", 'guards'],
    ['a grant more', 'grant delete on note to doorstep_app', 'guards'],
    ['a column granted', 'grant update (email) on account to doorstep_app', 'guards'],
    ['a function for all', 'grant execute on function account_memberships(uuid) to public', 'guards'],
    ['a schema to build in', 'grant create on schema public to doorstep_app', 'guards'],
  ] as const)('%s', async (_, ddl, where) => {
    // In the database of the run, inside a transaction that is undone.
    await asSuperuser(async (client) => {
      await client.query('begin');
      const look = where === 'shape' ? shapeOf : guardsOf;
      const before = await look(client);
      await client.query(ddl);
      expect(await look(client)).not.toEqual(before);
      await client.query('rollback');
    });
  });
});
