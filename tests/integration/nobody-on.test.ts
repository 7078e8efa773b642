/** An alarm that nobody hears is none: who is called where those who usually are cannot be (safe practice 1). */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { look } from '@/lib/attention/verbs/look';
import type { ContactHead } from '@/lib/contact/head';
import { keepRefusal } from '@/lib/contact/call/name-refusal-store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { startCall } from '@/lib/contact/verbs/start-call';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { addShifts } from '@/lib/rota/rota-store';
import { askPage } from './asking-pages';
import { makePlace, type Place, type PersonName } from './people';
import { asSystem, makeWaiting } from './waiting';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const AT = '2026-03-02T11:00:00Z';
const leaves = (names: readonly PersonName[]) =>
  asSystem(place, '2026-03-02T09:00:00Z', async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: { in: names.map((name) => place.people[name].actorId) } }, data: { disabledAt: new Date('2026-03-02T09:00:00Z') } }));
const level4 = () => makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });

/** Who is called about it, one after another. */
async function called({ id }: Pick<ContactHead, 'id'>): Promise<string[]> {
  for (const minutes of [0, 5, 10]) await asSystem(place, Temporal.Instant.from(AT).add({ minutes }).toString(), look);
  const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  const calls = await asSystem(place, AT, async (tx) => tx.db.alarmCall.findMany({ where: { authorityId: place.id, contactId: id, channel: 'email' }, orderBy: { number: 'asc' } }));
  return calls.map(({ accountId }) => names.get(accountId) ?? '');
}

test('with nobody on and no manager here, everybody who may hold a contact is called', async () => {
  await leaves(['manager', 'unqualifiedManager']);
  expect((await called(await level4())).toSorted()).toEqual(['night', 'otherWorker', 'worker']);
});

test('where whoever is on and every manager is kept out of it, the call goes past them to those who may open it', async () => {
  const { worker } = place.people;
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) => addShifts(tx, [{ post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, from: Temporal.Instant.from('2026-03-01T00:00:00Z'), to: Temporal.Instant.from('2026-04-01T00:00:00Z') }]));
  const contact = await level4();
  for (const name of ['worker', 'manager', 'unqualifiedManager'] as const) await withActor(place.people[name], (tx) => declareBeforeOpening(tx, contact, { knows: 'yes', reason: '' }), { at: Temporal.Instant.from('2026-03-02T10:05:00Z') });
  const names = await called(contact);
  expect([...new Set(names)].toSorted()).toEqual(['night', 'otherWorker']);
  expect(names[0]).not.toBe(names[1]);
});

test('what only managers and the night may hear goes to the night where no manager works here, on or not, and to no social worker', async () => {
  const { worker } = place.people;
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) => addShifts(tx, [{ post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, from: Temporal.Instant.from('2026-03-01T00:00:00Z'), to: Temporal.Instant.from('2026-04-01T00:00:00Z') }]));
  await leaves(['manager', 'unqualifiedManager']);
  const draftId = await withActor(worker, async (tx) => startCall(tx), { at: Temporal.Instant.from('2026-03-02T10:30:00Z') });
  await asSystem(place, '2026-03-02T10:30:00Z', async (tx) => keepRefusal(tx, draftId, { workerId: worker.actorId, phone: '', why: 'refused' }));
  await asSystem(place, AT, look);
  const calls = await asSystem(place, AT, async (tx) => tx.db.alarmCall.findMany({ where: { authorityId: place.id, alarm: { kind: 'name_refused' } } }));
  expect(new Set(calls.map(({ accountId }) => accountId))).toEqual(new Set([place.people.night.actorId]));
});

test('the page tells what another alarm calls about from what nobody can be called about', async () => {
  const { auditor } = place.people;
  const alarms = async () => {
    const answer = await askPage('../../app/alarms/page.tsx', auditor, {});
    return answer.kind === 'shown' ? answer.html() : answer.kind;
  };
  const [spoken, alone] = ['Another alarm about the same contact does the calling.', 'Nobody has been called:'];
  // In danger and not seen within 15 minutes, and not claimed within the hour: two alarms, of which one calls.
  await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY', immediate: true });
  await asSystem(place, AT, look);
  const two = await alarms();
  expect(two).toContain(spoken);
  expect(two).not.toContain(alone);

  place = await makePlace();
  await level4();
  await leaves(['worker', 'otherWorker', 'night', 'manager', 'unqualifiedManager']);
  await asSystem(place, AT, look);
  const answer = await askPage('../../app/alarms/page.tsx', place.people.auditor, {});
  const none = answer.kind === 'shown' ? await answer.html() : answer.kind;
  expect(none).toContain(alone);
  expect(none).not.toContain(spoken);
});
