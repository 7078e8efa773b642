/**
 * The database goes away while people work (quality B4: F8, F9, F10, F11): it crashes under load, sessions are ended one after
 * another, it is not there when the application starts, and every connection is taken. On a cluster of its own, with every write
 * on disk before it is acknowledged, as in production.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '@/lib/platform/db/migrate';
import { closeDatabase } from '@/lib/platform/db';
import { removeCluster, runningCluster, startCluster, type Cluster } from '@/scripts/embedded';
import { DEEP, howMany } from '../hostile/depth';
import { makePlace, type Place } from '../integration/people';
import { asSuperuser } from '../integration/superuser';
import { clientOf, makeApp, shown, signedIn, type Answer, type App, type Client } from '../faults/app';
import { faultsIn, History } from '../faults/history';
import { databaseProxy, type DatabaseProxy } from '../faults/proxies';
import { readyToSend, sayPressed, type Ready } from '../faults/reports';

const SECOND = 1_000;
/** As long as the application may take to be well again, and a request without a connection to be answered (quality B4). */
const RECOVERS_WITHIN_MS = 10 * SECOND;
const ANSWERS_WITHIN_MS = 5 * SECOND;
const HOME = join('.doorstep', `faults-${process.pid}`);
const SESSIONS = 'front-door';

let cluster: Cluster;
let proxy: DatabaseProxy;
let app: App;
let place: Place;
let teacher: Client;
let worker: Client;
let databaseUrl: string;

beforeAll(async () => {
  mkdirSync(HOME, { recursive: true });
  cluster = await startCluster(HOME);
  await cluster.createDatabase('doorstep');
  await migrate(cluster.url('doorstep_owner'));
  proxy = await databaseProxy(cluster.port);
  const through = (role: Parameters<Cluster['url']>[0]) => cluster.url(role).replace(`:${cluster.port}/`, `:${proxy.port}/`);
  // All of this file works on this cluster, wherever it listens after a crash.
  Object.assign(process.env, { DATABASE_URL: through('doorstep_app'), DATABASE_DIRECT_URL: through('doorstep_app'), DATABASE_OWNER_URL: through('doorstep_owner'), DATABASE_SUPERUSER_URL: through('postgres') });
  databaseUrl = `${through('doorstep_app')}?application_name=${SESSIONS}`;
  place = await makePlace();
  app = await makeApp(databaseUrl);
  await app.start();
  teacher = clientOf(app, await signedIn(place.people.teacher));
  worker = clientOf(app, await signedIn(place.people.worker));
}, 300_000);
afterAll(async () => {
  await app?.stop();
  await closeDatabase();
  await proxy?.close();
  await cluster?.stop();
  removeCluster(HOME);
});

/** As pg_ctl stop -m immediate does it: no checkpoint, every session cut. */
async function crash(): Promise<void> {
  const running = runningCluster(HOME);
  if (running === null) throw new Error('it does not run');
  process.kill(running.pid, 'SIGQUIT');
  while (runningCluster(HOME) !== null) await sleep(20);
}

async function up(): Promise<void> {
  cluster = await startCluster(HOME);
  proxy.target = cluster.port;
}

interface Request {
  began: number;
  ended: number;
  status: number;
}

/** Somebody who reports, from the first page to the receipt, over and over, and somebody who looks at the queue meanwhile. */
class Load {
  readonly requests: Request[] = [];
  readonly history = new History();
  private over = false;
  private readonly running: Promise<void>[] = [];

  constructor(reporters: number) {
    for (let count = 0; count < reporters; count += 1) this.running.push(this.reporting());
    this.running.push(this.looking());
  }

  async end(): Promise<void> {
    this.over = true;
    await Promise.all(this.running);
  }

  private async ask(asking: Promise<Answer | null>): Promise<Answer | null> {
    const began = performance.now();
    const answer = await asking;
    this.requests.push({ began, ended: performance.now(), status: answer?.status ?? 0 });
    return answer;
  }

  /** Until it is answered, as somebody does who is told to try again. */
  private async until(ask: () => Promise<Answer | null>): Promise<Answer> {
    for (;;) {
      const answer = await this.ask(ask());
      if (answer !== null && answer.status < 500) return answer;
      await sleep(100);
    }
  }

  private async reporting(): Promise<void> {
    while (!this.over) {
      const begun = await this.until(() => teacher.post('/report/start', {}));
      const [, , id = ''] = begun.location.split('/');
      await this.until(() => teacher.post(`/report/${id}/what-happened/save`, { 'happened.what': 'She came to school hungry again.', version: '9999', act: 'continue', shown: '1' }));
      const check = await this.until(() => shown(teacher, `/report/${id}/check`));
      const [, key = '', version = ''] = /name="key" value="([^"]+)".*?name="version" value="(\d+)"/s.exec(check.text) ?? [];
      expect(key, 'the page before sending').not.toBe('');
      const report = { id, key, version: Number(version) };
      for (;;) {
        const answer = await this.ask(teacher.post(`/report/${id}/submit`, { key, version }));
        if ((await sayPressed(this.history, teacher, report, answer)) === 'ok') break;
        await sleep(100);
      }
    }
  }

  private async looking(): Promise<void> {
    while (!this.over) {
      const answer = await this.ask(shown(worker, '/queue'));
      if (answer !== null && answer.status < 500) expect(answer.status).toBe(200);
      await sleep(100);
    }
  }

  get errors(): Request[] {
    return this.requests.filter(({ status }) => status === 0 || status >= 500);
  }
}

