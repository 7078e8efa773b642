/** Every connection of a process is taken (quality B4, F11): pages and saves are put off, and a concern arrives all the same (safe practice 17). */
import { NextRequest } from 'next/server';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SESSION_COOKIE } from '@/lib/access/session';
import { newKey } from '@/lib/access/api-key';
import { callerCode } from '@/lib/contact/ending/caller-code';
import { linkToken, OPENED_COOKIE } from '@/lib/letter/follow-up/link';
import { linkOfLetter, statusLinkOf } from '@/lib/letter/follow-up/link-store';
import { openCallerLink } from '@/lib/letter/follow-up/verbs/open-caller-link';
import { statusCode } from '@/lib/letter/status/status-code';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import { closeDatabase, forConcern, poolUse, systemOf, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { askPage, cookieOf } from '../integration/asking-pages';
import { fromSchool, made, newest, NOW, place as calls, placeForCalls, preview, send } from '../integration/follow-up-scene';
import { recordFrom } from '../integration/letter-scene';
import { concern, keyAt, post } from '../integration/machine-scene';
import { makePlace, type Place } from '../integration/people';
import { readyToSend, type Ready } from './reports';

const LOCK = 81_726_354;
const CROWD = '203.0.113.9';

let place: Place;
let holder: pg.Client;
let report: Ready;
let secret: string;
let met: string;
let teacher: string;
let taken: Promise<unknown>[];
let told: ByLink;
let rang: ByLink;
beforeAll(async () => {
  place = await makePlace();
  [told, rang] = [await receiptOpened(), await callOpened()];
  report = await readyToSend(place.people.teacher);
  teacher = `${SESSION_COOKIE}=${await cookieOf(place.people.teacher)}`;
  await cookieOf(place.people.worker);
  [secret, met] = [await keyAt(place, 'school'), await keyAt(place, 'police')];
  // A force’s own system is at work, and from the same address somebody tries keys.
  expect((await post(met, JSON.stringify(concern()), null, CROWD)).status).toBe(201);
  for (let time = 0; time < 31; time += 1) expect((await post(newKey(place.id), '{}', null, CROWD)).status).toBe(401);
  holder = new pg.Client({ connectionString: process.env['DATABASE_SUPERUSER_URL'] });
  await holder.connect();
  await holder.query('select pg_advisory_lock($1)', [LOCK]);
  taken = Array.from({ length: poolUse().most }, () => withActor(systemOf(place.id), (tx) => tx.db.$executeRaw`select pg_advisory_xact_lock(${LOCK}::bigint)`));
  await vi.waitFor(() => expect(poolUse()).toMatchObject({ idle: 0, waiting: 0, open: poolUse().most }), { timeout: 20_000 });
});
afterAll(async () => {
  await holder.query('select pg_advisory_unlock($1)', [LOCK]);
  await Promise.allSettled(taken);
  await holder.end();
  await closeDatabase();
});

const formOf = (path: string, typed: Record<string, string>) =>
  new NextRequest(`http://localhost:3000${path}`, { method: 'POST', body: new URLSearchParams(typed).toString(), headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded', cookie: teacher } });
const contactsOf = async (key: string) => (await holder.query<{ count: string }>('select count(*) from contact where key = $1', [key])).rows[0]?.count;

/** A link that is open in a browser, and the contact it is about. */
interface ByLink {
  contactId: string;
  token: string;
  pass: string;
}

async function opened(contactId: string, token: string, code: string): Promise<ByLink> {
  const done = await openCallerLink(token, { code });
  return { contactId, token, pass: done.ok ? (/=([^;]+);/.exec(done.value.cookie)?.[1] ?? '') : '' };
}

/** A teacher’s own, of the receipt. */
async function receiptOpened(): Promise<ByLink> {
  const { contactId } = await recordFrom(place, place.people.teacher, now().subtract({ minutes: 10 }).toString(), { reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' }, children: [{ givenName: 'Maya', familyName: 'Osier', dateOfBirth: '2018-03-04', indicators: { I018: 'present' } }], incident: { what: 'Came in without a coat again.' } });
  await withActor(place.people.teacher, (tx) => writeReceipt(tx, contactId));
  const link = await withActor(systemOf(place.id), (tx) => statusLinkOf(tx, contactId));
  return opened(contactId, linkToken(link?.id ?? ''), statusCode(link?.id ?? ''));
}

/** Of whoever rang. */
async function callOpened(): Promise<ByLink> {
  await placeForCalls();
  const call = await made(fromSchool({ 'call.callerEmail': 'rosalie@school.example' }), NOW);
  await preview(call, now().subtract({ minutes: 9 }).toString());
  await send(call, now().subtract({ minutes: 8 }).toString());
  const letter = await newest(call);
  const link = await withActor(systemOf(calls.id), (tx) => linkOfLetter(tx, letter.id));
  return opened(call.contactId, linkToken(link?.id ?? ''), callerCode(call.key, letter.issue));
}

const byLink = ({ token, pass }: ByLink, door: 'tell' | 'answer', typed: Record<string, string>) =>
  new NextRequest(`http://localhost:3000/message/${token}/${door}`, { method: 'POST', body: new URLSearchParams({ key: newId(), ...typed }), headers: { origin: 'http://localhost:3000', cookie: `${OPENED_COOKIE}=${pass}` } });
const additionsTo = async ({ contactId }: ByLink) => (await holder.query<{ text: string }>('select text from addition where contact_id = $1', [contactId])).rows;

describe('while every connection is taken', () => {
  it('pages and saves are told to try again', async () => {
    const asked = await askPage('../../app/queue/page.tsx', place.people.worker, {});
    expect(asked.kind === 'moved' && asked.to).toMatch(/^\/try-again\?/);
    const { POST } = await import('@/app/report/[draft]/[step]/save/route');
    const answer = await POST(formOf(`/report/${report.id}/what-happened/save`, { 'happened.what': 'Typed meanwhile.', version: '9999', act: 'continue', shown: '1' }), { params: Promise.resolve({ draft: report.id, step: 'what-happened' }) });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('Typed meanwhile.');
  });

  it('a report that is sent arrives', async () => {
    const { POST } = await import('@/app/report/[draft]/submit/route');
    const answer = await POST(formOf(`/report/${report.id}/submit`, { key: report.key, version: String(report.version) }), { params: Promise.resolve({ draft: report.id }) });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/report/${report.id}/sent`]);
    expect(await contactsOf(report.key)).toBe('1');
  });

  it('what is told by the link of a receipt arrives, and what is put right by the link of a call', async () => {
    const [tell, answer] = [(await import('@/app/message/[token]/tell/route')).POST, (await import('@/app/message/[token]/answer/route')).POST];
    expect((await tell(byLink(told, 'tell', { act: 'add', text: 'He has locked her in.' }), { params: Promise.resolve({ token: told.token }) })).status).toBe(303);
    expect((await answer(byLink(rang, 'answer', { verdict: 'corrected', text: 'It was her stepfather.' }), { params: Promise.resolve({ token: rang.token }) })).status).toBe(303);
    expect([await additionsTo(told), await additionsTo(rang)]).toEqual([[{ text: 'He has locked her in.' }], [{ text: 'It was her stepfather.' }]]);
  });

  it('a concern of another system arrives', async () => {
    expect((await post(secret, JSON.stringify(concern()))).status).toBe(201);
  });

  it('who tries keys waits as a page does and holds nothing that is kept for concerns; a key that was met before is taken from the same place', async () => {
    expect([(await post(newKey(place.id), '{}', null, CROWD)).status, (await post(met, JSON.stringify(concern()), null, CROWD)).status]).toEqual([503, 201]);
  });

  it('and where those for concerns are taken, too, words by a link are handed back; a code is not', async () => {
    const { POST: tell } = await import('@/app/message/[token]/tell/route');
    const { POST: open } = await import('@/app/message/[token]/open/route');
    taken.push(...Array.from({ length: 3 }, () => forConcern(() => withActor(systemOf(place.id), (tx) => tx.db.$executeRaw`select pg_advisory_xact_lock(${LOCK}::bigint)`))()));
    await vi.waitFor(async () => expect((await holder.query<{ count: string }>("select count(*) from pg_stat_activity where wait_event = 'advisory' and datname = current_database()")).rows[0]?.count).toBe(String(poolUse().most + 3)), { timeout: 20_000 });
    const answer = await tell(byLink(told, 'tell', { act: 'add', text: 'She is not at school today.' }), { params: Promise.resolve({ token: told.token }) });
    expect(answer.status).toBe(503);
    const html = await answer.text();
    expect(html).toContain('She is not at school today.');
    expect(html).toContain(`<form method="post" action="/message/${told.token}/tell">`);
    const shut = await open(byLink(told, 'answer', { code: '271828' }), { params: Promise.resolve({ token: told.token }) });
    expect([shut.status, (await shut.text()).includes('271828')]).toEqual([503, false]);
  });
});
