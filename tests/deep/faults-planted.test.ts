/**
 * A migration over a table of a million rows while people report and read (quality B4, F24), in the three steps of docs/running.md:
 * widen, fill in batches, narrow. Nobody is refused, 99 of 100 wait less than twice as long as before, and nobody stands for a second
 * at a lock. The column is the test's; what reports and receipts ask goes on over it as a release that does not know it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemOf, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import type { Client } from '../faults/app';
import { faultsIn, History } from '../faults/history';
import { clientInside } from '../faults/inside';
import { ownDatabase } from '../faults/own-database';
import { press, readyToSend, receiptOf } from '../faults/reports';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';

const SECOND = 1_000;
const ROWS = Number(process.env['DOORSTEP_ROWS'] ?? 1_000_000);
/** Filled at a time, and then let go: a row is locked for as long as one of these takes. */
const BATCH = 1_000;
const BASELINE_MS = 10 * SECOND;
const PEOPLE = 2;
const LOCK_WAIT_MS = SECOND;

let remove: () => Promise<void>;
let place: Place;

beforeAll(async () => {
  remove = await ownDatabase('migration');
  place = await makePlace();
  // Sent long ago, as a table is that grew.
  const id = newId();
  await withActor(systemOf(place.id), (tx) => tx.db.message.create({ data: { authorityId: place.id, id, toAddress: 'somebody@example.org', subject: 'There is a message for you', body: 'Sign in to read it.', madeAt: dateOf(tx.at), state: 'sent' } }));
  await asSuperuser(async (client) => {
    const { rows } = await client.query<{ columns: string }>("select string_agg(quote_ident(column_name), ', ') as columns from information_schema.columns where table_schema = 'public' and table_name = 'message' and column_name not in ('id', 'made_at')");
    const columns = rows[0]?.columns ?? '';
    await client.query(`insert into message (id, made_at, ${columns}) select gen_random_uuid(), made_at - n * interval '1 minute', ${columns} from message, generate_series(1, ${ROWS}) as n where id = '${id}'`);
    await client.query('vacuum analyze message');
  });
}, 600_000);
afterAll(async () => {
  await remove?.();
});

interface Waited {
  ms: number;
  refused: boolean;
}

/** People who report and read their receipt, one after another, until it is said to be over. */
class Load {
  readonly waited: Waited[] = [];
  private over = false;
  private readonly running: Promise<void>[];

  constructor(private readonly history: History) {
    this.running = Array.from({ length: PEOPLE }, () => this.report());
  }

  private async timed<T>(work: () => Promise<T>, good: (got: T) => boolean): Promise<T> {
    const began = performance.now();
    const got = await work();
    this.waited.push({ ms: performance.now() - began, refused: !good(got) });
    return got;
  }

  private async report(): Promise<void> {
    const teacher: Client = await clientInside(place.people.teacher);
    while (!this.over) {
      const report = await readyToSend(place.people.teacher);
      const answer = await this.timed(() => press(teacher, report), (got) => got?.status === 303 && got.location.endsWith('/sent'));
      const result = await this.timed(() => receiptOf(teacher, report), (got) => got !== null);
      this.history.say({ key: report.key, op: 'submit', ...(answer?.status === 303 && result !== null ? { outcome: 'ok', result } : { outcome: 'unknown' }) });
    }
  }

  async end(): Promise<void> {
    this.over = true;
    await Promise.all(this.running);
  }
}

const p99 = (waited: readonly Waited[]) => waited.map(({ ms }) => ms).sort((one, other) => one - other)[Math.ceil(waited.length * 0.99) - 1] ?? 0;

/** Looks every 50 ms who stands at a lock since when, by the database's clock. */
function watchLocks(): { end: () => Promise<number> } {
  let [most, over] = [0, false];
  const watching = asSuperuser(async (client) => {
    while (!over) {
      const { rows } = await client.query<{ ms: number | null }>('select max(extract(epoch from clock_timestamp() - waitstart) * 1000)::float8 as ms from pg_locks where not granted');
      most = Math.max(most, rows[0]?.ms ?? 0);
      await sleep(50);
    }
  });
  return {
    async end() {
      over = true;
      await watching;
      return most;
    },
  };
}

/** A step that takes the table for itself: it gives up after a moment and comes again, and whoever stands behind it goes on. */
async function soon(client: pg.Client, sql: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    try {
      await client.query(`begin; set local lock_timeout = '300ms'; ${sql}; commit`);
      return;
    } catch (error) {
      await client.query('rollback');
      if ((error as { code?: string }).code !== '55P03') throw error;
      await sleep(200);
    }
  }
  throw new Error(`never got the table: ${sql}`);
}

it(`F24: a column is added to ${ROWS} rows, filled and required while people report: nobody is refused or waits at a lock`, async () => {
  const history = new History();
  // What a first request loads the others find loaded.
  const warm = new Load(history);
  await sleep(3 * SECOND);
  await warm.end();

  const before = new Load(history);
  await sleep(BASELINE_MS);
  await before.end();

  const locks = watchLocks();
  const during = new Load(history);
  const began = performance.now();
  const took: string[] = [];
  const step = async (name: string, work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    took.push(`${name} ${Math.round(performance.now() - from)} ms`);
  };
  await asSuperuser(async (client) => {
    await step('widen', () => client.query("begin; alter table message add column told_by text; update message set told_by = 'post'; alter table message alter column told_by set not null; commit"));
    await step('index', () => client.query('create index concurrently message_told_by on message (authority_id, told_by, id)'));
    await step('fill', async () => {
      for (let last = '00000000-0000-0000-0000-000000000000'; ; ) {
        const { rows } = await client.query<{ last: string | null }>(`with part as (select authority_id, id from message where authority_id = $2 and id > $1::uuid order by id limit ${BATCH}), filled as (update message m set told_by = 'post' from part where m.authority_id = part.authority_id and m.id = part.id and m.told_by is null returning 1) select max(id::text) as last from part`, [last, place.id]);
        if (rows[0]?.last == null) break;
        last = rows[0].last;
      }
    });
    await step('check', () => soon(client, 'alter table message add constraint message_told_by_there check (told_by is not null) not valid'));
    // Reads all of it, and bars nobody.
    await step('validate', () => client.query('alter table message validate constraint message_told_by_there'));
    await step('narrow', () => soon(client, 'alter table message alter column told_by set not null; alter table message drop constraint message_told_by_there'));
  });
  const tookMs = performance.now() - began;
  await during.end();
  const stood = await locks.end();
  const refused = during.waited.filter((each) => each.refused).length;
  process.stdout.write(`F24: ${ROWS} rows in ${Math.round(tookMs / SECOND)} s (${took.join(', ')}); before ${before.waited.length} requests, 99 of 100 within ${Math.round(p99(before.waited))} ms; during ${during.waited.length}, ${refused} refused, 99 of 100 within ${Math.round(p99(during.waited))} ms; at a lock ${Math.round(stood)} ms at most\n`);
  expect(await asSuperuser(async (client) => (await client.query<{ open: number }>('select count(*)::int as open from message where told_by is null')).rows[0]?.open)).toBe(0);
  expect(refused).toBe(0);
  expect(stood).toBeLessThan(LOCK_WAIT_MS);
  expect(p99(during.waited)).toBeLessThan(2 * p99(before.waited));
  expect(await faultsIn(history, place.id)).toEqual([]);
});
