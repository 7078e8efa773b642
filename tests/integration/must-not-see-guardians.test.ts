/**
 * A contact that is closed for two restricted children with guardians of their own, through the acts themselves: who guards one
 * child opens nothing that is closed for the other (domain 7.14, decision 21).
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ContactHead } from '@/lib/contact/head';
import { findContact } from '@/lib/contact/store';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { endRestricted } from '@/lib/contact/verbs/end-restricted';
import { endLetIn, letIn } from '@/lib/contact/verbs/let-in';
import { unsealContact } from '@/lib/contact/verbs/unseal-contact';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { readAccesses } from '@/lib/restriction/access-store';
import { addDeclaration } from '@/lib/restriction/opening-store';
import { askToLift, guardiansOfClosings, guardiansOfContact } from '@/lib/restriction/restricted-store';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { askPage } from './asking-pages';
import { recordFrom } from './letter-scene';
import { makePlace, type PersonName, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
  // A fourth who does casework: an auditor guards nobody.
  const fourth = place.people.auditor;
  await withActor(systemOf(place.id), async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: fourth.membershipId }, data: { role: 'cads_social_worker' } }));
  Object.assign(fourth, { role: 'cads_social_worker' });
});
afterAll(closeDatabase);

const DAY = '2026-03-03T10:00:00Z';
const at = (text: string) => ({ at: Temporal.Instant.from(text) });
const finds = async (name: PersonName, reference: string) => withActor(place.people[name], async (tx) => (await findContact(tx, reference)) !== null, at(DAY));

/** Registers a child, confirmed by a second manager. @returns the restricted child. */
async function restricts(givenName: string, familyName: string, guardians: PersonName[]): Promise<string> {
  const { manager, unqualifiedManager } = place.people;
  const typed = { givenName, familyName, dateOfBirth: { day: '1', month: '3', year: '2019' }, nhsNumber: '', address: '', postcode: '', reason: 'adoption', reasonWords: '', guardians: guardians.map((name) => place.people[name].actorId), second: unqualifiedManager.actorId };
  const made = await withActor(manager, async (tx) => registerRestricted(tx, manager, typed), at('2026-03-02T09:00:00Z'));
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  expect(await withActor(unqualifiedManager, async (tx) => confirmRestricted(tx, unqualifiedManager, made.value.id), at('2026-03-02T09:20:00Z'))).toEqual({ ok: true, value: null });
  return made.value.id;
}

