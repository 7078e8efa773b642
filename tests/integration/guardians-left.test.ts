/**
 * A restricted child whose guardians have all left, are disabled or do casework here no more (domain 7.14, decision 21): managers are
 * told, one with no conflict names others with a reason, and sees nothing of the contact by it. Tuesday 3 March 2026.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person, Role } from '@/lib/access/model';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { findContact } from '@/lib/contact/store';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { openDutiesAmong } from '@/lib/duty/store';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { addBar } from '@/lib/restriction/bar-store';
import { readUnguarded } from '@/lib/restriction/guardian-store';
import { readQuestions } from '@/lib/restriction/restricted-store';
import { nameGuardians } from '@/lib/restriction/verbs/name-guardians';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { askPage } from './asking-pages';
import { recordFrom } from './letter-scene';
import { makePlace, type PersonName, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const NOON = '2026-03-03T12:00:00Z';
const at = (text: string) => ({ at: Temporal.Instant.from(text) });
const system = <T>(work: (tx: Tx) => Promise<T>, when = NOON) => withActor(systemOf(place.id), work, at(when));
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(NOON));
const finds = async (person: Person, reference: string) => as(person, async (tx) => (await findContact(tx, reference)) !== null);

/** Somebody in another role from now, or disabled. */
async function becomes(name: PersonName, change: { role: Role } | { disabledAt: Date | null }): Promise<Person> {
  const person = place.people[name];
  await system((tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: person.membershipId }, data: { agencyId: null, ...change } }));
  return { ...person, agencyId: null, ...('role' in change ? { role: change.role } : {}) };
}

