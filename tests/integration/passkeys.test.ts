/** Passkeys (issue 5 part 2; quality A9; ASVS 6.3.3, 6.5.1, 6.7.2): made, asked for and refused, with a device in software; the browser's own is in tests/e2e/sign-in.spec.ts. */
// Before the routes: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { POST as addPasskey } from '@/app/account/passkeys/add/route';
import { POST as beginAtAccount } from '@/app/account/passkeys/begin/route';
import { POST as removeAtAccount } from '@/app/account/passkeys/remove/route';
import { POST as renameAtAccount } from '@/app/account/passkeys/rename/route';
import { POST as enrolPasskey } from '@/app/session/enrol/passkey/route';
import { POST as enrolAdd } from '@/app/session/enrol/passkey/add/route';
import { POST as signInBy } from '@/app/session/passkey/route';
import { POST as start } from '@/app/session/start/route';
import type { Person } from '@/lib/access/model';
import { holderOf } from '@/lib/access/open-session';
import { readBegun } from '@/lib/access/second/factor-store';
import { beginApp, confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { removeApp } from '@/lib/access/second/verbs/remove-app';
import { changePassword } from '@/lib/access/password/verbs/change-password';
import { askForPasskey } from '@/lib/access/passkey/verbs/ask-for-passkey';
import { askedForNew, beginPasskey, makePasskey } from '@/lib/access/passkey/verbs/make-passkey';
import { readPending, readSession, SESSION_COOKIE } from '@/lib/access/session';
import { proveAgain } from '@/lib/access/second/verbs/prove-again';
import { resetFactor } from '@/lib/access/second/verbs/reset-factor';
import { disablePerson, enablePerson } from '@/lib/access/verbs/manage-person';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { Authenticator, type Faults } from './authenticator';
import { codeOf } from './codes';
import { makePlace, PASSWORD, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace({ secondFactor: 'staff' });
});
beforeEach(async () => {
  await asSuperuser((client) => client.query('delete from sign_in_attempt'));
});
afterAll(async () => {
  await stopJobs();
  await closeDatabase();
});

type Post = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