/** The post has gone, and what is due can be held against what was sent. */
async function drained(atMostMs = 60 * SECOND): Promise<void> {
  for (let waited = 0; waited < atMostMs; waited += 250) {
    const due = await asSuperuser((client) => client.query<{ due: number }>("select count(*)::int as due from message where authority_id = $1 and state <> 'sent'", [place.id]));
    if (due.rows[0]?.due === 0) return;
    await sleep(250);
  }
}

const CODE = /name="version" value="/;

describe('F8: the database crashes under load', () => {
  it('three times: errors while it is down and at no other time, well again within ten seconds, nothing lost and nothing twice', async () => {
    const load = new Load(howMany(3, 6));
    const windows: { down: number; up: number }[] = [];
    const between = howMany(2, 15) * SECOND;
    for (let crashes = 0; crashes < 3; crashes += 1) {
      await sleep(between);
      const down = performance.now();
      await crash();
      await sleep(howMany(1, 5) * SECOND);
      await up();
      windows.push({ down, up: performance.now() });
    }
    await sleep(between + 2 * SECOND);
    await load.end();
    const recovered = windows.map((window, place) => {
      const next = windows[place + 1]?.down ?? Infinity;
      return Math.max(0, ...load.errors.filter(({ began }) => began >= window.down - SECOND && began < next - SECOND).map(({ ended }) => ended - window.up));
    });
    const outside = load.errors.filter(({ began, ended }) => !windows.some((window) => ended >= window.down && began <= window.up + RECOVERS_WITHIN_MS));
    expect(outside).toEqual([]);
    expect(Math.max(...recovered)).toBeLessThan(RECOVERS_WITHIN_MS);
    // Told to try again, and nothing else.
    expect(load.errors.filter(({ status }) => status !== 503)).toEqual([]);
    expect(app.alive).toBe(true);
    await drained();
    expect(await faultsIn(load.history, place.id, { drained: true })).toEqual([]);
    process.stdout.write(`F8: ${load.requests.length} requests, ${load.errors.length} of them told to try again, ${load.history.count('ok')} reports acknowledged, ${load.history.count('unknown')} presses unknown, well again after ${recovered.map((ms) => Math.round(ms)).join(', ')} ms\n`);
  });
});

describe('F9: sessions of the database are ended, five a second', () => {
  it('fewer than one request in a hundred fails, and nothing is lost or twice', async () => {
    const load = new Load(6);
    const killer = new pg.Client({ connectionString: process.env['DATABASE_SUPERUSER_URL'] });
    await killer.connect();
    let ended = 0;
    const until = performance.now() + howMany(8, 60) * SECOND;
    while (performance.now() < until) {
      const { rowCount } = await killer.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 order by random() limit 1', [SESSIONS]);
      ended += rowCount ?? 0;
      await sleep(200);
    }
    await killer.end();
    await load.end();
    // In the short form there are so few requests that one is more than one in a hundred.
    expect(load.errors.length).toBeLessThan(Math.max(DEEP ? 0 : 3, load.requests.length / 100));
    expect(ended).toBeGreaterThan(howMany(20, 200));
    expect((await shown(worker, '/queue'))?.status).toBe(200);
    // A job whose session was ended as it was done is done again once its time is over: here it is still there to be done.
    if (DEEP) await drained(300 * SECOND);
    expect(await faultsIn(load.history, place.id, { drained: DEEP })).toEqual([]);
    process.stdout.write(`F9: ${ended} sessions ended, ${load.requests.length} requests, ${load.errors.length} failed (${load.errors.map(({ status }) => status).join(' ')})\n`);
  });
});

