/**
 * A strategy discussion decided after 15:00 or out of hours is held by telephone by the emergency duty team, within 24 hours at the latest
 * (domain 3.2): somebody is called from when it is decided until a named person has it, and the night finds it where it looks.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { dischargeDuty, findOpenDuty } from '@/lib/duty/store';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { addShifts } from '@/lib/rota/rota-store';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem } from './waiting';

const month = { from: Temporal.Instant.from('2026-03-01T00:00:00Z'), to: Temporal.Instant.from('2026-04-01T00:00:00Z') };
let place: Place;

beforeEach(async () => {
  place = await makePlace();
  const { manager, worker, night } = place.people;
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: manager.actorId, coverOrder: 1, ...month },
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...month },
      { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...month },
    ]),
  );
});
afterAll(closeDatabase);

const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));
const alarms = async () => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: 'strategy_untaken' }, orderBy: { raisedAt: 'asc' }, include: { calls: { where: { channel: 'email' }, orderBy: { number: 'asc' } } } }));
/** Looks at these times, and says whom each alarm of this kind called when, and how it ended. */
async function looks(...times: string[]): Promise<[string[], string | null][]> {
  for (const time of times) await asSystem(place, time, look);
  const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  return (await alarms()).map(({ calls, endedHow }) => [calls.map(({ at: when, accountId }) => `${when.toISOString().slice(8, 16)} ${names.get(accountId)}`), endedHow]);
}
const accepts = async (person: Person, when: string) => as(person, when, async (tx) => acceptAlarm(tx, (await alarms()).find(({ endedAt }) => endedAt === null)?.id ?? ''));
const strategy = async (of: Case) => {
  const duty = await asSystem(place, '2026-03-31T00:00:00Z', (tx) => findOpenDuty(tx, of.contactId, 'HOLD_STRATEGY'));
  if (duty === null) throw new Error('a strategy discussion is owed');
  return duty;
};

/** A child harmed, for whom a worker decides on a strategy discussion at an instant. */
async function decided(when: string): Promise<Case> {
  const hour = Temporal.Instant.from(when).subtract({ hours: 1 }).toString();
  const of = await arrives(place, hour, harm());
  await claims(of, place.people.worker, hour);
  expect((await decides(of, place.people.worker, 'STRATEGY', when)).inForce).toBe(true);
  // A doctor is needed today as well; that one is seen to, so that the discussion alone calls.
  await asSystem(place, when, async (tx) => dischargeDuty(tx, (await findOpenDuty(tx, of.contactId, 'MEDICAL_TODAY'))?.id ?? '', 'done', 'Seen on the ward.'));
  return of;
}

/** Friday 6 March 2026; the office closes at 17:00, and the 24 hours end on Saturday at 15:10. */
test('decided on Friday at 15:10: the day is called at once, the night as it begins, until somebody of it has taken it', async () => {
  const { manager, night } = place.people;
  const of = await decided('2026-03-06T15:10:00Z');
  expect(await strategy(of)).toMatchObject({ ownerRole: 'emergency_duty_worker', ownerId: null });
  expect(await looks('2026-03-06T15:11:00Z')).toEqual([[['06T15:11 manager'], null]]);
  expect((await alarms()).map(({ contactId, dueAt }) => [contactId, dueAt.toISOString()])).toEqual([[of.contactId, '2026-03-06T15:10:00.000Z']]);
  // Accepted is not taken: an hour later nobody has it still.
  expect(await accepts(manager, '2026-03-06T15:12:00Z')).toMatchObject({ ok: true });
  expect(await looks('2026-03-06T15:30:00Z', '2026-03-06T16:12:00Z')).toEqual([[['06T15:11 manager'], 'accepted'], [['06T16:12 manager'], null]]);
  expect(await accepts(manager, '2026-03-06T16:55:00Z')).toMatchObject({ ok: true });
  // What the day accepted five minutes ago the night hears all the same as it begins, and first of all.
  expect((await looks('2026-03-06T16:59:00Z', '2026-03-06T17:00:00Z', '2026-03-06T17:05:00Z')).slice(2)).toEqual([[['06T17:00 night', '06T17:05 manager'], null]]);

  const page = async () => {
    const answer = await askPage('../../app/hand-over/page.tsx', night, {});
    return answer.kind === 'shown' ? answer.html() : '';
  };
  const { id } = await strategy(of);
  expect(await page()).toContain(of.reference);
  expect(await page()).toContain(`action="/duties/${id}/take"`);
  expect(await as(night, '2026-03-06T17:10:00Z', (tx) => takeDuty(tx, night, id))).toMatchObject({ ok: true });
  expect((await looks('2026-03-06T17:11:00Z', '2026-03-06T20:00:00Z', '2026-03-07T09:00:00Z')).map(([, ended]) => ended)).toEqual(['accepted', 'accepted', 'met']);
  const after = await page();
  expect([after.includes(of.reference), after.includes(`action="/duties/${id}/take"`), after.includes(night.name)]).toEqual([true, false, true]);
});

test('what the day did not accept the night hears from its own beginning, and what nobody takes is an alarm again in the night', async () => {
  const { night } = place.people;
  await decided('2026-03-06T15:10:00Z');
  expect(await looks('2026-03-06T16:58:00Z', '2026-03-06T17:00:00Z')).toEqual([[['06T16:58 manager'], 'met'], [['06T17:00 night'], null]]);
  expect(await accepts(night, '2026-03-06T17:01:00Z')).toMatchObject({ ok: true });
  expect((await looks('2026-03-06T18:00:00Z', '2026-03-06T18:01:00Z')).slice(1)).toEqual([[['06T17:00 night'], 'accepted'], [['06T18:01 night'], null]]);
});

test('decided at night: emergency duty is called first, until it was held', async () => {
  const of = await decided('2026-03-07T02:00:00Z');
  expect(await looks('2026-03-07T02:00:00Z')).toEqual([[['07T02:00 night'], null]]);
  const { id } = await strategy(of);
  await asSystem(place, '2026-03-07T02:20:00Z', async (tx) => dischargeDuty(tx, id, 'done', 'Held by telephone with police and health.'));
  expect((await looks('2026-03-07T02:21:00Z')).map(([, ended]) => ended)).toEqual(['met']);
});

/** Monday 9 March 2026: this area's front door opens at 08:45, and emergency duty hands over at 09:00. */
test('decided as the office has opened it is the worker’s who decided, and nobody of the night is called', async () => {
  const of = await decided('2026-03-09T08:50:00Z');
  expect(await strategy(of)).toMatchObject({ ownerRole: 'cads_social_worker', ownerId: place.people.worker.actorId });
  expect(await looks('2026-03-09T08:51:00Z', '2026-03-09T16:59:00Z')).toEqual([]);
});

test('decided by 15:00 it is the worker’s who decided, and nobody is called before it is late', async () => {
  const of = await decided('2026-03-06T15:00:00Z');
  expect(await strategy(of)).toMatchObject({ ownerRole: 'cads_social_worker', ownerId: place.people.worker.actorId });
  expect(await looks('2026-03-06T15:01:00Z', '2026-03-06T16:59:00Z')).toEqual([]);
});
