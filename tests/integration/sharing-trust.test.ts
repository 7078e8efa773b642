/**
 * While something is alleged of somebody in a position of trust nothing goes to the adult, to their employer or to whoever will tell them
 * before the designated officer or the strategy discussion agreed (safe practice 7.15: "nothing to the adult or employer before
 * agreement"), at any level. Expectations are by hand from there.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReportInput } from '@/lib/contact/schema';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { dischargeDuty, findOpenDuty, openDuty } from '@/lib/duty/store';
import { closeDatabase } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { fieldsOf } from '@/lib/sharing/right-schema';
import { putRightSent } from '@/lib/sharing/verbs/put-right-sent';
import { earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { as, basisOf, day, gone, joins, LATER, outboundOf, pageOf, says, sends, under, waiting, type Typed } from './sharing-scene';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Whoever reports is not sure whether it is about somebody who works with them. */
const ofColleague = (report: ReportInput): ReportInput => ({ ...report, reporter: { continuingRole: 'yes', aboutColleague: 'not_known' } });
const school = async (of: Case) => (await as(place.people.worker, async (tx) => tx.db.contact.findFirstOrThrow({ where: { id: of.contactId } }))).agencyName;
const opensLado = (of: Case) => asSystem(place, day('10:35'), async (tx) => openDuty(tx, { contactId: of.contactId, code: 'LADO', dueAt: null, evidence: 'One working day.' }));
const endsLado = (of: Case, how: 'done' | 'ended_lawfully') =>
  as(place.people.manager, async (tx) => {
    const duty = await findOpenDuty(tx, of.contactId, 'LADO');
    if (duty === null) throw new Error('it is owed');
    await dischargeDuty(tx, duty.id, how, 'The designated officer was told; nobody tells the adult yet.');
  });

const TO_EMPLOYER = { agency: 'Fenland Swimming Club', recipient: 'Corin Vale', recipientRole: 'Club secretary', trustReach: 'employer' };
const AGREED = { trustAgreer: 'designated_officer', trustAgreedBy: 'Iseult Brand', trustAgreedRole: 'Designated officer', 'trustOn.day': '18', 'trustOn.month': '11', 'trustOn.year': '2026', trustTime: '12:30' };

describe.each([['below level 4, where the parents agree', earlyHelp], ['at level 4', harm]])('%s', (_words, report) => {
  test('nothing goes to the employer before it is agreed; who agreed, and when, stays on the record', async () => {
    const contact = await waiting(place, ofColleague(report()));
    const basisId = await basisOf(contact);
    await says(contact, 'agree', day('11:00'));
    expect(await sends(contact, basisId), 'nobody said whom it reaches').toEqual({ ok: false, problem: 'incomplete' });
    expect(await sends(contact, basisId, TO_EMPLOYER)).toEqual({ ok: false, problem: 'incomplete' });
    for (const trustReach of ['adult', 'employer', 'would_tell']) {
      expect(await sends(contact, basisId, { ...TO_EMPLOYER, trustReach, trustAgreer: 'nobody' }), trustReach).toEqual({ ok: false, problem: 'trust_not_agreed' });
    }
    expect(await outboundOf(contact)).toEqual([]);
    expect(await sends(contact, basisId, { trustReach: 'nobody' })).toEqual({ ok: true, value: null });
    expect(await sends(contact, basisId, { ...TO_EMPLOYER, ...AGREED })).toEqual({ ok: true, value: null });
    const sent = await outboundOf(contact);
    expect(sent.map(({ agency, trustReach, trustAgreer }) => [agency, trustReach, trustAgreer]).sort()).toEqual([['Fenland Swimming Club', 'employer', 'designated_officer'], ['Market Street Surgery', 'nobody', null]]);
    expect(sent.find(({ trustReach }) => trustReach === 'employer')).toMatchObject({ trustAgreedBy: 'Iseult Brand', trustAgreedRole: 'Designated officer' });
    expect(sent.find(({ trustReach }) => trustReach === 'employer')?.trustAgreedAt?.toString()).toBe(day('12:30'));
    const page = await pageOf(contact);
    for (const words of ['Iseult Brand', 'the designated officer (LADO)', 'Adult concerned, or employer']) expect(page).toContain(words);
    expect(page).not.toContain('Nobody had agreed');
  });
});

