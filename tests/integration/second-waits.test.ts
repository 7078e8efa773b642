/**
 * A restricted child that its second manager has not confirmed lies open to the whole desk (domain 7.14): somebody is called, whoever
 * registered it names another or takes it back, and nobody else can. Tuesday 3 March 2026.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person, Role } from '@/lib/access/model';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { keepClosePerson } from '@/lib/contact/verbs/keep-close-people';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { addBar } from '@/lib/restriction/bar-store';
import { readRestrictedChildren } from '@/lib/restriction/restricted-store';
import { nameSecond } from '@/lib/restriction/verbs/name-second';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { takeBackRestricted } from '@/lib/restriction/verbs/take-back-restricted';
import { askPage } from './asking-pages';
import { recordFrom } from './letter-scene';
import { makePlace, type Place } from './people';

let place: Place;
let third: Person;
beforeAll(async () => {
  place = await makePlace();
  const { auditor } = place.people;
  await withActor(systemOf(place.id), (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: auditor.membershipId }, data: { role: 'manager' satisfies Role } }));
  third = { ...auditor, role: 'manager' };
});
afterAll(closeDatabase);

const at = (text: string) => ({ at: Temporal.Instant.from(text) });
const system = <T>(work: (tx: Tx) => Promise<T>, when: string) => withActor(systemOf(place.id), work, at(when));
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, when = '2026-03-03T09:30:00Z') => withActor(person, work, at(when));

async function registers(givenName: string): Promise<string> {
  const { manager, unqualifiedManager, worker, otherWorker } = place.people;
  const typed = { givenName, familyName: 'Achterberg', dateOfBirth: { day: '1', month: '3', year: '2019' }, nhsNumber: '', address: '', postcode: '', reason: 'witness_protection', reasonWords: '', guardians: [worker.actorId, otherWorker.actorId], second: unqualifiedManager.actorId };
  const made = await as(manager, async (tx) => registerRestricted(tx, manager, typed), '2026-03-03T09:00:00Z');
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  return made.value.id;
}
const waits = (when: string) => system((tx) => tx.db.alarm.findMany({ where: { kind: 'not_confirmed' }, orderBy: [{ raisedAt: 'asc' }, { id: 'asc' }], include: { calls: { orderBy: { number: 'asc' } } } }), when);
const page = async (person: Person) => {
  const shown = await askPage('../../app/restricted/page.tsx', person, {});
  return shown.kind === 'shown' ? shown.html() : shown.kind;
};

test('the second is called within the hour, then who registered it, and no call or line says whom it is about', async () => {
  const { manager, unqualifiedManager, otherWorker } = place.people;
  const child = await registers('Ysolde');
  await system(look, '2026-03-03T09:59:00Z');
  expect(await waits('2026-03-03T09:59:00Z')).toEqual([]);
  await system(look, '2026-03-03T10:00:00Z');
  await system(look, '2026-03-03T10:05:00Z');
  const [alarm] = await waits('2026-03-03T10:05:00Z');
  expect(alarm).toMatchObject({ contactId: null, endedAt: null });
  expect([...new Set(alarm?.calls.map(({ accountId }) => accountId))]).toEqual([unqualifiedManager.actorId, manager.actorId]);
  const messages = await system((tx) => tx.db.message.findMany({ where: { alarmId: alarm?.id ?? '' } }), '2026-03-03T10:05:00Z');
  expect(messages.length).toBeGreaterThan(0);
  for (const { subject, body } of messages) expect(`${subject} ${body}`).not.toMatch(/Ysolde|Achterberg/);
  const listed = async (person: Person) => (await as(person, (tx) => listAlarms(tx, 'open', 50))).filter(({ kind }) => kind === 'not_confirmed').length;
  expect([await listed(third), await listed(otherWorker)]).toEqual([1, 0]);

  // The second is away: another is named, by nobody but whoever registered it, and is called at once.
  expect(await as(third, (tx) => nameSecond(tx, third, { child, second: unqualifiedManager.actorId }))).toEqual({ ok: false, problem: 'gone' });
  for (const second of [manager.actorId, otherWorker.actorId, '']) expect(await as(manager, (tx) => nameSecond(tx, manager, { child, second }))).toEqual({ ok: false, problem: 'colleague' });
  expect(await page(manager)).toContain('Name another second manager for Ysolde Achterberg');
  expect(await as(manager, (tx) => nameSecond(tx, manager, { child, second: third.actorId }))).toEqual({ ok: true, value: null });
  expect(await as(unqualifiedManager, (tx) => confirmRestricted(tx, unqualifiedManager, child))).toEqual({ ok: false, problem: 'gone' });
  expect(await page(unqualifiedManager), 'it is theirs no more').not.toContain('Ysolde');
  await system(look, '2026-03-03T10:10:00Z');
  const [old, next] = await waits('2026-03-03T10:10:00Z');
  expect([old?.endedHow, next?.endedAt, [...new Set(next?.calls.map(({ accountId }) => accountId))]]).toEqual(['met', null, [third.actorId]]);

  expect(await as(third, (tx) => confirmRestricted(tx, third, child), '2026-03-03T10:12:00Z')).toEqual({ ok: true, value: null });
  await system(look, '2026-03-03T10:13:00Z');
  expect((await waits('2026-03-03T10:13:00Z')).map(({ endedHow }) => endedHow)).toEqual(['met', 'met']);
  expect(await as(manager, (tx) => nameSecond(tx, manager, { child, second: unqualifiedManager.actorId })), 'in force').toEqual({ ok: false, problem: 'gone' });
  expect(await as(manager, (tx) => takeBackRestricted(tx, { child, reason: 'No longer.' })), 'in force: two end it').toEqual({ ok: false, problem: 'gone' });
  await expect(system((tx) => tx.db.restrictedChild.updateMany({ where: { id: child }, data: { endedAt: new Date('2026-03-03T10:14:00Z'), endedBy: manager.actorId, endedWhy: 'No longer.' } }), '2026-03-03T10:14:00Z')).rejects.toThrow(/restricted_child_end_two_persons/);
});

test('whoever registered it takes it back with a reason, and it can be confirmed no more', async () => {
  const { manager, unqualifiedManager } = place.people;
  const child = await registers('Perpetua');
  expect(await as(unqualifiedManager, (tx) => takeBackRestricted(tx, { child, reason: 'Not needed.' })), 'not theirs').toEqual({ ok: false, problem: 'gone' });
  expect(await as(manager, (tx) => takeBackRestricted(tx, { child, reason: ' ' }))).toEqual({ ok: false, problem: 'reason_missing' });
  expect(await as(manager, (tx) => takeBackRestricted(tx, { child, reason: 'The order was lifted.' }))).toEqual({ ok: true, value: null });
  expect(await as(unqualifiedManager, (tx) => confirmRestricted(tx, unqualifiedManager, child))).toEqual({ ok: false, problem: 'gone' });
  const kept = (await as(manager, readRestrictedChildren)).find(({ id }) => id === child);
  expect(kept).toMatchObject({ confirmedAt: null, ended: { by: manager.name, why: 'The order was lifted.' } });
  const shown = await page(manager);
  expect(shown).toContain('Taken back, never in force,');
  expect(shown).not.toMatch(/(Confirm|Take back the registration of) Perpetua/);
  await system(look, '2026-03-03T11:00:00Z');
  expect((await waits('2026-03-03T11:00:00Z')).filter(({ occasion }) => occasion.startsWith(child))).toEqual([]);
});

test('nobody guards a child whom they may know: not as it is registered, and not as it is confirmed', async () => {
  const { manager, unqualifiedManager, worker, otherWorker, night, administrator } = place.people;
  const born = { day: '1', month: '3', year: '2019' };
  const typed = (familyName: string, guardians: readonly Person[]) => ({ givenName: 'Sunniva', familyName, dateOfBirth: born, nhsNumber: '', address: '7 Quarry Row', postcode: 'NR14 7ZZ', reason: 'staff_family', reasonWords: '', guardians: guardians.map(({ actorId }) => actorId), second: unqualifiedManager.actorId });
  const registered = (familyName: string, guardians: readonly Person[]) => as(manager, (tx) => registerRestricted(tx, manager, typed(familyName, guardians)));
  const refusal = { ok: false, problem: [{ field: 'guardians-unfit' }] };
  // Hannah Inman, of the same name; and who does no casework.
  expect(await registered('Inman', [worker, otherWorker])).toMatchObject(refusal);
  expect(await registered('Achterberg', [worker, administrator])).toMatchObject(refusal);
  // The child's address is on the list of people close to the emergency duty worker.
  await as(night, (tx) => keepClosePerson(tx, { givenName: '', familyName: '', address: '7 Quarry Row', postcode: 'NR14 7ZZ' }));
  expect(await registered('Achterberg', [worker, night])).toMatchObject(refusal);

  const made = await registered('Achterberg', [worker, otherWorker]);
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  // Since then the worker has written down somebody close of that name.
  await as(worker, (tx) => keepClosePerson(tx, { givenName: 'Sunniva', familyName: 'Achterberg', address: '', postcode: '' }));
  expect(await as(unqualifiedManager, (tx) => confirmRestricted(tx, unqualifiedManager, made.value.id))).toEqual({ ok: false, problem: 'guardian' });
  expect((await as(manager, readRestrictedChildren)).find(({ id }) => id === made.value.id)?.confirmedAt).toBeNull();
});

test('nor where they are kept out of a contact that names the child', async () => {
  const { unqualifiedManager, otherWorker, teacher } = place.people;
  const child = await registers('Rosamund');
  const named = await recordFrom(place, teacher, '2026-03-03T09:10:00Z', { children: [{ givenName: 'Rosamund', familyName: 'Achterberg', dateOfBirth: '2019-03-01', indicators: { I018: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });
  await system((tx) => addBar(tx, { contactId: named.contactId, accountId: otherWorker.actorId, ground: 'declared', reason: 'Her aunt.' }), '2026-03-03T09:20:00Z');
  expect(await as(unqualifiedManager, (tx) => confirmRestricted(tx, unqualifiedManager, child))).toEqual({ ok: false, problem: 'guardian' });
});
