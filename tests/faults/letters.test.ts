/**
 * The mail provider is down, refuses, does not answer or answers too late (quality B4, F15), and the worker is killed while it
 * hands a letter over (F16): nothing is lost, nobody gets a letter twice, and what waited leaves at the provider's pace.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { systemOf, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { stopJobs } from '@/lib/platform/jobs';
import { dateOf } from '@/lib/platform/time';
import { DEEP, howMany } from '../hostile/depth';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import type { Client } from './app';
import { faultsIn, History } from './history';
import { clientInside } from './inside';
import { fakeNotify, mostInAMinute, type Behaviour, type FakeNotify } from './notify';
import { ownDatabase } from './own-database';
import { databaseProxy, type DatabaseProxy, type Passing } from './proxies';
import { pressUntilTaken, readyToSend } from './reports';
import { makeWorker, type WorkerProcess } from './worker';

const SECOND = 1_000;
/** Notify's own: 3,000 messages a minute. */
const MOST_A_MINUTE = 3_000;
/** A job without a sign of life is another's after 20 seconds, and the letter has left a minute later. */
const DONE_AGAIN_WITHIN_MS = (20 + 60) * SECOND;

let remove: () => Promise<void>;
let place: Place;
let teacher: Client;
let notify: FakeNotify;
let database: DatabaseProxy;
let worker: WorkerProcess;
let other: WorkerProcess;

beforeAll(async () => {
  remove = await ownDatabase('letters');
  place = await makePlace();
  teacher = await clientInside(place.people.teacher);
  notify = await fakeNotify();
  const url = new URL(process.env['DATABASE_URL'] ?? '');
  database = await databaseProxy(Number(url.port));
  const plain = url.toString();
  url.port = String(database.port);
  worker = makeWorker(url.toString(), notify.settings);
  other = makeWorker(plain, notify.settings);
}, 300_000);
afterEach(async () => {
  database.watch = null;
  notify.behave = () => 'well';
  await Promise.all([worker.stop(), other.stop()]);
});
afterAll(async () => {
  await Promise.all([worker?.stop(), other?.stop()]);
  await notify?.close();
  await database?.close();
  await stopJobs();
  await remove?.();
});

const ask = async <T extends object>(sql: string): Promise<T[]> => (await asSuperuser((client) => client.query<T>(sql))).rows;
const count = async (sql: string) => (await ask<{ count: number }>(sql))[0]?.count ?? -1;
const waiting = () => count("select count(*)::int from message where state <> 'sent'");
/** Jobs whose next try is due now and not later: an hour passes. */
const hourPasses = () => ask("update pgboss.job set start_after = now() where name = 'post.deliver' and state in ('created', 'retry')");
/** Nobody is at work, and whoever was gave their last sign of life an hour ago. */
async function longDead(): Promise<void> {
  await ask("update pgboss.job set heartbeat_on = heartbeat_on - interval '1 hour' where state = 'active'");
  await ask("update message set held_until = held_until - interval '1 hour' where held_until is not null");
}
const standing = () => count("select count(*)::int from pgboss.job where name = 'post.deliver' and state in ('created', 'active') or (name = 'post.deliver' and state = 'retry' and start_after <= now())");

async function until(holds: () => Promise<boolean> | boolean, ms: number, what: string, every = 100): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await sleep(every);
  }
}

/** Reports, whose receipts are letters that are due. */
async function receipts(history: History, many: number): Promise<void> {
  for (let sent = 0; sent < many; sent += 1) await pressUntilTaken(history, teacher, await readyToSend(place.people.teacher));
}

/** Messages without a letter, as an account's are: for a backlog of thousands. */
async function messages(many: number): Promise<void> {
  for (let made = 0; made < many; made += 50) {
    await withActor(systemOf(place.id), async (tx) => {
      const data = Array.from({ length: Math.min(50, many - made) }, () => ({ authorityId: place.id, id: newId(), toAddress: 'somebody@example.org', subject: 'There is a message for you', body: 'Sign in to read it.', madeAt: dateOf(tx.at), state: 'pending' }));
      await tx.db.message.createMany({ data });
      for (const { id } of data) await tx.enqueue('post.deliver', { authorityId: place.id, messageId: id });
    });
  }
}

