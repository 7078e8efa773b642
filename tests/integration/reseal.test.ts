/**
 * The key that seals is changed (quality B; decision 22): what older keys sealed, in every column that holds sealed words, is sealed again,
 * bound to the same row, and opens without them. The service reads and writes meanwhile.
 */
import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { expect, test, vi } from 'vitest';
import { placeOfSecret } from '@/lib/access/second/factor-store';
import { keepScanned, originalsOf, readBytesOf, readCopyOf } from '@/lib/contact/originals/original-store';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { migrate } from '@/lib/platform/db/migrate';
import { NotSealedHere, seal, unseal, type SealedPlace } from '@/lib/platform/seal';
import type { SealKey } from '@/lib/platform/seal-keys';
import { forge } from './rows';
import { appUrl, asSuperuser, inFreshDatabase, ownerUrl } from './superuser';

const DATABASE = 'reseal';
const AUTHORITY = 'somewhere';
const key = (id: string): SealKey => ({ id, key: new Uint8Array(randomBytes(32)) });
const [OLD, FRESH] = [key('k1'), key('k2')];
const written = (keys: readonly SealKey[]) => keys.map(({ id, key: bytes }) => `${id}:${Buffer.from(bytes).toString('base64')}`).join(',');

async function run(keys: readonly SealKey[]): Promise<{ code: number; out: string }> {
  return new Promise((done) => {
    execFile(process.execPath, ['--disable-warning=ExperimentalWarning', '--import', 'tsx', 'scripts/reseal.ts'], { env: { ...process.env, DATABASE_OWNER_URL: ownerUrl(DATABASE), SEAL_KEYS: written(keys) } }, (error, stdout) => done({ code: typeof error?.code === 'number' ? error.code : 0, out: stdout }));
  });
}

interface Column {
  table: string;
  column: string;
}

/** Every column of sealed words: by its name in the catalogue, and the one that has another. What somebody is asked as they sign in is sealed for minutes and waits for no new key. */
async function sealedColumns(client: pg.Client): Promise<Column[]> {
  const { rows } = await client.query<Column>("select table_name as table, column_name as column from information_schema.columns where table_schema = 'public' and data_type in ('text', 'bytea') and column_name like 'sealed%' order by 1, 2");
  return [...rows, { table: 'sealed_source', column: 'identity' }];
}

/** What their rules ask of a row beside. */
const BESIDE: Record<string, object> = {
  protected_detail: { contact_id: randomUUID(), kind: 'address' },
  original: { contact_id: randomUUID(), kind: 'jpeg', scan: 'clean', copy_kind: 'jpeg' },
  machine_intake: { lane: 'contact', reference: 'SMW-1' },
  webhook: { url: 'https://records.example.org/in', before_until: '2026-03-02T09:00:00Z' },
};
const rowKey = (table: string) => (table === 'sealed_source' ? 'contact_id' : 'id');
const placeOf = ({ table, column }: Column, rowId: string): SealedPlace => (table === 'account_totp' ? placeOfSecret(rowId) : { table, column, authorityId: AUTHORITY, rowId });
const wordsOf = ({ table, column }: Column) => `Dotterel of ${table}.${column}`;

test('sealed again under the new key in every column, once; then the old key is needed no more, and a value that was changed stops it', async () => {
  await inFreshDatabase(DATABASE, async () => {
    await migrate(ownerUrl(DATABASE));
    const rowIds = new Map<string, string>();
    const idOf = (table: string) => rowIds.get(table) ?? '';
    const columns = await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await forge(client, 'authority', { id: AUTHORITY });
      const all = await sealedColumns(client);
      for (const table of new Set(all.map((each) => each.table))) {
        const id = randomUUID();
        rowIds.set(table, id);
        const sealed = all.filter((each) => each.table === table).map((each) => [each.column, seal(wordsOf(each), placeOf(each, id), [OLD])]);
        await forge(client, table, { ...(table === 'account_totp' ? {} : { authority_id: AUTHORITY }), [rowKey(table)]: id, ...BESIDE[table], ...Object.fromEntries(sealed) } as Record<string, unknown>);
      }
      return all;
    }, DATABASE);
    const kept = async () =>
      asSuperuser(async (client) => {
        const values = new Map<string, string>();
        for (const { table, column } of columns) values.set(`${table}.${column}`, (await client.query<{ words: string }>(`select ${column} as words from ${table}`)).rows[0]?.words ?? '');
        return values;
      }, DATABASE);

    expect(await run([FRESH, OLD])).toEqual({ code: 0, out: `${AUTHORITY}: ${columns.length - 1} sealed again under k2\nauthenticator apps: 1 sealed again under k2\n` });
    const after = await kept();
    const opened = columns.map((each) => {
      const words = after.get(`${each.table}.${each.column}`) ?? '';
      return words.split('.')[1] === FRESH.id ? unseal(words, placeOf(each, idOf(each.table)), [FRESH]) : `${each.table}.${each.column} is under the old key`;
    });
    expect(opened).toEqual(columns.map(wordsOf));
    const detail = { table: 'protected_detail', column: 'sealed' };
    expect(() => unseal(after.get('protected_detail.sealed') ?? '', placeOf(detail, randomUUID()), [FRESH])).toThrow(NotSealedHere);
    expect(await run([FRESH]), 'a second run finds nothing').toEqual({ code: 0, out: `${AUTHORITY}: 0 sealed again under k2\nauthenticator apps: 0 sealed again under k2\n` });
    expect(await kept()).toEqual(after);

    // Moved from another row: it does not open, nothing is guessed, and it stays as it was.
    await asSuperuser(async (client) => client.query('update protected_detail set sealed = $1', [seal('Dotterel House', placeOf(detail, randomUUID()), [OLD])]), DATABASE);
    const moved = await kept();
    expect((await run([FRESH, OLD])).code).not.toBe(0);
    expect(await kept()).toEqual(moved);
  });
}, 120_000);

