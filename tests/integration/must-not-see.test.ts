/**
 * Who must not see, through the acts themselves (domain 7.3, 7.13, 7.14): what is matched at receipt, what an answer before
 * opening does, guardians, broken glass, the agency's lead, the history of an address. Expectations are by hand from domain 7.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { readAddressHistory } from '@/lib/contact/secrecy/address-history-store';
import { liveClaim } from '@/lib/contact/queue/claim-store';
import { contactsIn12Months } from '@/lib/contact/history-store';
import { readFilter } from '@/lib/contact/queue/queue-filter';
import { countQueue, listQueue } from '@/lib/contact/queue/queue-list-store';
import { recordContact } from '@/lib/contact/record';
import { report as reportSchema, type ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { answerRestricted } from '@/lib/contact/verbs/answer-restricted';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { endRestricted } from '@/lib/contact/verbs/end-restricted';
import { answerGlass, breakGlass, reviewGlass } from '@/lib/contact/verbs/break-glass';
import { changeAgencyView } from '@/lib/contact/verbs/change-agency-view';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { keepClosePerson } from '@/lib/contact/verbs/keep-close-people';
import { liftBar } from '@/lib/contact/verbs/lift-bar';
import { unsealContact } from '@/lib/contact/verbs/unseal-contact';
import type { Person } from '@/lib/access/model';
import { dutiesOfContact, readOwnDuties, openDuties, overduePart } from '@/lib/duty/store';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { readBars } from '@/lib/restriction/bar-store';
import { readOpening, readShown } from '@/lib/restriction/opening-store';
import { readQuestions, readRestrictedChildren, readRestrictions } from '@/lib/restriction/restricted-store';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { recordFrom } from './letter-scene';
import { makePlace, type PersonName, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const DAY = '2026-03-03T10:00:00Z';
const NIGHT = '2026-03-03T23:00:00Z';
const at = (text: string) => ({ at: Temporal.Instant.from(text) });
const child = (familyName: string, more: object = {}): ReportInput => ({ children: [{ givenName: 'Odalys', familyName, dateOfBirth: '2019-03-01', indicators: { I018: 'present' }, ...more }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } });
const arrives = (report: ReportInput, when = '2026-03-03T09:00:00Z') => recordFrom(place, place.people.teacher, when, report);
const finds = async (name: PersonName, reference: string, when = DAY) => withActor(place.people[name], async (tx) => (await findContact(tx, reference)) !== null, at(when));
const counts = async (name: PersonName) => withActor(place.people[name], async (tx) => (await countQueue(tx, readFilter(() => []))).open, at(DAY));

async function headOf(name: PersonName, reference: string) {
  return withActor(place.people[name], async (tx) => {
    const head = await findContact(tx, reference);
    if (head === null) throw new Error(`${name} finds ${reference}`);
    return head;
  }, at(DAY));
}

describe('asked before opening', () => {
  test('who knows nobody says so once; a namesake is asked, and only a reason opens it', async () => {
    const { contactId, reference } = await arrives(child('Hume'));
    const head = await headOf('worker', reference);
    const opening = async (name: PersonName) => withActor(place.people[name], async (tx) => readOpening(tx, contactId), at(DAY));
    // Gareth Hume is the worker: the match asks and keeps nobody out.
    expect(await opening('worker')).toEqual({ open: false, grounds: ['own_name'] });
    expect(await opening('otherWorker')).toEqual({ open: false, grounds: [] });
    const says = async (name: PersonName, knows: string, reason = '') => withActor(place.people[name], async (tx) => declareBeforeOpening(tx, head, { knows, reason }), at(DAY));
    expect(await says('otherWorker', 'no')).toEqual({ ok: true, value: 'opened' });
    expect(await opening('otherWorker')).toEqual({ open: true });
    expect(await says('worker', 'no')).toEqual({ ok: false, problem: 'reason_missing' });
    expect(await withActor(place.people.worker, async (tx) => (await readShown(tx, [contactId])).get(contactId), at(DAY))).toBe('nothing');
    const shown = await withActor(place.people.worker, async (tx) => (await listQueue(tx, readFilter(() => []), null)).items.find((item) => item.contactId === contactId), at(DAY));
    expect(shown).toMatchObject({ shown: 'nothing', summary: '', agencyName: '', signs: [] });
    expect(await says('worker', 'no', 'No family of mine in this county.')).toEqual({ ok: true, value: 'opened' });
    expect(await opening('worker')).toEqual({ open: true });
  });

  test('“yes” hides it at once, frees the claim, tells a manager, and only another manager lifts it', async () => {
    const { contactId, reference } = await arrives(child('Quill'));
    const head = await headOf('worker', reference);
    await withActor(place.people.worker, async (tx) => claimContact(tx, place.people.worker, head), at(DAY));
    const before = await counts('worker');
    expect(await withActor(place.people.worker, async (tx) => declareBeforeOpening(tx, head, { knows: 'yes', reason: 'My sister’s friend.' }), at(DAY))).toEqual({ ok: true, value: 'kept_out' });
    expect(await finds('worker', reference)).toBe(false);
    expect(await counts('worker')).toBe(before - 1);
    expect(await finds('otherWorker', reference)).toBe(true);
    const seen = await withActor(place.people.manager, async (tx) => ({ claim: await liveClaim(tx, contactId), duties: await dutiesOfContact(tx, contactId), bars: await readBars(tx, contactId) }), at(DAY));
    expect(seen.claim).toBeNull();
    expect(seen.duties.map(({ code }) => code)).toContain('CONFLICT');
    const [bar] = seen.bars;
    const lift = async (name: PersonName, reason: string) => withActor(place.people[name], async (tx) => liftBar(tx, place.people[name], head, { barId: bar?.id ?? '', reason }), at('2026-03-03T11:00:00Z'));
    expect(await lift('manager', ' ')).toEqual({ ok: false, problem: 'reason_missing' });
    expect(await lift('worker', 'I let myself in.')).toEqual({ ok: false, problem: 'gone' });
    expect(await lift('manager', 'Another family: we compared dates of birth.')).toEqual({ ok: true, value: null });
    expect(await finds('worker', reference)).toBe(true);
  });

  test('what is put on one’s own list asks of open contacts again', async () => {
    const { contactId, reference } = await arrives(child('Vesper', { address: '4 Mill Lane', postcode: 'NR14 7AB' }));
    const head = await headOf('night', reference);
    await withActor(place.people.night, async (tx) => declareBeforeOpening(tx, head, { knows: 'no', reason: '' }), at(DAY));
    await withActor(place.people.night, async (tx) => keepClosePerson(tx, { givenName: '', familyName: '', address: '4, mill lane', postcode: 'nr147ab' }), at('2026-03-03T10:05:00Z'));
    expect(await withActor(place.people.night, async (tx) => readOpening(tx, contactId), at('2026-03-03T10:06:00Z'))).toEqual({ open: false, grounds: ['close_address'] });
  });
});

describe('restricted children', () => {
  async function restricts(familyName: string, more: Record<string, unknown> = {}): Promise<void> {
    const { manager, unqualifiedManager, worker, night } = place.people;
    const typed = { givenName: 'Odalys', familyName, dateOfBirth: { day: '1', month: '3', year: '2019' }, nhsNumber: '', address: '', postcode: '', reason: 'adoption', reasonWords: '', guardians: [worker.actorId, night.actorId], second: unqualifiedManager.actorId, ...more };
    const made = await withActor(manager, async (tx) => registerRestricted(tx, manager, typed), at('2026-03-02T09:00:00Z'));
    if (!made.ok) throw new Error(JSON.stringify(made.problem));
    expect(await withActor(manager, async (tx) => confirmRestricted(tx, manager, made.value.id), at('2026-03-02T09:10:00Z')), 'not the one who registered it').toEqual({ ok: false, problem: 'gone' });
    expect(await withActor(unqualifiedManager, async (tx) => confirmRestricted(tx, unqualifiedManager, made.value.id), at('2026-03-02T09:20:00Z'))).toEqual({ ok: true, value: null });
  }

  test('two persons and two guardians', async () => {
    const { manager, worker } = place.people;
    const typed = { givenName: 'A', familyName: 'B', dateOfBirth: { day: '', month: '', year: '' }, nhsNumber: '', address: '', postcode: '', reason: 'other', reasonWords: '', guardians: [worker.actorId], second: manager.actorId };
    const fields = async (more: object) => withActor(manager, async (tx) => registerRestricted(tx, manager, { ...typed, ...more }), at(DAY)).then((done) => (done.ok ? [] : done.problem.map(({ field }) => field)));
    expect(await fields({})).toEqual(['guardians']);
    expect(await fields({ guardians: [worker.actorId, place.people.night.actorId] })).toEqual(['second']);
  });

  test('an exact match is closed from the first moment, in lists, counts and the history of others', async () => {
    const earlier = await arrives(child('Thorne'), '2026-02-01T09:00:00Z');
    await restricts('Thorne');
    expect(await finds('otherWorker', earlier.reference), 'what was here already').toBe(false);
    const before = await counts('otherWorker');
    const { contactId, reference } = await arrives(child('Thorne'));
    for (const name of ['otherWorker', 'manager', 'unqualifiedManager', 'auditor', 'lead'] as const) expect(await finds(name, reference), name).toBe(false);
    for (const name of ['worker', 'night', 'teacher'] as const) expect(await finds(name, reference), name).toBe(true);
    expect(await counts('otherWorker')).toBe(before);
    expect(await withActor(systemOf(place.id), async (tx) => contactsIn12Months(tx, contactId, Temporal.Instant.from('2026-03-03T09:00:00Z')))).toBe(2);
    expect(await withActor(place.people.otherWorker, async (tx) => (await readRestrictedChildren(tx)).length)).toBe(0);

    // Two guardians open it again, one alone does not.
    const head = await headOf('worker', reference);
    const [restriction] = await withActor(place.people.worker, async (tx) => readRestrictions(tx, contactId), at(DAY));
    const unseal = async (name: PersonName, answer: string, reason: string) => withActor(place.people[name], async (tx) => unsealContact(tx, place.people[name], head, { restrictionId: restriction?.id ?? '', answer, reason }), at(DAY));
    expect(await unseal('worker', '', 'The adoption fell through.')).toEqual({ ok: true, value: 'asked' });
    expect(await unseal('worker', 'agree', '')).toEqual({ ok: false, problem: 'second_person' });
    expect(await finds('otherWorker', reference)).toBe(false);
    // Both had the page open: the second “ask” refuses nothing, and the first wish stands.
    expect(await unseal('night', '', 'Her adopters asked for it.')).toEqual({ ok: false, problem: 'asked_already' });
    expect((await withActor(place.people.night, async (tx) => readRestrictions(tx, contactId), at(DAY)))[0]).toMatchObject({ liftAskedBy: place.people.worker.actorId, liftWhy: 'The adoption fell through.' });
    expect(await unseal('night', 'agree', '')).toEqual({ ok: true, value: 'opened' });
    expect(await finds('otherWorker', reference)).toBe(true);
  });

  test('a weaker match asks the guardians alone, within the contact’s clock; their “yes” closes it', async () => {
    await restricts('Larkin');
    const { contactId, reference } = await arrives(child('Larkin', { dateOfBirth: null }));
    expect(await finds('otherWorker', reference)).toBe(true);
    expect(await withActor(place.people.otherWorker, async (tx) => (await dutiesOfContact(tx, contactId)).map(({ code }) => code))).not.toContain('RESTRICTED_MATCH');
    expect(await withActor(place.people.manager, async (tx) => (await readQuestions(tx)).length)).toBe(0);
    const [duty] = await withActor(place.people.worker, async (tx) => (await readOwnDuties(tx, 'cads_social_worker', tx.at)).mine.filter(({ code }) => code === 'RESTRICTED_MATCH'));
    // Received Tuesday 09:00: the 24 hours end before the working day does, Wednesday 17:00.
    expect(duty?.dueAt?.toString()).toBe('2026-03-04T09:00:00Z');
    const [question] = await withActor(place.people.night, async (tx) => readQuestions(tx), at(DAY));
    expect(question).toMatchObject({ contactId, grounds: ['same_name'] });
    const answer = async (name: PersonName, words: string) => withActor(place.people[name], async (tx) => answerRestricted(tx, place.people[name], { matchId: question?.id ?? '', same: 'yes', words }), at(DAY));
    expect(await answer('manager', 'I guess.')).toEqual({ ok: false, problem: 'gone' });
    expect(await answer('night', '')).toEqual({ ok: false, problem: 'words_missing' });
    expect(await answer('night', 'Same school and mother.')).toEqual({ ok: true, value: 'closed' });
    expect(await finds('otherWorker', reference)).toBe(false);
    expect(await finds('night', reference)).toBe(true);
  });

  /** Domain 7.14: they "must answer inside the contact's clock"; nobody else learns of whom or what the question is. */
  test('a question that nobody answers calls the next guardian, then the duty manager, without saying what it is about', async () => {
    await restricts('Sorrel');
    const { contactId, reference } = await arrives(child('Sorrel', { dateOfBirth: null }));
    const mine = async () => withActor(systemOf(place.id), async (tx) => tx.db.alarm.findMany({ where: { kind: 'not_answered' }, include: { calls: { where: { channel: 'email' }, orderBy: { number: 'asc' } } } }));
    const lookAt = async (when: string) => withActor(systemOf(place.id), look, at(when));
    const earlier = (await mine()).length;
    // Asked Tuesday 09:00, to be answered by Wednesday 09:00: half of it is left at 21:00.
    await lookAt('2026-03-03T20:59:00Z');
    expect((await mine()).length).toBe(earlier);
    for (const minute of ['00', '05', '10', '15']) await lookAt(`2026-03-03T21:${minute}:00Z`);
    const [alarm] = await mine();
    expect(alarm).toMatchObject({ contactId: null, endedAt: null });
    const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
    expect(alarm?.calls.map(({ accountId }) => names.get(accountId))).toEqual(['night', 'worker', 'manager', 'unqualifiedManager']);
    const messages = await withActor(systemOf(place.id), async (tx) => tx.db.message.findMany({ where: { alarmId: alarm?.id ?? '' } }));
    expect(messages.length).toBeGreaterThanOrEqual(4);
    for (const { subject, body } of messages) expect(`${subject} ${body}`).not.toMatch(new RegExp(`Sorrel|Odalys|${reference}`));
    // In the list for guardians and managers, and for nobody else.
    const listed = async (name: PersonName) => withActor(place.people[name], async (tx) => (await listAlarms(tx, 'open', 50)).filter(({ kind }) => kind === 'not_answered').map(({ reference: of }) => of), at('2026-03-03T21:16:00Z'));
    for (const name of ['manager', 'worker', 'night'] as const) expect(await listed(name), name).toEqual([null]);
    for (const name of ['otherWorker', 'auditor'] as const) expect(await listed(name), name).toEqual([]);
    const [question] = (await withActor(place.people.night, async (tx) => readQuestions(tx), at(DAY))).filter((each) => each.contactId === contactId);
    await withActor(place.people.night, async (tx) => answerRestricted(tx, place.people.night, { matchId: question?.id ?? '', same: 'no', words: 'Another girl: I know both.' }), at('2026-03-03T21:20:00Z'));
    await lookAt('2026-03-03T21:21:00Z');
    expect((await mine()).find(({ id }) => id === alarm?.id)?.endedHow).toBe('met');
  });

  test('what is added in words is held against restricted children and the people close to staff', async () => {
    await restricts('Tamarisk');
    const { contactId, reference } = await arrives(child('Upton'));
    const { teacher, night, otherWorker } = place.people;
    await withActor(otherWorker, async (tx) => keepClosePerson(tx, { givenName: 'Osric', familyName: 'Vane', address: '', postcode: '' }), at('2026-03-03T09:10:00Z'));
    await withActor(otherWorker, async (tx) => declareBeforeOpening(tx, await headOf('otherWorker', reference), { knows: 'no', reason: '' }), at('2026-03-03T09:20:00Z'));
    expect((await withActor(night, async (tx) => readQuestions(tx))).filter((each) => each.contactId === contactId)).toEqual([]);
    await withActor(teacher, async (tx) => addToContact(tx, contactId, { key: crypto.randomUUID(), text: 'Her half-sister is Odalys Tamarisk. Mr Osric Vane collects them.', indicators: {}, immediate: false }), at('2026-03-03T09:30:00Z'));
    const [question] = (await withActor(night, async (tx) => readQuestions(tx))).filter((each) => each.contactId === contactId);
    // The addition's own clock: 24 hours from Tuesday 09:30.
    expect(question).toMatchObject({ grounds: ['in_words'], named: '' });
    expect(question?.dueAt.toString()).toBe('2026-03-04T09:30:00Z');
    expect(await withActor(otherWorker, async (tx) => readOpening(tx, contactId), at(DAY))).toEqual({ open: false, grounds: ['close_name'] });
  });

  test('a restriction as a whole ends when a second person who knows of it agrees, and stays in the history', async () => {
    await restricts('Umber');
    const { reference } = await arrives(child('Umber'));
    const { contactId: asked } = await arrives(child('Umber', { dateOfBirth: null }));
    const { worker, night, manager, otherWorker } = place.people;
    const mine = async (name: PersonName) => withActor(place.people[name], async (tx) => (await readRestrictedChildren(tx)).find(({ familyName }) => familyName === 'Umber'), at(DAY));
    const childId = (await mine('worker'))?.id ?? '';
    const ends = async (person: Person, answer: string, reason: string) => withActor(person, async (tx) => endRestricted(tx, person, { childId, answer, reason }), at(DAY));
    expect(await ends(otherWorker, '', 'I wish to see it.'), 'who does not know of it').toEqual({ ok: false, problem: 'gone' });
    expect(await ends(worker, '', ' ')).toEqual({ ok: false, problem: 'reason_missing' });
    expect(await ends(worker, '', 'The order was lifted by the court.')).toEqual({ ok: true, value: 'asked' });
    expect(await ends(worker, 'agree', '')).toEqual({ ok: false, problem: 'second_person' });
    expect(await finds('otherWorker', reference)).toBe(false);
    // Both had the page open: the second “ask” refuses nothing, and the first wish stands.
    expect(await ends(night, '', 'She is of age.')).toEqual({ ok: false, problem: 'asked_already' });
    expect((await mine('night'))?.endAsked).toMatchObject({ byId: worker.actorId, why: 'The order was lifted by the court.' });
    expect(await ends(manager, 'refuse', '')).toEqual({ ok: true, value: 'refused' });
    expect(await ends(night, '', 'The order was lifted by the court.')).toEqual({ ok: true, value: 'asked' });
    expect(await ends(manager, 'agree', '')).toEqual({ ok: true, value: 'ended' });
    expect(await finds('otherWorker', reference)).toBe(true);
    expect(await mine('worker')).toMatchObject({ ended: { by: manager.name, why: 'The order was lifted by the court.' }, endAsked: null });
    expect((await withActor(night, async (tx) => readQuestions(tx), at(DAY))).filter((each) => each.contactId === asked)).toEqual([]);
    expect(await withActor(systemOf(place.id), async (tx) => (await openDuties(tx, asked)).map(({ code }) => code))).not.toContain('RESTRICTED_MATCH');
    // What comes in now is nobody's secret.
    const later = await arrives(child('Umber'));
    expect(await finds('otherWorker', later.reference)).toBe(true);
  });

  test('broken glass: two persons by day, one at night, for an hour, and nothing told of whether it is there', async () => {
    await restricts('Wexley');
    // An alarm of a test before this one has called the guardian by a reference, as whoever may open a contact is called.
    const mailsOf = async () => withActor(systemOf(place.id), async (tx) => tx.db.message.findMany({ where: { authorityId: place.id, toAddress: place.people.worker.email } }));
    const before = new Set((await mailsOf()).map(({ id }) => id));
    const { reference } = await arrives(child('Wexley'));
    const ask = async (typed: string, when: string) => withActor(place.people.otherWorker, async (tx) => breakGlass(tx, place.people.otherWorker, await readAuthority(tx), { reference: typed, reason: 'The hospital rang me.' }), at(when));
    const none = `${place.prefix}-2222-2222`;
    expect(await ask(reference, DAY)).toEqual(await ask(none, DAY));
    expect(await finds('otherWorker', reference)).toBe(false);
    const requestId = await withActor(systemOf(place.id), async (tx) => (await tx.db.glassRequest.findFirstOrThrow({ where: { authorityId: place.id, reference } })).id);
    const agree = async (name: PersonName) => withActor(place.people[name], async (tx) => answerGlass(tx, place.people[name], { requestId, answer: 'agree', why: 'I rang back.' }), at('2026-03-03T10:10:00Z'));
    expect(await agree('otherWorker'), 'not one’s own').toEqual({ ok: false, problem: 'second_person' });
    expect(await agree('manager')).toEqual({ ok: true, value: 'agreed' });
    expect(await finds('otherWorker', reference, '2026-03-03T10:30:00Z')).toBe(true);
    expect(await finds('manager', reference, '2026-03-03T10:30:00Z'), 'who agrees sees nothing').toBe(false);
    expect(await finds('otherWorker', reference, '2026-03-03T11:10:00Z'), 'after the hour').toBe(false);

    expect(await ask(reference, NIGHT)).toEqual(await ask(none, NIGHT));
    expect(await finds('otherWorker', reference, '2026-03-03T23:59:00Z')).toBe(true);
    const review = await withActor(systemOf(place.id), async (tx) => tx.db.glassRequest.findFirstOrThrow({ where: { authorityId: place.id, reference, how: 'out_of_hours' } }));
    expect(review.reviewDueAt?.toISOString()).toBe('2026-03-04T17:00:00.000Z');
    // A duty before those who may see the contact, due with the review, and done by it; overdue until then.
    const glassDuty = async (name: PersonName, when: string) => withActor(place.people[name], async (tx) => (await overduePart(tx, 0, Temporal.Instant.from(when))).duties.filter(({ code }) => code === 'REVIEW_GLASS'), at(when));
    expect(await glassDuty('worker', '2026-03-04T16:59:00Z')).toEqual([]);
    expect((await glassDuty('worker', '2026-03-04T17:00:00Z')).map(({ dueAt }) => dueAt?.toString())).toEqual(['2026-03-04T17:00:00Z']);
    expect(await glassDuty('manager', '2026-03-04T17:00:00Z')).toEqual([]);
    const looksOver = async (name: PersonName) => withActor(place.people[name], async (tx) => reviewGlass(tx, place.people[name], { requestId: review.id, words: 'Needed: the hospital waited.' }), at('2026-03-04T18:00:00Z'));
    expect(await looksOver('otherWorker'), 'not one’s own').toEqual({ ok: false, problem: 'second_person' });
    expect((await looksOver('manager')).ok).toBe(true);
    expect(await glassDuty('worker', '2026-03-05T09:00:00Z')).toEqual([]);
    const mails = (await mailsOf()).filter(({ id }) => !before.has(id));
    expect(mails.length).toBeGreaterThan(0);
    for (const { subject, body } of mails) expect(`${subject} ${body}`).not.toMatch(/Wexley|Odalys|-[0-9A-Z]{4}-/);
  });
});

