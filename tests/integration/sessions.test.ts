/** Sign-in and sessions (issue 2 section 2; ASVS 6.3.1, 6.3.8, 7.2.4, 7.3.1, 7.3.2, 7.4.1, 7.4.2, 8.3.2). */
import { hash } from '@node-rs/argon2';
import { NextRequest } from 'next/server';
import type { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as start } from '@/app/session/start/route';
import { POST as end } from '@/app/session/end/route';
import type { Person } from '@/lib/access/model';
import { readSession, sealSession, sessionCookie, SESSION_COOKIE } from '@/lib/access/session';
import { openSession } from '@/lib/access/open-session';
import { signIn } from '@/lib/access/verbs/sign-in';
import { signOut } from '@/lib/access/verbs/sign-out';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { instantOf, now } from '@/lib/platform/time';
import { makePlace, PASSWORD, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
beforeEach(async () => {
  await asSuperuser((client) => client.query('delete from sign_in_attempt'));
});
afterAll(closeDatabase);

interface Opened {
  token: string;
  cookie: string;
  openedAt: Temporal.Instant;
}

async function open(person: Person): Promise<Opened> {
  const token = await openSession(person.actorId, { id: person.membershipId, authorityId: person.authorityId, role: person.role, agencyId: person.agencyId }, 'pwd');
  const cookie = await sealSession(token);
  const { rows } = await asSuperuser((client) => client.query<{ created_at: Date }>('select created_at from session where account_id = $1 order by created_at desc limit 1', [person.actorId]));
  if (!rows[0]) throw new Error('no session was written');
  return { token, cookie, openedAt: instantOf(rows[0].created_at) };
}

const stateAt = async (cookie: string, at: Temporal.Instant) => (await readSession(cookie, at))?.state ?? 'none';

describe('a session', () => {
  test('knows its person and place', async () => {
    const { lead } = place.people;
    const { cookie } = await open(lead);
    const session = await readSession(cookie, now());
    expect(session?.person).toEqual({ ...lead, sessionId: session?.person.sessionId });
  });

  test('is asked to sign in again after 30 minutes without a request', async () => {
    const { cookie, openedAt } = await open(place.people.worker);
    expect(await stateAt(cookie, openedAt.add({ minutes: 29, seconds: 59 }))).toBe('active');
    // That request was seen: the half hour starts from it.
    expect(await stateAt(cookie, openedAt.add({ minutes: 59, seconds: 58 }))).toBe('active');
    expect(await stateAt(cookie, openedAt.add({ minutes: 89, seconds: 58 }))).toBe('idle');
    // Asking while idle is not being seen.
    expect(await stateAt(cookie, openedAt.add({ minutes: 90 }))).toBe('idle');
  });

  test('lasts a shift of 12 hours however busy, and not a second longer', async () => {
    const { cookie, openedAt } = await open(place.people.worker);
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) expect(await stateAt(cookie, openedAt.add({ minutes }))).toBe('active');
    expect(await stateAt(cookie, openedAt.add({ hours: 11, minutes: 59, seconds: 59 }))).toBe('active');
    expect(await stateAt(cookie, openedAt.add({ hours: 12, seconds: 1 }))).toBe('idle');
  });

  test('takes in nothing more a day after it was opened', async () => {
    const { cookie, openedAt } = await open(place.people.teacher);
    expect(await stateAt(cookie, openedAt.add({ hours: 23, minutes: 59 }))).toBe('idle');
    expect(await stateAt(cookie, openedAt.add({ hours: 24 }))).toBe('none');
  });

  test('ends at sign-out for good, and others of the same person go on', async () => {
    const [one, other] = [await open(place.people.manager), await open(place.people.manager)];
    const session = await readSession(one.cookie, now());
    if (!session) throw new Error('no session');
    await signOut(session.person);
    expect(await stateAt(one.cookie, now())).toBe('none');
    expect(await stateAt(other.cookie, now())).toBe('active');
  });

  test('holds no longer once its membership is disabled', async () => {
    const { cookie } = await open(place.people.otherTeacher);
    expect(await stateAt(cookie, now())).toBe('active');
    await withActor(place.people.administrator, async (tx) => tx.db.membership.updateMany({ where: { id: place.people.otherTeacher.membershipId }, data: { disabledAt: new Date(now().epochMilliseconds) } }));
    expect(await stateAt(cookie, now())).toBe('none');
    expect(await signIn({ email: place.people.otherTeacher.email, password: PASSWORD })).toEqual({ ok: false, problem: 'not_recognised' });
  });

  test('has the role of this moment, not of sign-in', async () => {
    const { cookie } = await open(place.people.unqualifiedManager);
    await withActor(place.people.administrator, async (tx) => tx.db.membership.updateMany({ where: { id: place.people.unqualifiedManager.membershipId }, data: { role: 'auditor' } }));
    expect((await readSession(cookie, now()))?.person.role).toBe('auditor');
  });

  test('is kept by the hash of its token alone, and the cookie does not show the token', async () => {
    const { token, cookie } = await open(place.people.auditor);
    expect(cookie).not.toContain(token);
    const kept = await asSuperuser(async (client) => (await client.query<{ row: string }>("select string_agg(session::text, ' ') as row from session")).rows[0]?.row ?? '');
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(Buffer.from(token).toString('hex'));
  });

  test.each([
    ['nothing', undefined],
    ['an empty cookie', ''],
    ['no token of ours', 'abc.def.ghi'],
  ])('is not made by %s', async (_, cookie) => {
    expect(await readSession(cookie, now())).toBeNull();
  });

  test('is not made by a token of ours that names no session, nor by its bare token', async () => {
    const { token } = await open(place.people.worker);
    expect(await readSession(await sealSession('of our own making'), now())).toBeNull();
    expect(await readSession(token, now())).toBeNull();
  });

  test('its cookie belongs to this host, over https, out of reach of scripts', async () => {
    const line = await sessionCookie('token');
    expect(line).toMatch(/^__Host-doorstep=[^;]+; /);
    expect(line.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Max-Age=86400', 'Path=/', 'SameSite=Lax', 'Secure']);
  });
});

describe('signing in', () => {
  const wrong = 'lantern gravel sparroe';

  test('with address and password, in capitals or not', async () => {
    const done = await signIn({ email: place.people.worker.email.toUpperCase(), password: PASSWORD });
    if (!done.ok) throw new Error(done.problem);
    expect((await readSession(await sealSession(done.value.token), now()))?.person.actorId).toBe(place.people.worker.actorId);
  });

  test('unknown address, wrong password and an account without a password are answered alike', async () => {
    await asSuperuser((client) => client.query('update account set password_hash = null where id = $1', [place.people.desk.actorId]));
    const answers = await Promise.all([
      signIn({ email: `nobody-${newId()}@example.org`, password: PASSWORD }),
      signIn({ email: place.people.worker.email, password: wrong }),
      signIn({ email: place.people.desk.email, password: PASSWORD }),
      signIn({ email: place.people.desk.email, password: '' }),
    ]);
    for (const answer of answers) expect(answer).toEqual({ ok: false, problem: 'not_recognised' });
  });

  // The quickest of many tries tells the work from the noise of a busy machine.
  test('takes as long for an unknown address as for a known one: both verify a password', { retry: 2 }, async () => {
    // As the product hashes, unlike the cheap hash of the other people here.
    const real = await hash(PASSWORD);
    await asSuperuser((client) => client.query('update account set password_hash = $2 where id = $1', [place.people.officer.actorId, real]));
    const took = async (email: string) => {
      await asSuperuser((client) => client.query('delete from sign_in_attempt'));
      const began = performance.now();
      await signIn({ email, password: wrong });
      return performance.now() - began;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let turn = 0; turn < 15; turn += 1) {
      known.push(await took(place.people.officer.email));
      unknown.push(await took(`nobody-${turn}@example.org`));
    }
    const ratio = Math.min(...known) / Math.min(...unknown);
    expect(ratio).toBeGreaterThan(0.6);
    expect(ratio).toBeLessThan(1.6);
  });

  test.each([
    ['a known', () => place.people.night.email],
    ['an unknown', () => 'nobody-at-all@example.org'],
  ])('%s address is asked to wait after five wrong tries, even with the right password, for 15 minutes', async (_, email) => {
    for (let turn = 0; turn < 5; turn += 1) expect(await signIn({ email: email(), password: wrong })).toEqual({ ok: false, problem: 'not_recognised' });
    expect(await signIn({ email: email(), password: PASSWORD })).toEqual({ ok: false, problem: 'throttled' });
    expect(await signIn({ email: email().toUpperCase(), password: PASSWORD })).toEqual({ ok: false, problem: 'throttled' });
    // Nobody else is held up.
    expect((await signIn({ email: place.people.worker.email, password: PASSWORD })).ok).toBe(true);
    await asSuperuser((client) => client.query("update sign_in_attempt set at = at - interval '15 minutes 1 second'"));
    expect(await signIn({ email: email(), password: wrong })).toEqual({ ok: false, problem: 'not_recognised' });
  });

  test('a good sign-in forgets the slips before it', async () => {
    const { email } = place.people.manager;
    for (let round = 0; round < 3; round += 1) {
      for (let turn = 0; turn < 3; turn += 1) await signIn({ email, password: wrong });
      expect((await signIn({ email, password: PASSWORD })).ok).toBe(true);
    }
  });

  test('many tries at once are counted one by one', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn({ email: 'rush@example.org', password: wrong })));
    expect(answers.filter((answer) => !answer.ok && answer.problem === 'throttled')).toHaveLength(7);
  });

  test('addresses tried are not kept in the clear', async () => {
    await signIn({ email: 'canary-in-the-throttle@example.org', password: wrong });
    const kept = await asSuperuser(async (client) => (await client.query<{ text: string }>("select string_agg(encode(digest, 'escape') || at, ' ') as text from sign_in_attempt")).rows[0]?.text ?? '');
    expect(kept.length).toBeGreaterThan(10);
    expect(kept).not.toContain('canary');
  });
});