/** A child by the family name of a colleague, guarded by a worker and by emergency duty; a contact that is closed for it, and one that may be about it. */
async function guardedByTwo(givenName: string) {
  const { manager, unqualifiedManager, worker, night, teacher } = place.people;
  const name = { givenName, familyName: 'Inman' };
  const typed = { ...name, dateOfBirth: { day: '1', month: '3', year: '2019' }, nhsNumber: '', address: '', postcode: '', reason: 'staff_family', reasonWords: '', guardians: [worker.actorId, night.actorId], second: unqualifiedManager.actorId };
  const made = await withActor(manager, async (tx) => registerRestricted(tx, manager, typed), at('2026-03-02T09:00:00Z'));
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  await withActor(unqualifiedManager, async (tx) => confirmRestricted(tx, unqualifiedManager, made.value.id), at('2026-03-02T09:20:00Z'));
  const arrives = (dateOfBirth: string | null) => recordFrom(place, teacher, '2026-03-03T09:00:00Z', { children: [{ ...name, dateOfBirth, indicators: { I018: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });
  return { child: made.value.id, closed: await arrives('2019-03-01'), asked: await arrives(null) };
}

const noGuardian = () => system((tx) => tx.db.alarm.findMany({ where: { kind: 'no_guardian' }, orderBy: { raisedAt: 'asc' }, include: { calls: true } }));

test('nobody is left: managers are called, one with no conflict names others with a reason, and sees nothing by it', async () => {
  const { manager, unqualifiedManager, worker, otherWorker, night } = place.people;
  const { child, closed, asked } = await guardedByTwo('Odalys');
  const [third, fresh, second] = [await becomes('auditor', { role: 'manager' }), await becomes('desk', { role: 'cads_social_worker' }), await becomes('serviceAdministrator', { role: 'emergency_duty_worker' })];

  // One is here still: nothing is owed, and nobody is named beside them.
  await becomes('worker', { disabledAt: new Date(NOON) });
  await system(look);
  expect([await noGuardian(), await as(third, readUnguarded)]).toEqual([[], []]);
  const names = (by: Person, guardians: readonly Person[], reason = 'Both of another team.') => as(by, (tx) => nameGuardians(tx, by, { child, guardians: guardians.map(({ actorId }) => actorId), reason }));
  expect(await names(third, [fresh, second])).toEqual({ ok: false, problem: 'gone' });

  await becomes('night', { role: 'auditor' });
  await system(look, '2026-03-03T12:01:00Z');
  const [alarm] = await noGuardian();
  expect(alarm).toMatchObject({ contactId: null, endedAt: null });
  expect(alarm?.calls.length).toBeGreaterThan(0);
  for (const { accountId } of alarm?.calls ?? []) expect([manager, unqualifiedManager, third].map(({ actorId }) => actorId)).toContain(accountId);
  for (const { subject, body } of await system((tx) => tx.db.message.findMany({ where: { alarmId: alarm?.id ?? '' } }))) expect(`${subject} ${body}`).not.toMatch(/Odalys|Inman/);
  const listed = async (person: Person) => (await as(person, (tx) => listAlarms(tx, 'open', 50))).filter(({ kind }) => kind === 'no_guardian').length;
  expect([await listed(third), await listed(otherWorker), await listed({ ...night, role: 'auditor' })]).toEqual([1, 0, 0]);

  // Whoever registered the child sees its name; another manager that there is one; a worker nothing.
  const page = async (person: Person) => {
    const shown = await askPage('../../app/restricted/page.tsx', person, {});
    return shown.kind === 'shown' ? shown.html() : shown.kind;
  };
  expect(await page(unqualifiedManager)).toMatch(/Without a guardian[\s\S]*Odalys Inman/);
  const nameless = await page(third);
  expect(nameless).toContain('Without a guardian');
  expect(nameless).not.toMatch(/Odalys/);
  expect(await page(otherWorker)).not.toMatch(/Without a guardian|Odalys/);

  // A conflict keeps a manager from it, as it keeps them from the contact.
  await system((tx) => addBar(tx, { contactId: closed.contactId, accountId: manager.actorId, ground: 'declared', reason: 'Her aunt.' }));
  expect([await as(manager, readUnguarded), await names(manager, [fresh, second])]).toEqual([[], { ok: false, problem: 'gone' }]);

  expect(await names(third, [third, fresh]), 'themselves').toEqual({ ok: false, problem: 'colleague' });
  expect(await names(third, [fresh])).toEqual({ ok: false, problem: 'guardians' });
  expect(await names(third, [fresh, second], ' ')).toEqual({ ok: false, problem: 'reason' });
  expect(await names(third, [fresh, manager]), 'kept out').toEqual({ ok: false, problem: 'colleague' });
  expect(await names(third, [fresh, otherWorker]), 'of the same name').toEqual({ ok: false, problem: 'colleague' });
  expect(await names(third, [fresh, worker]), 'disabled').toEqual({ ok: false, problem: 'colleague' });
  expect(await names(third, [fresh, place.people.administrator]), 'does no casework').toEqual({ ok: false, problem: 'colleague' });
  expect(await names(third, [fresh, second])).toEqual({ ok: true, value: null });

  for (const guardian of [fresh, second]) expect(await finds(guardian, closed.reference)).toBe(true);
  for (const other of [third, manager, unqualifiedManager, otherWorker]) expect(await finds(other, closed.reference), other.name).toBe(false);
  expect((await as(second, readQuestions)).map(({ contactId }) => contactId)).toContain(asked.contactId);
  expect((await system((tx) => openDutiesAmong(tx, [asked.contactId], 'RESTRICTED_MATCH'))).map(({ ownerId }) => ownerId)).toEqual([fresh.actorId]);
  expect(await system((tx) => tx.db.restrictedGuardian.findMany({ where: { restrictedChildId: child, endedAt: null }, select: { by: true, reason: true } }))).toEqual(Array.from({ length: 2 }, () => ({ by: third.actorId, reason: 'Both of another team.' })));
  expect(await system((tx) => tx.db.ledgerEntry.count({ where: { authorityId: place.id, actorId: third.actorId, action: 'restricted.guardians_named', objectId: child } }))).toBe(1);
  await system(look, '2026-03-03T12:10:00Z');
  expect((await noGuardian()).map(({ endedHow }) => endedHow)).toEqual(['met']);
  expect(await names(unqualifiedManager, [fresh, second])).toEqual({ ok: false, problem: 'gone' });
  // Whoever comes back guards it no more.
  await becomes('worker', { disabledAt: null });
  expect(await finds(worker, closed.reference)).toBe(false);
});

test('whatever the application does, nobody is named beside a guardian who is here, nor by themselves', async () => {
  const { manager, otherWorker, worker, night } = place.people;
  await becomes('worker', { disabledAt: null });
  await becomes('night', { role: 'emergency_duty_worker' });
  const { child } = await guardedByTwo('Perpetua');
  const add = (accountId: string, by: string | null) => system((tx) => tx.db.restrictedGuardian.createMany({ data: [{ authorityId: place.id, restrictedChildId: child, accountId, ordinal: 3, fromAt: new Date(NOON), by, reason: 'x' }] }));
  await expect(add(otherWorker.actorId, manager.actorId)).rejects.toThrow(/row-level security/);
  await expect(add(otherWorker.actorId, null)).rejects.toThrow(/row-level security/);
  await system((tx) => tx.db.restrictedGuardian.updateMany({ where: { restrictedChildId: child }, data: { endedAt: new Date(NOON) } }));
  await expect(add(otherWorker.actorId, null)).rejects.toThrow(/row-level security/);
  await expect(add(otherWorker.actorId, otherWorker.actorId)).rejects.toThrow(/restricted_guardian_named/);
  await expect(system((tx) => tx.db.restrictedGuardian.updateMany({ where: { restrictedChildId: child, accountId: night.actorId }, data: { endedAt: null } }))).rejects.toThrow(/row-level security/);
  await add(otherWorker.actorId, worker.actorId);
});