/** Two files of a contact under the old key, of which somebody has the second while it is sealed again. */
async function meanwhile(): Promise<void> {
  const contactId = randomUUID();
  const [first = '', last = ''] = [randomUUID(), randomUUID()].sort();
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'authority', { id: AUTHORITY });
    await forge(client, 'contact', { authority_id: AUTHORITY, id: contactId });
    for (const id of [first, last]) {
      const sealed = (column: string, words: string) => seal(words, placeOf({ table: 'original', column }, id), [OLD]);
      await forge(client, 'original', { authority_id: AUTHORITY, id, contact_id: contactId, kind: 'jpeg', sealed_name: sealed('sealed_name', `${id}.jpg`), sealed: sealed('sealed', btoa('as it came')) });
    }
  }, DATABASE);
  const as = async <T>(work: (tx: Tx) => Promise<T>) => withActor(systemOf(AUTHORITY), work);

  await asSuperuser(async (holding) => {
    // Somebody has the second row for a while: the first is sealed again by then, and the second is not.
    await holding.query('begin');
    await holding.query('select 1 from original where id = $1 for update', [last]);
    const running = run([FRESH, OLD]);
    // By another connection: within a transaction PostgreSQL says what it said first.
    await vi.waitFor(async () => expect((await asSuperuser(async (client) => client.query("select 1 from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'", [DATABASE]))).rows).toHaveLength(1), { timeout: 60_000, interval: 200 });
    const under = async () => (await holding.query<{ key: string }>("select split_part(sealed_name, '.', 2) as key from original order by id")).rows.map((row) => row.key);
    expect(await under()).toEqual([FRESH.id, OLD.id]);

    expect((await as(async (tx) => originalsOf(tx, contactId))).map(({ name }) => name).sort()).toEqual([`${first}.jpg`, `${last}.jpg`]);
    expect(await as(async (tx) => readBytesOf(tx, contactId, last))).toEqual(new Uint8Array(Buffer.from('as it came')));
    expect(await as(async (tx) => keepScanned(tx, first, 'clean', { kind: 'jpeg', bytes: new Uint8Array(Buffer.from('drawn anew')) }))).toBe(true);

    await holding.query('commit');
    expect((await running).code).toBe(0);
    expect(await under()).toEqual([FRESH.id, FRESH.id]);
  }, DATABASE);
  // What was written meanwhile stands, and nothing is left to seal again.
  expect(await as(async (tx) => readCopyOf(tx, contactId, first))).toEqual(new Uint8Array(Buffer.from('drawn anew')));
  expect((await run([FRESH])).out).toContain(`${AUTHORITY}: 0 sealed again`);
}

test('while it goes on the product reads what is sealed under either key, and writes what was sealed again', async () => {
  await inFreshDatabase(DATABASE, async () => {
    await migrate(ownerUrl(DATABASE));
    // As the service runs by then: with the new key in front, and the old one behind it.
    for (const [name, value] of [['DATABASE_URL', appUrl(DATABASE)], ['DATABASE_DIRECT_URL', appUrl(DATABASE)], ['SEAL_KEYS', written([FRESH, OLD])]] as const) vi.stubEnv(name, value);
    try {
      await meanwhile();
    } finally {
      await closeDatabase();
      vi.unstubAllEnvs();
    }
  });
}, 120_000);
