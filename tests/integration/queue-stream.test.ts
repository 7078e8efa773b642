/** What one browser is told of the queue that it shows, in the order in which it was so (safe practice 7.1: who holds a contact, and what of it is danger). */
// Before the route: it stands in for Next’s own request.
import './asking-pages';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { GET as events } from '@/app/queue/events/route';
import { openSession } from '@/lib/access/open-session';
import { sealSession, SESSION_COOKIE } from '@/lib/access/session';
import { closeDatabase } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { live } from '@/lib/platform/live';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(async () => {
  live().emit('stopping');
  await stopJobs();
  await closeDatabase();
});

const passes = (ms: number) => new Promise((done) => setTimeout(done, ms));

test('while one look takes long no other overtakes it: whatever changed meanwhile is looked at once, afterwards', async () => {
  const { worker } = place.people;
  const cookie = await sealSession(await openSession(worker.actorId, { id: worker.membershipId, authorityId: worker.authorityId, role: worker.role, agencyId: worker.agencyId }, 'pwd', { agent: '' }));
  const request = new NextRequest('http://localhost:3000/queue/events', { headers: { cookie: `${SESSION_COOKIE}=${cookie}` } });
  let told = '';
  await asSuperuser(async (client) => {
    await client.query('begin');
    await client.query('lock table queue_row in access exclusive mode');
    const { body } = await events(request, { params: Promise.resolve({}) });
    const decoder = new TextDecoder();
    void body?.pipeTo(new WritableStream({ write: (part) => void (told += decoder.decode(part)) }));
    const waiting = async () => (await client.query(`select pid from pg_locks where relation = 'queue_row'::regclass and database = (select oid from pg_database where datname = current_database()) and not granted`)).rowCount;
    await vi.waitFor(async () => expect(await waiting()).toBe(1), 10_000);
    // Three changes, each longer after the other than a burst is gathered for.
    for (let change = 0; change < 3; change += 1) {
      await passes(300);
      live().emit(`${place.id}:queue`);
    }
    await passes(300);
    expect(await waiting()).toBe(1);
    await client.query('rollback');
  });
  const times = () => told.match(/event: queue\n/g)?.length;
  await vi.waitFor(() => expect(times()).toBe(2), 10_000);
  await passes(500);
  expect(times()).toBe(2);
});
