/** One's own password (issue 5, section 2; ASVS 6.2): changed by its owner who knows it, told of, and never one that anybody would guess. */
// Before the routes: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { POST as begin } from '@/app/account/password/begin/route';
import { POST as change } from '@/app/account/password/change/route';
import { POST as setByLink } from '@/app/account/[token]/set/route';
import { makeAccountLink } from '@/lib/access/account-link';
import type { Person } from '@/lib/access/model';
import { openSession } from '@/lib/access/open-session';
import { addPlace } from '@/lib/access/people-store';
import { readSession, sealSession, SESSION_COOKIE } from '@/lib/access/session';
import { signIn } from '@/lib/access/verbs/sign-in';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { makePlace, PASSWORD, type Place } from './people';
import { asSuperuser } from './superuser';

let [place, other]: Place[] = [];
const at = () => place as Place;
beforeAll(async () => {
  [place, other] = [await makePlace(), await makePlace()];
});
beforeEach(async () => {
  await asSuperuser((client) => client.query('delete from sign_in_attempt'));
});
afterAll(async () => {
  await stopJobs();
  await closeDatabase();
});

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const NEW = 'wimbrel kettle ochre';

async function signedIn({ actorId, membershipId, authorityId, role, agencyId }: Pick<Person, 'actorId' | 'membershipId' | 'authorityId' | 'role' | 'agencyId'>): Promise<{ cookie: string; id: string }> {
  const cookie = await sealSession(await openSession(actorId, { id: membershipId, authorityId, role, agencyId }, 'pwd'));
  return { cookie, id: (await readSession(cookie, now()))?.person.sessionId ?? '' };
}