describe('by way of the routes', () => {
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    new NextRequest(`http://localhost:3000${path}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', ...headers } });
  const go = (fields: Record<string, string>, headers: Record<string, string> = {}) => start(post('/session/start', fields, headers), { params: Promise.resolve({}) });

  test('unknown and wrong give the same status, headers and body', async () => {
    const show = async (answer: Response) => ({ status: answer.status, headers: [...answer.headers], body: await answer.text() });
    const unknown = await show(await go({ email: 'nobody@example.org', password: PASSWORD, return: '/queue' }));
    expect(await show(await go({ email: place.people.worker.email, password: 'wrong', return: '/queue' }))).toEqual(unknown);
    expect(unknown.status).toBe(303);
    expect(unknown.headers).toContainEqual(['cache-control', 'no-store']);
    expect(unknown.headers.some(([name]) => name === 'set-cookie')).toBe(false);
  });

  test('a session planted beforehand is never the one that is signed in', async () => {
    const planted = await sealSession('planted');
    const { worker } = place.people;
    const answer = await go({ email: worker.email, password: PASSWORD }, { cookie: `${SESSION_COOKIE}=${planted}` });
    const given = /^__Host-doorstep=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1];
    expect((await readSession(given, now()))?.person.actorId).toBe(worker.actorId);
    expect(given).not.toBe(planted);
    expect(await readSession(planted, now())).toBeNull();
  });

  test('each sign-in has a token of its own', async () => {
    const { worker } = place.people;
    const [one, two] = [await signIn({ email: worker.email, password: PASSWORD }), await signIn({ email: worker.email, password: PASSWORD })];
    expect(one.ok && two.ok && one.value.token !== two.value.token).toBe(true);
  });

  test.each([
    ['/queue', '/queue'],
    ['https://evil.example', '/home'],
    ['//evil.example', '/home'],
    ['/\\evil.example', '/home'],
    ['', '/home'],
  ])('asked to come back to %s, comes back to %s', async (wanted, given) => {
    const answer = await go({ email: place.people.worker.email, password: PASSWORD, return: wanted });
    expect(answer.headers.get('location')).toBe(given);
  });

  test('from another site nobody is signed in or out', async () => {
    const { cookie } = await open(place.people.worker);
    for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]) {
      const refused = await go({ email: place.people.worker.email, password: PASSWORD }, headers);
      expect(refused.status).toBe(403);
      expect(refused.headers.get('set-cookie')).toBeNull();
      expect((await end(post('/session/end', {}, { cookie: `${SESSION_COOKIE}=${cookie}`, ...headers }), { params: Promise.resolve({}) })).status).toBe(403);
    }
    expect(await stateAt(cookie, now())).toBe('active');
  });

  test('signing out ends the session on the server and empties the browser', async () => {
    const { cookie } = await open(place.people.worker);
    const answer = await end(post('/session/end', {}, { cookie: `${SESSION_COOKIE}=${cookie}` }), { params: Promise.resolve({}) });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toMatch(/^__Host-doorstep=; .*Max-Age=0/);
    expect(answer.headers.get('clear-site-data')).toContain('"cache"');
    expect(await stateAt(cookie, now())).toBe('none');
  });
});