/** What was sent without having been asked after just before. */
function sentUnasked(): string[] {
  const last = new Map<string, string>();
  return notify.asked.flatMap(({ what, reference }) => {
    if (what === 'status') return [];
    const unasked = what === 'send' && last.get(reference) !== 'look';
    last.set(reference, what);
    return unasked ? [reference] : [];
  });
}

const faults = (history: History) => faultsIn(history, place.id, { provider: notify.taken.map(({ reference }) => reference), drained: true });

/** The points of handing a letter over at which the worker dies. */
const TAKES_UP = /^update message set attempts/i;
const MARKS = /^UPDATE "public"\."message" SET /;
const DONE = /set completed_on = now\(\),\s+state = 'completed'/i;
type Point = [name: string, by: { sql: RegExp; when: Passing['when']; commits?: true } | { asked: 'look' | 'send'; then: Behaviour }];
const THE_WORST: Point = ['the provider has it, and has not said so', { asked: 'send', then: 'cut_taken' }];
const POINTS: readonly Point[] = [
  ['before it is taken up', { sql: TAKES_UP, when: 'before' }],
  ['taken up, before the provider is asked', { asked: 'look', then: 'cut' }],
  ['before the provider has it', { asked: 'send', then: 'cut' }],
  THE_WORST,
  ['the provider said so, before it is written', { sql: MARKS, when: 'before' }],
  ['before that is committed', { sql: MARKS, when: 'after' }],
  ['committed, before the job is done', { sql: DONE, when: 'before' }],
];

/** Kills the worker when it comes to this point. */
function dieAt([, by]: Point): { at: number | null } {
  const dead: { at: number | null } = { at: null };
  const die = () => {
    dead.at = performance.now();
    worker.kill();
  };
  if ('sql' in by) {
    database.watch = ({ sql, when }) => {
      if (dead.at !== null) return !worker.alive;
      if (when !== by.when || !by.sql.test(sql.trim())) return false;
      die();
      return true;
    };
  } else {
    notify.behave = ({ what }) => {
      if (dead.at !== null || what !== by.asked) return 'well';
      die();
      return by.then;
    };
  }
  return dead;
}

/** A letter is due, the worker takes it up, and dies at this point. @returns when. */
async function killedAt(point: Point, history: History): Promise<number> {
  const dead = dieAt(point);
  await receipts(history, 1);
  // It may die before it could say that it had started.
  await worker.start().catch(() => undefined);
  await until(() => dead.at !== null, 60 * SECOND, point[0]);
  database.watch = null;
  notify.behave = () => 'well';
  return dead.at ?? 0;
}

describe('F15: the mail provider', () => {
  const letters = howMany(8, 60);
  const backlog = howMany(0, 4_000);
  const rounds = howMany(2, 9);

  it(`is down for two hours, refuses, does not answer and answers wrongly: ${letters} letters and ${backlog} messages each leave once, no faster than it takes them`, async () => {
    const history = new History();
    // Of F16 this much with every change: what was in its hands leaves with the rest.
    if (!DEEP) {
      await killedAt(THE_WORST, history);
      await longDead();
    }
    await receipts(history, letters);
    // Each way of breaking meets a letter at its first try; the slow ones fewer.
    const breaks: Behaviour[] = ['fails', 'too_many', 'cut', 'cut_taken', 'fails_taken', 'hangs_taken', ...(DEEP ? (['hangs'] as const) : [])];
    const broken = new Map<string, Behaviour>();
    let down = false;
    notify.behave = ({ what, reference }) => {
      if (down) return 'cut';
      if (what !== 'send') return 'well';
      if (broken.has(reference)) return 'well';
      const how = breaks[broken.size];
      if (how === undefined) return 'well';
      broken.set(reference, how);
      return how;
    };
    await Promise.all([worker.start(), other.start()]);
    await until(() => broken.size === breaks.length, 120 * SECOND, 'every way of breaking');
    // Two hours with growing pauses are nine tries (15 s, doubled up to an hour).
    down = true;
    const before = notify.taken.length;
    for (let round = 0; round < rounds; round += 1) {
      await hourPasses();
      await until(async () => (await standing()) === 0, 300 * SECOND, 'every job tried while it is down');
    }
    await messages(backlog);
    expect(notify.taken.length).toBe(before);
    down = false;
    await until(async () => {
      await hourPasses();
      return (await waiting()) === 0;
    }, 600 * SECOND, 'drained', SECOND / 2);
    expect(await faults(history)).toEqual([]);
    expect(sentUnasked()).toEqual([]);
    const most = mostInAMinute(notify.taken);
    expect(most).toBeLessThanOrEqual(MOST_A_MINUTE);
    process.stdout.write(`F15: ${notify.taken.length} messages sent on, ${notify.asked.length} requests, ${broken.size} ways of breaking, at most ${most} in a minute\n`);
  });
});

