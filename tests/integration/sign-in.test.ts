import { NextRequest } from 'next/server';
import type { Temporal } from 'temporal-polyfill';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { POST as start } from '@/app/session/start/route';
import { POST as end } from '@/app/session/end/route';
import { holderOf } from '@/lib/access/open-session';
import { readBegun } from '@/lib/access/second/factor-store';
import { beginApp, confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { ENDED_COOKIE, readPending, readSession, sealSession, SESSION_COOKIE } from '@/lib/access/session';
import { signIn } from '@/lib/access/verbs/sign-in';
import { disablePerson } from '@/lib/access/verbs/manage-person';
import { switchPlace } from '@/lib/access/verbs/switch-place';
import { addPlace } from '@/lib/access/people-store';
import { tokenHash } from '@/lib/platform/crypto';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { makePlace, PASSWORD, type Place } from './people';
import { codeOf } from './codes';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await stopJobs();
  await closeDatabase();
});

const WRONG = 'not the password at all';

function request(path: string, fields: Record<string, string>, headers: Record<string, string> = { origin: 'http://localhost:3000' }): NextRequest {
  return new NextRequest(`http://localhost:3000${path}`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(fields).toString() });
}

const post = (fields: Record<string, string>, headers?: Record<string, string>) => start(request('/session/start', fields, headers), { params: Promise.resolve({}) });

async function cookieOf(email: string, password = PASSWORD): Promise<string> {
  const done = await signIn({ email, password });
  if (!done.ok) throw new Error(done.problem);
  return sealSession(done.value.token);
}

const later = (minutes: number) => {
  vi.useFakeTimers({ toFake: ['Date'], now: now().add({ minutes }).epochMilliseconds });
};

