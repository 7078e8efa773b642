import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { SYSTEM_ID } from '@/lib/platform/db';
import { migrate } from '@/lib/platform/db/migrate';
import { removeCluster, startCluster } from '@/scripts/embedded';

const ENTRIES = Number(process.env['BENCH_ENTRIES'] ?? 1_000_000);
const AT_ONCE = 5_000;
const ROUNDS = 15;
const EACH = 200;
const APPEND_SHARE = 0.6;
const VERIFY_MS = 30_000;
const AUTHORITY = 'bench';

const say = (line: string) => process.stdout.write(`${line}\n`);
const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** One entry as a page leaves it: who opened what. */
const entry = (n: number) => ({ at: new Date(1_767_225_600_000 + n * 1000).toISOString(), role: 'cads_social_worker', action: 'contact.opened', objectKind: 'contact', objectId: `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`, detail: { page: 'contact', restricted: false }, requestId: `r${n}` });

/** Transactions a second, one statement of each within what every transaction of the product does. */
async function rate(client: pg.Client, statement: string, values: (n: number) => unknown[]): Promise<number> {
  const from = performance.now();
  for (let n = 0; n < EACH; n += 1) {
    await client.query('begin');
    await client.query("select set_config('app.authority_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true)", [AUTHORITY, SYSTEM_ID]);
    await client.query(statement, values(n));
    await client.query('commit');
  }
  return EACH / ((performance.now() - from) / 1000);
}

/** What an entry costs beside a plain insert of the same words, turn by turn. */
async function measureAppend(client: pg.Client): Promise<boolean> {
  await client.query('create table bench_plain (id bigint generated always as identity primary key, authority_id text, at timestamptz, actor_id uuid, role text, action text, object_kind text, object_id text, detail jsonb, request_id text)');
  await client.query('grant insert on bench_plain to doorstep_app');
  await client.query('set role doorstep_app');
  const shares: number[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const plain = await rate(client, 'insert into bench_plain (authority_id, at, actor_id, role, action, object_kind, object_id, detail, request_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', (n) => {
      const { at, role, action, objectKind, objectId, detail, requestId } = entry(n);
      return [AUTHORITY, at, SYSTEM_ID, role, action, objectKind, objectId, JSON.stringify(detail), requestId];
    });
    const chained = await rate(client, 'select ledger_append($1::jsonb)', (n) => [JSON.stringify([entry(n)])]);
    // The first round warms both up.
    if (round > 0) shares.push(chained / plain);
  }
  await client.query('reset role');
  const share = middle(shares);
  say(`An entry of the ledger runs at ${share.toFixed(2)} of a plain insert of the same words, each a transaction of its own (median of ${ROUNDS} rounds of ${EACH}; ${shares.map((one) => one.toFixed(2)).join(', ')})`);
  return share >= APPEND_SHARE;
}

async function fill(client: pg.Client, have: number): Promise<void> {
  for (let n = have; n < ENTRIES; n += AT_ONCE) {
    await client.query('begin');
    await client.query("select set_config('app.authority_id', $1, true), set_config('app.actor_id', $2, true), set_config('app.agency_id', 'none', true), set_config('app.role', 'system', true)", [AUTHORITY, SYSTEM_ID]);
    await client.query('select ledger_append($1::jsonb)', [JSON.stringify(Array.from({ length: Math.min(AT_ONCE, ENTRIES - n) }, (_, index) => entry(n + index)))]);
    await client.query('commit');
  }
}

/** How long a verifier takes, start and all, and what it says of a chain. */
function timed(name: string, args: string[], env: NodeJS.ProcessEnv): boolean {
  const from = performance.now();
  const said = execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], { env, encoding: 'utf8' }).trim();
  const took = performance.now() - from;
  say(`${name}: ${(took / 1000).toFixed(1)} s; ${said}`);
  return took <= VERIFY_MS && said === `${AUTHORITY}: ${ENTRIES} entries, whole`;
}

/** What the ledger costs to write and to verify, on a database of its own, removed afterwards. @returns false when a bar of issue 5 is not met. */
export async function benchLedger(): Promise<boolean> {
  const home = join('.doorstep', `bench-${process.pid}`);
  const cluster = await startCluster(home, { throwaway: true });
  const client = new pg.Client({ connectionString: cluster.url('postgres') });
  try {
    await cluster.createDatabase('doorstep');
    await migrate(cluster.url('doorstep_owner'));
    await client.connect();
    await client.query("insert into authority (id, name, short_name, prefix, service_name, settings) values ($1, 'Bench', 'Bench', 'BEN', 'Bench', '{}')", [AUTHORITY]);
    const cheap = await measureAppend(client);
    const { rows } = await client.query<{ n: string }>('select count(*) as n from ledger_entry');
    await fill(client, Number(rows[0]?.n));
    await client.query('analyze ledger_entry');
    const env = { ...process.env, DATABASE_OWNER_URL: cluster.url('doorstep_owner') };
    const first = timed('npm run ledger:verify', ['--import', 'tsx', 'scripts/ledger/verify.ts'], env);
    const second = timed('npm run ledger:witness', ['scripts/ledger/witness.mjs', cluster.url('doorstep_owner')], env);
    say(cheap && first && second ? 'Every bar is met.' : 'A bar is not met.');
    return cheap && first && second;
  } finally {
    await client.end().catch(() => undefined);
    await cluster.stop();
    removeCluster(home);
  }
}
