/** Somebody is away: who stands in, and what of theirs nobody can have meanwhile (safe practice 1, 9). */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { look } from '@/lib/attention/verbs/look';
import type { Person, Role } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { fieldsOfNight, nightOf, setNight } from '@/lib/access/verbs/set-night';
import { bookableSlots } from '@/lib/line/slot-store';
import { askToTalk } from '@/lib/line/verbs/ask-to-talk';
import { publishSlots } from '@/lib/line/verbs/publish-slots';
import { startTalk } from '@/lib/line/verbs/start-talk';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { saveStep } from '@/lib/platform/draft/store';
import { addAbsence, addShifts, endShift, readOnDuty } from '@/lib/rota/rota-store';
import { absenceForm } from '@/lib/rota/schema';
import { recordAbsence } from '@/lib/rota/verbs/record-absence';
import { makePlace, type Place } from './people';
import { asSystem } from './waiting';

const instant = (text: string) => Temporal.Instant.from(text);
const MONTH = { from: instant('2026-03-01T00:00:00Z'), to: instant('2026-04-01T00:00:00Z') };
const NOW = '2026-03-02T10:00:00Z';
let place: Place;

/** A place with one of each post for the whole of March 2026. */
beforeEach(async () => {
  place = await makePlace();
  const { manager, worker, night } = place.people;
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: manager.actorId, coverOrder: 1, ...MONTH },
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...MONTH },
      { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...MONTH },
    ]),
  );
});
afterAll(closeDatabase);

const as = async <T>(person: Person, at: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, { at: instant(at) });

describe('who stands in', () => {
  const away = (who: Person, by: Person | null) => absenceForm.parse({ accountId: who.actorId, coveredBy: by?.actorId ?? '', fromDay: '2026-03-02', fromTime: '09:00', toDay: '2026-03-02', toTime: '17:00' });
  const keeps = (who: Person, by: Person | null) => as(place.people.manager, '2026-03-02T08:00:00Z', (tx) => recordAbsence(tx, away(who, by)));
  const on = async (post: string) => (await asSystem(place, NOW, (tx) => readOnDuty(tx))).filter((each) => each.post === post).map(({ accountId }) => accountId);
  const gaps = async () => (await asSystem(place, NOW, async (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: 'nobody_on', endedAt: null } }))).map(({ occasion }) => occasion.split(' ')[0]);
  const works = async ({ accountId, ...data }: { accountId: string; role?: Role; disabledAt?: Date }) => asSystem(place, NOW, async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId }, data }));

  test('somebody who may not be put in the post is refused', async () => {
    const { manager, unqualifiedManager, worker, otherWorker, night, teacher } = place.people;
    expect(await keeps(manager, otherWorker)).toEqual({ ok: false, problem: 'not_their_post' });
    expect(await keeps(worker, night)).toEqual({ ok: false, problem: 'not_their_post' });
    expect(await keeps(night, manager)).toEqual({ ok: false, problem: 'not_their_post' });
    expect(await keeps(manager, teacher)).toEqual({ ok: false, problem: 'not_in_post' });
    expect(await keeps(manager, unqualifiedManager)).toEqual({ ok: true, value: null });
    expect(await keeps(worker, null)).toEqual({ ok: true, value: null });
    // Not on the rota then: in one post at least that they may be in.
    expect(await keeps(otherWorker, night)).toEqual({ ok: false, problem: 'not_their_post' });
  });

  test('whoever was put there before and may not be in the post, or has left, is not on: it is a gap, and an alarm', async () => {
    const { manager, unqualifiedManager, otherWorker, worker } = place.people;
    expect(await keeps(manager, unqualifiedManager)).toMatchObject({ ok: true });
    expect(await keeps(worker, otherWorker)).toMatchObject({ ok: true });
    expect([await on('duty_manager'), await on('duty_social_worker')]).toEqual([[unqualifiedManager.actorId], [otherWorker.actorId]]);
    await asSystem(place, NOW, look);
    expect(await gaps()).toEqual([]);
    await works({ accountId: unqualifiedManager.actorId, role: 'cads_social_worker' });
    await works({ accountId: otherWorker.actorId, disabledAt: new Date('2026-03-02T09:30:00Z') });
    expect([await on('duty_manager'), await on('duty_social_worker')]).toEqual([[], []]);
    await asSystem(place, NOW, look);
    expect((await gaps()).toSorted()).toEqual(['duty_manager', 'duty_social_worker']);
  });

  test('a stand-in of another post, as one may be written from before, hides no gap', async () => {
    const { manager, worker } = place.people;
    await asSystem(place, '2026-03-02T08:00:00Z', async (tx) => addAbsence(tx, { accountId: manager.actorId, coveredBy: worker.actorId, from: instant('2026-03-02T09:00:00Z'), to: instant('2026-03-02T17:00:00Z') }));
    expect(await on('duty_manager')).toEqual([]);
    await asSystem(place, NOW, look);
    expect(await gaps()).toEqual(['duty_manager']);
  });
});

