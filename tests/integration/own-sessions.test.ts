/** Sessions listed and ended, and asked again before what is highly sensitive (issue 5 part 2; ASVS 7.2.4, 7.4.1, 7.4.2, 7.4.5, 7.5.2, 7.5.3). */
// Before the routes: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as confirmPack } from '@/app/access-packs/confirm/route';
import { POST as rotateKey } from '@/app/admin/keys/rotate/route';
import { POST as makeWebhook } from '@/app/admin/webhooks/make/route';
import { POST as rotateWebhook } from '@/app/admin/webhooks/rotate/route';
import { POST as releaseList } from '@/app/retention/release/route';
import { POST as endMine } from '@/app/account/sessions/end/route';
import { POST as changeRole } from '@/app/admin/people/[membership]/role/route';
import { POST as endTheirs } from '@/app/admin/people/[membership]/sessions/end/route';
import { POST as findInQueue } from '@/app/queue/find/route';
import { GET as events } from '@/app/queue/events/route';
import { GET as letterPdf } from '@/app/contacts/[reference]/letters/[letter]/pdf/route';
import { POST as resetRoute } from '@/app/second-factor/reset/route';
import type { Person } from '@/lib/access/model';
import { holderOf, openSession } from '@/lib/access/open-session';
import { readBegun } from '@/lib/access/second/factor-store';
import { resetFactor } from '@/lib/access/second/verbs/reset-factor';
import { beginApp, confirmApp } from '@/lib/access/second/verbs/set-up-app';
import { ownSessions, sessionsAt } from '@/lib/access/sessions/session-store';
import { disablePerson, enablePerson } from '@/lib/access/verbs/manage-person';
import { readSession, sealSession, SESSION_COOKIE } from '@/lib/access/session';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { addPlace } from '@/lib/access/people-store';
import { newId } from '@/lib/platform/ids';
import { stopJobs } from '@/lib/platform/jobs';
import { live } from '@/lib/platform/live';
import { now } from '@/lib/platform/time';
import { makePlace, PASSWORD, type Place } from './people';
import { codeOf } from './codes';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
beforeEach(async () => {
  await asSuperuser((client) => client.query('delete from sign_in_attempt'));
});
afterAll(async () => {
  live().emit('stopping');
  await stopJobs();
  await closeDatabase();
});

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';

async function signedIn(person: Person, agent = CHROME): Promise<{ cookie: string; id: string; person: Person }> {
  const cookie = await sealSession(await openSession(person.actorId, { id: person.membershipId, authorityId: person.authorityId, role: person.role, agencyId: person.agencyId }, 'pwd', { agent }));
  const session = await readSession(cookie, now());
  if (!session) throw new Error('not signed in');
  return { cookie, id: session.person.sessionId, person: session.person };
}

function ask(handler: Handler, cookie: string, { method = 'POST', path = '/x', fields = {}, params = {} }: { method?: string; path?: string; fields?: Record<string, string>; params?: Record<string, string> } = {}): Promise<Response> {
  const request = new NextRequest(`http://localhost:3000${path}`, { method, ...(method === 'POST' ? { body: new URLSearchParams(fields).toString() } : {}), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', cookie: `${SESSION_COOKIE}=${cookie}` } });
  return handler(request, { params: Promise.resolve(params) });
}

/** Reads an open stream until it ends or the time is up. */
async function untilEnded(answer: Response, withinMs: number): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) throw new Error('no stream');
  const decoder = new TextDecoder();
  let said = '';
  const late = new Promise<'late'>((done) => setTimeout(() => done('late'), withinMs));
  for (;;) {
    const part = await Promise.race([reader.read(), late]);
    if (part === 'late') return `${said} …still open`;
    if (part.done) return said;
    said += decoder.decode(part.value);
  }
}

