/** Tries at the door (issue 5, section 2; ASVS 2.4.1, 6.1.1, 6.3.1): counted by account, network and area; nobody keeps anybody else out. */
// Before the routes: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { NextRequest } from 'next/server';
import { renderToStaticMarkup } from 'react-dom/server';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as setPassword } from '@/app/account/[token]/set/route';
import { POST as openMessage } from '@/app/message/[token]/open/route';
import { POST as passkeyOptions } from '@/app/session/passkey/options/route';
import { POST as second } from '@/app/session/second/route';
import { POST as logout } from '@/app/session/provider/[provider]/logout/route';
import { POST as start } from '@/app/session/start/route';
import { RingWithout } from '@/app/sign-in/_parts/ring-without';
import { KNOWN_COOKIE, knownCookie, knownDevice } from '@/lib/access/door/known';
import { ACCOUNT_LIMITS, AREA_LIMIT, NETWORK_LIMITS } from '@/lib/access/door/tries';
import type { Person } from '@/lib/access/model';
import { holderOf } from '@/lib/access/open-session';
import { readBegun } from '@/lib/access/second/factor-store';
import { beginApp, confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { readPending, readSession, SESSION_COOKIE } from '@/lib/access/session';
import { readAuthority } from '@/lib/access/store';
import { resetPassword } from '@/lib/access/verbs/manage-person';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { closeDatabase, peek, spend, systemOf, withActor, type Limit } from '@/lib/platform/db';
import { peerHeader } from '@/lib/platform/http/peer';
import { newId, newToken } from '@/lib/platform/ids';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { recordFrom } from './letter-scene';
import { makePlace, PASSWORD, type Place } from './people';
import { asSuperuser } from './superuser';
import { codeOf } from './codes';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
beforeEach(async () => {
  await asSuperuser(async (client) => {
    await client.query('delete from sign_in_attempt');
    await client.query('delete from rate_limit');
  });
});
afterAll(async () => {
  await stopJobs();
  await closeDatabase();
});

const [HERE, THERE, ELSEWHERE] = ['198.51.100.7', '203.0.113.9', '192.0.2.1'];
const WRONG = 'not the password at all';
type Post = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** A browser at an address, that keeps its cookies. */
class Browser {
  readonly cookies = new Map<string, string>();
  constructor(readonly address: string | null) {}
  async post(path: string, handler: Post, fields: Record<string, string> = {}, params: Record<string, string> = {}, headers: Record<string, string> = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const request = new NextRequest(`http://localhost:3000${path}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', cookie, ...(this.address === null ? {} : { [peerHeader()]: this.address }), ...headers } });
    const answer = await handler(request, { params: Promise.resolve(params) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.cookies.set(name, value);
    }
    return answer;
  }
  signIn = (email: string, password = PASSWORD) => this.post('/session/start', start, { email, password, return: '/queue' });
  code = (code: string) => this.post('/session/second', second, { code, return: '/queue' });
  isIn = async () => (await readSession(this.cookies.get(SESSION_COOKIE), now())) !== null;
  leave = () => this.cookies.delete(SESSION_COOKIE);
}

const to = (answer: Response) => answer.headers.get('location') ?? String(answer.status);
const throttled = (answer: Response) => to(answer).includes('problem=throttled');
const besieged = (answer: Response) => to(answer).includes('problem=besieged');
const limitOf = (key: keyof typeof NETWORK_LIMITS): Limit => NETWORK_LIMITS[key] ?? { name: '', times: 0, seconds: 0 };
async function spent(limit: Limit, subject: string): Promise<void> {
  for (let time = 0; time < limit.times; time += 1) await spend(limit, subject);
}

/** Signs somebody in at an address, so that the browser is known from then on. */
async function known(person: Person, address: string): Promise<Browser> {
  const browser = new Browser(address);
  await browser.signIn(person.email);
  expect(await browser.isIn()).toBe(true);
  browser.leave();
  return browser;
}

test('a peek counts nothing', async () => {
  const limit = { name: 'peeked', times: 2, seconds: 60 };
  for (let time = 0; time < 5; time += 1) expect(await peek(limit, 'somebody')).toEqual({ within: true });
  await spend(limit, 'somebody');
  expect(await peek(limit, 'somebody')).toEqual({ within: true });
  await spend(limit, 'somebody');
  const over = await peek(limit, 'somebody');
  expect(over.within).toBe(false);
  expect(over).toMatchObject({ retryAfterSeconds: expect.any(Number) as number });
  expect(await peek(limit, 'another')).toEqual({ within: true });
});

describe('an account that somebody else tries', () => {
  test('stays open: from another network, and in the very office of whoever guesses on a computer that it knows', async () => {
    const { worker } = place.people;
    const desk = await known(worker, HERE);
    const thief = new Browser(HERE);
    for (let tries = 0; tries < 5; tries += 1) expect(to(await thief.signIn(worker.email, WRONG))).toContain('problem=not_recognised');
    expect(throttled(await thief.signIn(worker.email)), 'even the right password waits, from there').toBe(true);
    expect(throttled(await new Browser('198.51.100.250').signIn(worker.email)), 'a neighbour’s address is the same network').toBe(true);
    expect(to(await new Browser(THERE).signIn(worker.email))).toBe('/queue');
    expect(to(await desk.signIn(worker.email))).toBe('/queue');
    desk.leave();
    // On the known computer five are enough, too; and somebody who takes its cookie along is counted with it.
    for (let tries = 0; tries < 5; tries += 1) await desk.signIn(worker.email, WRONG);
    expect(throttled(await desk.signIn(worker.email))).toBe(true);
    expect(to(await new Browser(ELSEWHERE).signIn(worker.email)), 'which keeps nobody out elsewhere').toBe('/queue');
  });

  test.each([
    ['that is there', () => place.people.officer.email],
    ['that is not', () => `nobody-${newId()}@example.org`],
  ])('from very many networks at once, one %s: new machines wait, known ones do not', async (_, address) => {
    const [email, other] = [address(), place.people.teacher];
    const desk = await known(place.people.officer, HERE);
    await spent(ACCOUNT_LIMITS.password, email.toLowerCase());
    expect(besieged(await new Browser(ELSEWHERE).signIn(email))).toBe(true);
    expect(to(await new Browser(ELSEWHERE).signIn(other.email)), 'another account is not held up').toBe('/queue');
    if (email === place.people.officer.email) expect(to(await desk.signIn(email))).toBe('/queue');
  });

  test('who has the password has few tries at the code, and keeps its owner out of nothing', async () => {
    const { night } = place.people;
    const desk = await known(night, HERE);
    const asHolder = <T>(work: Parameters<typeof withActor<T>>[1]) => withActor(holderOf(night.actorId, place.id), work);
    await desk.signIn(night.email);
    const session = await readSession(desk.cookies.get(SESSION_COOKIE), now());
    if (session === null) throw new Error('not in');
    await beginApp(session.person);
    const secret = (await asHolder(readBegun))?.secret ?? '';
    expect((await confirmApp(session.person, session.proof, await codeOf(secret, -1), false)).ok).toBe(true);
    desk.leave();

    const thief = new Browser(HERE);
    expect(to(await thief.signIn(night.email))).toContain('/sign-in/second');
    expect(thief.cookies.has(KNOWN_COOKIE), 'the password alone makes no computer known').toBe(false);
    for (let tries = 0; tries < 5; tries += 1) expect(to(await thief.code('000000'))).toContain('problem=wrong_code');
    expect(throttled(await thief.code(await codeOf(secret)))).toBe(true);
    await spent(ACCOUNT_LIMITS.code, night.actorId);
    const further = new Browser(ELSEWHERE);
    await further.signIn(night.email);
    expect(besieged(await further.code(await codeOf(secret))), 'twenty wrong codes a day from wherever').toBe(true);
    expect((await readPending(desk.cookies.get(SESSION_COOKIE), now()))).toBeNull();
    await desk.signIn(night.email);
    expect(to(await desk.code(await codeOf(secret)))).toBe('/queue');
    await asSuperuser((client) => client.query('delete from account_totp where account_id = $1', [night.actorId]));
  });
});

describe('who waits at the door', () => {
  /** The secret of the link that an administrator has just had sent to somebody. */
  const linkFor = async (person: Person): Promise<string> => {
    expect((await withActor(place.people.administrator, (tx) => resetPassword(tx, person.membershipId))).ok).toBe(true);
    const mail = await withActor(systemOf(place.id), (tx) => tx.db.message.findFirstOrThrow({ where: { authorityId: place.id, toAddress: person.email }, orderBy: { madeAt: 'desc' } }));
    return /\/account\/([\w-]{43})\n/.exec(mail.body)?.[1] ?? '';
  };
  const choose = (browser: Browser, token: string, password: string) => browser.post(`/account/${token}/set`, setPassword, { password }, { token });

  test.each([
    ['a computer that the account does not know', () => Promise.resolve(new Browser(HERE))],
    ['their own computer', () => known(place.people.unqualifiedManager, HERE)],
  ])('is let in at once by their administrator’s link, on %s, as they read (decision 48)', async (words, open) => {
    const { unqualifiedManager: person } = place.people;
    const chosen = `heron ladder copper ${words.length}`;
    const browser = await open();
    for (let tries = 0; tries < 6; tries += 1) await browser.signIn(person.email, WRONG);
    await spent(ACCOUNT_LIMITS.password, person.email);
    await spent(ACCOUNT_LIMITS.code, person.actorId);
    expect(to(await browser.signIn(person.email))).toMatch(/problem=(throttled|besieged)/);
    const token = await linkFor(person);
    // A link that is none lets nobody in, and is no way to have tries forgotten.
    await choose(browser, newToken(), chosen);
    expect(to(await browser.signIn(person.email))).toMatch(/problem=(throttled|besieged)/);
    expect(to(await choose(browser, token, chosen))).toBe('/sign-in?ready=1');
    expect(to(await browser.signIn(person.email, chosen))).toBe('/queue');
    expect((await peek(ACCOUNT_LIMITS.code, person.actorId)).within, 'wrong codes stay counted: the link proves no factor').toBe(false);
    await asSuperuser((client) => client.query('update account set password_hash = (select password_hash from account where id = $2) where id = $1', [person.actorId, place.people.worker.actorId]));
  });

  test('is asked for what they left empty, whoever they name, and no try is counted', async () => {
    const { worker } = place.people;
    const browser = new Browser('203.0.113.91');
    const lacking = async (email: string, password: string) => new URL(to(await browser.signIn(email, password)), 'http://x').searchParams.get('problem');
    const counted = async () => (await asSuperuser((client) => client.query<{ count: string }>('select count(*) from sign_in_attempt'))).rows[0]?.count;
    const before = await counted();
    expect([await lacking('', PASSWORD), await lacking(worker.email, ''), await lacking('nobody@example.org', ''), await lacking(' ', '')]).toEqual(['no_email', 'no_password', 'no_password', 'neither']);
    expect(await counted()).toBe(before);
    const words = async (problem: string) => {
      const page = await askPage('../../app/sign-in/page.tsx', null, {}, { problem });
      return page.kind === 'shown' ? await page.html() : page.kind;
    };
    const both = await words('neither');
    for (const asked of ['Enter your e-mail address', 'Enter your password']) expect(both.split(asked)).toHaveLength(3);
    expect(await words('no_password')).not.toMatch(/Enter your e-mail address|do not match/);
    // A browser asks for it itself, and keeps what was typed.
    expect(both.match(/<input[^>]* required=""[^>]*name="(?:email|password)"|<input[^>]*name="(?:email|password)"[^>]* required=""/g)).toHaveLength(2);
  });

  test('reads how long it is in truth, and whom to ring meanwhile', async () => {
    const words = async (problem: string) => {
      const page = await askPage('../../app/sign-in/page.tsx', null, {}, { problem });
      return page.kind === 'shown' ? await page.html() : page.kind;
    };
    expect(await words('throttled')).toContain('Wait 15 minutes');
    expect(await words('besieged')).toContain('up to an hour');
    const { dayPhone, nightPhone } = (await withActor(systemOf(place.id), readAuthority)).settings;
    const html = renderToStaticMarkup(await RingWithout({ authorityId: place.id }));
    expect(html).toContain('You need no account to ring');
    expect([dayPhone, nightPhone].some((number) => html.includes(number))).toBe(true);
    expect(renderToStaticMarkup(await RingWithout({ authorityId: 'elsewhere' }))).toContain('href="/"');
  });
});

test('a computer is known to its own accounts alone, six at most, and its cookie names none', () => {
  const [one, two] = ['one@example.org', 'two@example.org'];
  const valueOf = (line: string) => /=([^;]*)/.exec(line)?.[1] ?? '';
  const both = valueOf(knownCookie(valueOf(knownCookie(undefined, one)), two));
  expect(knownDevice(both, 'ONE@example.org')).not.toBeNull();
  expect(knownDevice(both, two)).not.toBe(knownDevice(both, one));
  expect(knownDevice(both, 'three@example.org')).toBeNull();
  expect(knownDevice(undefined, one)).toBeNull();
  const [first = '', last = ''] = both.split('.');
  // Another's seal under one's own id, and a changed id.
  expect(knownDevice(`${first.slice(0, 16)}${last.slice(16)}`, one)).toBeNull();
  expect(knownDevice(`${last.startsWith('A') ? 'B' : 'A'}${last.slice(1)}`, one)).toBeNull();
  expect(knownDevice(valueOf(knownCookie(both, one)), one), 'it stays the same computer').toBe(knownDevice(both, one));
  const full = Array.from({ length: 9 }, (_, index) => `p${index}@example.org`).reduce((cookie, email) => valueOf(knownCookie(cookie, email)), both);
  expect(full.split('.')).toHaveLength(6);
  expect(Buffer.from(full, 'base64url').toString()).not.toContain('example');
});

describe('a network that tries too often', () => {
  test('is asked to wait, with the time; what it forges changes nothing; others, and known computers in it, go on', async () => {
    const { worker, teacher } = place.people;
    const desk = await known(worker, HERE);
    await spent(limitOf('POST /session/start'), '198.51.100.0/24');
    const waits = await new Browser(HERE).signIn(teacher.email);
    expect(waits.status).toBe(429);
    const seconds = Number(waits.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(900);
    const page = await waits.text();
    for (const words of ['Too many tries from where you are', 'ring 999', 'href="/"']) expect(page).toContain(words);
    expect(waits.headers.get('cache-control')).toBe('no-store');
    for (const forged of [{ 'x-forwarded-for': THERE }, { 'x-real-ip': THERE }, { forwarded: `for=${THERE}` }, { 'x-doorstep-peer': THERE }] as Record<string, string>[]) expect((await new Browser(HERE).post('/session/start', start, { email: teacher.email, password: PASSWORD }, {}, forged)).status).toBe(429);
    expect(to(await desk.signIn(worker.email))).toBe('/queue');
    expect(to(await new Browser(THERE).signIn(teacher.email))).toBe('/queue');
    // Of an address within a network nobody can say who is behind it: a proxy that was not named would shut everybody out.
    await spent(limitOf('POST /session/start'), '10.0.0.0/24');
    expect(to(await new Browser('10.0.0.8').signIn(teacher.email))).toBe('/queue');
    expect(to(await new Browser(null).signIn(teacher.email))).toBe('/queue');
  });

  test('is counted for what is wrong, by each door that opens without a session', async () => {
    const there = async (key: keyof typeof NETWORK_LIMITS, subject: string) => (await peek({ ...limitOf(key), times: 1 }, subject)).within;
    const browser = new Browser(THERE);
    const network = '203.0.113.0/24';
    await browser.signIn(place.people.teacher.email);
    expect(await there('POST /session/start', network), 'a good sign-in is none').toBe(true);
    await new Browser(THERE).signIn(place.people.manager.email, WRONG);
    expect(await there('POST /session/start', network)).toBe(false);
    const doors: [keyof typeof NETWORK_LIMITS, () => Promise<Response>][] = [
      ['POST /message/[token]/open', () => browser.post('/message/x/open', openMessage, { code: '000000' }, { token: newToken() })],
      ['POST /account/[token]/set', () => browser.post('/account/x/set', setPassword, { password: 'a long enough password' }, { token: newToken() })],
      ['POST /session/provider/[provider]/logout', () => logout(new NextRequest('http://localhost:3000/x', { method: 'POST', body: 'logout_token=x', headers: { 'content-type': 'application/x-www-form-urlencoded', [peerHeader()]: THERE } }), { params: Promise.resolve({ provider: 'nobody' }) })],
      ['POST /session/passkey/options', () => browser.post('/session/passkey/options', passkeyOptions)],
    ];
    for (const [key, ask] of doors) {
      expect(await there(key, network), key).toBe(true);
      expect((await ask()).status, key).not.toBe(429);
      expect(await there(key, network), key).toBe(false);
      await spent(limitOf(key), network);
      const waits = await ask();
      expect([waits.status, Number(waits.headers.get('retry-after')) > 0], key).toEqual([429, true]);
    }
  });

  test('where nobody can count, the door stays shut', async () => {
    await asSuperuser((client) => client.query('alter table rate_limit rename to rate_limit_away'));
    try {
      expect((await new Browser(HERE).signIn(place.people.teacher.email)).status).toBe(500);
    } finally {
      await asSuperuser((client) => client.query('alter table rate_limit_away rename to rate_limit'));
    }
    expect(to(await new Browser(HERE).signIn(place.people.teacher.email))).toBe('/queue');
  });
});

describe('an area', () => {
  const alarmsAt = async (at: string, kind: string) => {
    await asSystem(place, at, look);
    return (await asSystem(place, at, (tx) => listAlarms(tx, 'open', 500))).filter((alarm) => alarm.kind === kind);
  };

  test('whose accounts are tried very often tells its managers, and nobody is kept out', async () => {
    const hour = now().round({ smallestUnit: 'hour', roundingMode: 'floor' });
    for (let tries = 1; tries < AREA_LIMIT.times; tries += 1) await spend(AREA_LIMIT, `${place.id} ${hour.toString()}`);
    expect(await alarmsAt(now().toString(), 'sign_in_many')).toEqual([]);
    // The one that makes it many is a wrong password by the page's own route.
    await new Browser(THERE).signIn(place.people.manager.email, WRONG);
    expect(await alarmsAt(now().toString(), 'sign_in_many')).toHaveLength(1);
    expect(to(await new Browser(ELSEWHERE).signIn(place.people.teacher.email))).toBe('/queue');
    const page = await askPage('../../app/alarms/page.tsx', place.people.manager, {});
    expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('Very many wrong passwords were tried at this area’s accounts');
    const other = await makePlace();
    await asSystem(other, now().toString(), look);
    expect((await asSystem(other, now().toString(), (tx) => listAlarms(tx, 'open', 500))).filter(({ kind }) => kind === 'sign_in_many')).toEqual([]);
    expect(await alarmsAt(hour.add({ minutes: 90 }).toString(), 'sign_in_many'), 'it is told in the hour after, too').toHaveLength(1);
    expect(await alarmsAt(hour.add({ hours: 2, minutes: 1 }).toString(), 'sign_in_many')).toEqual([]);
  });

  test('takes every concern of somebody who sends very many, and tells its managers', async () => {
    const { officer } = place.people;
    const { contactId } = await recordFrom(place, officer, '2026-03-02T09:00:00Z');
    // Twenty in all within the hour are a busy person's; of each the row alone counts here.
    const copy = (times: number) =>
      asSuperuser(async (client) => {
        const columns = (await client.query<{ name: string }>("select string_agg(quote_ident(column_name), ', ' order by ordinal_position) as name from information_schema.columns where table_name = 'contact' and table_schema = 'public' and column_name not in ('id', 'reference', 'key')")).rows[0]?.name ?? '';
        await client.query('begin');
        await client.query('set local session_replication_role = replica');
        await client.query(`insert into contact (id, reference, key, ${columns}) select gen_random_uuid(), 'MNY-' || gen_random_uuid(), gen_random_uuid(), ${columns} from contact, generate_series(1, $2) where id = $1`, [contactId, times]);
        await client.query('commit');
      });
    await copy(19);
    expect(await alarmsAt('2026-03-02T09:30:00Z', 'concerns_many')).toEqual([]);
    await copy(1);
    const [alarm, ...more] = await alarmsAt('2026-03-02T09:31:00Z', 'concerns_many');
    expect(more).toEqual([]);
    expect(alarm?.occasion).toBe(`${officer.actorId} 2026-03-02T09:00:00Z`);
    const page = await askPage('../../app/alarms/page.tsx', place.people.manager, {});
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    for (const words of ['Very many concerns came within an hour; all of them were taken', officer.name]) expect(html).toContain(words);
    // The next one is taken as any other, and a protected source is nobody's number.
    expect((await recordFrom(place, officer, '2026-03-02T09:40:00Z')).reference).toMatch(/-/);
    await asSuperuser(async (client) => {
      await client.query('set session_replication_role = replica');
      await client.query('update contact set sealed = true where referrer_id = $1', [officer.actorId]);
    });
    expect(await alarmsAt('2026-03-02T09:45:00Z', 'concerns_many')).toEqual([]);
    await copy(180);
    expect((await alarmsAt('2026-03-02T09:46:00Z', 'concerns_many')).map(({ occasion }) => occasion), 'an area’s number has no name').toEqual([`area ${Temporal.Instant.from('2026-03-02T09:00:00Z').toString()}`]);
  });
});
