/**
 * Who must not see a contact, when what says so comes later than the contact (domain 7.3, 7.8, 7.14; decisions 20 and 21): something
 * added, a birth, a call put to it, a contact that goes on from it, a colleague who leaves. Expectations are by hand from domain 7.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import { disablePerson, enablePerson } from '@/lib/access/verbs/manage-person';
import type { ContactHead } from '@/lib/contact/head';
import { contactsIn12Months } from '@/lib/contact/history-store';
import { liveClaim } from '@/lib/contact/queue/claim-store';
import { recordContact } from '@/lib/contact/record';
import { report as reportSchema, type ReportInput } from '@/lib/contact/schema';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { answerRestricted } from '@/lib/contact/verbs/answer-restricted';
import { changeAgencyView } from '@/lib/contact/verbs/change-agency-view';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { recordBirth } from '@/lib/contact/verbs/record-birth';
import { tellAgain } from '@/lib/contact/verbs/tell-again';
import { unsealContact } from '@/lib/contact/verbs/unseal-contact';
import { addChild } from '@/lib/decision/verbs/add-child';
import { openDuties } from '@/lib/duty/store';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { readBars } from '@/lib/restriction/bar-store';
import { readOpening } from '@/lib/restriction/opening-store';
import { readQuestions, readRestrictions } from '@/lib/restriction/restricted-store';
import { nameOfficer } from '@/lib/restriction/verbs/name-officer';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { recordFrom } from './letter-scene';
import { makePlace, type PersonName, type Place } from './people';
import { readsAndWithdraws } from './withdrawing';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const DAY = '2026-03-03T10:00:00Z';
const at = (text: string) => ({ at: Temporal.Instant.from(text) });
const child = (familyName: string, more: object = {}): ReportInput => ({ children: [{ givenName: 'Odalys', familyName, dateOfBirth: '2019-03-01', indicators: { I018: 'present' }, ...more }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });
const arrives = (report: ReportInput, when = '2026-03-03T09:00:00Z') => recordFrom(place, place.people.teacher, when, report);
const finds = async (name: PersonName, reference: string) => withActor(place.people[name], async (tx) => (await findContact(tx, reference)) !== null, at(DAY));
const adds = async (contactId: string, text: string, indicators: Record<string, string[]> = {}) => withActor(place.people.teacher, async (tx) => addToContact(tx, contactId, { key: crypto.randomUUID(), text, indicators, immediate: false }), at('2026-03-03T09:30:00Z'));

async function headOf(reference: string): Promise<ContactHead> {
  const head = await withActor(systemOf(place.id), async (tx) => findContact(tx, reference), at(DAY));
  if (head === null) throw new Error(`nothing of ${reference}`);
  return head;
}

async function restricts(familyName: string, { birth = { day: '1', month: '3', year: '2019' }, nhsNumber = '' } = {}): Promise<void> {
  const { manager, unqualifiedManager, worker, night } = place.people;
  const typed = { givenName: 'Odalys', familyName, dateOfBirth: birth, nhsNumber, address: '', postcode: '', reason: 'adoption', reasonWords: '', guardians: [worker.actorId, night.actorId], second: unqualifiedManager.actorId };
  const made = await withActor(manager, async (tx) => registerRestricted(tx, manager, typed), at('2026-03-02T09:00:00Z'));
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  await withActor(unqualifiedManager, async (tx) => confirmRestricted(tx, unqualifiedManager, made.value.id), at('2026-03-02T09:20:00Z'));
}

/** What a guardian is asked about a contact. */
const asked = async (contactId: string) => withActor(place.people.night, async (tx) => (await readQuestions(tx)).filter((each) => each.contactId === contactId), at(DAY));

/** Said in error, so that what is told again becomes a contact of its own. */
async function withdrawn(reference: string): Promise<void> {
  await withActor(place.people.manager, async (tx) => readsAndWithdraws(tx, place.people.manager, await headOf(reference), 'In error'), at(DAY));
}

