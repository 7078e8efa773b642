/**
 * The clock of the application's machine is ten minutes wrong, and is set back an hour while it runs (quality B4, F18): sessions,
 * codes, deadlines and the order of the ledger go by the database's. The built product runs with the wrong clock; this process, whose
 * own is the database's, is another one beside it.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { generate } from 'otplib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { holderOf } from '@/lib/access/open-session';
import { readBegun } from '@/lib/access/second/factor-store';
import { withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { makePlace, PASSWORD, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { clientOf, makeApp, shown, signedIn, type App, type Client } from './app';
import { faultsIn, History } from './history';
import { clientInside } from './inside';
import { ownDatabase } from './own-database';
import { pressUntilTaken, readyToSend } from './reports';

const MINUTE = 60_000;
const CLOCK = join('.doorstep', `clock-${process.pid}`);
/** Of a moment that both know: the way to the database and back, and what else this machine does. */
const NEAR_MS = 2_000;

let remove: () => Promise<void>;
let place: Place;
let app: App;
const history = new History();

beforeAll(async () => {
  remove = await ownDatabase('clock');
  place = await makePlace({ secondFactor: 'staff' });
  mkdirSync('.doorstep', { recursive: true });
  app = await makeApp(process.env['DATABASE_URL'] ?? '', { CLOCK_FILE: resolve(CLOCK), NODE_OPTIONS: `--import ${pathToFileURL(resolve('tests/faults/skewed.mjs')).href}`, WORKER: 'off', SECOND_FACTOR: 'staff' });
}, 300_000);
afterAll(async () => {
  await app?.stop();
  rmSync(CLOCK, { force: true });
  await remove?.();
});

const rows = async <T extends object>(sql: string, values: unknown[] = []) => (await asSuperuser((client) => client.query<T>(sql, values))).rows;
const databaseMs = async () => (await rows<{ ms: number }>('select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms'))[0]?.ms ?? 0;

/** A session that was last used so long ago, by the database's clock, asks for a page. */
async function restedFor(minutes: number): Promise<string> {
  const { otherWorker } = place.people;
  const cookie = await signedIn(otherWorker);
  await rows("update session set seen_at = now() - make_interval(mins => $2::int), created_at = now() - interval '3 hours' where account_id = $1", [otherWorker.actorId, minutes]);
  const page = await clientOf(app, cookie).get('/queue');
  return page?.status === 200 ? 'goes on' : (page?.location.split('?')[0] ?? String(page?.status));
}

/** Signs in with a password and a code of an app, enrolled on the way the first time. @returns a browser that is signed in. */
const secrets = new Map<string, string>();
async function byCode(person: Person): Promise<Client> {
  let cookie = '';
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await clientOf(app, cookie).post(path, fields);
    const [given] = [answer?.headers['set-cookie'] ?? []].flat();
    const value = new RegExp(`^${SESSION_COOKIE}=([^;]*)`).exec(given ?? '')?.[1];
    if (value !== undefined) cookie = `${SESSION_COOKIE}=${value}`;
    return answer?.location ?? '';
  };
  // A code is good once: the test does not wait for the next.
  await rows('update account_totp set last_step = 0 where account_id = $1 and confirmed_at is not null', [person.actorId]);
  const code = async (secret: string) => generate({ secret, epoch: Math.floor((await databaseMs()) / 1000) });
  const led = await post('/session/start', { email: person.email, password: PASSWORD, return: '/queue' });
  if (led.startsWith('/sign-in/enrol')) {
    await post('/session/enrol/begin', { return: '/queue' });
    const secret = (await withActor(holderOf(person.actorId, person.authorityId), readBegun))?.secret ?? '';
    secrets.set(person.actorId, secret);
    expect(await post('/session/enrol/confirm', { code: await code(secret), return: '/queue' })).toBe('/queue');
  } else expect(await post('/session/second', { code: await code(secrets.get(person.actorId) ?? ''), return: '/queue' })).toBe('/queue');
  return clientOf(app, cookie);
}

async function rightAt(what: string): Promise<void> {
  const { teacher, worker } = place.people;
  // Sessions: 30 minutes of rest (issue 2), by the database's clock.
  expect([what, await restedFor(25)]).toEqual([what, 'goes on']);
  expect([what, await restedFor(31)]).toEqual([what, '/sign-in']);
  // Codes.
  expect([what, (await shown(await byCode(worker), '/queue'))?.status]).toEqual([what, 200]);

  // Deadlines, and who came first: two processes take reports by turns.
  const [here, there] = [await clientInside(teacher), clientOf(app, await signedIn(teacher))];
  const before = await databaseMs();
  const reports = [await readyToSend(teacher), await readyToSend(teacher), await readyToSend(teacher), await readyToSend(teacher)];
  for (const [at, report] of reports.entries()) await pressUntilTaken(history, at % 2 === 0 ? there : here, report);
  const after = await databaseMs();
  const taken = await rows<{ received: Date; due: Date; key: string }>('select received_at as received, due_24h_at as due, key::text as key from contact where authority_id = $1 and key = any($2::uuid[]) order by received_at', [place.id, reports.map(({ key }) => key)]);
  expect([what, taken.map(({ key }) => key)]).toEqual([what, reports.map(({ key }) => key)]);
  for (const { received, due } of taken) {
    expect(received.getTime()).toBeGreaterThan(before - NEAR_MS);
    expect(received.getTime()).toBeLessThan(after + NEAR_MS);
    expect(due.getTime() - received.getTime()).toBe(24 * 60 * MINUTE);
  }
}

it('F18: sessions, codes, deadlines and the ledger are right ten minutes ahead, ten minutes behind, and when it is set back an hour', async () => {
  for (const [what, minutes] of [['ten minutes ahead', 10], ['ten minutes behind', -10]] as const) {
    writeFileSync(CLOCK, String(minutes * MINUTE));
    await app.start();
    await rightAt(what);
    if (minutes > 0) await app.stop();
  }
  writeFileSync(CLOCK, String(-70 * MINUTE));
  await rightAt('set back an hour');

  // From first to last entry no instant is before the one written before it.
  const [back] = await rows<{ back: number; wrong: number }>(
    `select count(*) filter (where at < before - interval '1 second')::int as back, count(*) filter (where at > clock_timestamp() or at < now() - interval '1 hour')::int as wrong
     from (select at, lag(at) over (order by seq) as before from ledger_entry where authority_id = $1) as entries`,
    [place.id],
  );
  expect(back).toEqual({ back: 0, wrong: 0 });
  expect(Math.abs(now().epochMilliseconds - (await databaseMs()))).toBeLessThan(NEAR_MS);
  expect(await faultsIn(history, place.id)).toEqual([]);
  process.stdout.write(`F18: ${history.count('ok')} reports, three wrong clocks\n`);
}, 300_000);