describe('the agency', () => {
  test('a lead who may be meant does not see it until staff say so', async () => {
    const { contactId, reference } = await arrives(child('Eke'));
    expect(await finds('lead', reference)).toBe(false);
    const [bar] = await withActor(place.people.worker, async (tx) => readBars(tx, contactId), at(DAY));
    expect(bar?.ground).toBe('may_be_involved');
    const head = await headOf('manager', reference);
    await withActor(place.people.manager, async (tx) => liftBar(tx, place.people.manager, head, { barId: bar?.id ?? '', reason: 'A namesake: we rang the head teacher.' }), at(DAY));
    expect(await finds('lead', reference)).toBe(true);
  });

  test('“not sure” hides; staff show or hide with a reason, but not against the reporter’s wish', async () => {
    const { reference } = await arrives({ ...child('Bristow'), reporter: { continuingRole: 'yes', aboutColleague: 'not_known', leadKnows: 'told' } });
    expect(await finds('lead', reference)).toBe(false);
    const { worker } = place.people;
    const change = async (ref: string, hidden: boolean, reason: string) => {
      const head = await headOf('worker', ref);
      return withActor(worker, async (tx) => changeAgencyView(tx, worker, head, { hidden, reason }), at(DAY));
    };
    expect(await change(reference, false, '')).toEqual({ ok: false, problem: 'reason_missing' });
    expect((await change(reference, false, 'Nobody of the school is meant.')).ok).toBe(true);
    expect(await finds('lead', reference)).toBe(true);
    const past = await arrives({ ...child('Corrigan'), reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'past_lead' } });
    expect(await change(past.reference, false, 'The lead asked.')).toEqual({ ok: false, problem: 'reporters_wish' });
    expect(await finds('lead', past.reference)).toBe(false);
    expect(await finds('teacher', past.reference)).toBe(true);
  });
});