/** A contact about two restricted children, guarded by two each. */
async function closedForTwo(familyName: string) {
  const [her, his] = [await restricts('Odalys', familyName, ['worker', 'night']), await restricts('Piran', familyName, ['otherWorker', 'auditor'])];
  const born = { familyName, dateOfBirth: '2019-03-01' };
  const { contactId, reference } = await recordFrom(place, place.people.teacher, '2026-03-03T09:00:00Z', { children: [{ givenName: 'Odalys', ...born, indicators: { I018: 'present' } }, { givenName: 'Piran', ...born }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });
  const closings = await withActor(systemOf(place.id), async (tx) => tx.db.contactRestriction.findMany({ where: { contactId } }));
  const closing = (child: string) => closings.find(({ restrictedChildId }) => restrictedChildId === child)?.id ?? '';
  const unseal = async (name: PersonName, restrictionId: string, answer: string, reason: string) => withActor(place.people[name], async (tx) => {
    const head = await findContact(tx, reference);
    if (head === null) throw new Error(`${name} finds ${reference}`);
    return unsealContact(tx, place.people[name], head, { restrictionId, answer, reason });
  }, at(DAY));
  return { contactId, reference, her: { child: her, closing: closing(her) }, his: { child: his, closing: closing(his) }, unseal };
}

test('the guardians of one child neither ask nor agree to lift what is closed for another', async () => {
  const { contactId, reference, her, his, unseal } = await closedForTwo('Aldous');
  const { worker, night, otherWorker, auditor } = place.people;
  const guardians = await withActor(systemOf(place.id), async (tx) => ({ each: await guardiansOfClosings(tx, contactId), all: await guardiansOfContact(tx, contactId) }));
  expect(guardians.each.get(her.closing)?.toSorted()).toEqual([worker.actorId, night.actorId].sort());
  expect(guardians.each.get(his.closing)?.toSorted()).toEqual([otherWorker.actorId, auditor.actorId].sort());
  expect(guardians.all.toSorted()).toEqual([worker, night, otherWorker, auditor].map(({ actorId }) => actorId).sort());

  expect(await unseal('otherWorker', her.closing, '', 'His family knows.'), 'asks for hers').toEqual({ ok: false, problem: 'not_guardian' });
  expect(await unseal('worker', her.closing, '', 'The adoption fell through.')).toEqual({ ok: true, value: 'asked' });
  expect(await unseal('otherWorker', her.closing, 'agree', ''), 'agrees for hers').toEqual({ ok: false, problem: 'not_guardian' });
  const shown = async (name: PersonName) => {
    await withActor(place.people[name], async (tx) => addDeclaration(tx, contactId, 'knows_nobody'), at(DAY));
    const page = await askPage('../../app/contacts/[reference]/who-sees/page.tsx', place.people[name], { reference });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  expect(await shown('night')).toContain('Agree: open it');
  expect(await shown('otherWorker')).not.toContain('Agree: open it');
  expect(await unseal('night', her.closing, 'agree', '')).toEqual({ ok: true, value: 'opened' });
  // What is closed for him stays closed, to her guardians too.
  for (const name of ['worker', 'night', 'manager'] as const) expect(await finds(name, reference), name).toBe(false);
  expect(await unseal('otherWorker', his.closing, '', 'He moved away.')).toEqual({ ok: true, value: 'asked' });
  expect(await unseal('auditor', his.closing, 'agree', '')).toEqual({ ok: true, value: 'opened' });
  expect(await finds('manager', reference)).toBe(true);
});

test('who guards one child lets a colleague in for that child, and in together with a guardian of the other', async () => {
  const { contactId, reference, her, his } = await closedForTwo('Elowen');
  const { worker, otherWorker, manager } = place.people;
  const act = async <T>(name: PersonName, work: (tx: Tx, head: ContactHead) => Promise<T>) => withActor(place.people[name], async (tx) => {
    const head = await findContact(tx, reference);
    if (head === null) throw new Error(`${name} finds ${reference}`);
    return work(tx, head);
  }, at(DAY));
  const lets = (name: PersonName) => act(name, async (tx, head) => letIn(tx, place.people[name], head, { colleague: manager.actorId, days: '2', reason: 'Cover for a week.' }));
  expect(await lets('worker')).toEqual({ ok: true, value: 'part' });
  expect(await finds('manager', reference), 'hers alone').toBe(false);
  const accesses = () => withActor(systemOf(place.id), async (tx) => readAccesses(tx, contactId), at(DAY));
  expect((await accesses()).map(({ restrictionId }) => restrictionId)).toEqual([her.closing]);
  expect(await lets('otherWorker')).toEqual({ ok: true, value: 'in' });
  expect(await finds('manager', reference)).toBe(true);
  // One ends it, and it is over for both.
  const [{ id } = { id: '' }] = await accesses();
  expect(await act('otherWorker', async (tx, head) => endLetIn(tx, otherWorker, head, id))).toEqual({ ok: true, value: null });
  expect([await accesses(), await finds('manager', reference)]).toEqual([[], false]);
  // And the database holds it to it, whatever the application does.
  const write = (restrictionId: string | null) => withActor(systemOf(place.id), async (tx) => tx.db.contactAccess.createMany({ data: [{ authorityId: place.id, id: crypto.randomUUID(), contactId, accountId: manager.actorId, how: 'granted', restrictionId, fromAt: new Date(DAY), untilAt: new Date('2026-03-04T10:00:00Z'), by: worker.actorId, reason: 'x' }] }), at(DAY));
  for (const closing of [his.closing, null]) await expect(write(closing)).rejects.toThrow(/row-level security/);
  await write(her.closing);
});

test('whatever the application does, nobody else is written down as the one who asked or lifted', async () => {
  const { contactId, her } = await closedForTwo('Berrow');
  const { worker, otherWorker, auditor } = place.people;
  await expect(withActor(systemOf(place.id), async (tx) => askToLift(tx, contactId, her.closing, otherWorker.actorId, 'x'))).rejects.toThrow(/row-level security/);
  const lift = (liftAskedBy: string, liftedBy: string) => withActor(systemOf(place.id), async (tx) => tx.db.contactRestriction.updateMany({ where: { id: her.closing }, data: { liftAskedBy, liftedBy, liftWhy: 'x', liftedAt: new Date(DAY) } }));
  for (const [asks, agrees] of [[otherWorker, auditor], [worker, otherWorker], [otherWorker, worker]] as const) await expect(lift(asks.actorId, agrees.actorId)).rejects.toThrow(/row-level security/);
});

test('with one guardian left a closing is not lifted by those of another child; it ends with the restriction as a whole', async () => {
  const { reference, her, his, unseal } = await closedForTwo('Corran');
  const { worker, night, manager } = place.people;
  await withActor(systemOf(place.id), async (tx) => tx.db.restrictedGuardian.updateMany({ where: { restrictedChildId: her.child, accountId: night.actorId }, data: { endedAt: new Date('2026-03-03T09:30:00Z') } }));
  expect(await unseal('worker', her.closing, '', 'The adoption fell through.')).toEqual({ ok: true, value: 'asked' });
  expect(await unseal('worker', her.closing, 'agree', '')).toEqual({ ok: false, problem: 'second_person' });
  expect(await unseal('auditor', her.closing, 'agree', '')).toEqual({ ok: false, problem: 'not_guardian' });
  const ends = async (name: 'worker' | 'manager', answer: string, reason: string) => withActor(place.people[name], async (tx) => endRestricted(tx, place.people[name], { childId: her.child, answer, reason }), at(DAY));
  expect(await ends('worker', '', 'The order was lifted by the court.')).toEqual({ ok: true, value: 'asked' });
  expect(await ends('manager', 'agree', '')).toEqual({ ok: true, value: 'ended' });
  const closings = await withActor(systemOf(place.id), async (tx) => tx.db.contactRestriction.findMany({ where: { id: { in: [her.closing, his.closing] } } }));
  expect(closings.map(({ id, liftAskedBy, liftedBy }) => [id, liftAskedBy, liftedBy]).sort()).toEqual([[her.closing, worker.actorId, manager.actorId], [his.closing, null, null]].sort());
  expect(await finds('worker', reference)).toBe(false);
});

test('who asked and guards the child no longer is not agreed with; refused, it is asked anew', async () => {
  const { reference, her, unseal } = await closedForTwo('Dorrit');
  const { worker, manager } = place.people;
  expect(await unseal('worker', her.closing, '', 'The adoption fell through.')).toEqual({ ok: true, value: 'asked' });
  const guardian = (accountId: string, endedAt: Date | null) => withActor(systemOf(place.id), async (tx) => tx.db.restrictedGuardian.updateMany({ where: { restrictedChildId: her.child, accountId }, data: { endedAt } }));
  // As if the manager had been chosen with the others: the database lets nobody be named beside a guardian who is here.
  await asSuperuser((client) => client.query('insert into restricted_guardian (authority_id, restricted_child_id, account_id, ordinal, from_at) values ($1, $2, $3, 3, $4)', [place.id, her.child, manager.actorId, DAY]));
  await guardian(worker.actorId, new Date(DAY));
  expect(await unseal('night', her.closing, 'agree', '')).toEqual({ ok: false, problem: 'asker_not_guardian' });
  expect(await unseal('night', her.closing, 'refuse', '')).toEqual({ ok: true, value: 'refused' });
  expect(await unseal('night', her.closing, '', 'The adoption fell through.')).toEqual({ ok: true, value: 'asked' });
  expect(await unseal('manager', her.closing, 'agree', '')).toEqual({ ok: true, value: 'opened' });
  expect(await finds('worker', reference)).toBe(false);
});
