/** What a monitor reads (decision 52), that nobody looks at what is due among it, and that what calls itself a replica and is none is not asked. With a true replica: tests/deep/scale. */
// Before the pages: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookAt } from '@/app/_edge/jobs';
import { GET } from '@/app/metrics/route';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { asReport, type ReadTx } from '@/lib/platform/db/report';
import { now } from '@/lib/platform/time';
import { makePlace, type Place } from './people';
import { makeWaiting } from './waiting';

const TOKEN = 'a monitor says this and nobody else does';
// The database itself by another name: as a replica is that somebody made the database.
const itself = new URL(process.env['DATABASE_URL'] ?? '');
itself.hostname = 'localhost';
Object.assign(process.env, { METRICS_TOKEN: TOKEN, DATABASE_REPLICA_URL: itself.toString() });

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const asked = (authorization?: string) => GET(new NextRequest('http://localhost:3000/metrics', authorization === undefined ? {} : { headers: { authorization } }), { params: Promise.resolve({}) });
const valueOf = (body: string, name: string) => Number(body.split('\n').find((line) => line.startsWith(`${name} `))?.slice(name.length + 1));

test('numbers are for who has the token; to others there is no such page', async () => {
  for (const wrong of [undefined, '', TOKEN, `Basic ${TOKEN}`, 'Bearer ', `Bearer ${TOKEN.slice(1)}`, `Bearer ${TOKEN} `.repeat(2)]) expect((await asked(wrong)).status, wrong ?? 'none').toBe(404);
  const before = await (await asked(`Bearer ${TOKEN}`)).text();
  // A working day and more past both its clocks.
  const late = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
  const answer = await asked(`Bearer ${TOKEN}`);
  const body = await answer.text();
  expect([answer.status, answer.headers.get('cache-control'), answer.headers.get('content-type')]).toEqual([200, 'no-store', 'text/plain; version=0.0.4; charset=utf-8']);
  expect(valueOf(body, 'doorstep_contacts_past_clock') - valueOf(before, 'doorstep_contacts_past_clock')).toBe(1);
  expect(valueOf(body, 'doorstep_request_seconds_count{route="GET /metrics",status="4xx"}')).toBe(7);
  // Other files leave jobs given up in this database; asking gives up none.
  expect(valueOf(body, 'doorstep_jobs_dead{job="post.deliver"}')).toBe(valueOf(before, 'doorstep_jobs_dead{job="post.deliver"}'));
  expect([valueOf(body, 'doorstep_replica_up'), valueOf(body, 'doorstep_replica_lag_seconds')]).toEqual([0, Number.NaN]);
  for (const said of [late.id, late.reference, place.id, place.people.worker.actorId, place.people.teacher.name]) expect(body).not.toContain(said);
});

test('that nobody looks at what is due is a number for the monitor, and is said where alarms stand', async () => {
  const { id, people } = place;
  const age = async () => valueOf(await (await asked(`Bearer ${TOKEN}`)).text(), 'doorstep_look_age_seconds');
  const alarms = async () => {
    const page = await askPage('../../app/alarms/page.tsx', people.manager, {});
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  const WARNING = 'no alarm is raised and nobody is called';

  await lookAt(id, now().subtract({ minutes: 20 }));
  // Of all areas the one that was left longest: others of this database may never have been looked at.
  expect(await age()).toBeGreaterThanOrEqual(20 * 60);
  expect(await alarms()).toContain(WARNING);

  // A look by which somebody is called failed: the others were taken, and the whole does not count.
  const met: string[] = [];
  await lookAt(id, now(), [
    { name: 'one', calls: true, verb: () => Promise.reject(new Error('planted')) },
    { name: 'other', verb: () => Promise.resolve(met.push('other')) },
  ]);
  expect(met).toEqual(['other']);
  expect(await alarms()).toContain(WARNING);

  // That no checkpoint could be written keeps nobody from being called, and is another alert.
  await lookAt(id, now(), [{ name: 'aside', verb: () => Promise.reject(new Error('planted')) }]);
  expect(await alarms()).not.toContain(WARNING);
});

test('what is no replica is asked nothing: the report is read where the page is', async () => {
  const { manager } = place.people;
  const where: [ReadTx['db'], ReadTx['db']][] = [];
  await withActor(manager, async (tx) => asReport(tx, async (from) => where.push([from.db, tx.db])));
  expect(where).toHaveLength(1);
  for (const [read, own] of where) expect(read).toBe(own);
});
