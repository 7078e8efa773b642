/** The queue per worker on shift, a sign of pressure (requirement N50; issue 3 section 1). */
import { Temporal } from 'temporal-polyfill';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { capacityLine } from '@/app/queue/_parts/capacity-line';
import { readFilter } from '@/lib/contact/queue/queue-filter';
import { countQueue } from '@/lib/contact/queue/queue-list-store';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { addShifts } from '@/lib/rota/rota-store';
import { makePlace, type Place } from './people';
import { asSystem, makeWaiting } from './waiting';

const instant = (text: string) => Temporal.Instant.from(text);
let place: Place;

beforeEach(async () => {
  place = await makePlace();
  const { manager, worker, otherWorker } = place.people;
  const day = { from: instant('2026-03-02T08:00:00Z'), to: instant('2026-03-02T18:00:00Z'), coverOrder: 1 as const };
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: manager.actorId, ...day },
      { post: 'duty_social_worker', accountId: worker.actorId, ...day },
      { post: 'duty_social_worker', accountId: otherWorker.actorId, ...day, coverOrder: 2, from: instant('2026-03-02T09:00:00Z') },
    ]),
  );
});
afterAll(closeDatabase);

const lineAt = async (at: string) => renderToStaticMarkup(await withActor(place.people.manager, async (tx) => capacityLine(tx, (await countQueue(tx, readFilter(() => []))).capacity), { at: instant(at) })).replace(/<[^>]+>/g, '');

test('what is to be decided, by who is on at that moment; a manager on duty decides nothing and is not counted', async () => {
  const [first] = [await makeWaiting(place, { receivedAt: '2026-03-02T07:10:00Z' }), await makeWaiting(place, { receivedAt: '2026-03-02T07:40:00Z' }), await makeWaiting(place, { receivedAt: '2026-03-02T08:20:00Z' })];
  expect(await lineAt('2026-03-02T07:59:00Z')).toMatch(/^To decide: 3; nobody on shift; 3 unclaimed; the oldest came in .*07:10/);
  expect(await lineAt('2026-03-02T08:30:00Z')).toMatch(/^To decide: 3; 1 on shift, 3 for each; 3 unclaimed; /);
  expect(await lineAt('2026-03-02T09:00:00Z')).toMatch(/^To decide: 3; 2 on shift, 1\.5 for each; 3 unclaimed; /);
  await withActor(place.people.worker, async (tx) => claimContact(tx, place.people.worker, first), { at: instant('2026-03-02T09:05:00Z') });
  expect(await lineAt('2026-03-02T09:10:00Z')).toMatch(/^To decide: 3; 2 on shift, 1\.5 for each; 2 unclaimed; /);
  expect(await lineAt('2026-03-02T18:00:00Z')).toContain('nobody on shift');
});

test('nothing to decide has no oldest', async () => {
  expect(await lineAt('2026-03-02T09:10:00Z')).toBe('To decide: 0; 2 on shift, 0 for each; 0 unclaimed.');
});