test('a gap that begins far ahead is one alarm, look after look, however far ahead the area asks for', async () => {
  const { administrator, manager, worker, night } = place.people;
  const alarms = { everyMinutes: 5, gapAheadHours: 168, unsentAuthorMinutes: 60, unsentLeadMinutes: 30, lookedUpPerHour: 40 };
  await as(administrator, NOW, async (tx) => setNight(tx, { lines: { dayPhone: '01632 960001', nightPhone: '01632 960002', publicPhone: '01632 960003', dutyHours: { from: '08:45', to: '17:00' } }, alarms, handOver: { morning: '08:30', acceptedBy: '08:50', minutes: 15 }, followUp: { workingDays: 2, linkDays: 7 } }, fieldsOfNight(nightOf((await readAuthority(tx)).settings))));
  const away = { from: instant('2026-03-08T00:00:00Z'), to: MONTH.to, coveredBy: null };
  await asSystem(place, NOW, async (tx) => {
    for (const { actorId } of [manager, worker, night]) await addAbsence(tx, { accountId: actorId, ...away });
  });
  // A week ahead of ten o’clock on Monday is within the duty hours of the next: they end at 17:00, and not where the look ends.
  const told = async (at: string) => {
    await asSystem(place, at, look);
    return (await asSystem(place, at, async (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: 'nobody_on' }, orderBy: { occasion: 'asc' } }))).map(({ occasion, round, endedAt }) => [occasion, round, endedAt]);
  };
  const first = await told(NOW);
  expect(first).toEqual([
    ['duty_manager 2026-03-09T17:00:00Z', 1, null],
    ['duty_social_worker 2026-03-09T17:00:00Z', 1, null],
    ['emergency_duty_worker 2026-03-09T08:45:00Z', 1, null],
  ]);
  expect(await told('2026-03-02T10:01:00Z')).toEqual(first);
  expect(await told('2026-03-02T10:02:00Z')).toEqual(first);
});

describe('times that somebody had published', () => {
  // Thursday: both are on the rota.
  const DAY = Temporal.PlainDate.from('2026-03-05');
  const times = { from: instant('2026-03-05T10:00:00Z'), to: instant('2026-03-05T12:00:00Z') };
  const publishes = async (person: Person, from: string, to: string) => expect(await as(person, NOW, (tx) => publishSlots(tx, person, { accountId: person.actorId, day: DAY, from, to, minutes: 20 }))).toMatchObject({ ok: true });
  const bookable = async () => as(place.people.teacher, NOW, (tx) => bookableSlots(tx, times));
  const clock = (free: readonly { from: Temporal.Instant }[]) => free.map(({ from }) => from.toString().slice(11, 16));
  /** Asks for a time as it stood on the page. */
  const books = async (slotId: string) => {
    const { teacher } = place.people;
    return as(teacher, NOW, async (tx) => {
      const draftId = await startTalk(tx, teacher, '');
      await saveStep(tx, draftId, 'wait', () => true, { wait: 'yes', how: `slot:${slotId}`, phone: '01632 960 455', about: '' }, 1);
      return askToTalk(tx, teacher, draftId);
    });
  };

  test('are nobody’s to book while they are away, also from a page that was opened before', async () => {
    const { worker, otherWorker } = place.people;
    await asSystem(place, NOW, async (tx) => addShifts(tx, [{ post: 'duty_social_worker', accountId: otherWorker.actorId, coverOrder: 2, ...MONTH }]));
    await publishes(worker, '10:00', '11:00');
    await publishes(otherWorker, '10:40', '11:20');
    const before = await bookable();
    expect(clock(before)).toEqual(['10:00', '10:20', '10:40', '11:00']);
    await asSystem(place, NOW, async (tx) => addAbsence(tx, { accountId: worker.actorId, coveredBy: null, from: instant('2026-03-05T10:10:00Z'), to: instant('2026-03-05T17:00:00Z') }));
    // Whoever is away for a part of a time rings nobody in it; the colleague’s at the same time stays.
    const after = await bookable();
    expect(clock(after)).toEqual(['10:40', '11:00']);
    expect(await books(before[0]?.id ?? '')).toEqual({ ok: false, problem: 'taken' });
    expect(await books(after[0]?.id ?? '')).toEqual({ ok: true, value: 'slot' });
  });

  test('go with the shift that is taken out', async () => {
    const { worker } = place.people;
    await publishes(worker, '10:00', '10:40');
    const [free] = await bookable();
    await asSystem(place, NOW, async (tx) => {
      for (const { id } of await tx.db.rotaShift.findMany({ where: { authorityId: place.id, accountId: worker.actorId } })) await endShift(tx, id);
    });
    expect(await bookable()).toEqual([]);
    expect(await books(free?.id ?? '')).toEqual({ ok: false, problem: 'taken' });
  });
});