describe('whoever ends a session, within a second nothing is open: page, act, download, live stream', () => {
  const ways: [string, (session: { cookie: string; id: string; person: Person }) => Promise<unknown>][] = [
    ['its person, elsewhere', async ({ person, id }) => ask(endMine, (await signedIn(person)).cookie, { fields: { which: id } })],
    ['its person, everywhere else', async ({ person }) => ask(endMine, (await signedIn(person)).cookie, { fields: { which: 'others' } })],
    ['an administrator, this one', async ({ person, id }) => ask(endTheirs, (await signedIn(place.people.administrator)).cookie, { fields: { which: id }, params: { membership: person.membershipId } })],
    ['an administrator, all', async ({ person }) => ask(endTheirs, (await signedIn(place.people.administrator)).cookie, { fields: { which: 'all' }, params: { membership: person.membershipId } })],
    ['disabling', async ({ person }) => withActor(place.people.administrator, (tx) => disablePerson(tx, person.membershipId))],
  ];
  test.each(ways)('%s', async (_, end) => {
    const session = await signedIn(place.people.worker);
    const stream = await ask(events, session.cookie, { method: 'GET', path: '/queue/events' });
    expect(stream.status).toBe(200);
    // The line on which news is heard is up once it has been heard.
    live();
    await new Promise((done) => setTimeout(done, 300));
    expect((await ask(findInQueue, session.cookie)).headers.get('location')).not.toContain('sign-in');
    await end(session);
    expect(await untilEnded(stream, 1_000)).toMatch(/event: signed_out\ndata: null\n\n$/);
    expect(await readSession(session.cookie, now())).toBeNull();
    expect((await ask(findInQueue, session.cookie)).headers.get('location')).toMatch(/^\/sign-in/);
    expect((await ask(letterPdf, session.cookie, { method: 'GET', params: { reference: 'AAA-2222-2222', letter: newId() } })).headers.get('location')).toMatch(/^\/sign-in/);
    await withActor(place.people.administrator, (tx) => enablePerson(tx, place.people.worker.membershipId));
  });
});

