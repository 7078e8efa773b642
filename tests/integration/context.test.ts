/** Nobody asks the database for anything without saying who they are (architecture point 3). */
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import * as database from '@/lib/platform/db';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { prisma } from '@/lib/platform/db/client';
import { makePlace, type Place } from './people';
import { become, fillEveryTable, tenantTables } from './rows';
import { asApp, asSuperuser } from './superuser';

let here: Place;
let there: Place;
let tables: string[];

beforeAll(async () => {
  [here, there] = [await makePlace(), await makePlace()];
  await asSuperuser(async (client) => {
    tables = await tenantTables(client);
    expect([...(await fillEveryTable(client, here)).tables].sort()).toEqual(tables);
  });
});
afterAll(closeDatabase);

const NO_ACTOR = /no actor: app\.\w+ is not set/;
/** What is sealed is not the application's to read whole, with an actor or without. */
const REFUSED = /no actor: app\.\w+ is not set|permission denied for table (?:protected_detail|sealed_source)$/;

/** What a table answers to whoever asks it for everything; who owns a sealed contact no policy shows to anybody. */
async function refuses(client: pg.Client, table: string): Promise<void> {
  const answer = await client.query(`select * from ${table}`).then(({ rowCount }) => `${String(rowCount)} rows`, String);
  expect(answer, table).toMatch(table === 'sealed_owner' ? /^0 rows$/ : REFUSED);
}

describe('without an actor', () => {
  test('a fresh connection is refused by every table', async () => {
    await asApp(async (client) => {
      for (const table of tables) await refuses(client, table);
    });
  });

  test('so is a used one, on which PostgreSQL leaves empty settings behind', async () => {
    await asApp(async (client) => {
      await client.query('begin');
      await become(client, systemOf(here.id));
      expect((await client.query('select * from contact')).rowCount).toBe(4);
      await client.query('commit');
      const { rows } = await client.query<{ left: string }>("select current_setting('app.authority_id', true) as left");
      expect(rows[0]?.left).toBe('');
      for (const table of tables) await refuses(client, table);
    });
  });

  test('nothing is written, deleted or appended either', async () => {
    await asApp(async (client) => {
      await expect(client.query('update queue_row set level = 1')).rejects.toThrow(NO_ACTOR);
      await expect(client.query('delete from queue_row')).rejects.toThrow(NO_ACTOR);
      await expect(client.query("insert into agency (authority_id, id, name, kind) values ($1, gen_random_uuid(), 'x', 'x')", [here.id])).rejects.toThrow(NO_ACTOR);
      await expect(client.query("select ledger_append('[]'::jsonb)")).rejects.toThrow(NO_ACTOR);
    });
  });

  test.each([
    ['authorityId', 'contact'],
    ['actorId', 'draft'],
    ['role', 'contact'],
    ['agencyId', 'contact'],
  ] as const)('an empty %s is no actor', async (part, table) => {
    await expect(withActor({ ...here.people.lead, [part]: '' }, async (tx) => (table === 'draft' ? tx.db.draft.count() : tx.db.contact.count()))).rejects.toThrow(NO_ACTOR);
  });
});

describe('with an actor', () => {
  test('withActor is the only way to the database that is handed out', () => {
    const ways = Object.values(database).filter((value) => typeof value === 'object' && value !== null && '$transaction' in value);
    expect(ways).toEqual([]);
    expect(Object.keys(database)).not.toContain('prisma');
  });

  test('each sees their own authority', async () => {
    for (const place of [here, there]) {
      await withActor(place.people.worker, async (tx) => {
        expect((await readAuthority(tx)).id).toBe(place.id);
        expect(await tx.db.authority.count()).toBe(1);
        expect(await tx.db.membership.count()).toBe(13);
      });
    }
  });

  test('one transaction leaves nothing behind for the next on the same connection', async () => {
    const counts = await Promise.all(Array.from({ length: 40 }, async (_, turn) => withActor(turn % 2 ? here.people.worker : there.people.worker, async (tx) => tx.db.contact.count())));
    expect(counts).toEqual(counts.map((_, turn) => (turn % 2 ? 4 : 0)));
  });

  test('nor for whoever asks outside a transaction', async () => {
    const left = await Promise.all(Array.from({ length: 40 }, async () => prisma().$queryRaw<Record<string, string | null>[]>`select current_setting('app.authority_id', true) as a, current_setting('app.actor_id', true) as b, current_setting('app.agency_id', true) as c, current_setting('app.role', true) as d, pg_sleep(0.02)::text as slept`));
    for (const [row] of left) for (const setting of ['a', 'b', 'c', 'd']) expect(row?.[setting] ?? '').toBe('');
  });

  test('what throws leaves nothing: neither rows nor ledger', async () => {
    const chain = () => withActor({ ...here.people.auditor }, async (tx) => tx.db.ledgerEntry.count());
    const before = await chain();
    await expect(
      withActor(here.people.worker, async (tx) => {
        tx.ledger({ action: 'test', objectKind: 'test', objectId: 'x' });
        await tx.db.claim.updateMany({ where: { authorityId: here.id }, data: { reason: 'changed' } });
        throw new Error('afterwards');
      }),
    ).rejects.toThrow('afterwards');
    expect(await chain()).toBe(before);
    expect(await withActor(here.people.worker, async (tx) => tx.db.claim.count({ where: { reason: 'changed' } }))).toBe(0);
  });

  test('the product acts for a person only inside asSystem, and the ledger keeps the person', async () => {
    const { teacher } = here.people;
    await withActor(teacher, async (tx) => {
      expect(await tx.db.proposal.count()).toBe(0);
      expect(await tx.asSystem(async (system) => system.db.proposal.count())).toBe(4);
      expect(await tx.db.proposal.count()).toBe(0);
      await tx.asSystem(async (system) => system.ledger({ action: 'test.system', objectKind: 'test', objectId: 'x' }));
    });
    const entry = await withActor(here.people.auditor, async (tx) => tx.db.ledgerEntry.findFirstOrThrow({ where: { action: 'test.system' } }));
    expect(entry).toMatchObject({ actorId: teacher.actorId, actorRole: 'partner_professional' });
  });
});