describe('signing in', () => {
  test('the right address and password open a session for the place of work', async () => {
    const session = await readSession(await cookieOf(place.people.teacher.email), now());
    expect(session?.state).toBe('active');
    expect(session?.person).toMatchObject({ actorId: place.people.teacher.actorId, authorityId: place.id, role: 'partner_professional', agencyName: 'Harrow Lane Primary School' });
  });

  test('the address is found however it is written', async () => {
    expect((await signIn({ email: place.people.otherTeacher.email.toUpperCase(), password: PASSWORD })).ok).toBe(true);
  });

  test('an unknown address, a wrong password and a disabled person are answered with the same words', async () => {
    const place2 = await makePlace();
    await withActor(place2.people.administrator, (tx) => disablePerson(tx, place2.people.night.membershipId));
    const answers = await Promise.all([
      post({ email: 'nobody.at.all@example.org', password: WRONG, return: '/queue' }),
      post({ email: place2.people.desk.email, password: WRONG, return: '/queue' }),
      post({ email: place2.people.night.email, password: PASSWORD, return: '/queue' }),
    ]);
    const seen = answers.map((answer) => ({ status: answer.status, location: answer.headers.get('location'), cookie: answer.headers.get('set-cookie') }));
    expect(new Set(seen.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify({ status: 303, location: '/sign-in?problem=not_recognised&return=%2Fqueue', cookie: null })]));
    // Without a password nobody is looked for: whoever is named is answered the same, too.
    const empty = await Promise.all([place2.people.desk.email, place2.people.night.email, 'nobody.at.all@example.org'].map(async (email) => post({ email, password: '', return: '/queue' })));
    expect(empty.map((answer) => [answer.headers.get('location'), answer.headers.get('set-cookie')])).toEqual(Array.from({ length: 3 }, () => ['/sign-in?problem=no_password&return=%2Fqueue', null]));
  });

  test('after five wrong tries even the right password waits, for known and unknown addresses alike', async () => {
    const unknown = `unknown.${newId()}@example.org`;
    for (const email of [place.people.officer.email, unknown]) {
      for (let tries = 0; tries < 5; tries += 1) expect(await signIn({ email, password: WRONG })).toEqual({ ok: false, problem: 'not_recognised' });
      expect(await signIn({ email, password: PASSWORD })).toEqual({ ok: false, problem: 'throttled' });
    }
    later(16);
    expect((await signIn({ email: place.people.officer.email, password: PASSWORD })).ok).toBe(true);
  });

  test('twenty tries at once are not more than five', async () => {
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => signIn({ email: place.people.lead.email, password: WRONG })));
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.problem === 'not_recognised')).toHaveLength(5);
  });

  test('a good sign-in forgets the tries before it', async () => {
    const { email } = place.people.otherWorker;
    for (let tries = 0; tries < 4; tries += 1) await signIn({ email, password: WRONG });
    expect((await signIn({ email, password: PASSWORD })).ok).toBe(true);
    for (let tries = 0; tries < 4; tries += 1) await signIn({ email, password: WRONG });
    expect((await signIn({ email, password: PASSWORD })).ok).toBe(true);
  });

  test('the page before is come back to, and no other site ever', async () => {
    const to = async (back: string) => (await post({ email: place.people.manager.email, password: PASSWORD, return: back })).headers.get('location');
    expect(await to('/contacts/NFK-7F3K-29QX/decision')).toBe('/contacts/NFK-7F3K-29QX/decision');
    for (const outside of ['https://evil.example/', '//evil.example', '/\\evil.example', '/a?b=//evil.example']) expect(await to(outside)).toBe('/home');
  });

  test('a form from elsewhere is refused', async () => {
    const fields = { email: place.people.manager.email, password: PASSWORD };
    expect((await post(fields, {})).status).toBe(403);
    expect((await post(fields, { origin: 'null' })).status).toBe(403);
    expect((await post(fields, { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});

describe('a session', () => {
  test('is idle after 30 minutes, over after its 12 hours, and hands in nothing after 24', async () => {
    const cookie = await cookieOf(place.people.worker.email);
    const begun = now();
    const state = async (after: Temporal.DurationLike) => (await readSession(cookie, begun.add(after)))?.state;
    expect(await state({ minutes: 29 })).toBe('active');
    // Seen at 29 minutes, so idle 30 minutes later.
    expect(await state({ minutes: 58 })).toBe('active');
    expect(await state({ minutes: 89 })).toBe('idle');
    expect(await state({ hours: 23, minutes: 59 })).toBe('idle');
    expect(await state({ hours: 24, minutes: 1 })).toBeUndefined();
  });

  test('lasts no longer than 12 hours, however busy', async () => {
    const cookie = await cookieOf(place.people.worker.email);
    const begun = now();
    for (let minutes = 20; minutes < 720; minutes += 20) expect((await readSession(cookie, begun.add({ minutes })))?.state).toBe('active');
    expect((await readSession(cookie, begun.add({ minutes: 721 })))?.state).toBe('idle');
  });

  test('signing out ends it on the server, and clears the browser', async () => {
    const cookie = await cookieOf(place.people.auditor.email);
    const answer = await end(request('/session/end', {}, { origin: 'http://localhost:3000', cookie: `${SESSION_COOKIE}=${cookie}` }), { params: Promise.resolve({}) });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('set-cookie')).toBe(ENDED_COOKIE);
    expect(answer.headers.get('clear-site-data')).toBe('"cache", "storage"');
    expect(await readSession(cookie, now())).toBeNull();
  });

  test('a cookie that was not sealed here opens nothing', async () => {
    expect(await readSession('eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c', now())).toBeNull();
    expect(await readSession(await sealSession(newId()), now())).toBeNull();
  });
});

describe('several places of work', () => {
  test('one account moves between two areas; the session left behind is over', async () => {
    const other = await makePlace();
    const visitor = place.people.desk;
    const second = newId();
    await withActor(systemOf(other.id), (tx) => addPlace(tx, { id: second, accountId: visitor.actorId, role: 'partner_professional', agencyId: other.agencies.school.id, qualified: false, jobTitle: 'Governor', phone: '' }));
    const cookie = await cookieOf(visitor.email);
    const before = await readSession(cookie, now());
    if (!before) throw new Error('not signed in');
    const moved = await withActor(before.person, (tx) => switchPlace(tx, before.person, second));
    if (!moved.ok) throw new Error(moved.problem);
    const after = await readSession(await sealSession(moved.value.token), now());
    expect(after?.person).toMatchObject({ authorityId: other.id, membershipId: second, role: 'partner_professional', actorId: visitor.actorId });
    expect(await readSession(cookie, now())).toBeNull();
  });

  test('it is the same sign-in: the shift goes on from its beginning and ends when it would have', async () => {
    const other = await makePlace();
    const asking = await makePlace({ secondFactor: 'everyone' });
    const visitor = place.people.otherTeacher;
    const [near, far] = [newId(), newId()];
    for (const [id, where] of [[near, other], [far, asking]] as const) await withActor(systemOf(where.id), (tx) => addPlace(tx, { id, accountId: visitor.actorId, role: 'partner_professional', agencyId: where.agencies.school.id, qualified: false, jobTitle: '', phone: '' }));
    const begun = (await readSession(await cookieOf(visitor.email), now()))?.person;
    if (!begun) throw new Error('not signed in');
    await asSuperuser((client) => client.query("update session set created_at = created_at - interval '11 hours', expires_at = expires_at - interval '11 hours', proved_at = proved_at - interval '11 hours' where id = $1", [begun.sessionId]));
    const timesOf = async (token: string) => asSuperuser(async (client) => (await client.query<{ created_at: Date; expires_at: Date; proved_at: Date }>('select created_at, expires_at, proved_at from session where token_hash = $1', [tokenHash(token)])).rows[0]);
    const was = await asSuperuser(async (client) => (await client.query<{ created_at: Date; expires_at: Date; proved_at: Date }>('select created_at, expires_at, proved_at from session where id = $1', [begun.sessionId])).rows[0]);
    const moved = await withActor(begun, (tx) => switchPlace(tx, begun, near));
    if (!moved.ok) throw new Error(moved.problem);
    expect(await timesOf(moved.value.token)).toEqual(was);

    // Where more is asked it waits for that, and no longer than it would have lasted; enrolled, it ends when it would have.
    const there = (await readSession(await sealSession(moved.value.token), now()))?.person;
    if (!there) throw new Error('not moved');
    const on = await withActor(there, (tx) => switchPlace(tx, there, far));
    if (!on.ok) throw new Error(on.problem);
    const pending = await readPending(await sealSession(on.value.token), now());
    expect(pending?.stage).toBe('enrol');
    if (!pending) throw new Error('not waiting');
    expect((await timesOf(on.value.token))?.expires_at.getTime()).toBeLessThan(Number(was?.expires_at));
    await beginApp(pending.person);
    const secret = (await withActor(holderOf(visitor.actorId, asking.id), readBegun))?.secret ?? '';
    const enrolled = await confirmApp(pending.person, pending.proof, await codeOf(secret), true);
    if (!enrolled.ok) throw new Error(enrolled.problem);
    const { created_at, expires_at } = was ?? {};
    expect(await timesOf(enrolled.value.token)).toMatchObject({ created_at, expires_at });
  });

  test('nobody moves to a place of work that is another person’s', async () => {
    const session = await readSession(await cookieOf(place.people.teacher.email), now());
    if (!session) throw new Error('not signed in');
    expect(await withActor(session.person, (tx) => switchPlace(tx, session.person, place.people.manager.membershipId))).toEqual({ ok: false, problem: 'not_yours' });
  });
});