test('a record is not put right to whom, when or what where whom it reaches is asked: it was never sent so, and what went is recorded with whom it reached', async () => {
  const contact = await waiting(place, ofColleague(harm()));
  const basisId = await basisOf(contact);
  expect((await sends(contact, basisId, { trustReach: 'nobody' })).ok).toBe(true);
  const [fact] = await outboundOf(contact);
  if (fact === undefined) throw new Error('it was recorded');
  const puts = (typed: Typed) => as(place.people.worker, async (tx) => putRightSent(tx, place.people.worker, contact.contactId, fact.id, { ...fieldsOf(fact), ...under('right', { what: 'different', why: 'Misdirected.', last: '', ...typed }) }), day('14:00'));
  for (const typed of [{ agency: 'Fenland Swimming Club' }, { recipient: 'Corin Vale' }, { recipientRole: 'Club secretary' }, { words: 'Her coach hurt her.' }, { time: '11:30' }]) expect(await puts(typed), JSON.stringify(typed)).toEqual({ ok: false, problem: 'reach_asked' });
  expect((await puts({ how: 'letter' })).ok, 'how it went reaches nobody else').toBe(true);
  const [again] = await outboundOf(contact);
  expect(again?.how).toBe('letter');
});

test.each([
  ['no name', { trustAgreedBy: ' ' }],
  ['no work', { trustAgreedRole: '' }],
  ['no day', { 'trustOn.day': '' }],
  ['no time', { trustTime: '' }],
  ['a time that has not come', { trustTime: '13:30' }],
  ['a day that has not come', { 'trustOn.day': '19' }],
  ['somebody else than may agree', { trustAgreer: 'head_teacher' }],
])('an agreement with %s is none', async (_words, without) => {
  const contact = await waiting(place, ofColleague(harm()));
  expect(await sends(contact, await basisOf(contact), { ...TO_EMPLOYER, ...AGREED, ...without })).toEqual({ ok: false, problem: 'incomplete' });
  expect(await outboundOf(contact)).toEqual([]);
});

test('the agency that told us of somebody who works there is their employer, whatever was chosen', async () => {
  const contact = await waiting(place, ofColleague(harm()));
  const [basisId, agency] = [await basisOf(contact), await school(contact)];
  expect(agency).not.toBe('');
  for (const called of [agency, `the ${agency.toUpperCase()}`, `${agency}, its office`]) expect(await sends(contact, basisId, { agency: called, trustReach: 'nobody' }), called).toEqual({ ok: false, problem: 'trust_employer' });
  expect(await sends(contact, basisId, { ...gone('11:30'), agency, trustReach: 'nobody' }), 'that it has gone makes it no other').toEqual({ ok: false, problem: 'trust_employer' });
  expect((await sends(contact, basisId, { ...TO_EMPLOYER, agency, ...AGREED })).ok).toBe(true);
});

describe('something is alleged', () => {
  const asked = async (of: Case) => (await sends(of, await basisOf(of))).ok === false;
  test('where the designated officer is told, and after they were: that they know is no agreement', async () => {
    const contact = await waiting(place, harm());
    expect(await asked(contact)).toBe(false);
    await opensLado(contact);
    expect(await asked(contact)).toBe(true);
    await endsLado(contact, 'done');
    expect(await asked(contact)).toBe(true);
  });
  test('not where a manager said that the officer need not be told', async () => {
    const contact = await waiting(place, harm());
    await opensLado(contact);
    await endsLado(contact, 'ended_lawfully');
    expect(await asked(contact)).toBe(false);
  });
  test('where its reporter says so afterwards', async () => {
    const contact = await waiting(place, harm());
    await as(place.people.teacher, async (tx) => addToContact(tx, contact.contactId, { key: newId(), text: 'It may have been our caretaker.', indicators: {}, immediate: false, aboutColleague: 'not_known' }));
    expect(await asked(contact)).toBe(true);
    expect(await sends(contact, await basisOf(contact), { agency: await school(contact), trustReach: 'nobody' })).toEqual({ ok: false, problem: 'trust_employer' });
  });
  test('where it is alleged on a contact that was joined in', async () => {
    const report = harm();
    const [first, second] = [await waiting(place, report), await waiting(place, ofColleague(report))];
    expect(await asked(first)).toBe(false);
    await joins(second, first, day('12:10'));
    expect(await asked(first)).toBe(true);
  });
});

