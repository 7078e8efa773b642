/** A second factor (issue 5 part 2; ASVS 6.3.1, 6.3.3, 6.5.1, 7.2.4; quality A9): codes good once, asked of staff, given back by a second person. */
// Before the routes: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { generate } from 'otplib';
import { NextRequest } from 'next/server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { POST as start } from '@/app/session/start/route';
import { POST as end } from '@/app/session/end/route';
import { POST as second } from '@/app/session/second/route';
import { POST as begin } from '@/app/session/enrol/begin/route';
import { POST as confirm } from '@/app/session/enrol/confirm/route';
import { POST as claim } from '@/app/queue/find/route';
import type { Person } from '@/lib/access/model';
import { holderOf } from '@/lib/access/open-session';
import { readBegun, readTotp } from '@/lib/access/second/factor-store';
import { askFactor } from '@/lib/access/second/verbs/ask-factor';
import { giveCode } from '@/lib/access/second/verbs/give-code';
import { removeApp } from '@/lib/access/second/verbs/remove-app';
import { resetFactor, type ResetForm } from '@/lib/access/second/verbs/reset-factor';
import { beginApp, confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { readPending, readSession, SESSION_COOKIE } from '@/lib/access/session';
import { changePerson } from '@/lib/access/verbs/manage-person';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { makePlace, PASSWORD, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace({ secondFactor: 'staff' });
});
beforeEach(async () => {
  await asSuperuser((client) => client.query('delete from sign_in_attempt'));
});
afterEach(() => {
  vi.useRealTimers();
});
afterAll(async () => {
  await stopJobs();
  await closeDatabase();
});