test('the history of an address: date and level, the same address only, never what is closed or kept secret', async () => {
  const home = { address: '9 Fen Road', postcode: 'PE30 1AA' };
  const { contactId } = await arrives(child('Ainslie', home));
  await arrives(child('Marlowe', home), '2026-02-02T09:00:00Z');
  await arrives(child('Neave', { ...home, keepAddressSecret: true }), '2026-02-03T09:00:00Z');
  await arrives(child('Orme', { address: '11 Fen Road', postcode: 'PE30 1AA' }), '2026-02-04T09:00:00Z');
  const entries = await withActor(place.people.otherWorker, async (tx) => readAddressHistory(tx, contactId));
  expect(entries.map(({ receivedAt, level }) => [receivedAt.toString(), level])).toEqual([['2026-02-02T09:00:00Z', 2]]);
  expect(await withActor(place.people.otherWorker, async (tx) => contactsIn12Months(tx, contactId, Temporal.Instant.from('2026-03-03T09:00:00Z')))).toBe(1);
});

test('a worker takes a call about somebody in a position of trust, and about a child they may not see', async () => {
  const { worker, manager } = place.people;
  await withActor(systemOf(place.id), async (tx) => tx.db.namedOfficer.createMany({ data: [{ authorityId: place.id, id: crypto.randomUUID(), accountId: manager.actorId, kind: 'lado', fromAt: new Date('2026-03-01T09:00:00Z'), by: manager.actorId }] }));
  const report = reportSchema.parse({ ...child('Ravel'), incident: { positionOfTrust: 'yes' } });
  const taken = await withActor(worker, async (tx) => recordContact(tx, { report, agency: { id: null, name: 'A neighbour', kind: 'other' }, referrer: { id: null, name: 'A neighbour', role: '', phone: '', email: '' }, channel: 'phone', receivedAt: tx.at, key: crypto.randomUUID(), immediate: false }, await readAuthority(tx)), at(DAY));
  if (!taken.ok) throw new Error(taken.problem);
  expect(await finds('worker', taken.value.reference)).toBe(false);
  expect(await finds('manager', taken.value.reference)).toBe(true);
});