test('where nothing is alleged nothing of it is asked, nor kept', async () => {
  const contact = await waiting(place, harm());
  expect((await sends(contact, await basisOf(contact), { ...TO_EMPLOYER, trustAgreer: 'nobody' })).ok).toBe(true);
  expect(await outboundOf(contact)).toMatchObject([{ trustReach: null, trustAgreer: null }]);
  expect(await pageOf(contact)).not.toContain('sent.trustReach');
});

test('what went to the employer all the same is written down, and said to have been agreed by nobody', async () => {
  const contact = await waiting(place, ofColleague(harm()));
  const basisId = await basisOf(contact);
  expect(await sends(contact, basisId, { ...gone('11:30'), ...TO_EMPLOYER, ...AGREED }), 'agreed afterwards is not agreed').toEqual({ ok: false, problem: 'incomplete' });
  expect((await sends(contact, basisId, { ...gone('11:30'), ...TO_EMPLOYER, trustAgreer: 'nobody' })).ok).toBe(true);
  expect(await outboundOf(contact)).toMatchObject([{ trustReach: 'employer', trustAgreer: null, late: { sentBy: 'Student social worker' } }]);
  expect(await pageOf(contact)).toContain('Nobody had agreed');
});

test('a form that is sent twice is one record, and with another who agreed it is refused', async () => {
  const contact = await waiting(place, ofColleague(harm()));
  const [basisId, form] = [await basisOf(contact), newId()];
  const sent = { ...TO_EMPLOYER, ...AGREED, form };
  for (const _ of [1, 2]) expect((await sends(contact, basisId, sent)).ok).toBe(true);
  for (const other of [{ trustAgreedBy: 'Somebody else' }, { trustTime: '12:31' }, { trustReach: 'adult' }]) expect(await sends(contact, basisId, { ...sent, ...other })).toEqual({ ok: false, problem: 'sent_already' });
  expect(await outboundOf(contact)).toHaveLength(1);
});

test('the page asks it, with what was typed, and says what is missing', async () => {
  const contact = await waiting(place, ofColleague(harm()));
  const page = await pageOf(contact);
  for (const name of ['sent.trustReach', 'sent.trustAgreer', 'sent.trustAgreedBy', 'sent.trustAgreedRole', 'sent.trustOn.day', 'sent.trustTime']) expect(page, name).toContain(`name="${name}"`);
  expect(await pageOf(contact, { form: 'sent', problem: 'trust_not_agreed' })).toContain('before the designated officer (LADO) or the strategy discussion agreed, at no level');
});

test('the database takes nothing that goes to the employer and was agreed by nobody, or afterwards', async () => {
  const contact = await waiting(place, ofColleague(harm()));
  const { worker } = place.people;
  const basisId = await basisOf(contact);
  const row = { authorityId: place.id, contactId: contact.contactId, at: new Date(LATER), by: worker.actorId, kind: 'fact', agency: 'Club', recipient: 'x', recipientRole: '', categories: ['worry'], words: 'x', how: 'telephone', sentAt: new Date(LATER), basisId, ground: 'level_4', authorisedBy: worker.actorId, sentBy: '', lateWhy: '', level: 4, trustReach: 'employer' };
  const agreed = { trustAgreer: 'designated_officer', trustAgreedBy: 'Iseult Brand', trustAgreedRole: 'Designated officer' };
  const add = (more: object) => as(worker, async (tx) => tx.db.outboundFact.createMany({ data: [{ ...row, id: newId(), ...more }] }), LATER);
  await expect(add({})).rejects.toThrow(/outbound_fact_trust_agreed/);
  await expect(add({ ...agreed, trustAgreedAt: new Date(day('13:01')) })).rejects.toThrow(/outbound_fact_trust_words/);
  await expect(add({ ...agreed, trustAgreedBy: ' ', trustAgreedAt: new Date(day('12:30')) })).rejects.toThrow(/outbound_fact_trust_words/);
  expect(await add({ ...agreed, trustAgreedAt: new Date(day('12:30')) })).toEqual({ count: 1 });
});