async function toldAgain(contactId: string): Promise<string> {
  const { teacher } = place.people;
  const told = await withActor(teacher, async (tx) => tellAgain(tx, teacher, { prefix: place.prefix, settings: { guideArea: 'norfolk' } }, contactId, { key: crypto.randomUUID(), text: 'It goes on.', indicators: {}, immediate: false }), at('2026-03-03T11:00:00Z'));
  if (!told.ok) throw new Error(told.problem);
  return told.value.reference;
}

describe('somebody in a position of trust', () => {
  test('while nobody is named the desk sees it, and the agency’s lead does not', async () => {
    const { reference } = await arrives({ ...child('Aldous'), incident: { positionOfTrust: 'yes' } });
    for (const [name, sees] of [['otherWorker', true], ['manager', true], ['teacher', true], ['lead', false]] as const) expect(await finds(name, reference), name).toBe(sees);
  });

  test('learned from what was added, it is closed from then on; what two persons opened again is not', async () => {
    const { manager, unqualifiedManager } = place.people;
    for (const { actorId } of [manager, unqualifiedManager]) await withActor(manager, async (tx) => nameOfficer(tx, manager, { account: actorId, kind: 'lado', end: '' }), at(DAY));
    const { contactId, reference } = await arrives(child('Barlow'));
    for (const name of ['otherWorker', 'lead'] as const) expect(await finds(name, reference), name).toBe(true);
    await adds(contactId, 'It was our deputy head.', { '1': ['I126'] });
    for (const [name, sees] of [['otherWorker', false], ['lead', false], ['manager', true], ['teacher', true]] as const) expect(await finds(name, reference), name).toBe(sees);
    expect(await withActor(systemOf(place.id), async (tx) => (await openDuties(tx, contactId)).map(({ code }) => code), at(DAY))).toContain('LADO');

    const [restriction] = await withActor(manager, async (tx) => readRestrictions(tx, contactId), at(DAY));
    for (const [person, answer] of [[manager, ''], [unqualifiedManager, 'agree']] as const) await withActor(person, async (tx) => unsealContact(tx, person, await headOf(reference), { restrictionId: restriction?.id ?? '', answer, reason: 'He works elsewhere, and with no child.' }), at(DAY));
    expect(await finds('otherWorker', reference)).toBe(true);
    await adds(contactId, 'He rang again.');
    expect(await finds('otherWorker', reference)).toBe(true);
  });

  test('joined into an open contact, it closes that one', async () => {
    const { manager } = place.people;
    const open = await arrives(child('Corbet'));
    const closed = await arrives({ ...child('Corbet'), incident: { positionOfTrust: 'yes' } }, '2026-03-03T09:05:00Z');
    expect([await finds('otherWorker', open.reference), await finds('otherWorker', closed.reference)]).toEqual([true, false]);
    const joined = await withActor(manager, async (tx) => joinContact(tx, manager, await headOf(closed.reference), { into: open.reference, prefix: place.prefix, reason: 'The same child.' }), at(DAY));
    expect(joined.ok).toBe(true);
    expect([await finds('otherWorker', open.reference), await finds('manager', open.reference)]).toEqual([false, true]);
  });

  test('those named count while they are here: when the last has left the desk sees it again', async () => {
    const { manager, unqualifiedManager } = place.people;
    const { reference } = await arrives({ ...child('Dunmore'), incident: { positionOfTrust: 'yes' } });
    const places = await withActor(systemOf(place.id), async (tx) => tx.db.membership.findMany({ where: { authorityId: place.id, accountId: { in: [manager.actorId, unqualifiedManager.actorId] } } }));
    const each = async (verb: typeof disablePerson) => {
      for (const { id } of places) await withActor(place.people.administrator, async (tx) => verb(tx, id), at(DAY));
    };
    await each(async (tx, id) => (id === places[0]?.id ? disablePerson(tx, id) : { ok: true, value: null }));
    expect(await finds('otherWorker', reference)).toBe(false);
    await each(disablePerson);
    expect(await finds('otherWorker', reference)).toBe(true);
    expect(await finds('lead', reference)).toBe(false);
    await each(enablePerson);
    expect(await finds('otherWorker', reference)).toBe(false);
  });
});

