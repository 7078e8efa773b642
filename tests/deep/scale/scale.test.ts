/**
 * Two processes of the built product behind nginx, PgBouncer in transaction mode before PostgreSQL, and a streaming replica for
 * reports (issue 5, part 5): `npm run test:deep -- scale`. nginx and PgBouncer are Debian's, with the files of docs/production. All on
 * this machine, and all ended afterwards.
 */
import { execFileSync, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { ownedBy } from '@/lib/contact/report/steps';
import { startReport } from '@/lib/contact/verbs/start-report';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { openDrafts, readDraft, saveStep } from '@/lib/platform/draft/store';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { freePort } from '@/scripts/embedded';
import { arrives, claims, earlyHelp, saves, typed } from '../../integration/deciding';
import { recordFrom } from '../../integration/letter-scene';
import { knowNobody, makePlace, PASSWORD, type PersonName, type Place } from '../../integration/people';
import { asSuperuser } from '../../integration/superuser';
import { asSystem, makeWaiting, queueRow } from '../../integration/waiting';
import { ask, letGo, open, type Answered } from './ask';
import { build, Machines } from './machines';

/** Fewer connections than requests, so that everybody's transactions share them. */
const POOL = 6;
const TOKEN = 'a monitor says this and nobody else does';
/** A: how far the replica may be behind its figures is no matter; B: a second. */
const [A_LAG, B_LAG] = [3600, 1];

let machines: Machines;
let [here, there]: [Place, Place] = [undefined as never, undefined as never];
let pooler = '';
let standby: Awaited<ReturnType<Machines['standby']>>;
let mail: Awaited<ReturnType<Machines['mail']>>;
let [a, b, front, origin] = ['', '', '', ''];
let [processA, processB]: [ChildProcess, ChildProcess] = [undefined as never, undefined as never];

const nowText = () => now().toString();
const pairOf = (cookies: readonly string[]) => cookies.map((each) => each.split(';')[0] ?? '').find((each) => each.startsWith('__Host-doorstep=')) ?? '';

async function signIn(base: string, person: Person): Promise<string> {
  const answer = await ask({ base, path: '/session/start', origin, form: { email: person.email, password: PASSWORD, return: '/home' } });
  expect([answer.status, answer.location], `${person.name} signs in`).toEqual([303, '/home']);
  return pairOf(answer.cookies);
}

const kept = new Map<string, string>();
/** The cookie of somebody who signed in through A. */
async function cookieOf(person: Person): Promise<string> {
  const known = kept.get(person.membershipId) ?? (await signIn(a, person));
  kept.set(person.membershipId, known);
  return known;
}

const get = async (base: string, path: string, person: Person): Promise<Answered> => ask({ base, path, origin, cookie: await cookieOf(person) });
const post = async (base: string, path: string, person: Person, form: Record<string, string> = {}): Promise<Answered> => ask({ base, path, origin, cookie: await cookieOf(person), form });

beforeAll(async () => {
  build();
  machines = new Machines();
  [here, there] = [await makePlace(), await makePlace()];
  const direct = process.env['DATABASE_URL'] ?? '';
  pooler = await machines.pooler(direct, { size: POOL });
  standby = await machines.standby(process.env['DATABASE_SUPERUSER_URL'] ?? '', direct);
  mail = await machines.mail();
  const [portA, portB] = [await freePort(), await freePort()];
  front = `https://localhost:${await machines.proxy([portA, portB])}`;
  origin = front;
  const secrets = Object.fromEntries(['SESSION_SECRET', 'LEDGER_KEY', 'SEAL_KEYS'].map((name) => [name, process.env[name] ?? '']));
  const shared = { ...secrets, DATABASE_URL: pooler, DATABASE_DIRECT_URL: direct, DATABASE_REPLICA_URL: standby.url, PUBLIC_ORIGIN: origin, SMTP_URL: `smtp://127.0.0.1:${mail.port}`, MAIL_FROM: 'frontdoor@example.org', SECOND_FACTOR: 'nobody', TRUSTED_PROXY: '127.0.0.1' };
  [a, b] = [`http://127.0.0.1:${portA}`, `http://127.0.0.1:${portB}`];
  processA = await machines.web('a', portA, { ...shared, REPLICA_LAG_SECONDS: String(A_LAG), METRICS_TOKEN: TOKEN });
  processB = await machines.web('b', portB, { ...shared, REPLICA_LAG_SECONDS: String(B_LAG) });
});

afterAll(async () => {
  letGo();
  await stopJobs();
  await closeDatabase();
  await machines.stop();
});

/** A report of somebody that is whole and waits to be sent. */
async function draftOf(person: Person): Promise<{ id: string; key: string; version: number }> {
  return withActor(person, async (tx) => {
    const id = await startReport(tx, person);
    await saveStep(tx, id, 'what-happened', ownedBy('what-happened'), { 'happened.what': 'Hungry again on Monday.' }, Number.MAX_SAFE_INTEGER);
    const draft = await readDraft(tx, id);
    if (draft === null) throw new Error('no draft');
    return draft;
  });
}

describe('a session', () => {
  test('opened through one process acts through the other, and ended through the other it is over', async () => {
    const { worker } = here.people;
    const contact = await makeWaiting(here, { receivedAt: nowText() });
    await knowNobody(here, contact.id);
    const cookie = await signIn(a, worker);
    const claimed = await ask({ base: b, path: `/contacts/${contact.reference}/claim`, origin, cookie, form: {} });
    expect([claimed.status, claimed.location]).toEqual([303, `/contacts/${contact.reference}?done=claimed`]);
    expect(await queueRow(here, contact.id)).toMatchObject({ state: 'claimed', holderId: worker.actorId });
    expect((await ask({ base: front, path: '/queue', origin, cookie })).status).toBe(200);

    expect((await ask({ base: b, path: '/session/end', origin, cookie, form: {} })).status).toBe(303);
    const after = await ask({ base: a, path: `/contacts/${contact.reference}/release`, origin, cookie, form: {} });
    expect(after.location).toContain('/sign-in');
    expect(await queueRow(here, contact.id)).toMatchObject({ state: 'claimed' });
  });

  test('a form that says it comes from elsewhere is refused behind the proxy as before it', async () => {
    const answer = await ask({ base: front, path: '/session/start', origin, headers: { origin: 'https://elsewhere.example' }, form: { email: 'a@example.org', password: 'b' } });
    expect(answer.status).toBe(403);
  });
});

test('news: who watches the queue at one process sees at once what is sent through the other, also through the proxy', async () => {
  const { teacher, worker } = here.people;
  const took: number[] = [];
  for (const watchedAt of [a, front]) {
    const draft = await draftOf(teacher);
    const cookie = await cookieOf(worker);
    let heard: (at: number) => void = () => undefined;
    let begun: () => void = () => undefined;
    const first = new Promise<void>((done) => (begun = done));
    const news = new Promise<number>((done) => (heard = done));
    const stream = open({ base: watchedAt, path: `/queue/events?since=${encodeURIComponent(nowText())}`, origin, cookie }, (answer) => {
      expect(answer.statusCode).toBe(200);
      let text = '';
      answer.on('error', () => undefined);
      answer.on('data', (part: Buffer) => {
        text += part.toString();
        // What came in the minute before a page was made is counted beside it, the first round's report among it: the next is one more.
        const [at = 0, ...counts] = [...text.matchAll(/"fresh":(\d+)/g)].map(([, count]) => Number(count));
        if (text.includes('"fresh":')) begun();
        if (counts.some((count) => count > at)) heard(performance.now());
      });
    });
    stream.on('error', () => undefined);
    await first;
    const began = performance.now();
    const sent = await post(b, `/report/${draft.id}/submit`, teacher, { key: draft.key, version: String(draft.version) });
    expect([sent.status, sent.location]).toEqual([303, `/report/${draft.id}/sent`]);
    took.push(Math.round((await Promise.race([news, sleep(10_000, Number.NaN)])) - began));
    stream.destroy();
  }
  process.stdout.write(`scale: news after ${took.join(' and ')} ms, through the proxy the second\n`);
  // Well before the heartbeat of 15 seconds, which would bring it too.
  for (const each of took) expect(each).toBeLessThan(3_000);
});

describe('locks', () => {
  test('of two who claim at once through two processes one wins', async () => {
    const { worker, otherWorker } = here.people;
    for (let round = 0; round < 20; round += 1) {
      const contact = await makeWaiting(here, { receivedAt: nowText() });
      await knowNobody(here, contact.id);
      const path = `/contacts/${contact.reference}/claim`;
      const answers = await Promise.all([post(a, path, worker), post(b, path, otherWorker)]);
      expect(answers.map(({ location }) => location.replace(/^.*\?/, '')).sort()).toEqual(['done=claimed', 'problem=held']);
      const winner = answers[0]?.location.endsWith('done=claimed') ? worker : otherWorker;
      expect((await queueRow(here, contact.id))?.holderId).toBe(winner.actorId);
      await asSystem(here, nowText(), async (tx) => expect(await tx.db.claim.count({ where: { contactId: contact.id } })).toBe(1));
    }
  });

  test('one decision, sent at once through both, is taken once', async () => {
    const { worker } = here.people;
    for (let round = 0; round < 10; round += 1) {
      const contact = await arrives(here, nowText(), earlyHelp());
      await knowNobody(here, contact.contactId);
      await claims(contact, worker, nowText());
      await saves(contact, worker, await typed(contact, 'EH_SINGLE'), nowText());
      const draft = await withActor(worker, async (tx) => (await openDrafts(tx, 'decision', contact.contactId))[0]);
      if (draft === undefined) throw new Error('no draft');
      const path = `/contacts/${contact.reference}/decision/submit`;
      const form = { draft: draft.id, key: draft.key, version: String(draft.version) };
      const answers = await Promise.all([post(a, path, worker, form), post(b, path, worker, form)]);
      // Whoever is second hears that it is done, as from a double click.
      expect(answers.map(({ location }) => location)).toEqual([`/contacts/${contact.reference}/decision?done=yes`, `/contacts/${contact.reference}/decision?done=yes`]);
      await asSystem(here, nowText(), async (tx) => {
        expect(await tx.db.decision.count({ where: { contactId: contact.contactId } })).toBe(1);
        expect(await tx.db.letter.count({ where: { contactId: contact.contactId, kind: 'outcome' } })).toBe(1);
      });
    }
  });
});

describe('who asks', () => {
  /** What the connections of the pooler remember of anybody. Work of the minute may hold one of them for longer than the pooler lets a question wait: then all are asked anew. */
  async function remembered(): Promise<string[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await rememberedAtOnce();
      } catch (error) {
        if (tries === 5 || !(error instanceof Error) || error.message !== 'query_wait_timeout') throw error;
      }
    }
  }

  /** The same, each held in a transaction of its own at the same time. */
  async function rememberedAtOnce(): Promise<string[]> {
    const clients = Array.from({ length: POOL }, () => new pg.Client({ connectionString: pooler }));
    // The pooler closes one that waited too long: its question says so.
    for (const client of clients) client.on('error', () => undefined);
    const found: string[] = [];
    try {
      await Promise.all(clients.map((client) => client.connect()));
      const reading = clients.map(async (client) => {
        await client.query('begin');
        const { rows } = await client.query<{ said: string }>("select concat_ws(' ', nullif(current_setting('app.authority_id', true), ''), nullif(current_setting('app.actor_id', true), ''), nullif(current_setting('app.role', true), '')) as said");
        found.push(rows[0]?.said ?? '');
      });
      await Promise.all(reading);
      await Promise.all(clients.map((client) => client.query('commit')));
    } finally {
      await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
    }
    return found.filter((said) => said !== '');
  }

  test('the pooler would hand on what is set for a session: the question below can find it', async () => {
    const client = new pg.Client({ connectionString: pooler });
    await client.connect();
    await client.query("select set_config('app.role', 'leaked', false)");
    await client.end();
    expect(await remembered()).toContain('leaked');
    // And takes it back.
    const cleaners = Array.from({ length: POOL }, () => new pg.Client({ connectionString: pooler }));
    await Promise.all(cleaners.map((each) => each.connect()));
    await Promise.all(cleaners.map(async (each) => {
      await each.query('begin');
      await each.query("set app.role = ''");
    }));
    await Promise.all(cleaners.map((each) => each.query('commit')));
    await Promise.all(cleaners.map((each) => each.end()));
    expect(await remembered()).toEqual([]);
  });

  test('of many requests of two authorities and all roles, shuffled over few connections, each is answered with what is its own', async () => {
    const contacts = new Map<string, string[]>();
    for (const place of [here, there]) {
      const made = [];
      for (let n = 0; n < 3; n += 1) made.push((await recordFrom(place, place.people.teacher, nowText())).reference);
      contacts.set(place.id, made);
    }
    const asks: { place: Place; name: PersonName; path: string; own: boolean }[] = [];
    for (let round = 0; round < 20; round += 1) {
      for (const place of [here, there]) {
        for (const name of ['worker', 'manager', 'auditor', 'night'] as const) asks.push({ place, name, path: '/queue', own: true });
        asks.push({ place, name: 'teacher', path: '/my/contacts', own: true }, { place, name: 'otherTeacher', path: '/my/contacts', own: false }, { place, name: 'officer', path: '/my/contacts', own: false });
        asks.push({ place, name: 'manager', path: '/line', own: false }, { place, name: 'administrator', path: '/admin/people', own: false });
      }
    }
    for (const { place, name } of asks) await cookieOf(place.people[name]);
    const waiting = asks.map((each, index) => ({ each, order: (index * 7919) % asks.length })).sort((x, y) => x.order - y.order).map(({ each }) => each);
    const wrong: string[] = [];
    let asked = 0;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: 16 }, async () => {
        for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
          const { place, name, path, own } = next;
          const other = place === here ? there : here;
          const { status, body } = await get(front, path, place.people[name]);
          asked += 1;
          const said = `${name} of ${place.prefix} at ${path}`;
          if (status !== 200) wrong.push(`${said}: ${status}`);
          if (!body.includes(place.people[name].name)) wrong.push(`${said} is not themselves`);
          if (body.includes(`${other.prefix}-`) || body.includes(other.id)) wrong.push(`${said} sees ${other.prefix}`);
          const seen = (contacts.get(place.id) ?? []).filter((reference) => body.includes(reference)).length;
          // A queue shows the first of more than these.
          if (path === '/queue' ? !body.includes(`${place.prefix}-`) : seen !== (own ? 3 : 0)) wrong.push(`${said} sees ${seen} contacts`);
        }
      }),
    );
    process.stdout.write(`scale: ${asked} pages of 18 people over ${POOL} connections in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
    expect(wrong).toEqual([]);
    expect(asked).toBe(asks.length);
    expect(await remembered()).toEqual([]);
  });
});

test('two workers: each letter is handed to the mail server once', async () => {
  const { teacher } = here.people;
  const before = mail.taken.length;
  const letters: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    const { contactId } = await recordFrom(here, teacher, nowText());
    letters.push((await withActor(teacher, (tx) => writeReceipt(tx, contactId))) ?? '');
  }
  const messages = await asSystem(here, nowText(), (tx) => tx.db.message.findMany({ where: { letterId: { in: letters } }, select: { id: true } }));
  expect(messages).toHaveLength(60);
  const timesOf = (id: string) => mail.taken.filter((taken) => taken.startsWith(id)).length;
  for (let waited = 0; waited < 60_000 && messages.some(({ id }) => timesOf(id) === 0); waited += 250) await sleep(250);
  // And what would come a second time has its time to come.
  await sleep(5_000);
  expect(messages.filter(({ id }) => timesOf(id) !== 1).map(({ id }) => timesOf(id))).toEqual([]);
  expect(mail.taken.length - before).toBeGreaterThanOrEqual(60);
  for (const name of ['a', 'b']) expect(machines.said(name), `process ${name} does jobs`).toContain('worker started');
  await asSystem(here, nowText(), async (tx) => expect(await tx.db.letterEvent.count({ where: { letterId: { in: letters }, what: 'delivered' } })).toBe(60));
});

describe('the replica', () => {
  let calls = 0;
  async function callsCome(place: Place, count: number): Promise<void> {
    await asSystem(place, nowText(), async (tx) => {
      const data = Array.from({ length: count }, () => ({ authorityId: place.id, system: 'exchange', callId: `c${(calls += 1)}`, line: 'professionals', outcome: 'answered', waitedSeconds: 12, known: false, offeredAt: new Date(tx.at.epochMilliseconds), importedAt: new Date(tx.at.epochMilliseconds), importedBy: tx.actor.actorId }));
      await tx.db.callEvent.createMany({ data });
    });
  }
  const onStandby = async <T extends pg.QueryResultRow>(sql: string): Promise<T[]> => {
    const client = new pg.Client({ connectionString: standby.superuser });
    await client.connect();
    try {
      return (await client.query<T>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  /** Up to what was said last: the suite's database answers before it has written it down. */
  async function caughtUp(): Promise<void> {
    const lsn = await asSuperuser(async (client) => (await client.query<{ lsn: string }>('select pg_current_wal_insert_lsn()::text as lsn')).rows[0]?.lsn ?? '');
    for (let waited = 0; waited < 20_000; waited += 100) {
      const [row] = await onStandby<{ there: boolean }>(`select pg_last_wal_replay_lsn() >= '${lsn}'::pg_lsn as there`);
      if (row?.there) return;
      await sleep(100);
    }
    throw new Error(`the replica does not follow: ${machines.said('standby').slice(-2000)}`);
  }
  /** How many calls a process says were offered. */
  async function offered(base: string): Promise<number | null> {
    const { status, body } = await get(base, '/line', there.people.manager);
    expect(status).toBe(200);
    const text = body.replace(/<!--.*?-->/g, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    const [, figure] = /(\d+) offered/.exec(text) ?? [];
    return figure === undefined ? null : Number(figure);
  }

  test('answers a report while it is near enough; the database does when it is late', async () => {
    await callsCome(there, 3);
    await caughtUp();
    expect([await offered(a), await offered(b)]).toEqual([3, 3]);
    await onStandby('select pg_wal_replay_pause()');
    await callsCome(there, 2);
    await sleep((B_LAG + 1) * 1_000);
    // What happened since the pause it cannot know: so A asked it, and B, which allows a second, did not.
    expect([await offered(a), await offered(b)]).toEqual([3, 5]);
  });

  test('while it is behind, everything that is decided on is as it is now', async () => {
    const { worker, manager } = there.people;
    const contact = await arrives(there, nowText(), earlyHelp());
    await knowNobody(there, contact.contactId);
    expect((await get(a, '/queue', worker)).body).toContain(contact.reference);
    expect((await post(a, `/contacts/${contact.reference}/claim`, worker)).location).toContain('done=claimed');
    expect((await get(a, `/contacts/${contact.reference}`, manager)).body).toContain(worker.name);
    await saves(contact, worker, await typed(contact, 'EH_SINGLE'), nowText());
    const draft = await withActor(worker, async (tx) => (await openDrafts(tx, 'decision', contact.contactId))[0]);
    if (draft === undefined) throw new Error('no draft');
    const done = await post(a, `/contacts/${contact.reference}/decision/submit`, worker, { draft: draft.id, key: draft.key, version: String(draft.version) });
    expect(done.location).toBe(`/contacts/${contact.reference}/decision?done=yes`);
    expect((await get(a, `/contacts/${contact.reference}`, manager)).body).toMatch(/[Dd]ecided/);
    expect(await offered(a), 'and it still is behind').toBe(3);
  });

  test('was asked for the figures of reports and nothing else, in this suite altogether', () => {
    const statements = [...machines.said('standby').matchAll(/(?:execute [^:]+|statement): (.*)/g)].map(([, sql]) => sql ?? '');
    const reports = statements.filter((sql) => sql.includes('call_event'));
    expect(reports.length).toBeGreaterThan(0);
    expect(statements.filter((sql) => /\b(queue_row|claim|decision|draft|letter|message|session|ledger\w*|duty|alarm)\b|\b(insert|update|delete)\b/i.test(sql))).toEqual([]);
  });

  test('made a database of its own, or gone, it is not asked', async () => {
    await onStandby('select pg_wal_replay_resume()');
    await caughtUp();
    expect(await offered(a)).toBe(5);
    await onStandby('select pg_promote()');
    await callsCome(there, 1);
    expect(await offered(a)).toBe(6);
    await machines.end(standby.process, 'SIGINT');
    await callsCome(there, 1);
    expect([await offered(a), await offered(b)]).toEqual([7, 7]);
  });
});

describe('the monitor', () => {
  const asMonitor = (base: string, token: string) => ask({ base, path: '/metrics', origin, headers: { authorization: `Bearer ${token}` } });

  test('reads numbers, and nothing of anybody; nobody else does, nor where no token is set', async () => {
    const { status, body } = await asMonitor(a, TOKEN);
    expect(status).toBe(200);
    const values = new Map(body.split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]));
    expect(values.get('doorstep_request_seconds_count{route="GET /queue",status="2xx"}')).toBeGreaterThan(0);
    expect(values.get('doorstep_request_seconds_count{route="POST /contacts/[reference]/claim",status="3xx"}')).toBeGreaterThan(0);
    expect(values.get('doorstep_request_seconds_count{route="GET /line",status="2xx"}')).toBeGreaterThan(0);
    expect(values.get('doorstep_database_connections_most')).toBe(20);
    expect(values.get('doorstep_messages_waiting')).toBeGreaterThanOrEqual(0);
    expect(values.get('doorstep_jobs_dead{job="post.deliver"}')).toBe(0);
    // It ended above; three reports had been answered by it, and later ones were not.
    expect([values.get('doorstep_replica_up'), values.get('doorstep_replica_lag_seconds')]).toEqual([0, Number.NaN]);
    expect(values.get('doorstep_reports_answered{by="replica"}')).toBeGreaterThanOrEqual(3);
    expect(values.get('doorstep_reports_answered{by="away"}')).toBeGreaterThanOrEqual(1);
    for (const place of [here, there]) for (const said of [place.id, `${place.prefix}-`, ...Object.values(place.people).flatMap(({ name, actorId }) => [name, actorId])]) expect(body).not.toContain(said);
    expect(body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
    expect([(await asMonitor(a, 'a wrong token, as long as it should be')).status, (await asMonitor(b, TOKEN)).status, (await asMonitor(front, TOKEN)).status, (await ask({ base: a, path: '/metrics', origin })).status]).toEqual([404, 404, 404, 404]);
  });

  test.runIf(existsSync('/usr/bin/promtool'))('Prometheus reads them, and the example alerts are rules', async () => {
    const checked = spawnSync('/usr/bin/promtool', ['check', 'metrics'], { input: (await asMonitor(a, TOKEN)).body });
    // 3: it would have named one otherwise. 1: it cannot read it.
    expect([0, 3], checked.stderr.toString()).toContain(checked.status);
    execFileSync('/usr/bin/promtool', ['check', 'rules', 'docs/production/alerts.yml']);
    execFileSync('/usr/bin/promtool', ['check', 'config', '--syntax-only', 'docs/production/prometheus.yml']);
  });
});

test('when one process dies the other serves, and the log of the proxy names no address that was asked for', async () => {
  await machines.end(processB, 'SIGKILL');
  for (let n = 0; n < 20; n += 1) expect((await get(front, '/queue', here.people.worker)).status).toBe(200);
  const log = machines.proxyLog();
  expect(log.split('\n').length).toBeGreaterThan(100);
  expect(log).not.toMatch(/queue|contacts|report|session/);
});

test('when no process answers, whoever sends something is told not to take it for sent, and a machine to send it again', async () => {
  // However large, the application itself answers a machine: it tells the duty service of a concern that did not fit.
  const large = await ask({ base: front, path: '/api/v1/contacts', origin, form: { a: 'a'.repeat(15_000_000) } });
  expect([large.status, JSON.parse(large.body)]).toEqual([403, expect.objectContaining({ problem: 'browser' })]);
  await machines.end(processA, 'SIGKILL');
  const person = await ask({ base: front, path: '/session/start', origin, form: { email: 'a@example.org', password: 'b' } });
  expect([person.status, person.body]).toEqual([503, expect.stringMatching(/999[^]*do not take it for sent/)]);
  const machine = await ask({ base: front, path: '/api/v1/contacts', origin, form: {} });
  expect([machine.status, JSON.parse(machine.body)]).toEqual([503, expect.objectContaining({ problem: 'try_again' })]);
});
