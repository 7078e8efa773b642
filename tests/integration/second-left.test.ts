/**
 * A restricted child that nobody has confirmed, and whose two managers have left or are silent (domain 7.14): any other manager names a
 * second and learns nothing of the child; and nobody is called who cannot see it. Tuesday 3 March 2026.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { look } from '@/lib/attention/verbs/look';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { keepClosePerson } from '@/lib/contact/verbs/keep-close-people';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { nameSecond } from '@/lib/restriction/verbs/name-second';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { addShifts } from '@/lib/rota/rota-store';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';

const at = (text: string) => ({ at: Temporal.Instant.from(text) });
let place: Place;
let third: Person;
let fourth: Person;
let child: string;

const system = <T>(work: (tx: Tx) => Promise<T>, when: string) => withActor(systemOf(place.id), work, at(when));
const change = (person: Person, data: { role?: 'manager'; disabledAt?: Date }) => system((tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: person.membershipId }, data }), '2026-03-03T08:00:00Z');
const leaves = (person: Person) => change(person, { disabledAt: new Date('2026-03-03T09:10:00Z') });
const names = (person: Person, second: Person, when: string) => withActor(person, (tx) => nameSecond(tx, person, { child, second: second.actorId }), at(when));
const alarms = () => system((tx) => tx.db.alarm.findMany({ where: { kind: 'not_confirmed' }, orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }], include: { calls: { orderBy: { number: 'asc' } } } }), '2026-03-31T00:00:00Z');
/** Long after the day is over: a page is asked for now. */
const page = async (person: Person) => {
  const shown = await askPage('../../app/restricted/page.tsx', person, {});
  return shown.kind === 'shown' ? shown.html() : shown.kind;
};

beforeEach(async () => {
  place = await makePlace();
  const { manager, unqualifiedManager, worker, otherWorker, auditor, administrator } = place.people;
  [third, fourth] = [{ ...auditor, role: 'manager' }, { ...administrator, role: 'manager' }];
  for (const each of [third, fourth]) await change(each, { role: 'manager' });
  const typed = { givenName: 'Ysolde', familyName: 'Achterberg', dateOfBirth: { day: '1', month: '3', year: '2019' }, nhsNumber: '', address: '', postcode: '', reason: 'witness_protection', reasonWords: '', guardians: [worker.actorId, otherWorker.actorId], second: unqualifiedManager.actorId };
  const made = await withActor(manager, async (tx) => registerRestricted(tx, manager, typed), at('2026-03-03T09:00:00Z'));
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  child = made.value.id;
});
afterAll(closeDatabase);

test('where both have left, another manager names a second by its id, is told nothing of the child, and the second confirms it', async () => {
  const { manager, unqualifiedManager } = place.people;
  expect(await names(third, fourth, '2026-03-03T09:05:00Z'), 'while both are here it is theirs').toEqual({ ok: false, problem: 'gone' });
  await leaves(unqualifiedManager);
  expect(await names(third, fourth, '2026-03-03T09:11:00Z'), 'and while one is').toEqual({ ok: false, problem: 'gone' });
  await leaves(manager);
  await system(look, '2026-03-03T10:00:00Z');
  const shown = await page(third);
  expect(shown).toContain('action="/restricted/second"');
  expect(shown).toContain(fourth.name);
  expect(shown).not.toMatch(/Ysolde|Achterberg/);
  expect(await names(third, third, '2026-03-03T10:02:00Z')).toEqual({ ok: false, problem: 'colleague' });
  expect(await names(third, manager, '2026-03-03T10:02:00Z')).toEqual({ ok: false, problem: 'colleague' });
  expect(await names(third, fourth, '2026-03-03T10:02:00Z')).toEqual({ ok: true, value: null });
  expect(await names(third, fourth, '2026-03-03T10:03:00Z'), 'its second is here again').toEqual({ ok: false, problem: 'gone' });
  await system(look, '2026-03-03T10:04:00Z');
  const [old, next] = await alarms();
  expect([old?.endedHow, next?.endedAt, next?.calls[0]?.accountId]).toEqual(['met', null, fourth.actorId]);
  expect(await page(third)).not.toMatch(/Ysolde|Achterberg/);
  expect(await withActor(fourth, (tx) => confirmRestricted(tx, fourth, child), at('2026-03-03T10:06:00Z'))).toEqual({ ok: true, value: null });
  await system(look, '2026-03-03T10:07:00Z');
  expect((await alarms()).map(({ endedHow }) => endedHow)).toEqual(['met', 'met']);
});

test('where both are here and silent, a day after it was registered; never who registered it, and nobody who may know the family', async () => {
  const { manager } = place.people;
  expect(await names(third, fourth, '2026-03-04T08:59:00Z')).toEqual({ ok: false, problem: 'gone' });
  expect(await names(third, manager, '2026-03-04T09:00:00Z'), 'two persons').toEqual({ ok: false, problem: 'colleague' });
  await withActor(fourth, async (tx) => keepClosePerson(tx, { givenName: 'Ysolde', familyName: 'Achterberg', address: '', postcode: '' }), at('2026-03-04T09:00:00Z'));
  expect(await names(third, fourth, '2026-03-04T09:00:00Z')).toEqual({ ok: false, problem: 'unfit' });
  expect(await page(third)).toContain('id="left"');
  expect(await page(manager), 'whoever registered it finds it among their own').not.toContain('id="left"');
  expect(await names(fourth, third, '2026-03-04T09:01:00Z')).toEqual({ ok: true, value: null });
  expect(await withActor(third, (tx) => confirmRestricted(tx, third, child), at('2026-03-04T09:02:00Z'))).toEqual({ ok: true, value: null });
});

test('nobody is called who cannot see it, though they hold a manager’s post', async () => {
  const { manager, unqualifiedManager, night } = place.people;
  const today = { from: Temporal.Instant.from('2026-03-03T00:00:00Z'), to: Temporal.Instant.from('2026-03-04T08:00:00Z') };
  await system((tx) => addShifts(tx, [{ post: 'emergency_duty_manager', accountId: night.actorId, coverOrder: 1, ...today }, { post: 'emergency_duty_manager', accountId: third.actorId, coverOrder: 2, ...today }]), '2026-03-03T08:30:00Z');
  for (const minute of ['00', '05', '10', '15']) await system(look, `2026-03-03T21:${minute}:00Z`);
  const [alarm] = await alarms();
  expect([...new Set(alarm?.calls.map(({ accountId }) => accountId))]).toEqual([unqualifiedManager.actorId, manager.actorId, third.actorId]);
});