describe('somebody who knows the family', () => {
  test('is kept out of the later contact, too, which they held, and of one that is typed later', async () => {
    const { otherWorker } = place.people;
    const earlier = await arrives(child('Sable'), '2026-02-02T09:00:00Z');
    const later = await arrives(child('Sable'));
    const says = async (reference: string, knows: string) => withActor(otherWorker, async (tx) => declareBeforeOpening(tx, await headOf(reference), { knows, reason: '' }), at(DAY));
    await says(later.reference, 'no');
    await withActor(otherWorker, async (tx) => claimContact(tx, otherWorker, await headOf(later.reference)), at(DAY));
    expect(await says(earlier.reference, 'yes')).toEqual({ ok: true, value: 'kept_out' });
    expect([await finds('otherWorker', earlier.reference), await finds('otherWorker', later.reference)]).toEqual([false, false]);
    expect(await withActor(systemOf(place.id), async (tx) => liveClaim(tx, later.contactId), at(DAY))).toBeNull();
    expect(await finds('worker', later.reference)).toBe(true);

    // A letter from before both that is typed now: they are asked, as one who knows somebody, and it is the third (domain 7.8).
    const { teacher } = place.people;
    const typed = await withActor(teacher, async (tx) => recordContact(tx, { report: reportSchema.parse(child('Sable')), agency: { id: null, name: 'A school', kind: 'school' }, referrer: { id: teacher.actorId, name: teacher.name, role: '', phone: '', email: '' }, channel: 'letter', receivedAt: Temporal.Instant.from('2026-01-20T09:00:00Z'), key: crypto.randomUUID(), immediate: false }, await readAuthority(tx)), at('2026-03-03T11:00:00Z'));
    const contactId = typed.ok ? typed.value.contactId : '';
    expect(await withActor(otherWorker, async (tx) => readOpening(tx, contactId), at('2026-03-03T12:00:00Z'))).toEqual({ open: false, grounds: ['same_child'] });
    const counts = await withActor(systemOf(place.id), async (tx) => ({ proposed: (await readProposal(tx, contactId))?.input.facts?.contactsIn12Months, counted: await contactsIn12Months(tx, contactId, Temporal.Instant.from('2026-01-20T09:00:00Z')), ofFirst: await contactsIn12Months(tx, earlier.contactId, Temporal.Instant.from('2026-02-02T09:00:00Z')) }));
    expect(counts).toEqual({ proposed: 3, counted: 3, ofFirst: 2 });
  });
});

describe('a child who is put to a contact later', () => {
  test('a baby who is born is held against restricted children: the same one closes it, a namesake is asked about', async () => {
    const { worker } = place.people;
    await restricts('Vesper', { birth: { day: '2', month: '3', year: '2026' } });
    const unborn = { givenName: '', dateOfBirth: null, unborn: true, dueDate: '2026-03-10', pregnancyKnown: 'mother_only', indicators: { I084: 'present' } };
    const born = async (contactId: string, reference: string, month: string) => {
      const person = (await withActor(systemOf(place.id), async (tx) => readContact(tx, contactId), at(DAY)))?.people[0];
      return withActor(worker, async (tx) => recordBirth(tx, await headOf(reference), person?.id ?? '', { 'born.1.givenName': 'Odalys', 'born.1.familyName': 'Vesper', 'born.1.birth.day': '2', 'born.1.birth.month': month, 'born.1.birth.year': '2026', 'born.1.sex': 'F' }), at(DAY));
    };
    const same = await arrives(child('Vesper', unborn));
    expect(await born(same.contactId, same.reference, '3')).toEqual({ ok: true, value: { born: 1 } });
    for (const [name, sees] of [['otherWorker', false], ['manager', false], ['worker', true], ['night', true]] as const) expect(await finds(name, same.reference), name).toBe(sees);
    const namesake = await arrives(child('Vesper', unborn));
    expect((await born(namesake.contactId, namesake.reference, '2')).ok).toBe(true);
    expect((await asked(namesake.contactId)).map(({ grounds }) => grounds)).toEqual([['same_name']]);
  });

  test('one whom a worker adds is held against the staff and the agency’s lead as well', async () => {
    const { otherWorker } = place.people;
    const { contactId, reference } = await arrives(child('Fenner'));
    expect(await finds('lead', reference)).toBe(true);
    for (const familyName of ['Hume', 'Eke']) expect((await withActor(otherWorker, async (tx) => addChild(tx, otherWorker, contactId, { givenName: 'Bo', familyName, ageWords: 'about 4', tie: 'household', lives: 'There' }), at(DAY))).ok).toBe(true);
    // Gareth Hume is the worker, Ms Eke the lead of the school.
    expect(await withActor(place.people.worker, async (tx) => readOpening(tx, contactId), at(DAY))).toEqual({ open: false, grounds: ['own_name'] });
    expect(await finds('lead', reference)).toBe(false);
  });
});

