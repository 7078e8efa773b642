/** Every connection of a process is taken (quality B4, F11): pages and saves are put off, and a concern arrives all the same (safe practice 17). */
import { NextRequest } from 'next/server';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { SESSION_COOKIE } from '@/lib/access/session';
import { newKey } from '@/lib/access/api-key';
import { closeDatabase, poolUse, systemOf, withActor } from '@/lib/platform/db';
import { askPage, cookieOf } from '../integration/asking-pages';
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
beforeAll(async () => {
  place = await makePlace();
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

  it('a concern of another system arrives', async () => {
    expect((await post(secret, JSON.stringify(concern()))).status).toBe(201);
  });

  it('who tries keys waits as a page does and holds nothing that is kept for concerns; a key that was met before is taken from the same place', async () => {
    expect([(await post(newKey(place.id), '{}', null, CROWD)).status, (await post(met, JSON.stringify(concern()), null, CROWD)).status]).toEqual([503, 201]);
  });
});