test('one’s own are listed wherever they are open, by device, and nobody else’s', async () => {
  const other = await makePlace();
  const { lead, desk } = place.people;
  await withActor(systemOf(other.id), (tx) => addPlace(tx, { id: newId(), accountId: lead.actorId, role: 'partner_professional', agencyId: other.agencies.school.id, qualified: false, jobTitle: '', phone: '' }));
  const here = await signedIn(lead);
  await signedIn(desk);
  const there = { ...lead, authorityId: other.id, agencyId: other.agencies.school.id, role: 'partner_professional' as const, membershipId: (await asSuperuser(async (client) => (await client.query<{ id: string }>('select id from membership where authority_id = $1 and account_id = $2', [other.id, lead.actorId])).rows[0]?.id)) ?? '' };
  const away = await signedIn(there, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1');
  const mine = await withActor(here.person, ownSessions);
  expect(mine.map(({ id }) => id).sort()).toEqual([here.id, away.id].sort());
  const shown = await askPage('../../app/account/page.tsx', lead, {});
  const html = shown.kind === 'shown' ? await shown.html() : '';
  expect(html).toContain('Safari on an iPhone');
  expect(html).toContain('Chrome on Windows');
  // Nobody ends another's, by whatever id.
  await ask(endMine, here.cookie, { fields: { which: (await signedIn(desk)).id } });
  expect((await withActor(place.people.administrator, (tx) => sessionsAt(tx, [desk.membershipId]))).get(desk.membershipId)).toHaveLength(2);
  // Nor an administrator one of another area, nor one of another person by the wrong path.
  await ask(endTheirs, (await signedIn(place.people.administrator)).cookie, { fields: { which: away.id }, params: { membership: lead.membershipId } });
  expect(await readSession(away.cookie, now())).not.toBeNull();
  const foreign = await ask(endTheirs, (await signedIn(other.people.administrator)).cookie, { fields: { which: here.id }, params: { membership: lead.membershipId } });
  expect(foreign.status).toBe(404);
  // From here the one away is ended.
  await ask(endMine, here.cookie, { fields: { which: away.id } });
  expect(await readSession(away.cookie, now())).toBeNull();
});

describe('before what is highly sensitive', () => {
  const role = (cookie: string, fields: Record<string, string>) => ask(changeRole, cookie, { path: `/admin/people/${place.people.officer.membershipId}/role`, fields, params: { membership: place.people.officer.membershipId } });
  const roleNow = () => asSuperuser(async (client) => (await client.query<{ role: string }>('select role from membership where id = $1', [place.people.officer.membershipId])).rows[0]?.role);
  const longAgo = (id: string) => asSuperuser((client) => client.query("update session set proved_at = proved_at - interval '10 minutes 1 second' where id = $1", [id]));
  const given = (answer: Response) => new RegExp(`^${SESSION_COOKIE}=([^;]*)`).exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '';

  test('within ten minutes nothing is asked; later the password is, what was typed is kept, and the token is a new one', async () => {
    const { administrator, officer } = place.people;
    const session = await signedIn(administrator);
    expect((await role(session.cookie, { role: 'mash_partner', agencyId: place.agencies.police.id, qualified: '' })).headers.get('location')).toBe(`/admin/people/${officer.membershipId}?done=changed`);
    await longAgo(session.id);
    const typed = { role: 'partner_safeguarding_lead', agencyId: place.agencies.police.id, qualified: '' };
    const to = (await role(session.cookie, typed)).headers.get('location') ?? '';
    expect(to).toMatch(/^\/confirm\?asked=/);
    expect(await roleNow()).toBe('mash_partner');
    const asked = to.slice('/confirm?asked='.length);
    const page = await askPage('../../app/confirm/page.tsx', administrator, {}, { asked });
    const html = page.kind === 'shown' ? await page.html() : '';
    expect(html).toContain('value="partner_safeguarding_lead"');
    expect(html).toContain(`action="/admin/people/${officer.membershipId}/role"`);
    expect(html).toContain('name="proof-password"');
    // For nobody else is it there.
    expect((await askPage('../../app/confirm/page.tsx', place.people.manager, {}, { asked })).kind).toBe('missing');

    const wrong = await role(session.cookie, { ...typed, 'proof-asked': asked, 'proof-password': 'not it' });
    expect(wrong.headers.get('location')).toBe(`/confirm?asked=${asked}&problem=wrong`);
    expect(await roleNow()).toBe('mash_partner');
    const right = await role(session.cookie, { ...typed, 'proof-asked': asked, 'proof-password': PASSWORD });
    expect(right.headers.get('location')).toBe(`/admin/people/${officer.membershipId}?done=changed`);
    expect(await roleNow()).toBe('partner_safeguarding_lead');
    expect(await readSession(session.cookie, now()), 'the token of before opens nothing').toBeNull();
    expect((await readSession(given(right), now()))?.person.sessionId).toBe(session.id);
    // What was kept meanwhile is forgotten.
    expect(await asSuperuser(async (client) => (await client.query<{ data: string }>('select data::text from draft where id = $1', [asked])).rows[0]?.data)).not.toContain('safeguarding');
  });

  test.each([
    ['what it is about is not there', 404, newId()],
    ['the database refuses', 500, null],
  ] as const)('who proved it and whose act then fails, because %s, stays signed in and loses no words', async (_, status, nobody) => {
    const { administrator, officer } = place.people;
    const session = await signedIn(administrator);
    await longAgo(session.id);
    const membership = nobody ?? officer.membershipId;
    const acts = (cookie: string, fields: Record<string, string>) => ask(changeRole, cookie, { path: `/admin/people/${membership}/role`, fields, params: { membership } });
    const typed = { role: 'mash_partner', agencyId: place.agencies.police.id, qualified: '' };
    const asked = ((await acts(session.cookie, typed)).headers.get('location') ?? '').slice('/confirm?asked='.length);
    await asSuperuser((client) => client.query("create function refuses() returns trigger language plpgsql as 'begin raise exception ''no room''; end'; create trigger refuses before update on membership for each row execute function refuses()"));
    const failed = await acts(session.cookie, { ...typed, 'proof-asked': asked, 'proof-password': PASSWORD }).finally(() => asSuperuser((client) => client.query('drop function refuses cascade')));
    expect(failed.status).toBe(status);
    const fresh = given(failed);
    expect((await readSession(fresh, now()))?.person.sessionId).toBe(session.id);
    const page = await askPage('../../app/confirm/page.tsx', administrator, {}, { asked });
    expect(page.kind === 'shown' ? await page.html() : '').toContain('value="mash_partner"');
    if (nobody !== null) return;
    // Sent again from the page that kept it, it is done, and forgotten there.
    expect((await acts(fresh, { ...typed, 'proof-asked': asked })).headers.get('location')).toContain('done=changed');
    expect(await asSuperuser(async (client) => (await client.query<{ data: string }>('select data::text from draft where id = $1', [asked])).rows[0]?.data)).not.toContain('mash_partner');
  });

  test('who has a second factor is asked for it, and the password is not enough; tries are counted', async () => {
    const { administrator } = place.people;
    const before = await signedIn(administrator);
    await beginApp(before.person);
    const secret = (await withActor(holderOf(administrator.actorId, place.id), readBegun))?.secret ?? '';
    const enrolled = await confirmApp(before.person, { amr: 'pwd', provedAt: now() }, await codeOf(secret, -1), false);
    if (!enrolled.ok) throw new Error(enrolled.problem);
    const cookie = await sealSession(enrolled.value.token);
    await longAgo(before.id);
    const typed = { role: 'mash_partner', agencyId: place.agencies.police.id, qualified: '' };
    expect((await role(cookie, { ...typed, 'proof-password': PASSWORD })).headers.get('location')).toContain('problem=wrong');
    const done = await role(cookie, { ...typed, 'proof-code': await codeOf(secret) });
    expect(done.headers.get('location')).toContain('done=changed');
    await longAgo(before.id);
    const fresh = given(done);
    for (let tries = 0; tries < 5; tries += 1) expect((await role(fresh, { ...typed, 'proof-code': '000000' })).headers.get('location')).toContain('problem=wrong');
    expect((await role(fresh, { ...typed, 'proof-code': await codeOf(secret, 1) })).headers.get('location')).toContain('problem=throttled');
    await withActor(place.people.manager, (tx) => resetFactor(tx, { membershipId: administrator.membershipId, how: 'video', why: 'End of the test.' }));
  });

  test.each([
    ['/access-packs/confirm', confirmPack, 'manager', { pack: newId() }],
    ['/retention/release', releaseList, 'manager', { list: newId() }],
    ['/admin/keys/rotate', rotateKey, 'administrator', { key: newId(), overlap: '0' }],
    ['/admin/webhooks/make', makeWebhook, 'administrator', { url: 'https://partner.example/hook' }],
    ['/admin/webhooks/rotate', rotateWebhook, 'administrator', { webhook: newId() }],
  ] as const)('%s asks who is there, and nothing is done until then', async (path, handler, who, fields) => {
    const person = place.people[who];
    const session = await signedIn(person);
    await longAgo(session.id);
    const asked = await ask(handler, session.cookie, { path, fields });
    expect(asked.headers.get('location')).toMatch(/^\/confirm\?asked=[0-9a-f-]{36}$/);
    const fresh = await signedIn(person);
    expect((await ask(handler, fresh.cookie, { path, fields })).headers.get('location') ?? '').not.toContain('/confirm');
  });

  test('who came in without password or factor is told to come in again', async () => {
    const { manager } = place.people;
    const session = await signedIn(manager);
    await asSuperuser((client) => client.query('update account set password_hash = null where id = $1', [manager.actorId]));
    await longAgo(session.id);
    const to = (await ask(resetRoute, session.cookie, { path: '/second-factor/reset', fields: { why: 'Lost.' } })).headers.get('location') ?? '';
    const page = await askPage('../../app/confirm/page.tsx', manager, {}, { asked: to.slice('/confirm?asked='.length) });
    expect(page.kind === 'shown' ? await page.html() : '').toContain('Sign in again to do this');
  });
});