describe('what goes on from a contact', () => {
  test('is hidden from the agency, and closed, as the one before it', async () => {
    const { worker, night, otherWorker } = place.people;
    const hidden = await arrives(child('Garrick'));
    await withActor(worker, async (tx) => changeAgencyView(tx, worker, await headOf(hidden.reference), { hidden: true, reason: 'The lead may be meant.' }), at(DAY));
    await withdrawn(hidden.reference);
    expect(await finds('lead', await toldAgain(hidden.contactId))).toBe(false);

    await restricts('Harker');
    const closed = await arrives(child('Harker', { dateOfBirth: null }));
    const [question] = await asked(closed.contactId);
    await withActor(night, async (tx) => answerRestricted(tx, night, { matchId: question?.id ?? '', same: 'yes', words: 'Her school told me.' }), at(DAY));
    await withActor(systemOf(place.id), async (tx) => readsAndWithdraws(tx, place.people.manager, await headOf(closed.reference), 'In error'), at(DAY));
    const again = await toldAgain(closed.contactId);
    for (const [name, sees] of [['otherWorker', false], ['night', true], ['teacher', true]] as const) expect(await finds(name, again), name).toBe(sees);

    const barred = await arrives(child('Inman'));
    await withActor(otherWorker, async (tx) => declareBeforeOpening(tx, await headOf(barred.reference), { knows: 'yes', reason: '' }), at(DAY));
    await withdrawn(barred.reference);
    expect(await finds('otherWorker', await toldAgain(barred.contactId))).toBe(false);
  });
});

test('guardians are asked about every text anew: that one speaks of another child says nothing of the next', async () => {
  const { night } = place.people;
  await restricts('Jessop', { nhsNumber: '9990000018' });
  const { contactId } = await arrives(child('Keane', { givenName: 'Bo' }));
  await adds(contactId, 'His cousin is called Odalys Jessop, too.');
  const [first] = await asked(contactId);
  const duties = async () => withActor(systemOf(place.id), async (tx) => (await openDuties(tx, contactId)).filter(({ code }) => code === 'RESTRICTED_MATCH').length, at(DAY));
  expect([first?.grounds, await duties()]).toEqual([['in_words'], 1]);
  await adds(contactId, 'He is with Odalys Jessop now, NHS number 999 000 0018.');
  expect([(await asked(contactId)).length, await duties()]).toEqual([2, 2]);
  const answers = async (matchId: string, same: string) => withActor(night, async (tx) => answerRestricted(tx, night, { matchId, same, words: 'I know both families.' }), at(DAY));
  // "No" to the one leaves the other, with its duty; "yes" answers them all.
  expect(await answers(first?.id ?? '', 'no')).toEqual({ ok: true, value: 'open' });
  expect([(await asked(contactId)).length, await duties()]).toEqual([1, 1]);
  await adds(contactId, 'Odalys Jessop again.');
  expect(await answers((await asked(contactId))[0]?.id ?? '', 'yes')).toEqual({ ok: true, value: 'closed' });
  expect([await asked(contactId), await duties()]).toEqual([[], 0]);
  expect((await withActor(night, async (tx) => readBars(tx, contactId), at(DAY)))).toEqual([]);
});