async function ask(handler: Handler, cookie: string, fields: Record<string, string> = {}, path = '/account/password/x', params: Record<string, string> = {}): Promise<{ to: string; cookie: string }> {
  const answer = await handler(new NextRequest(`http://localhost:3000${path}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', cookie: `${SESSION_COOKIE}=${cookie}` } }), { params: Promise.resolve(params) });
  return { to: answer.headers.get('location') ?? String(answer.status), cookie: new RegExp(`^${SESSION_COOKIE}=([^;]*)`).exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '' };
}

const holds = async (cookie: string) => (await readSession(cookie, now())) !== null;
const opens = async (email: string, password: string) => (await signIn({ email, password })).ok;
const longAgo = (id: string) => asSuperuser((client) => client.query("update session set proved_at = proved_at - interval '10 minutes 1 second' where id = $1", [id]));
const mailsTo = (email: string) => asSuperuser(async (client) => (await client.query<{ subject: string; body: string }>('select subject, body from message where to_address = $1', [email])).rows);

test('is changed by whoever knows the old one: every other session ends, in every area, and they are told', async () => {
  const { teacher, officer } = at().people;
  const second = newId();
  await withActor(systemOf((other as Place).id), (tx) => addPlace(tx, { id: second, accountId: teacher.actorId, role: 'partner_professional', agencyId: (other as Place).agencies.school.id, qualified: false, jobTitle: 'Governor', phone: '' }));
  const [here, there, away, stranger] = [await signedIn(teacher), await signedIn(teacher), await signedIn({ ...teacher, membershipId: second, authorityId: (other as Place).id, agencyId: (other as Place).agencies.school.id }), await signedIn(officer)];
  const link = await withActor(at().people.administrator, (tx) => makeAccountLink(tx, teacher.actorId, 'reset'));

  const page = await askPage('../../app/account/password/page.tsx', teacher, {});
  const html = page.kind === 'shown' ? await page.html() : page.kind;
  for (const words of ['name="current"', 'autoComplete="current-password"', 'name="password"', 'autoComplete="new-password"', 'At least 12 characters', 'You can paste it']) expect(html, words).toContain(words);
  for (const words of ['onpaste', 'maxlength', 'pattern=']) expect(html, words).not.toContain(words);

  for (const [given, problem] of [
    [{ current: 'not my password', password: NEW }, 'wrong'],
    [{ current: '', password: NEW }, 'wrong'],
    [{ current: PASSWORD.toUpperCase(), password: NEW }, 'wrong'],
    [{ current: PASSWORD, password: PASSWORD }, 'same'],
    [{ current: PASSWORD, password: 'otter gravl' }, 'too_short'],
    [{ current: PASSWORD, password: 'qwertyuiop12' }, 'common'],
    [{ current: PASSWORD, password: 'BryonyCastle26' }, 'near'],
    [{ current: PASSWORD, password: 'Harrow Lane 2026' }, 'near'],
  ] as const) expect((await ask(change, here.cookie, given)).to).toBe(`/account/password?problem=${problem}`);
  expect(await opens(teacher.email, PASSWORD), 'nothing was changed').toBe(true);

  const done = await ask(change, here.cookie, { current: PASSWORD, password: NEW });
  expect(done.to).toBe('/account?done=password');
  expect(await Promise.all([done.cookie, here.cookie, there.cookie, away.cookie, stranger.cookie].map(holds)), 'this one under a new token, the others not, and nobody else’s').toEqual([true, false, false, false, true]);
  expect([await opens(teacher.email, PASSWORD), await opens(teacher.email, NEW)]).toEqual([false, true]);
  // As slow to guess as OWASP's Password Storage Cheat Sheet asks of argon2id: 19 MiB, two passes.
  const { rows } = await asSuperuser((client) => client.query<{ kept: string }>('select password_hash as kept from account where id = $1', [teacher.actorId]));
  const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(rows[0]?.kept ?? '') ?? [];
  expect([Number(memory) >= 19_456, Number(passes) >= 2]).toEqual([true, true]);
  expect((await ask(setByLink, '', { password: 'another kettle lamp' }, '/account/x/set', { token: link.split('/').at(-1) ?? '' })).to, 'a link that lay about is dead').toContain('problem=dead_link');
  const [mail, ...more] = await mailsTo(teacher.email);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe('Your password was changed');
  for (const secret of [NEW, PASSWORD, teacher.name, '/account/']) expect(mail?.body).not.toContain(secret);
});

test('asks first who is there when that was shown too long ago, and keeps no typed password meanwhile', async () => {
  const { worker } = at().people;
  const session = await signedIn(worker);
  await longAgo(session.id);
  expect((await ask(change, session.cookie, { current: PASSWORD, password: 'ZXCANARY kettle ochre' })).to).toBe('/account/password?problem=stale');
  expect((await ask(begin, session.cookie, { password: 'ZXCANARY kettle ochre' }, '/account/password/begin')).to).toMatch(/^\/confirm\?asked=/);
  // What is asked of the owner stands in a draft; the form on which passwords are typed sends nothing there.
  const page = await askPage('../../app/account/page.tsx', worker, {});
  const html = page.kind === 'shown' ? await page.html() : '';
  expect(html).toMatch(/<form[^>]*action="\/account\/password\/begin"[^>]*>(?:(?!<\/form>)(?!<input).)*<\/form>/s);
  expect(await opens(worker.email, PASSWORD)).toBe(true);
});

test('five wrong tries at the old one, and the session waits; two at once change it once', async () => {
  const { manager, lead } = at().people;
  const session = await signedIn(manager);
  for (let tries = 0; tries < 5; tries += 1) expect((await ask(change, session.cookie, { current: 'wrong', password: NEW })).to).toContain('problem=wrong');
  expect((await ask(change, session.cookie, { current: PASSWORD, password: NEW })).to).toContain('problem=throttled');
  expect(await opens(manager.email, PASSWORD), 'signing in is not held up by it').toBe(true);
  const [one, two] = [await signedIn(lead), await signedIn(lead)];
  const outcomes = await Promise.all([ask(change, one.cookie, { current: PASSWORD, password: NEW }), ask(change, two.cookie, { current: PASSWORD, password: 'harbour violet stump' })]);
  expect(outcomes.filter(({ to }) => to === '/account?done=password')).toHaveLength(1);
});

test('chosen by a link it is judged alike, and the link is not used up by one that is refused', async () => {
  const { officer, administrator } = at().people;
  const token = (await withActor(administrator, (tx) => makeAccountLink(tx, officer.actorId, 'reset'))).split('/').at(-1) ?? '';
  const set = (password: string) => ask(setByLink, '', { password }, '/account/x/set', { token });
  expect((await set('123456789012')).to).toContain('problem=common');
  expect((await set('Fenland Police 1')).to).toContain('problem=near');
  expect((await set(NEW)).to).toBe('/sign-in?ready=1');
  expect((await mailsTo(officer.email)).map(({ subject }) => subject)).toContain('Your password was changed');
});

test('who has none is told so', async () => {
  const { desk } = at().people;
  await asSuperuser((client) => client.query('update account set password_hash = null where id = $1', [desk.actorId]));
  const session = await signedIn(desk);
  expect((await ask(change, session.cookie, { current: '', password: NEW })).to).toContain('problem=none');
  const page = await askPage('../../app/account/password/page.tsx', desk, {});
  expect(page.kind === 'shown' ? await page.html() : '').toContain('Your account has no password');
});
