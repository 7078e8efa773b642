/**
 * What was here before a child was restricted (domain 7.14, "from the first letter on": as if it came in now). Expectations are by
 * hand from domain 7.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lookBackFor } from '@/app/_edge/jobs';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { lookBack } from '@/lib/contact/verbs/look-back';
import { unsealContact } from '@/lib/contact/verbs/unseal-contact';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { readQuestions, readRestrictedChildren, readRestrictions } from '@/lib/restriction/restricted-store';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { recordFrom } from './letter-scene';
import { makePlace, type PersonName, type Place } from './people';

let place: Place;
/** Those that came in last before anybody was restricted: one more than are looked at before a confirmation is answered. */
const last: string[] = [];
beforeAll(async () => {
  place = await makePlace();
  for (let count = 0; count < 101; count += 1) last.push((await arrives(child('Ibarra', { dateOfBirth: null }), '2026-02-02T09:00:00Z')).contactId);
}, 120_000);
afterAll(closeDatabase);

const DAY = '2026-03-03T10:00:00Z';
const at = (text: string) => ({ at: Temporal.Instant.from(text) });
const child = (familyName: string, more: object = {}): ReportInput => ({ children: [{ givenName: 'Odalys', familyName, dateOfBirth: '2019-03-01', indicators: { I018: 'present' }, ...more }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });
const arrives = (report: ReportInput, when: string) => recordFrom(place, place.people.teacher, when, report);
const finds = async (name: PersonName, reference: string) => withActor(place.people[name], async (tx) => (await findContact(tx, reference)) !== null, at(DAY));

/** Registered and, at 09:20 on 2 March 2026, confirmed. */
async function restricts(familyName: string, more: Record<string, unknown> = {}): Promise<void> {
  const { manager, unqualifiedManager, worker, night } = place.people;
  const typed = { givenName: 'Odalys', familyName, dateOfBirth: { day: '1', month: '3', year: '2019' }, nhsNumber: '', address: '', postcode: '', reason: 'adoption', reasonWords: '', guardians: [worker.actorId, night.actorId], second: unqualifiedManager.actorId, ...more };
  const made = await withActor(manager, async (tx) => registerRestricted(tx, manager, typed), at('2026-03-02T09:00:00Z'));
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  expect(await withActor(unqualifiedManager, async (tx) => confirmRestricted(tx, unqualifiedManager, made.value.id), at('2026-03-02T09:20:00Z'))).toEqual({ ok: true, value: null });
}

const looked = async (familyName: string) => withActor(place.people.night, async (tx) => (await readRestrictedChildren(tx)).find((one) => one.familyName === familyName)?.lookedBackAt?.toString() ?? null, at(DAY));
const questionsAbout = async (name: string) => withActor(place.people.night, async (tx) => (await readQuestions(tx)).filter((one) => one.child === name), at(DAY));

/** Domain 7.14, "from the first letter on": what was here before is held against the child as if it came in now. */
test('what was here already is looked through: other spellings, addresses and words are asked about, once, and what two persons opened stays open', async () => {
  const same = { dateOfBirth: null };
  const accents = await arrives(child('Núñez', same), '2026-02-01T09:00:00Z');
  const place7 = await arrives(child('Other', { ...same, givenName: 'Bo', address: '7, Quarry Row', postcode: 'nr147zz' }), '2026-02-01T09:10:00Z');
  const words = await arrives({ ...child('Another', { givenName: 'Cal' }), incident: { what: 'Odalys Nunez’s bag was with him.' } }, '2026-02-01T09:20:00Z');
  const added = await arrives(child('Third', { givenName: 'Di' }), '2026-02-01T09:30:00Z');
  const { teacher, worker } = place.people;
  expect((await withActor(teacher, async (tx) => addToContact(tx, added.contactId, { key: crypto.randomUUID(), text: 'Di plays with Odalys Nunez.', indicators: {}, immediate: false }), at('2026-02-01T10:00:00Z'))).ok).toBe(true);
  const exact = await arrives(child('Nunez'), '2026-02-01T09:40:00Z');
  const nearly = await arrives(child('Nunes', same), '2026-02-01T09:50:00Z');
  const nothing = await arrives(child('Ferreira', same), '2026-02-01T09:55:00Z');
  await restricts('Nunez', { address: '7 Quarry Row', postcode: 'NR14 7ZZ' });
  expect(await finds('otherWorker', exact.reference), 'closed with it').toBe(false);
  const questions = () => questionsAbout('Odalys Nunez');
  const told = async () => withActor(systemOf(place.id), async (tx) => tx.db.message.count({ where: { subject: 'There is something for you to look at' } }));
  const state = () => looked('Nunez');
  expect(await questions()).toEqual([]);
  const step = async (when: string) => withActor(systemOf(place.id), lookBack, at(when));
  // Confirmed at 09:20: a report that was being sent then is here a minute later.
  while (!(await step('2026-03-02T09:20:59Z')));
  expect([await questions(), await state()]).toEqual([[], null]);
  const tolds = [await told()];
  while (!(await step('2026-03-02T09:21:00Z'))) tolds.push(await told());
  const asked = await questions();
  expect(new Map(asked.map(({ contactId, grounds }) => [contactId, grounds]))).toEqual(new Map([[accents.contactId, ['same_name']], [place7.contactId, ['same_address']], [words.contactId, ['in_words']], [added.contactId, ['in_words']], [nearly.contactId, ['other_spelling']]]));
  expect(asked.map(({ contactId }) => contactId)).not.toContain(nothing.contactId);
  expect(new Set(asked.map(({ dueAt }) => dueAt.toString()))).toEqual(new Set(['2026-03-03T09:21:00Z']));
  const newly = tolds.slice(1).map((count, at) => count - (tolds[at] ?? 0)).filter((count) => count > 0);
  expect(new Set(newly), 'each guardian once of all that a hundred contacts bring').toEqual(new Set([2]));
  expect(await state()).toBe('2026-03-02T09:21:00Z');

  // Two persons open the one that was closed; being looked through again does not close it, nor ask twice.
  const closed = await withActor(worker, async (tx) => findContact(tx, exact.reference), at(DAY));
  if (closed === null) throw new Error('a guardian finds it');
  const [restriction] = await withActor(worker, async (tx) => readRestrictions(tx, exact.contactId), at(DAY));
  for (const name of ['worker', 'night'] as const) await withActor(place.people[name], async (tx) => unsealContact(tx, place.people[name], closed, { restrictionId: restriction?.id ?? '', answer: name === 'worker' ? '' : 'agree', reason: 'Another girl.' }), at(DAY));
  await withActor(systemOf(place.id), async (tx) => tx.db.restrictedChild.updateMany({ where: { familyName: 'Nunez' }, data: { lookedBackAt: null } }));
  while (!(await step('2026-03-03T10:30:00Z')));
  expect(await finds('otherWorker', exact.reference)).toBe(true);
  expect(await questions()).toEqual(asked);
});

test('the hundred that came in last are asked about as it is confirmed, the others a hundred at a time, and none is left out', async () => {
  const asked = async () => (await questionsAbout('Odalys Ibarra')).map(({ contactId }) => contactId);
  await restricts('Ibarra');
  expect(await asked()).toHaveLength(100);
  expect(await looked('Ibarra')).toBeNull();
  expect(await withActor(systemOf(place.id), lookBack, at('2026-03-02T09:30:00Z'))).toBe(false);
  expect(await looked('Ibarra')).toBeNull();
  await lookBackFor([place.id], 60_000);
  expect(new Set(await asked())).toEqual(new Set(last));
  expect(await looked('Ibarra')).not.toBeNull();
});