type Post = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** A browser that keeps the cookie it is given. */
class Browser {
  cookie = '';
  async post(path: string, handler: Post, fields: Record<string, string> = {}): Promise<string> {
    const answer = await handler(new NextRequest(`http://localhost:3000${path}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', cookie: `${SESSION_COOKIE}=${this.cookie}` } }), { params: Promise.resolve({}) });
    const given = new RegExp(`^${SESSION_COOKIE}=([^;]*)`).exec(answer.headers.get('set-cookie') ?? '')?.[1];
    if (given !== undefined) this.cookie = given;
    return answer.headers.get('location') ?? String(answer.status);
  }
  password = (person: Person) => this.post('/session/start', start, { email: person.email, password: PASSWORD, return: '/queue' });
  code = (code: string) => this.post('/session/second', second, { code, return: '/queue' });
  signedIn = async () => (await readSession(this.cookie, now()))?.person.actorId ?? null;
}

const seconds = () => Math.floor(now().epochMilliseconds / 1000);
/** The code of an app whose clock is so many half minutes from ours. */
const codeOf = (secret: string, steps = 0) => generate({ secret, epoch: seconds() + steps * 30 });
const another = (code: string) => code.replace(/.$/, (last) => String((Number(last) + 1) % 10));
const asHolder = <T>({ actorId, authorityId }: Person, work: Parameters<typeof withActor<T>>[1]) => withActor(holderOf(actorId, authorityId), work);

/** Signs somebody in who has no factor and enrols an app by the pages' own routes. Its first code is the one of the half minute before. */
async function enrol(person: Person, browser = new Browser()): Promise<{ secret: string; browser: Browser }> {
  expect(await browser.password(person)).toBe('/sign-in/enrol?return=%2Fqueue');
  expect(await browser.post('/session/enrol/begin', begin, { return: '/queue' })).toBe('/sign-in/enrol?return=%2Fqueue');
  const secret = (await asHolder(person, readBegun))?.secret ?? '';
  expect(await browser.post('/session/enrol/confirm', confirm, { code: await codeOf(secret, -1), return: '/queue' })).toBe('/queue');
  expect(await browser.signedIn()).toBe(person.actorId);
  return { secret, browser };
}

test('staff are led to enrol before anything else; partners are not asked', async () => {
  const { worker, teacher } = place.people;
  const partner = new Browser();
  expect(await partner.password(teacher)).toBe('/queue');
  expect(await partner.signedIn()).toBe(teacher.actorId);

  const browser = new Browser();
  expect(await browser.password(worker)).toBe('/sign-in/enrol?return=%2Fqueue');
  const half = browser.cookie;
  // The half-open session opens no route, and no code is taken where none was set up.
  expect(await browser.post('/queue/find', claim, { text: '' })).toMatch(/^\/sign-in\?return=/);
  expect(await browser.code('123456')).toMatch(/^\/sign-in\?return=/);
  expect(await browser.signedIn()).toBeNull();
  expect(await browser.post('/session/enrol/confirm', confirm, { code: '123456' })).toContain('problem=not_begun');
  const { browser: done } = await enrol(worker, browser);
  // Signing in again from the same browser ended the half-open session before it.
  // A new token: who knew the half-open one knows nothing.
  expect(done.cookie).not.toBe(half);
  expect(await readSession(half, now())).toBeNull();
  expect(await readPending(half, now())).toBeNull();
});

test('a half-open session ends by itself, and by starting again', async () => {
  const browser = new Browser();
  await browser.password(place.people.otherWorker);
  expect((await readPending(browser.cookie, now()))?.stage).toBe('enrol');
  expect(await readPending(browser.cookie, now().add({ minutes: 31 }))).toBeNull();
  const { cookie } = browser;
  expect(await browser.post('/session/end', end)).toBe('/sign-in?ended=1');
  expect(await readPending(cookie, now())).toBeNull();
});

describe('codes', () => {
  let secret: string;
  const person = () => place.people.manager;
  beforeAll(async () => {
    ({ secret } = await enrol(person()));
  });

  test('one is asked after the password, and opens the session under a new token', async () => {
    const browser = new Browser();
    expect(await browser.password(person())).toBe('/sign-in/second?return=%2Fqueue');
    const half = browser.cookie;
    expect(await browser.signedIn()).toBeNull();
    expect(await browser.post('/queue/find', claim)).toMatch(/^\/sign-in\?return=/);
    // Enrolling another app is no way round the one there is.
    expect(await browser.post('/session/enrol/begin', begin)).toMatch(/^\/sign-in\?return=/);
    const right = await codeOf(secret);
    expect(await browser.code(another(right))).toContain('problem=wrong_code');
    // The enrolment used the half minute before up; of now it is the first.
    expect(await browser.code(right)).toBe('/queue');
    expect(await browser.signedIn()).toBe(person().actorId);
    expect(browser.cookie).not.toBe(half);
    expect(await readSession(half, now())).toBeNull();

    // The same code again, in its own half minute, by whoever looked over the shoulder.
    const thief = new Browser();
    await thief.password(person());
    expect(await thief.code(right)).toContain('problem=wrong_code');
    expect(await thief.code(await codeOf(secret, -1)), 'nor one of before it').toContain('problem=wrong_code');
    expect(await thief.code(await codeOf(secret, 20)), 'nor one of ten minutes from now').toContain('problem=wrong_code');
    expect(await thief.signedIn()).toBeNull();
  });

  test('brought by five at once, a code lets one in', async () => {
    await asSuperuser((client) => client.query('update account_totp set last_step = 1 where account_id = $1', [person().actorId]));
    const browsers = await Promise.all(Array.from({ length: 5 }, async () => {
      const browser = new Browser();
      await browser.password(person());
      return browser;
    }));
    const code = await codeOf(secret);
    const outcomes = await Promise.all(browsers.map((browser) => browser.code(code)));
    expect(outcomes.filter((to) => to === '/queue')).toHaveLength(1);
    expect(outcomes.filter((to) => to.includes('wrong_code'))).toHaveLength(4);
  });

  test('tries are counted as those at passwords are: five in 15 minutes, then the right one waits too', async () => {
    await asSuperuser((client) => client.query('update account_totp set last_step = 1 where account_id = $1', [person().actorId]));
    const browser = new Browser();
    await browser.password(person());
    const right = await codeOf(secret);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => browser.code(another(right))));
    expect(outcomes.filter((to) => to.includes('wrong_code'))).toHaveLength(5);
    // A new sign-in with the password begins no new count.
    const again = new Browser();
    await again.password(person());
    expect(await again.code(right)).toContain('problem=throttled');
    // Nobody else is held up.
    const other = new Browser();
    expect(await other.password(place.people.teacher)).toBe('/queue');
    await asSuperuser((client) => client.query("update sign_in_attempt set at = at - interval '15 minutes 1 second'"));
    expect(await again.code(await codeOf(secret))).toBe('/queue');
  });

  test('the database’s clock counts, not the process’s', async () => {
    await asSuperuser((client) => client.query('update account_totp set last_step = 1 where account_id = $1', [person().actorId]));
    const browser = new Browser();
    await browser.password(person());
    const pending = await readPending(browser.cookie, now());
    if (!pending) throw new Error('not half signed in');
    const right = await codeOf(secret);
    vi.useFakeTimers({ toFake: ['Date'], now: now().add({ minutes: 9 }).epochMilliseconds });
    const ours = await codeOf(secret);
    expect((await giveCode(pending, ours)).ok, 'of the time that our wrong clock shows').toBe(false);
    expect((await giveCode(pending, right)).ok).toBe(true);
  });

  test('the secret is kept sealed, for its row alone', async () => {
    const kept = await asSuperuser(async (client) => (await client.query<{ id: string; sealed: string }>('select id, sealed from account_totp')).rows);
    expect(kept.length).toBeGreaterThan(1);
    for (const { sealed } of kept) expect(sealed).toMatch(/^v1\.test\./);
    expect(JSON.stringify(kept)).not.toContain(secret);
    expect((await asHolder(person(), readTotp))?.secret).toBe(secret);
    // Somebody else's, moved to this row, does not open. Rows of other files may stand here, too.
    const { rows: [own] } = await asSuperuser((client) => client.query<{ id: string; sealed: string }>('select id, sealed from account_totp where account_id = $1 and confirmed_at is not null and ended_at is null', [person().actorId]));
    const foreign = kept.find(({ id }) => id !== own?.id);
    await asSuperuser((client) => client.query('update account_totp set sealed = $2 where id = $1', [own?.id, foreign?.sealed]));
    await expect(asHolder(person(), readTotp)).rejects.toThrow('does not open');
    await asSuperuser((client) => client.query('update account_totp set sealed = $2 where id = $1', [own?.id, own?.sealed]));
  });

  test('nobody reads another’s, whatever their role', async () => {
    for (const name of ['administrator', 'serviceAdministrator', 'auditor', 'otherTeacher'] as const) {
      expect(await withActor(place.people[name], (tx) => tx.db.accountTotp.count({ where: { accountId: person().actorId } })), name).toBe(0);
    }
  });

  test('where it is asked of them nobody takes their own away, and whoever may, may', async () => {
    expect(await withActor(person(), (tx) => removeApp(tx, person()))).toEqual({ ok: false, problem: 'needed' });
    const { officer } = place.people;
    const browser = new Browser();
    await browser.password(officer);
    const session = await readSession(browser.cookie, now());
    if (!session) throw new Error('not signed in');
    await beginApp(session.person);
    const begun = (await asHolder(officer, readBegun))?.secret ?? '';
    const confirmed = await confirmApp(session.person, session.proof, await codeOf(begun), false);
    expect(confirmed.ok).toBe(true);
    expect(await readSession(browser.cookie, now()), 'the old token is over').toBeNull();
    expect(await new Browser().password(officer)).toBe('/sign-in/second?return=%2Fqueue');
    expect((await withActor(officer, (tx) => removeApp(tx, officer))).ok).toBe(true);
    expect(await new Browser().password(officer)).toBe('/queue');
  });
});

describe('a lost one', () => {
  const given = (membershipId: string): ResetForm => ({ membershipId, how: 'known_number', why: 'Lost on the train.' });

  test('is taken away by a second person, who says why; its owner is signed out, told, and enrols anew', async () => {
    const { night, manager, administrator } = place.people;
    const { browser } = await enrol(night);
    expect(await withActor(place.people.otherWorker, (tx) => resetFactor(tx, given(night.membershipId))).catch((error: unknown) => String(error)), 'no role for it').toContain('not allowed');
    expect(await withActor(manager, (tx) => resetFactor(tx, given(manager.membershipId)))).toEqual({ ok: false, problem: 'yourself' });
    expect(await withActor(manager, (tx) => resetFactor(tx, given(place.people.auditor.membershipId)))).toEqual({ ok: false, problem: 'no_factor' });
    expect((await withActor(manager, (tx) => resetFactor(tx, given(night.membershipId)))).ok).toBe(true);
    expect(await browser.signedIn()).toBeNull();
    const [kept] = await asSuperuser(async (client) => (await client.query<{ by: string; why: string; how: string }>('select by, why, how from second_factor_reset where account_id = $1', [night.actorId])).rows);
    expect(kept).toEqual({ by: manager.actorId, why: 'Lost on the train.', how: 'known_number' });
    const [entry] = await asSuperuser(async (client) => (await client.query<{ actor_id: string; bytes: string }>("select actor_id, bytes from ledger_entry where authority_id = $1 and action = 'second_factor.reset'", [place.id])).rows);
    expect(entry?.actor_id).toBe(manager.actorId);
    expect(entry?.bytes).not.toContain('train');
    const [mail] = await asSuperuser(async (client) => (await client.query<{ subject: string; body: string }>('select subject, body from message where to_address = $1 order by made_at desc limit 1', [night.email])).rows);
    expect(mail?.subject).toBe('Your second factor was taken away');
    // The mail opens nothing by itself.
    expect(mail?.body).not.toMatch(/account\/|token/);
    await enrol(night);
    // An administrator is a second person too, of this area and no other.
    const other = await makePlace();
    expect(await withActor(other.people.administrator, (tx) => resetFactor(tx, given(night.membershipId)))).toEqual({ ok: false, problem: 'gone' });
    expect((await withActor(administrator, (tx) => resetFactor(tx, given(night.membershipId)))).ok).toBe(true);
  });

  test('the database itself refuses one’s own, and another area’s', async () => {
    const { manager, auditor } = place.people;
    const other = await makePlace();
    const raw = (by: Person, accountId: string) => withActor(by, (tx) => tx.db.$queryRaw`select second_factor_reset(${accountId}::uuid, now())`).then(() => 'done', (error: unknown) => String(error));
    expect(await raw(manager, manager.actorId)).toContain('not allowed');
    expect(await raw(auditor, manager.actorId)).toContain('not allowed');
    expect(await raw(other.people.manager, manager.actorId)).toContain('not allowed');
  });
});

test('an area that begins to ask leads everybody who is in without one to enrol, at their next click', async () => {
  const there = await makePlace();
  const { teacher, worker, administrator } = there.people;
  const [partner, staff] = [new Browser(), new Browser()];
  expect(await partner.password(teacher)).toBe('/queue');
  expect(await staff.password(worker)).toBe('/queue');
  await withActor(administrator, (tx) => askFactor(tx, 'staff'));
  expect(await partner.signedIn()).toBe(teacher.actorId);
  expect(await staff.signedIn()).toBeNull();
  expect((await readPending(staff.cookie, now()))?.stage).toBe('enrol');
  // So does a role that asks for one.
  await withActor(administrator, (tx) => changePerson(tx, teacher.membershipId, { role: 'auditor', agencyId: null, qualified: false }));
  expect((await readPending(partner.cookie, now()))?.stage).toBe('enrol');
});

test('the pages: the picture and the text, the second person’s list, and one’s own account', async () => {
  const { lead, administrator, manager } = place.people;
  const shown = async (file: string, person: Person, search: Record<string, string> = {}) => {
    const answer = await askPage(`../../app${file}/page.tsx`, person, {}, search);
    return answer.kind === 'shown' ? answer.html() : answer.kind === 'moved' ? `moved to ${answer.to}` : 'missing';
  };
  expect(await shown('/account', lead)).toContain('Not set up');
  await beginApp(lead);
  const secret = (await asHolder(lead, readBegun))?.secret ?? '';
  const html = await shown('/account/app', lead);
  expect(html).toContain(secret.slice(0, 4));
  expect(html).toMatch(/<svg class="ds-qr"[^>]*role="img"/);
  expect(html).not.toContain('http://api.');
  expect(await shown('/second-factor', administrator)).toContain('Jocasta Kerr');
  expect(await shown('/second-factor', manager)).not.toContain('value="' + manager.membershipId);
  expect(await shown('/second-factor', lead)).toBe('missing');
  expect(await shown('/admin/sign-in', administrator)).toContain('The front door’s own people');
});