class Browser {
  cookie = '';
  async post(handler: Post, fields: Record<string, string> = {}, path = '/x'): Promise<string> {
    const answer = await handler(new NextRequest(`http://localhost:3000${path}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', cookie: `${SESSION_COOKIE}=${this.cookie}` } }), { params: Promise.resolve({}) });
    const given = new RegExp(`^${SESSION_COOKIE}=([^;]*)`).exec(answer.headers.get('set-cookie') ?? '')?.[1];
    if (given !== undefined) this.cookie = given;
    return answer.headers.get('location') ?? String(answer.status);
  }
  password = (person: Person) => this.post(start, { email: person.email, password: PASSWORD, return: '/queue' });
  signedIn = async () => (await readSession(this.cookie, now()))?.person.actorId ?? null;
}

/** Enrols a new device as somebody's second factor, after their password. */
async function enrol(person: Person): Promise<{ device: Authenticator; browser: Browser }> {
  const [browser, device] = [new Browser(), new Authenticator()];
  expect(await browser.password(person)).toBe('/sign-in/enrol?return=%2Fqueue');
  const asked = new URL(await browser.post(enrolPasskey, { return: '/queue' }), 'http://x').searchParams.get('asked') ?? '';
  const options = await askedForNew(person.actorId, asked);
  if (options === null) throw new Error('nothing is asked');
  expect(options.authenticatorSelection).toMatchObject({ residentKey: 'required', userVerification: 'required' });
  expect(await browser.post(enrolAdd, { challenge: asked, answer: device.make(options), name: 'Work laptop', return: '/queue' })).toBe('/queue');
  expect(await browser.signedIn()).toBe(person.actorId);
  return { device, browser };
}

const FAILED = '/sign-in?problem=passkey&return=%2Fqueue';

async function byKey(device: Authenticator, faults: Faults = {}): Promise<{ to: string; browser: Browser; given: Record<string, string> }> {
  const { challenge, options } = await askForPasskey();
  const browser = new Browser();
  const given = { challenge, answer: device.answer(options, faults), return: '/queue' };
  return { to: await browser.post(signInBy, given), browser, given };
}

test('enrolled as the second factor, it signs in alone, under a new token each time; what was asked is good for one answer', async () => {
  const { worker } = place.people;
  const { device, browser } = await enrol(worker);
  const { to, browser: other, given } = await byKey(device);
  expect(to).toBe('/queue');
  expect(await other.signedIn()).toBe(worker.actorId);
  expect(other.cookie).not.toBe(browser.cookie);
  // The same answer again: what it answers was used up.
  expect(await new Browser().post(signInBy, given)).toBe(FAILED);
  // After the password it is the second step.
  const third = new Browser();
  expect(await third.password(worker)).toBe('/sign-in/second?return=%2Fqueue');
  const half = third.cookie;
  const asked = await askForPasskey();
  expect(await third.post(signInBy, { challenge: asked.challenge, answer: device.answer(asked.options), return: '/queue' })).toBe('/queue');
  expect(await third.signedIn()).toBe(worker.actorId);
  expect(await readPending(half, now())).toBeNull();
});

test('refused: another page’s, another host’s, a person not verified, a counter that stands still or runs back, another question, an unknown key, and what is no answer', async () => {
  const { device } = await enrol(place.people.otherWorker);
  expect((await byKey(device)).to).toBe('/queue');
  const wrong: [string, Faults][] = [
    ['a page that looks like ours', { origin: 'http://localhost:3000.evil.example' }],
    ['another port of the machine', { origin: 'http://localhost:4000' }],
    ['made for another host', { rpId: 'evil.example' }],
    ['nobody was verified', { unverified: true }],
    ['a copy whose counter is behind', { counter: 1 }],
    ['another question', { challenge: Buffer.alloc(32).toString('base64url') }],
  ];
  for (const [what, faults] of wrong) expect((await byKey(device, faults)).to, what).toBe(FAILED);
  const stands = device.counter;
  expect((await byKey(device, { counter: stands + 1 })).to).toBe('/queue');
  expect((await byKey(device, { counter: stands + 1 })).to, 'the same number again').toBe(FAILED);
  device.counter = stands + 10;
  expect((await byKey(new Authenticator())).to).toBe(FAILED);
  for (const answer of ['', '{}', 'null', '[]', '{"id":"x","type":"public-key","response":{}}']) {
    const { challenge } = await askForPasskey();
    expect(await new Browser().post(signInBy, { challenge, answer, return: '/queue' }), answer).toBe(FAILED);
  }
  // Out of time.
  const { challenge, options } = await askForPasskey();
  await asSuperuser((client) => client.query('update sign_in_challenge set expires_at = now() where id = $1', [challenge]));
  expect(await new Browser().post(signInBy, { challenge, answer: device.answer(options), return: '/queue' })).toBe(FAILED);
  // Two at once: one.
  const race = await askForPasskey();
  const given = { challenge: race.challenge, answer: device.answer(race.options), return: '/queue' };
  expect((await Promise.all([1, 2, 3, 4].map(() => new Browser().post(signInBy, given)))).filter((to) => to === '/queue')).toHaveLength(1);
});

test('making one: for its own account alone, once, verified, and no key twice', async () => {
  const { manager, night } = place.people;
  const [browser, device] = [new Browser(), new Authenticator()];
  await browser.password(manager);
  const begin = async () => new URL(await browser.post(enrolPasskey), 'http://x').searchParams.get('asked') ?? '';
  const asked = await begin();
  expect(await askedForNew(night.actorId, asked), 'is shown to nobody else').toBeNull();
  const options = await askedForNew(manager.actorId, asked);
  if (options === null) throw new Error('nothing is asked');
  expect(await browser.post(enrolAdd, { challenge: asked, answer: device.make(options, { unverified: true }), name: 'x' })).toContain('problem=not_made');
  const thief = new Browser();
  await thief.password(night);
  const again = await begin();
  const others = await askedForNew(manager.actorId, again);
  if (others === null) throw new Error('nothing is asked');
  expect(await thief.post(enrolAdd, { challenge: again, answer: device.make(others), name: 'x' }), 'by another person').toContain('problem=not_made');
  expect(await browser.post(enrolAdd, { challenge: again, answer: device.make(others, { origin: 'https://evil.example' }), name: 'x' })).toContain('problem=not_made');
  expect(await browser.signedIn()).toBeNull();
  const unnamed = await begin();
  expect(await browser.post(enrolAdd, { challenge: unnamed, answer: device.make(others), name: ' ' })).toContain(`problem=passkey_name&asked=${unnamed}`);
  const good = await askedForNew(manager.actorId, unnamed);
  if (good === null) throw new Error('used up by a missing name');
  expect(await browser.post(enrolAdd, { challenge: unnamed, answer: device.make(good), name: 'Blue key', return: '/queue' })).toBe('/queue');
  // The same key for another account is none.
  const twice = new URL(await thief.post(enrolPasskey), 'http://x').searchParams.get('asked') ?? '';
  const theirs = await askedForNew(night.actorId, twice);
  if (theirs === null) throw new Error('nothing is asked');
  expect(await thief.post(enrolAdd, { challenge: twice, answer: device.make(theirs), name: 'x' })).toContain('problem=known');
});

test('on one’s own account it is named, renamed and removed; the only one stays where it is asked; lost, a second person takes it away', async () => {
  const { auditor, administrator } = place.people;
  const { device, browser } = await enrol(auditor);
  const session = await readSession(browser.cookie, now());
  const shown = await askPage('../../app/account/page.tsx', auditor, {});
  expect(shown.kind === 'shown' ? await shown.html() : '').toContain('Work laptop');
  const id = await asSuperuser(async (client) => (await client.query<{ id: string }>('select id from account_passkey where account_id = $1', [auditor.actorId])).rows[0]?.id ?? '');
  expect(await browser.post(renameAtAccount, { passkey: id, name: 'Old laptop' })).toBe('/account?done=renamed');
  expect(await browser.post(removeAtAccount, { passkey: id })).toBe('/account?problem=passkey_needed');
  const second = new Authenticator();
  const asked = new URL(await browser.post(beginAtAccount), 'http://x').searchParams.get('asked') ?? '';
  const options = await askedForNew(auditor.actorId, asked);
  if (options === null || session === null) throw new Error('nothing is asked');
  expect(options.excludeCredentials?.map((known) => known.id)).toEqual([device.id.toString('base64url')]);
  expect(await browser.post(addPasskey, { challenge: asked, answer: second.make(options), name: 'New laptop' })).toBe('/account?done=passkey');
  expect(await browser.post(removeAtAccount, { passkey: id })).toBe('/account?done=passkey_removed');
  expect((await byKey(device)).to).toBe(FAILED);
  expect((await byKey(second)).to).toBe('/queue');
  // Nobody removes or reads another's.
  const left = await asSuperuser(async (client) => (await client.query<{ id: string }>('select id from account_passkey where account_id = $1 and ended_at is null', [auditor.actorId])).rows[0]?.id ?? '');
  const other = (await enrol(place.people.serviceAdministrator)).browser;
  expect(await other.post(removeAtAccount, { passkey: left })).toContain('problem=');
  expect(await withActor(administrator, (tx) => tx.db.accountPasskey.count())).toBe(0);
  // Disabled, it opens nothing.
  await withActor(administrator, (tx) => disablePerson(tx, auditor.membershipId));
  expect((await byKey(second)).to).toBe(FAILED);
  await withActor(administrator, (tx) => enablePerson(tx, auditor.membershipId));
  expect((await withActor(administrator, (tx) => resetFactor(tx, { membershipId: auditor.membershipId, how: 'face_to_face', why: 'Key lost.' }))).ok).toBe(true);
  expect((await byKey(second)).to).toBe(FAILED);
  expect(await new Browser().password(auditor)).toBe('/sign-in/enrol?return=%2Fqueue');
});

test('each second factor that comes or goes is told to its owner, and a new password names the passkeys that it leaves', async () => {
  const { worker } = (await makePlace({ secondFactor: 'staff' })).people;
  const mails = async () => asSuperuser(async (client) => (await client.query<{ subject: string; body: string }>('select subject, body from message where to_address = $1 order by made_at, id', [worker.email])).rows);
  const { browser } = await enrol(worker);
  expect((await mails()).map(({ subject }) => subject)).toEqual(['A new passkey for your account']);
  const session = await readSession(browser.cookie, now());
  if (session === null) throw new Error('not in');
  const asHolder = <T>(work: Parameters<typeof withActor<T>>[1]) => withActor(holderOf(worker.actorId, worker.authorityId), work);
  await beginApp(session.person);
  const secret = (await asHolder(readBegun))?.secret ?? '';
  expect((await confirmApp(session.person, session.proof, await codeOf(secret), false)).ok).toBe(true);
  expect((await withActor(session.person, (tx) => removeApp(tx, session.person))).ok).toBe(true);
  expect((await changePassword(session.person, session.proof, { current: PASSWORD, password: 'kettle ochre lantern' })).ok).toBe(true);
  const sent = await mails();
  expect(sent.map(({ subject }) => subject)).toEqual(['A new passkey for your account', 'A new authenticator app for your account', 'Your authenticator app was removed', 'Your password was changed']);
  expect(sent[3]?.body).toContain('One passkey still opens your account');
  for (const { body } of sent) {
    expect(body).toContain('If it was not you');
    expect(body, 'nobody’s name, not even a device’s (domain 7.11)').not.toMatch(new RegExp(`${worker.name}|Work laptop|token|/account/`));
  }
  const page = async (query: Record<string, string>) => {
    const shown = await askPage('../../app/account/page.tsx', worker, {}, query);
    return shown.kind === 'shown' ? (await shown.html()).replaceAll('<!-- -->', '') : shown.kind;
  };
  expect(await page({ done: 'password' })).toContain('This passkey still opens your account, whatever its password is: Work laptop.');
  expect(await page({})).not.toContain('still opens your account');
  // What was refused is told to nobody.
  expect(await withActor(session.person, (tx) => removeApp(tx, session.person))).toEqual({ ok: false, problem: 'none' });
  expect(await mails()).toHaveLength(4);
});

test('a way in that is made in a session that has ended meanwhile is none: the one before it stands, and nothing is told', async () => {
  const { browser } = await enrol((await makePlace({ secondFactor: 'staff' })).people.worker);
  const session = await readSession(browser.cookie, now());
  if (session === null) throw new Error('not in');
  const { person, proof } = session;
  const asHolder = <T>(work: Parameters<typeof withActor<T>>[1]) => withActor(holderOf(person.actorId, person.authorityId), work);
  await beginApp(person);
  const first = (await asHolder(readBegun))?.secret ?? '';
  expect((await confirmApp(person, proof, await codeOf(first, -1), false)).ok).toBe(true);
  const stands = () => asSuperuser(async (client) => {
    const { rows } = await client.query<{ what: string }>(
      `select id::text as what from account_totp where account_id = $1 and ended_at is null and confirmed_at is not null union all select name from account_passkey where account_id = $1 and ended_at is null
       union all select subject from message where to_address = $2 union all select action from ledger_entry where object_id = $1::text and action like 'second_factor.enrolled' order by 1`,
      [person.actorId, person.email],
    );
    return rows.map(({ what }) => what);
  });
  const before = await stands();
  await beginApp(person);
  const second = (await asHolder(readBegun))?.secret ?? '';
  const asked = await beginPasskey(person);
  const options = await askedForNew(person.actorId, asked);
  if (options === null) throw new Error('nothing is asked');
  await asSuperuser((client) => client.query('update session set revoked_at = now() where id = $1', [person.sessionId]));
  expect(await confirmApp(person, proof, await codeOf(second), false)).toEqual({ ok: false, problem: 'too_late' });
  expect(await makePasskey(person, proof, { challenge: asked, answer: new Authenticator().make(options), name: 'Kitchen tablet' }, false)).toEqual({ ok: false, problem: 'too_late' });
  expect(await stands()).toEqual(before);
});

test('asked again who is there, one’s own passkey proves it and nobody else’s does', async () => {
  const [mine, theirs] = [await enrol(place.people.unqualifiedManager), await enrol(place.people.administrator)];
  const session = await readSession(mine.browser.cookie, now());
  if (session === null) throw new Error('not in');
  const prove = async (device: Authenticator) => {
    const { challenge, options } = await askForPasskey();
    return proveAgain(session.person, session.proof, { code: '', password: '', challenge, answer: device.answer(options) });
  };
  expect(await prove(theirs.device)).toEqual({ ok: false, problem: 'wrong' });
  expect(await mine.browser.signedIn(), 'the session goes on as it was').toBe(place.people.unqualifiedManager.actorId);
  expect((await prove(mine.device)).ok).toBe(true);
  expect(await mine.browser.signedIn(), 'under a new token').toBeNull();
});