describe('a letter that the provider took', () => {
  it('comes back: the worker asks what became of it, and it counts as not delivered', async () => {
    await receipts(new History(), 1);
    await worker.start();
    await until(async () => (await waiting()) === 0, 120 * SECOND, 'taken');
    // The receipt: calls to colleagues are messages, too.
    const [{ reference = '' } = {}] = await ask<{ reference: string }>('select id as reference from message where letter_id is not null order by made_at desc limit 1');
    const id = notify.taken.find((each) => each.reference === reference)?.id ?? '';
    notify.became.set(id, 'permanent-failure');
    // One that is stopped while it asks asks again after five minutes more.
    await worker.stop();
    // It is asked after five minutes; a worker asks as it starts, and every minute.
    await ask("update message set sent_at = sent_at - interval '5 minutes'");
    await worker.start();
    await until(async () => (await count(`select count(*)::int from letter_event e join message m on m.letter_id = e.letter_id where m.id = '${reference}' and e.what = 'undelivered'`)) === 1, 60 * SECOND, 'told as not delivered');
    expect(notify.asked.filter(({ what, reference: asked }) => what === 'status' && asked === id)).toHaveLength(1);
    expect(notify.taken.filter((each) => each.reference === reference)).toHaveLength(1);
  });
});

describe.runIf(DEEP)('F16: the worker is killed while it hands a letter over', () => {
  const rounds = 2;
  it(`at each of ${POINTS.length} points, ${rounds} times: one letter, asked after by its reference, and soon`, async () => {
    const history = new History();
    const took: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const point of POINTS) {
        const died = await killedAt(point, history);
        await worker.start();
        await until(async () => (await waiting()) === 0, 2 * DONE_AGAIN_WITHIN_MS, `sent after ${point[0]}`, 250);
        took.push(performance.now() - died);
        await worker.stop();
      }
    }
    expect(await faults(history)).toEqual([]);
    expect(sentUnasked()).toEqual([]);
    expect(Math.max(...took)).toBeLessThan(DONE_AGAIN_WITHIN_MS);
    process.stdout.write(`F16: ${took.length} kills, sent after ${took.map((ms) => Math.round(ms / SECOND)).join(', ')} s\n`);
  });

  it('it stands still with a letter in its hands, another sends it, and it goes on', async () => {
    const history = new History();
    let still = false;
    notify.behave = ({ what }) => {
      if (!still && what === 'look') {
        still = true;
        worker.pause();
      }
      return 'well';
    };
    await receipts(history, 1);
    await worker.start().catch(() => undefined);
    await until(() => still, 60 * SECOND, 'it has a letter in its hands');
    await other.start();
    await until(async () => (await waiting()) === 0, 2 * DONE_AGAIN_WITHIN_MS, 'the other sends it', 500);
    worker.goOn();
    await sleep(10 * SECOND);
    expect(await faults(history)).toEqual([]);
    expect(await count("select count(*)::int from letter_event where what = 'failed' and at > now() - interval '12 seconds'")).toBe(0);
  });
});