describe('F11: every connection is taken', () => {
  it('who comes waits, and is told to try again within five seconds; the door to sign in answers', async () => {
    const report = await readyToSend(place.people.teacher);
    expect((await teacher.get('/'))?.status).toBe(200);
    const holder = new pg.Client({ connectionString: process.env['DATABASE_SUPERUSER_URL'] });
    await holder.connect();
    await holder.query('begin');
    await holder.query('lock table draft in access exclusive mode');
    try {
      await takenAll(report, holder);
    } finally {
      await holder.end();
    }
  });

  async function takenAll(report: Ready, holder: pg.Client): Promise<void> {
    const save = (text: string) => teacher.post(`/report/${report.id}/what-happened/save`, { 'happened.what': text, version: '9999', act: 'continue', shown: '1' });
    const held: Promise<Answer | null>[] = Array.from({ length: 30 }, (_, count) => save(`Text ${count}`));
    await sleep(1_500);
    const until = performance.now() + howMany(4, 28) * SECOND;
    const met: Answer[] = [];
    const asked = (answer: Answer | null) => {
      if (answer === null) throw new Error('no answer');
      met.push(answer);
      return answer;
    };
    while (performance.now() < until) {
      const [queue, typed, door, doorKnown, health, front, ready] = await Promise.all([shown(worker, '/queue'), save('Typed while all was taken'), clientOf(app, '').get('/sign-in'), teacher.get('/sign-in'), teacher.get('/healthz'), teacher.get('/'), teacher.get('/readyz')]);
      for (const answer of [queue, typed]) {
        expect(asked(answer).status).toBe(503);
        expect(answer?.headers['retry-after']).toBe('10');
        expect(answer?.text).toContain('Try again');
      }
      expect(typed?.text).toContain('Typed while all was taken');
      for (const answer of [door, doorKnown, health, front]) expect(asked(answer).status).toBe(200);
      // Whom to ring does not depend on it.
      expect(front?.text).toContain(place.prefix);
      expect(asked(ready).status).toBe(503);
    }
    expect(Math.max(...met.map(({ tookMs }) => tookMs))).toBeLessThan(ANSWERS_WITHIN_MS);
    await holder.query('rollback');
    const answers = await Promise.all(held);
    expect(answers.every((answer) => answer !== null && (answer.status === 303 || answer.status === 503))).toBe(true);
    expect((await shown(worker, '/queue'))?.status).toBe(200);
    process.stdout.write(`F11: ${met.length} requests while all was taken, the slowest answered after ${Math.round(Math.max(...met.map(({ tookMs }) => tookMs)))} ms; of the 30 that took the connections ${answers.filter((answer) => answer?.status === 303).length} were done afterwards\n`);
  }
});

describe('F10: the database is not there', () => {
  it('when the application starts, and for a while: it says so in plain words, keeps what is typed, and recovers by itself', async () => {
    const report = await readyToSend(place.people.teacher);
    const before = new History();
    await app.stop();
    await crash();
    await app.start();
    const began = performance.now();
    do {
      expect((await teacher.get('/healthz'))?.status).toBe(200);
      expect((await teacher.get('/readyz'))?.status).toBe(503);
      for (const path of ['/queue', '/', `/report/${report.id}/check`, `/areas/${place.id}`]) {
        const page = await shown(teacher, path);
        expect([path, page?.status]).toEqual([path, 503]);
        expect(page?.text).toContain('Try again in a minute');
        expect(page?.text).toContain('Your answers are saved');
        expect(page?.text).toContain(`href="${path}"`);
        expect(page?.text).toContain('ring 999');
      }
      expect((await teacher.get('/sign-in'))?.status).toBe(200);
      expect((await teacher.get('/help'))?.status).toBe(200);
      await sleep(DEEP ? 5 * SECOND : 0);
    } while (performance.now() - began < howMany(2, 300) * SECOND);
    const words = 'She said <nobody> was "home" & she had not eaten.\nNor had her brother.';
    const save = { 'happened.what': words, version: '9999', act: 'continue', shown: '1' };
    const refused = await teacher.post(`/report/${report.id}/what-happened/save`, save);
    expect(refused?.status).toBe(503);
    expect(refused?.headers['cache-control']).toContain('no-store');
    expect(refused?.text).toContain(`action="/report/${report.id}/what-happened/save"`);
    expect(refused?.text).toContain('She said &lt;nobody&gt; was &quot;home&quot; &amp; she had not eaten.\nNor had her brother.</textarea>');
    const script = await teacher.post(`/report/${report.id}/what-happened/save`, save, { accept: 'application/json' });
    expect([script?.status, JSON.parse(script?.text ?? '')]).toEqual([503, { problem: 'try_again' }]);
    const signIn = await clientOf(app, '').post('/session/start', { email: place.people.teacher.email, password: 'lantern gravel sparrow' });
    expect(signIn?.status).toBe(503);
    expect(signIn?.text).not.toContain('lantern gravel sparrow');

    await up();
    const from = performance.now();
    while ((await teacher.get('/readyz'))?.status !== 200) {
      expect(performance.now() - from).toBeLessThan(RECOVERS_WITHIN_MS);
      await sleep(50);
    }
    const recovered = performance.now() - from;
    // The form that stood in the page, sent again by its button.
    const fields = Object.fromEntries([...(refused?.text ?? '').matchAll(/<textarea name="([^"]+)" hidden>\n([^<]*)<\/textarea>/g)].map(([, name = '', value = '']) => [name, value.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&')]));
    expect(fields).toEqual(save);
    expect((await teacher.post(`/report/${report.id}/what-happened/save`, fields))?.status).toBe(303);
    const check = await shown(teacher, `/report/${report.id}/check`);
    expect(check?.text).toMatch(CODE);
    const [, key = '', version = ''] = /name="key" value="([^"]+)".*?name="version" value="(\d+)"/s.exec(check?.text ?? '') ?? [];
    await sayPressed(before, teacher, { ...report, version: Number(version) }, await teacher.post(`/report/${report.id}/submit`, { key, version }));
    expect(before.count('ok')).toBe(1);
    await drained();
    expect(await faultsIn(before, place.id, { drained: true })).toEqual([]);
    process.stdout.write(`F10: ready ${Math.round(recovered)} ms after the database was\n`);
  });
});
