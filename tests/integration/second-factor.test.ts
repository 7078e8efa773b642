/** A second factor (issue 5 part 2; ASVS 6.3.1, 6.3.3, 6.5.1, 7.2.4; quality A9): codes good once, asked of staff, given back by a second person. */
// Before the routes: it stands in for Next’s own request.
import { askPage, cookieOf } from './asking-pages';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { POST as end } from '@/app/session/end/route';
import { POST as begin } from '@/app/session/enrol/begin/route';
import { POST as confirm } from '@/app/session/enrol/confirm/route';
import { POST as claim } from '@/app/queue/find/route';
import type { Person } from '@/lib/access/model';
import { begunIn, readBegun, readTotp } from '@/lib/access/second/factor-store';
import { giveCode } from '@/lib/access/second/verbs/give-code';
import { removeApp } from '@/lib/access/second/verbs/remove-app';
import { beginApp, confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { readPending, readSession } from '@/lib/access/session';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { makePlace, type Place } from './people';
import { codeOf } from './codes';
import { another, asHolder, Browser, enrol } from './second-factor-scene';
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

describe('an app that somebody else began', () => {
  /** A browser whose sign-in waits for an app. */
  async function half(person: Person): Promise<{ browser: Browser; sessionId: string }> {
    const browser = new Browser();
    expect(await browser.password(person)).toBe('/sign-in/enrol?return=%2Fqueue');
    const sessionId = (await readPending(browser.cookie, now()))?.person.sessionId ?? '';
    return { browser, sessionId };
  }
  const begins = (browser: Browser) => browser.post('/session/enrol/begin', begin, { return: '/queue' });
  const confirms = async (browser: Browser, secret: string) => browser.post('/session/enrol/confirm', confirm, { code: await codeOf(secret), return: '/queue' });
  const secretOf = async (person: Person) => (await asHolder(person, readBegun))?.secret ?? '';
  const BEGIN_AGAIN = '/sign-in/enrol?problem=not_begun&return=%2Fqueue';

  test.each([
    ['before its owner came', false],
    ['while its owner is there', true],
  ])('%s is shown to the owner in no sign-in and is not confirmed', async (_, late) => {
    const there = await makePlace({ secondFactor: 'staff' });
    const { worker } = there.people;
    const thief = await half(worker);
    if (!late) await begins(thief.browser);
    const owner = await half(worker);
    if (late) await begins(thief.browser);
    const known = await secretOf(worker);
    expect(known).not.toBe('');
    expect(await asHolder(worker, (tx) => begunIn(tx, owner.sessionId))).toBeNull();
    expect(await confirms(owner.browser, known)).toBe(BEGIN_AGAIN);
    // Begun anew, it is the owner's; the thief's is over, and the owner's is not the thief's to confirm.
    await begins(owner.browser);
    const own = await secretOf(worker);
    expect(own).not.toBe(known);
    expect(await confirms(thief.browser, known)).toBe(BEGIN_AGAIN);
    expect(await confirms(thief.browser, own)).toBe(BEGIN_AGAIN);
    expect(await confirms(owner.browser, own)).toBe('/queue');
    expect((await asHolder(worker, readTotp))?.secret).toBe(own);
    // Nor does the sign-in that waited meanwhile put another in its place.
    await begins(thief.browser);
    expect(await confirms(thief.browser, await secretOf(worker))).toMatch(/^\/sign-in\?return=/);
    expect((await asHolder(worker, readTotp))?.secret).toBe(own);
    expect(await thief.browser.signedIn()).toBeNull();
  });

  test('half an hour old it is none, nor when its person proved themselves since', async () => {
    const { worker, otherWorker } = (await makePlace({ secondFactor: 'staff' })).people;
    const slow = await half(worker);
    await begins(slow.browser);
    const secret = await secretOf(worker);
    const kept = async (minutes: number) => {
      await asSuperuser((client) => client.query("update account_totp set made_at = made_at - $2 * interval '1 minute' where account_id = $1", [worker.actorId, minutes]));
      await asSuperuser((client) => client.query('update session set proved_at = (select min(made_at) from account_totp where account_id = $1) where account_id = $1', [worker.actorId]));
      return asHolder(worker, (tx) => begunIn(tx, slow.sessionId));
    };
    expect((await kept(29))?.secret).toBe(secret);
    expect(await kept(1)).toBeNull();
    expect(await confirms(slow.browser, secret)).toBe(BEGIN_AGAIN);

    const proved = await half(otherWorker);
    await begins(proved.browser);
    await asSuperuser((client) => client.query("update session set proved_at = proved_at + interval '1 minute' where account_id = $1", [otherWorker.actorId]));
    expect(await confirms(proved.browser, await secretOf(otherWorker))).toBe(BEGIN_AGAIN);
  });

  test('on one’s own account it is not shown either', async () => {
    const { teacher } = place.people;
    const thief = new Browser();
    await thief.password(teacher);
    const session = await readSession(thief.cookie, now());
    if (session === null) throw new Error('not signed in');
    await beginApp(session.person);
    const answer = await askPage('../../app/account/app/page.tsx', teacher, {});
    const html = answer.kind === 'shown' ? await answer.html() : '';
    expect(html).not.toContain('ds-qr');
    expect(html).not.toContain((await secretOf(teacher)).slice(0, 4));
    expect(html).toContain('action="/account/app/begin"');
  });
});

test('the pages: the picture and the text, the second person’s list, and one’s own account', async () => {
  const { lead, administrator, manager } = place.people;
  const shown = async (file: string, person: Person, search: Record<string, string> = {}) => {
    const answer = await askPage(`../../app${file}/page.tsx`, person, {}, search);
    return answer.kind === 'shown' ? answer.html() : answer.kind === 'moved' ? `moved to ${answer.to}` : 'missing';
  };
  expect(await shown('/account', lead)).toContain('Not set up');
  const session = await readSession(await cookieOf(lead), now());
  if (session === null) throw new Error('not signed in');
  await beginApp(session.person);
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
