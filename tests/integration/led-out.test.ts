/**
 * Words that are sent after their writer was led to a second factor in the midst of them, or after their session was ended elsewhere
 * (architecture 2: nothing typed is ever lost). Led, they are kept, write-only, as those of an idle session are; a sign-in that never was
 * whole writes nothing. Ended, nothing is kept here, and the words go back to whoever sent them.
 */
// Before the routes: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as decision } from '@/app/contacts/[reference]/decision/save/route';
import { POST as handOver } from '@/app/hand-over/save/route';
import { handOverForm } from '@/app/hand-over/typed';
import { POST as addTo } from '@/app/my/contacts/[reference]/add/route';
import { POST as reportPage } from '@/app/report/[draft]/[step]/save/route';
import { POST as reportSend } from '@/app/report/[draft]/submit/route';
import { POST as end } from '@/app/session/end/route';
import { POST as start } from '@/app/session/start/route';
import type { Person } from '@/lib/access/model';
import { openSession } from '@/lib/access/open-session';
import { askFactor } from '@/lib/access/second/verbs/ask-factor';
import { readLed, readPending, sealSession, SESSION_COOKIE } from '@/lib/access/session';
import { config } from '@/lib/platform/config';
import { findContact } from '@/lib/contact/store';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { typedBefore } from '@/lib/platform/draft/typed';
import { now } from '@/lib/platform/time';
import { addBar } from '@/lib/restriction/bar-store';
import { arrives, earlyHelp } from './deciding';
import { knowNobody, makePlace, PASSWORD, type Place } from './people';
import { begin, draftNow } from './report-scene';
import { asSuperuser } from './superuser';
import { readsAndWithdraws } from './withdrawing';

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const cookieOf = async (person: Person, stage: 'full' | 'enrol' = 'full') => sealSession(await openSession(person.actorId, { id: person.membershipId, authorityId: person.authorityId, role: person.role, agencyId: person.agencyId }, 'pwd', { stage }));
const post = (handler: Handler, path: string, cookie: string, fields: Record<string, string>, { params = {}, accept = 'text/html' }: { params?: Record<string, string>; accept?: string } = {}) =>
  handler(new NextRequest(`${config().publicOrigin}${path}`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${cookie}`, origin: config().publicOrigin, accept }, body: new URLSearchParams(fields) }), { params: Promise.resolve(params) });
const asksEverybody = () => withActor(place.people.administrator, (tx) => askFactor(tx, 'everyone'));
const WORDS = 'The mother said he comes back on Friday.';

describe('led to a second factor in the midst of it', () => {
  test('a page of a report is kept, by its button and by its script, and its writer signs in and comes back to it', async () => {
    const { teacher } = place.people;
    const cookie = await cookieOf(teacher);
    const draft = await begin(teacher);
    await asksEverybody();
    expect((await readPending(cookie, now()))?.stage).toBe('enrol');
    const params = { draft, step: 'what-happened' };
    const button = await post(reportPage, `/report/${draft}/what-happened/save`, cookie, { version: String((await draftNow(teacher, draft)).version), act: 'continue', 'happened.what': WORDS }, { params });
    expect(button.headers.get('location')).toBe(`/sign-in?return=${encodeURIComponent(`/report/${draft}/what-happened`)}`);
    expect((await draftNow(teacher, draft)).content.fields).toMatchObject({ 'happened.what': WORDS });
    const script = await post(reportPage, `/report/${draft}/what-happened/save`, cookie, { version: String((await draftNow(teacher, draft)).version), 'happened.what': `${WORDS} And Sunday.` }, { params, accept: 'application/json' });
    expect(script.status).toBe(401);
    expect(await script.json()).toMatchObject({ problem: 'signed_out', kept: true });
    expect((await draftNow(teacher, draft)).content.fields).toMatchObject({ 'happened.what': `${WORDS} And Sunday.` });
  });

  test('a hand-over is kept, also where the half hour went by meanwhile', async () => {
    const { night } = place.people;
    const cookie = await cookieOf(night);
    await asksEverybody();
    await asSuperuser((client) => client.query("update session set seen_at = seen_at - interval '31 minutes' where membership_id = $1", [night.membershipId]));
    expect(await (await post(handOver, '/hand-over/save', cookie, { note: WORDS }, { accept: 'application/json' })).json()).toMatchObject({ kept: true });
    expect(await withActor(night, async (tx) => typedBefore(tx, handOverForm('to_day')))).toMatchObject({ note: WORDS });
  });

  test.each([
    ['signs out', (cookie: string) => post(end, '/session/end', cookie, {})],
    ['signs in anew, as somebody else', (cookie: string) => post(start, '/session/start', cookie, { email: place.people.teacher.email, password: PASSWORD, return: '/' })],
  ])('who %s after the half hour went by leaves nothing behind with which anything is handed in', async (_, leaves) => {
    const { night } = place.people;
    const cookie = await cookieOf(night);
    await asksEverybody();
    await asSuperuser((client) => client.query("update session set seen_at = seen_at - interval '31 minutes' where membership_id = $1", [night.membershipId]));
    expect((await leaves(cookie)).status).toBe(303);
    expect(await readLed(cookie, now())).toBeNull();
    expect(await (await post(handOver, '/hand-over/save', cookie, { note: WORDS }, { accept: 'application/json' })).json()).toEqual({ problem: 'signed_out' });
    expect(await withActor(night, async (tx) => typedBefore(tx, handOverForm('to_day')))).toEqual({});
  });

  test('it does nothing else, and a sign-in that never was whole does not even that', async () => {
    const { teacher, night } = place.people;
    const [led, draft] = [await cookieOf(teacher), await begin(teacher)];
    await asksEverybody();
    const { key, version } = await draftNow(teacher, draft);
    expect((await post(reportSend, `/report/${draft}/submit`, led, { key, version: String(version) }, { params: { draft } })).headers.get('location')).toContain('/sign-in?return=');
    expect((await draftNow(teacher, draft)).closedAt).toBeNull();
    const half = await cookieOf(night, 'enrol');
    expect(await readLed(half, now())).toBeNull();
    expect(await (await post(handOver, '/hand-over/save', half, { note: WORDS }, { accept: 'application/json' })).json()).toEqual({ problem: 'signed_out' });
    expect(await withActor(night, async (tx) => typedBefore(tx, handOverForm('to_day')))).toEqual({});
  });
});

describe('signed out elsewhere in the midst of it', () => {
  const ended = async (person: Person) => {
    const cookie = await cookieOf(person);
    await asSuperuser((client) => client.query('update session set revoked_at = now() where membership_id = $1', [person.membershipId]));
    return cookie;
  };

  test('nothing is kept, and the words go back to their writer, to be sent again to where they went', async () => {
    const { worker } = place.people;
    const cookie = await ended(worker);
    const answer = await post(decision, '/contacts/CAD-26-000001/decision/save', cookie, { rationale: `${WORDS} <b>`, version: '2', 'proof-password': 'lantern gravel' }, { params: { reference: 'CAD-26-000001' } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const html = await answer.text();
    for (const words of ['Not saved', 'action="/contacts/CAD-26-000001/decision/save"', `<blockquote>${WORDS} &lt;b&gt;</blockquote>`, '<textarea name="version" hidden>\n2</textarea>', 'href="/sign-in" target="_blank"', 'ring 999']) expect(html).toContain(words);
    // Signed in again in another window, they are taken as they stand in that page.
    expect((await post(handOver, '/hand-over/save', await ended(place.people.night), { note: WORDS })).status).toBe(401);
    expect((await post(handOver, '/hand-over/save', await cookieOf(place.people.night), { note: WORDS })).headers.get('location')).toBe('/hand-over?way=to_day&saved=yes');
  });

  test('a script is told so, and nobody is told that they are kept', async () => {
    const answer = await post(handOver, '/hand-over/save', await ended(place.people.night), { note: WORDS }, { accept: 'application/json' });
    expect([answer.status, await answer.json()]).toEqual([401, { problem: 'signed_out' }]);
    expect(await withActor(place.people.night, async (tx) => typedBefore(tx, handOverForm('to_day')))).toEqual({});
  });

  test('whoever said that a child is in danger reads first that nobody knows, and whom to ring; anybody else does not', async () => {
    const { teacher } = place.people;
    const params = { draft: await begin(teacher), step: 'safety' };
    const press = async (fields: Record<string, string>) => (await post(reportPage, `/report/${params.draft}/safety/save`, await ended(teacher), fields, { params })).text();
    const html = await press({ act: 'danger', version: '1', 'safety.whereNow': WORDS });
    expect(html).toMatch(/<h1>NOT SENT\. Nobody knows yet that a child is in danger<\/h1>.*href="tel:999".*<a href="\/"[^>]*>the numbers of every area.*<button>/s);
    expect(html).toContain(`<blockquote>${WORDS}</blockquote>`);
    expect(await press({ act: 'continue', version: '1', 'safety.whereNow': WORDS })).not.toContain('Nobody knows yet');
    const ticked = await post(addTo, '/my/contacts/CAD-26-000001/add', await ended(teacher), { text: WORDS, immediate: 'yes' }, { params: { reference: 'CAD-26-000001' } });
    expect(await ticked.text()).toContain('NOT SENT. Nobody knows yet');
    // Where their words are kept the door itself says it.
    const door = async (path: string) => {
      const page = await askPage('../../app/sign-in/page.tsx', null, {}, { return: path });
      return page.kind === 'shown' ? page.html() : page.kind;
    };
    for (const path of [`/report/${params.draft}/danger`, '/my/contacts/CAD-26-000001?danger=yes', '/my/calls/0b7c?danger=yes']) expect(await door(path)).toMatch(/Nothing has been sent just now\..*href="tel:999".*href="\/"/s);
    expect(await door(`/report/${params.draft}/safety`)).not.toContain('Nothing has been sent');
  });

  test('a form without a word leads to the door', async () => {
    expect((await post(handOver, '/hand-over/save', await ended(place.people.night), { note: ' ' })).headers.get('location')).toBe('/sign-in?return=%2Fhand-over');
  });
});

describe('a decision that is typed while its contact goes', () => {
  const TYPED = { rationale: `${WORDS} <b>`, familyViews: 'Refused.', familyNotHeard: 'not_safe', version: '0', 'proof-password': 'lantern gravel' };
  const open = async () => {
    const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
    await knowNobody(place, of.contactId);
    const save = async (accept?: string) => post(decision, `/contacts/${of.reference}/decision/save`, await cookieOf(place.people.worker), TYPED, { params: { reference: of.reference }, ...(accept === undefined ? {} : { accept }) });
    return { of, save };
  };
  const handsBack = async (answer: Response, status: number) => {
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([status, 'no-store']);
    const html = await answer.text();
    // Back would not have them: no page of ours is stored.
    expect(html).toContain(`<p>What you typed was not kept. Copy it from here if it is still needed:</p><p>${WORDS} &lt;b&gt;</p><p>Refused.</p>`);
    expect(html).not.toContain('not_safe');
    expect(html).not.toContain('lantern gravel');
  };

  test('has ended: the words go back to their writer, who is told so', async () => {
    const { of, save } = await open();
    await withActor(place.people.manager, async (tx) => {
      const head = await findContact(tx, of.reference);
      if (head === null || !(await readsAndWithdraws(tx, place.people.manager, head, 'Sent twice.')).ok) throw new Error('not withdrawn');
    });
    await handsBack(await save(), 409);
    expect((await save('application/json')).status).toBe(422);
  });

  test('is closed to them: the words go back to their writer, who learns nothing else', async () => {
    const { of, save } = await open();
    await withActor(systemOf(place.id), (tx) => addBar(tx, { contactId: of.contactId, accountId: place.people.worker.actorId, ground: 'declared', reason: 'A neighbour.' }));
    await handsBack(await save(), 404);
    expect((await save('application/json')).status).toBe(404);
  });
});
