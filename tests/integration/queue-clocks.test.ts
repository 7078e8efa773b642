/** The clocks that a row of the queue shows are those that call somebody (safe practice 7.1): 15 minutes to be seen, an hour to be claimed, from when it became urgent. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineOf } from '@/app/queue/_parts/line';
import { readWatched } from '@/lib/attention/alarm-store';
import { guideOn } from '@/lib/contact/guide-on';
import { readFilter } from '@/lib/contact/queue/queue-filter';
import { countQueue, listQueue } from '@/lib/contact/queue/queue-list-store';
import { findContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { rateContact } from '@/lib/contact/verbs/rate-contact';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { londonDate } from '@/lib/platform/time';
import { arrives, at, claims, earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const ALL = readFilter(() => []);

/** The clocks of a row at an instant, each with what is left of it. */
async function clocksAt(of: Case, when: string): Promise<string[]> {
  const { worker } = place.people;
  return withActor(worker, async (tx) => {
    const { items } = await listQueue(tx, ALL, null);
    const item = items.find(({ contactId }) => contactId === of.contactId);
    if (item === undefined) throw new Error('it is in the queue');
    const watched = new Map((await readWatched(tx, [of.contactId])).map((each) => [each.contactId, each]));
    const { time } = lineOf(item, { now: tx.at, guide: guideOn('norfolk', londonDate(tx.at)), me: worker.actorId, watched });
    return typeof time === 'string' ? [time] : time.lines.map(({ name, short }) => `${name} ${short}`.replaceAll('\u00a0', ' '));
  }, at(when));
}

const addsDanger = async (of: Case, when: string) => withActor(place.people.teacher, async (tx) => addToContact(tx, of.contactId, { key: newId(), text: 'He is at the door.', indicators: {}, immediate: true }), at(when));
const needNow = async (when: string) => withActor(place.people.worker, async (tx) => (await countQueue(tx, ALL)).views.now, at(when));

async function reads(of: Case, when: string): Promise<void> {
  await withActor(place.people.worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head !== null) await readContact(tx, place.people.worker, head);
  }, at(when));
}

test('of whoever is not sure whether it can wait, and of what a worker rates red, the hour to be claimed runs', async () => {
  const notSure = await arrives(place, '2026-03-02T10:00:00Z', { ...earlyHelp(), firstQuestions: { cannotWait: 'not_known' } });
  expect((await clocksAt(notSure, '2026-03-02T10:20:00Z'))[0]).toBe('to be claimed 40 min');
  const red = await arrives(place, '2026-03-02T08:00:00Z', earlyHelp());
  expect((await clocksAt(red, '2026-03-02T10:20:00Z'))[0]).toMatch(/^24 hours/);
  await withActor(place.people.worker, async (tx) => {
    const head = await findContact(tx, red.reference);
    if (head !== null) await rateContact(tx, head, { rating: 'red', reason: 'Her mother was here before.' });
  }, at('2026-03-02T10:10:00Z'));
  expect((await clocksAt(red, '2026-03-02T10:20:00Z'))[0]).toBe('to be claimed 50 min');
});

test('danger that is added today to what came yesterday has its own quarter of an hour', async () => {
  const of = await arrives(place, '2026-03-02T14:00:00Z', earlyHelp());
  await addsDanger(of, '2026-03-03T10:00:00Z');
  expect((await clocksAt(of, '2026-03-03T10:05:00Z'))[0]).toBe('to be seen 10 min');
});

test('what was read and is held by nobody is still to be claimed', async () => {
  const of = await arrives(place, '2026-03-04T10:00:00Z', harm(), { immediate: true });
  expect((await clocksAt(of, '2026-03-04T10:05:00Z'))[0]).toBe('to be seen 10 min');
  await reads(of, '2026-03-04T10:06:00Z');
  expect((await clocksAt(of, '2026-03-04T10:10:00Z'))[0]).toBe('to be claimed 50 min');
});

test('danger that nobody has read needs a person now, and within a quarter of an hour, whoever holds it', async () => {
  const of = await arrives(place, '2026-03-05T10:00:00Z', earlyHelp());
  await claims(of, place.people.worker, '2026-03-05T10:10:00Z');
  await reads(of, '2026-03-05T10:10:00Z');
  const before = await needNow('2026-03-05T11:00:00Z');
  expect((await clocksAt(of, '2026-03-05T11:00:00Z'))[0]).toMatch(/^24 hours/);
  await addsDanger(of, '2026-03-05T11:10:00Z');
  expect((await clocksAt(of, '2026-03-05T11:15:00Z'))[0]).toBe('to be seen 10 min');
  expect(await needNow('2026-03-05T11:15:00Z')).toBe(before + 1);
  await reads(of, '2026-03-05T11:16:00Z');
  expect(await needNow('2026-03-05T11:17:00Z')).toBe(before);
  expect((await clocksAt(of, '2026-03-05T11:17:00Z'))[0]).toMatch(/^24 hours/);
});
