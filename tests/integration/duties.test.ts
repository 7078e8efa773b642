import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dutyDue } from '@/lib/duty/model';
import { awaitsAcceptance, dischargeDuty, dutiesOfContact, findOpenDuty, openDuties, openDuty, overduePart, ownDuties, readDuty, readOwnDuties, type NewDuty } from '@/lib/duty/store';
import type { Person } from '@/lib/access/model';
import { disablePerson, enablePerson } from '@/lib/access/verbs/manage-person';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact, readContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { recordMissing } from '@/lib/contact/verbs/record-missing';
import { answerDutyOffer } from '@/lib/duty/verbs/answer-duty-offer';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { offerDuty } from '@/lib/duty/verbs/offer-duty';
import { reportToPolice } from '@/lib/duty/verbs/report-to-police';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { recordNotTold } from '@/lib/letter/verbs/record-not-told';
import { offersOf } from '@/lib/duty/offer-store';
import { newId } from '@/lib/platform/ids';
import { addBar } from '@/lib/restriction/bar-store';
import { returnLeft } from '@/lib/duty/verbs/return-left';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import type { DutyCode } from '@/lib/duty/codes';
import { closeDatabase, withActor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { childField } from '@/lib/decision/schema';
import { siblingLines } from '@/lib/decision/sibling-store';
import { addChild } from '@/lib/decision/verbs/add-child';
import { askPage } from './asking-pages';
import { arrives, at, basisOf, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { anotherManager, knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const MORNING = '2026-11-18T09:00:00Z';
let families = 0;
/** A girl or boy of eleven with a sign, or a home elsewhere, of a family not met before. */
const eleven = (more: object): ReportInput => ({ children: [{ givenName: 'Piran', familyName: `Trewin ${(families += 1)}`, dateOfBirth: '2015-02-02', ...more }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
const missingSign = () => eleven({ indicators: { I033: 'present' } });
const elsewhere = () => eleven({ indicators: { I018: 'present' }, homeAuthority: 'other' });
const arrived = () => arrives(place, MORNING, earlyHelp());

/** Opens a duty of a contact at nine and gives its id. */
async function opened(of: Case, code: DutyCode, more: Partial<NewDuty> = {}): Promise<string> {
  return withActor(place.people.worker, async (tx) => {
    await openDuty(tx, { contactId: of.contactId, code, ...dutyDue(code, { receivedAt: tx.at }), ...more });
    const duty = await findOpenDuty(tx, of.contactId, code);
    if (!duty) throw new Error('the duty is open');
    return duty.id;
  }, at(MORNING));
}

test('receipt opens the duty to acknowledge, by the end of the next working day', async () => {
  const contact = await arrived();
  const duties = await withActor(place.people.worker, async (tx) => openDuties(tx, contact.contactId));
  expect(duties).toMatchObject([{ code: 'ACKNOWLEDGE', ownerRole: 'cads_social_worker', ownerId: null }]);
  expect(duties[0]?.dueAt?.toString()).toBe('2026-11-19T17:00:00Z');
  expect(duties[0]?.evidence).toBe('Received Wed 18 Nov 2026 09:00. Day 0 is Wed 18 Nov. One working day ends Thu 19 Nov 2026 17:00.');
});

test('of ten who open the same duty at once, one does', async () => {
  const contact = await arrived();
  const open = async () => withActor(place.people.worker, async (tx) => openDuty(tx, { contactId: contact.contactId, code: 'LADO', dueAt: null, evidence: 'x' }));
  const answers = await Promise.all(Array.from({ length: 10 }, open));
  expect(answers.filter(Boolean)).toHaveLength(1);
});

const MARAC_TYPED: Fields = { 'when.day': '18', 'when.month': '11', 'when.year': '2026', 'when.time': '11:20', 'meeting.because': 'They ring back with the date.', idva: 'yes', who: 'S. Achterberg', safety: 'Her own telephone, before three.' };

test('a duty ends once, on its evidence, and stays visible', async () => {
  const contact = await arrived();
  const { worker } = place.people;
  const id = await opened(contact, 'MARAC');
  const end = (how: string, words: string, fields: Fields = MARAC_TYPED) => withActor(worker, async (tx) => endDuty(tx, worker, id, { how, words, fields }), at('2026-11-18T12:00:00Z'));
  expect(await end('', 'x')).toEqual({ ok: false, problem: 'how_missing' });
  expect(await end('accepted', 'x')).toEqual({ ok: false, problem: 'how_missing' });
  // Words alone never end it: each question is answered, or it is said why there is no answer.
  expect(await end('done', 'Referred by telephone.', {})).toEqual({ ok: false, problem: 'evidence_missing' });
  expect(await end('done', '', { ...MARAC_TYPED, who: '' })).toEqual({ ok: false, problem: 'evidence_missing' });
  expect(await end('done', '', { ...MARAC_TYPED, 'when.day': '19' }), 'tomorrow has not happened').toEqual({ ok: false, problem: 'evidence_missing' });
  expect(await end('done', 'Referred by telephone, reference taken.')).toMatchObject({ ok: true });
  expect(await end('done', 'Once more')).toEqual({ ok: false, problem: 'already_discharged' });
  const kept = await withActor(worker, async (tx) => dutiesOfContact(tx, contact.contactId));
  expect(kept.find((duty) => duty.id === id)?.discharge).toMatchObject({ by: worker.actorId, how: 'done', words: 'Referred by telephone, reference taken.' });
  expect(kept.find((duty) => duty.id === id)?.discharge?.evidence).toEqual([
    { question: 'When was the referral made?', answer: 'Wed 18 Nov 2026 11:20', because: '' },
    { question: 'On which day does the conference meet?', answer: '', because: 'They ring back with the date.' },
    { question: 'Was an independent domestic violence adviser (IDVA) told?', answer: 'Yes', because: '' },
    { question: 'Who, by name, took it on there?', answer: 'S. Achterberg', because: '' },
    { question: 'How is the victim reached safely until then?', answer: 'Her own telephone, before three.', because: '' },
  ]);
  expect((await withActor(worker, async (tx) => readOwnDuties(tx, worker.role, Temporal.Instant.from(MORNING)))).ended.map((duty) => duty.id)).toEqual([id]);
  // The database itself takes it off what is owed; nobody else says whether a duty is.
  const owed = async () => (await withActor(worker, async (tx) => openDuties(tx, contact.contactId))).map((duty) => duty.id);
  expect(await owed()).not.toContain(id);
  await expect(withActor(worker, async (tx) => tx.db.duty.updateMany({ where: { authorityId: worker.authorityId, id }, data: { open: true } }))).rejects.toThrow(/permission denied|denied access/);
  expect(await owed()).not.toContain(id);
});

test('another area owns it only when a named person there has accepted', async () => {
  const contact = await arrived();
  const { worker } = place.people;
  const id = await opened(contact, 'OUT_OF_AREA');
  const named: Fields = { name: 'R. Okonjo', role: 'Team manager', team: 'Duty desk, Westmarch', reached: 'Through their switchboard', 'when.day': '18', 'when.month': '11', 'when.year': '2026', 'when.time': '14:10' };
  const end = (how: string, fields: Fields = named) => withActor(worker, async (tx) => endDuty(tx, worker, id, { how, words: '', fields }), at('2026-11-18T15:00:00Z'));
  const waits = async () => withActor(worker, async (tx) => awaitsAcceptance(tx, contact.contactId));
  expect(await end('done')).toEqual({ ok: false, problem: 'needs_a_named_person' });
  expect(await end('accepted', { ...named, name: '' })).toEqual({ ok: false, problem: 'evidence_missing' });
  expect(await waits()).toBe(true);
  expect(await end('accepted')).toMatchObject({ ok: true });
  expect(await waits()).toBe(false);
});

test('only a manager calls a duty off, and a reason is kept', async () => {
  const contact = await arrived();
  const { worker, manager } = place.people;
  const id = await opened(contact, 'PREVENT');
  expect(await withActor(worker, async (tx) => endDuty(tx, worker, id, { how: 'ended_lawfully', words: 'Not needed', fields: {} }))).toEqual({ ok: false, problem: 'managers_ending' });
  expect(await withActor(manager, async (tx) => endDuty(tx, manager, id, { how: 'ended_lawfully', words: 'Already open with the panel.', fields: {} }))).toMatchObject({ ok: true });
});

test('a duty that has an act of its own does not end by words', async () => {
  const contact = await arrived();
  const { manager } = place.people;
  const id = await opened(contact, 'COUNTERSIGN');
  expect(await withActor(manager, async (tx) => endDuty(tx, manager, id, { how: 'done', words: 'Looked at it', fields: {} }))).toEqual({ ok: false, problem: 'ends_by_its_act' });
});

test('taking puts a name on it; the report of known FGM stays with the one who learned it', async () => {
  const contact = await arrived();
  const { worker, otherWorker, manager, teacher } = place.people;
  const id = await opened(contact, 'NRM');
  const untaken = async () => (await withActor(worker, async (tx) => readOwnDuties(tx, 'cads_social_worker', tx.at))).untaken;
  expect((await untaken()).map((duty) => duty.id)).toContain(id);
  expect(await withActor(worker, async (tx) => takeDuty(tx, worker, id))).toMatchObject({ ok: true });
  expect((await untaken()).map((duty) => duty.id)).not.toContain(id);
  expect((await withActor(worker, async (tx) => readOwnDuties(tx, worker.role, tx.at))).mine.map((duty) => duty.id)).toContain(id);
  await withActor(otherWorker, async (tx) => takeDuty(tx, otherWorker, id));
  expect((await withActor(worker, async (tx) => readDuty(tx, id)))?.ownerId).toBe(otherWorker.actorId);
  const fgm = await opened(contact, 'FGM_POLICE', { ownerId: teacher.actorId });
  expect(await withActor(manager, async (tx) => takeDuty(tx, manager, fgm))).toEqual({ ok: false, problem: 'not_transferable' });
});

test('overdue from its due instant on, until it ends', async () => {
  const contact = await arrived();
  const id = await opened(contact, 'LADO');
  const overdueAt = (when: string) => withActor(place.people.manager, async (tx) => (await overduePart(tx, 0, Temporal.Instant.from(when))).duties);
  expect((await overdueAt('2026-11-19T16:59:59Z')).map((duty) => duty.id)).not.toContain(id);
  expect((await overdueAt('2026-11-19T17:00:00Z')).map((duty) => duty.id)).toContain(id);
  await withActor(place.people.worker, async (tx) => dischargeDuty(tx, id, 'done', 'Told.'));
  expect((await overdueAt('2026-11-20T17:00:00Z')).map((duty) => duty.id)).not.toContain(id);
});

/** By hand. Domain 7.15: "72 hours from being found, each episode"; a Wednesday, 09:00. */
test('each time missing is an interview of its own, and waits until the child is found, however late that is entered', async () => {
  const contact = await arrives(place, MORNING, missingSign());
  const { worker } = place.people;
  const child = await withActor(worker, async (tx) => (await readContact(tx, contact.contactId))?.people[0]?.id ?? '');
  const interviews = async () => (await withActor(worker, async (tx) => dutiesOfContact(tx, contact.contactId))).filter(({ code }) => code === 'RETURN_INTERVIEW').map(({ episode, dueAt }) => [episode, dueAt?.toString() ?? null]).sort();
  expect(await interviews()).toEqual([[1, null]]);
  const record = async (episode: number | 'new', fields: Fields) => withActor(worker, async (tx) => {
    const head = await findContact(tx, contact.reference);
    if (!head) throw new Error('the contact is there');
    return recordMissing(tx, head, { child, episode, fields });
  }, at('2026-11-20T12:00:00Z'));
  const found = { 'found.day': '18', 'found.month': '11', 'found.year': '2026', 'found.time': '06:45' };
  expect(await record(1, {})).toEqual({ ok: false, problem: 'not_readable' });
  expect(await record(1, { ...found, 'found.day': '21' })).toEqual({ ok: false, problem: 'still_to_come' });
  expect(await record(1, found)).toMatchObject({ ok: true });
  expect(await record(1, found)).toEqual({ ok: false, problem: 'found_already' });
  expect(await record('new', { 'since.day': '19', 'since.month': '11', 'since.year': '2026' })).toMatchObject({ ok: true });
  expect(await interviews()).toEqual([[1, '2026-11-21T06:45:00Z'], [2, null]]);
});

/** Domain 7.15: law opens when the facts arrive, not when somebody decides. By hand: harm to a child of six (I099) needs a doctor today. */
test('what is law opens at receipt, and deciding opens it no second time', async () => {
  const contact = await arrives(place, MORNING, harm());
  const { worker } = place.people;
  const medical = async () => (await withActor(worker, async (tx) => dutiesOfContact(tx, contact.contactId))).filter(({ code }) => code === 'MEDICAL_TODAY').map(({ openedAt, ownerId }) => [openedAt.toString(), ownerId]);
  expect(await medical()).toEqual([[MORNING, null]]);
  await claims(contact, worker, '2026-11-18T09:10:00Z');
  await decides(contact, worker, 'STRATEGY', '2026-11-18T09:40:00Z');
  expect(await medical()).toEqual([[MORNING, null]]);
});

test('an addition opens what it makes law', async () => {
  const contact = await arrived();
  const { teacher, worker } = place.people;
  await withActor(teacher, async (tx) => addToContact(tx, contact.contactId, { key: newId(), text: 'A mark on the cheek now.', indicators: { 1: ['I099'] }, immediate: false }), at('2026-11-18T13:00:00Z'));
  const codes = (await withActor(worker, async (tx) => openDuties(tx, contact.contactId))).map(({ code }) => code);
  expect(codes).toContain('MEDICAL_TODAY');
});

/** Domain 7.15, 7.8: what is added keeps its own received time. By hand: received on Wednesday 18 November, said on Friday 20 November. */
test('a doctor whom only an addition calls for is owed on the day of the addition; what was owed before stays as it was', async () => {
  const [contact, before] = [await arrived(), await arrives(place, MORNING, harm())];
  const { teacher, worker } = place.people;
  const due = async (of: Case) => (await withActor(worker, async (tx) => openDuties(tx, of.contactId))).filter(({ code }) => code === 'MEDICAL_TODAY').map(({ dueAt, evidence }) => [dueAt?.toString(), evidence]);
  for (const of of [contact, before]) await withActor(teacher, async (tx) => addToContact(tx, of.contactId, { key: newId(), text: 'A mark on the cheek now.', indicators: { 1: ['I099'] }, immediate: false }), at('2026-11-20T13:00:00Z'));
  expect(await due(contact)).toEqual([['2026-11-21T00:00:00Z', 'Received Fri 20 Nov 2026 13:00. The same day, Fri 20 Nov, ends at midnight.']]);
  expect(await due(before)).toEqual([['2026-11-19T00:00:00Z', 'Received Wed 18 Nov 2026 09:00. The same day, Wed 18 Nov, ends at midnight.']]);
});

/** Domain 7.15. By hand: born on 20 November 2010, 15 when the contact came on Wednesday 18 November and 16 when more was said on Wednesday 25 November. */
test('whoever has turned 16 since the contact came has somewhere safe on the day on which it is said that they have nowhere to stay', async () => {
  const of = await arrives(place, MORNING, { ...earlyHelp(), children: [{ givenName: 'Merryn', familyName: `Carrow ${newId().slice(0, 6)}`, dateOfBirth: '2010-11-20', indicators: { I018: 'present' } }] });
  const { teacher, worker } = place.people;
  const adds = (when: string) => withActor(teacher, async (tx) => addToContact(tx, of.contactId, { key: newId(), text: 'Put out last night.', indicators: { 1: ['I073'] }, immediate: false }), at(when));
  const homeless = async () => (await withActor(worker, async (tx) => openDuties(tx, of.contactId))).filter(({ code }) => code === 'HOMELESS_16_17').map(({ dueAt }) => dueAt?.toString());
  await adds('2026-11-19T13:00:00Z');
  expect(await homeless()).toEqual([]);
  await adds('2026-11-25T13:00:00Z');
  expect(await homeless()).toEqual(['2026-11-26T00:00:00Z']);
});

/** Domain 7.15: suspicion (I108 split) does not open it; the girl under 18 who has said so does, for whoever learned it. */
test('known genital mutilation: only whoever learned of it says that they reported it to the police', async () => {
  const girl = (more: object) => ({ children: [{ givenName: 'Odalys', familyName: `Carrow ${newId().slice(0, 6)}`, dateOfBirth: '2012-03-01', ...more }], reporter: { aboutColleague: 'no' as const } });
  const { teacher, otherTeacher, worker } = place.people;
  const suspected = await arrives(place, MORNING, girl({ indicators: { I108: 'present' } }));
  expect((await withActor(worker, async (tx) => openDuties(tx, suspected.contactId))).map(({ code }) => code)).not.toContain('FGM_POLICE');
  const known = await arrives(place, MORNING, girl({ fgmKnown: 'yes' }));
  const [mine] = await withActor(teacher, async (tx) => ownDuties(tx, known.contactId));
  if (mine === undefined) throw new Error('the teacher has the duty');
  expect(mine.dueAt?.toString(), 'end of the next working day').toBe('2026-11-19T17:00:00Z');
  expect(await withActor(otherTeacher, async (tx) => ownDuties(tx, known.contactId))).toEqual([]);
  const typed: Fields = { 'when.day': '18', 'when.month': '11', 'when.year': '2026', 'when.time': '12:05', means: 'Rang 101', reference: 'CAD 1187' };
  const later = at('2026-11-18T13:00:00Z');
  expect(await withActor(worker, async (tx) => endDuty(tx, worker, mine.id, { how: 'done', words: '', fields: { ...typed, who: 'Her teacher' } }), later)).toEqual({ ok: false, problem: 'not_transferable' });
  expect(await withActor(otherTeacher, async (tx) => reportToPolice(tx, otherTeacher, { contactId: known.contactId, sealed: false }, mine.id, typed), later)).toEqual({ ok: false, problem: 'missing' });
  expect(await withActor(teacher, async (tx) => reportToPolice(tx, teacher, { contactId: known.contactId, sealed: false }, mine.id, { ...typed, reference: '' }), later)).toEqual({ ok: false, problem: 'evidence_missing' });
  expect(await withActor(teacher, async (tx) => reportToPolice(tx, teacher, { contactId: known.contactId, sealed: false }, mine.id, typed), later)).toMatchObject({ ok: true });
  const [kept] = await withActor(teacher, async (tx) => ownDuties(tx, known.contactId));
  expect(kept?.discharge).toMatchObject({ by: teacher.actorId, how: 'done' });
  expect(kept?.discharge?.evidence.at(-1)).toEqual({ question: 'Who reported it?', answer: teacher.name, because: '' });
});

/** By hand. FGM Act 2003 s.5B: it stays the duty of the professional who learned of it; somebody has to be able to say that they did it. */
test('the police report of somebody whose account ended is recorded by staff as they tell it; it stays theirs by name', async () => {
  const { otherTeacher, worker, administrator } = place.people;
  const contact = await arrived();
  const id = await opened(contact, 'FGM_POLICE', { ownerId: otherTeacher.actorId });
  const typed: Fields = { 'when.day': '18', 'when.month': '11', 'when.year': '2026', 'when.time': '12:05', means: 'Rang 101', reference: 'CAD 1187', who: 'Her teacher, by telephone' };
  const end = () => withActor(worker, async (tx) => endDuty(tx, worker, id, { how: 'done', words: '', fields: typed }), at('2026-11-18T13:00:00Z'));
  await knowNobody(place, contact.contactId);
  const shown = async () => {
    const page = await askPage('../../app/duties/[duty]/page.tsx', worker, { duty: id });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  expect(await end()).toEqual({ ok: false, problem: 'not_transferable' });
  expect(await shown()).not.toContain('value="done"');
  await withActor(administrator, async (tx) => disablePerson(tx, otherTeacher.membershipId));
  expect(await shown()).toContain('value="done"');
  expect(await withActor(worker, async (tx) => takeDuty(tx, worker, id)), 'nobody takes it over').toEqual({ ok: false, problem: 'not_transferable' });
  expect(await end()).toMatchObject({ ok: true });
  expect(await withActor(worker, async (tx) => readDuty(tx, id))).toMatchObject({ ownerId: otherTeacher.actorId, discharge: { by: worker.actorId, how: 'done' } });
  await withActor(administrator, async (tx) => enablePerson(tx, otherTeacher.membershipId));
});

test('handed over to a colleague: theirs once they accept by name, and not before', async () => {
  const contact = await arrived();
  const { worker, otherWorker, manager, auditor } = place.people;
  const id = await opened(contact, 'NRM', { ownerId: worker.actorId });
  const offer = async (to: string) => withActor(worker, async (tx) => offerDuty(tx, worker, id, { to, words: 'You know the family.' }));
  const owner = async () => (await withActor(worker, async (tx) => readDuty(tx, id)))?.ownerId;
  expect(await offer(auditor.actorId)).toEqual({ ok: false, problem: 'no_colleague' });
  expect(await offer(otherWorker.actorId)).toMatchObject({ ok: true });
  expect(await offer(manager.actorId)).toEqual({ ok: false, problem: 'offered_already' });
  expect(await owner()).toBe(worker.actorId);
  const answer = async (person: Person, verdict: string, reason = '') => withActor(person, async (tx) => answerDutyOffer(tx, person, id, { answer: verdict, reason }));
  expect(await answer(manager, 'accepted')).toEqual({ ok: false, problem: 'no_offer' });
  expect(await answer(otherWorker, 'declined')).toEqual({ ok: false, problem: 'reason_missing' });
  expect(await answer(otherWorker, 'declined', 'In court until Friday.')).toMatchObject({ ok: true });
  expect(await owner()).toBe(worker.actorId);
  expect(await offer(otherWorker.actorId)).toMatchObject({ ok: true });
  expect(await answer(otherWorker, 'accepted')).toMatchObject({ ok: true });
  expect(await owner()).toBe(otherWorker.actorId);
});

test('a colleague takes it while it is offered to another: the offer ends, its new owner may hand it on, and nobody accepts it from them later', async () => {
  const contact = await arrived();
  const { worker, otherWorker, manager } = place.people;
  const id = await opened(contact, 'NRM', { ownerId: worker.actorId });
  const offer = async (by: Person, to: Person) => withActor(by, async (tx) => offerDuty(tx, by, id, { to: to.actorId, words: '' }));
  expect(await offer(worker, otherWorker)).toMatchObject({ ok: true });
  expect(await withActor(manager, async (tx) => takeDuty(tx, manager, id))).toMatchObject({ ok: true });
  expect(await withActor(otherWorker, async (tx) => answerDutyOffer(tx, otherWorker, id, { answer: 'accepted', reason: '' }))).toEqual({ ok: false, problem: 'no_offer' });
  expect((await withActor(worker, async (tx) => readDuty(tx, id)))?.ownerId).toBe(manager.actorId);
  expect(await offer(manager, worker)).toMatchObject({ ok: true });
  expect((await withActor(worker, async (tx) => offersOf(tx, id))).map(({ by, answer }) => [by, answer?.verdict ?? null])).toEqual([[manager.actorId, null], [worker.actorId, 'taken_back']]);
});

test('its owner leaves while it is offered: it goes back to nobody, and the colleague may still accept it', async () => {
  const contact = await arrived();
  const { worker, otherWorker } = place.people;
  const gone = await anotherManager(place);
  const id = await opened(contact, 'NRM', { ownerId: gone.actorId });
  expect(await withActor(gone, async (tx) => offerDuty(tx, gone, id, { to: otherWorker.actorId, words: 'My last day.' }))).toMatchObject({ ok: true });
  await asSystem(place, '2026-11-18T18:00:00Z', async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: gone.actorId }, data: { disabledAt: new Date('2026-11-18T18:00:00Z') } }));
  await asSystem(place, '2026-11-18T18:01:00Z', returnLeft);
  expect((await withActor(worker, async (tx) => readDuty(tx, id)))?.ownerId).toBeNull();
  expect(await withActor(otherWorker, async (tx) => answerDutyOffer(tx, otherWorker, id, { answer: 'accepted', reason: '' }))).toMatchObject({ ok: true });
  expect((await withActor(worker, async (tx) => readDuty(tx, id)))?.ownerId).toBe(otherWorker.actorId);
});

test('it is not offered to a colleague who is kept out of the contact', async () => {
  const contact = await arrived();
  const { worker, otherWorker, manager } = place.people;
  const id = await opened(contact, 'NRM', { ownerId: worker.actorId });
  await asSystem(place, '2026-11-18T10:00:00Z', async (tx) => addBar(tx, { contactId: contact.contactId, accountId: otherWorker.actorId, ground: 'declared', reason: 'Her neighbour.' }));
  const offer = async (to: Person) => withActor(worker, async (tx) => offerDuty(tx, worker, id, { to: to.actorId, words: '' }));
  expect(await offer(otherWorker)).toEqual({ ok: false, problem: 'no_colleague' });
  expect(await offer(manager)).toMatchObject({ ok: true });
});

test('a contact passed on stays open until a named person accepts (7.15)', async () => {
  const contact = await arrives(place, MORNING, elsewhere());
  const { worker } = place.people;
  await claims(contact, worker, '2026-11-18T09:10:00Z');
  await decides(contact, worker, 'EH_SINGLE', '2026-11-18T09:40:00Z');
  await withActor(worker, async (tx) => recordNotTold(tx, worker, { contactId: contact.contactId }, { ground: 'would_increase_risk', reason: 'Agreed with the manager.' }), at('2026-11-18T10:00:00Z'));
  const close = async () => withActor(worker, async (tx) => closeContact(tx, worker, contact.contactId), at('2026-11-18T15:00:00Z'));
  const marks = async () => withActor(worker, async (tx) => (await tx.db.queueRow.findUnique({ where: { authorityId_contactId: { authorityId: place.id, contactId: contact.contactId } } }))?.marks);
  expect(await marks()).toEqual(['transferred_not_accepted']);
  expect(await close()).toEqual({ ok: false, problem: 'transferred_not_accepted' });
  await withActor(worker, async (tx) => {
    const duty = await findOpenDuty(tx, contact.contactId, 'OUT_OF_AREA');
    await dischargeDuty(tx, duty?.id ?? '', 'accepted', 'R. Okonjo');
  });
  expect(await close()).toMatchObject({ ok: true });
});

test('a partner sees no duty, not even of their own contact', async () => {
  const contact = await arrived();
  expect(await withActor(place.people.teacher, async (tx) => dutiesOfContact(tx, contact.contactId))).toEqual([]);
});

/** Domain 7.13, 7.15: a decision names every child; the duty to ask reads from it, child by child, what it says of each. */
test('the question about brothers and sisters reads the decision for every child, and one who was named since is not answered', async () => {
  const family = `Polglase ${(families += 1)}`;
  const contact = await arrives(place, MORNING, { children: [{ givenName: 'Piran', familyName: family, dateOfBirth: '2015-02-02', indicators: { I018: 'present' } }], household: [{ kind: 'child', givenName: 'Jory', familyName: family, dateOfBirth: '2018-03-03' }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
  const { worker } = place.people;
  const read = async (when = '2026-11-18T12:00:00Z') => withActor(worker, async (tx) => siblingLines(tx, contact.contactId), at(when));
  expect(await read()).toEqual([]);
  await claims(contact, worker, '2026-11-18T09:10:00Z');
  await decides(contact, worker, 'CIN_ASSESS', '2026-11-18T09:40:00Z');
  expect(await read()).toEqual([
    { question: `Piran ${family}`, answer: 'Decided for this child, level 3', because: '' },
    { question: `Jory ${family}`, answer: 'The same as the child reported, level 3', because: '' },
  ]);
  const added = await withActor(worker, async (tx) => addChild(tx, worker, contact.contactId, { givenName: 'Merryn', familyName: family, ageWords: 'about 4', tie: 'alleged', lives: 'With her aunt' }), at('2026-11-18T10:00:00Z'));
  expect(added.ok).toBe(true);
  expect((await read()).at(-1)).toEqual({ question: `Merryn ${family}`, answer: '', because: 'Named since the decision: decide again.' });
  const { situation } = await basisOf(contact);
  const merryn = situation.children.find(({ name }) => name.startsWith('Merryn'))?.personId ?? '';
  await decides(contact, worker, 'CIN_ASSESS', '2026-11-18T11:00:00Z', { [childField('standing', merryn)]: 'not_known', [childField('standingReason', merryn)]: 'Nobody has seen her yet.', changeReason: 'Merryn was named.' });
  expect((await read()).at(-1)).toEqual({ question: `Merryn ${family}`, answer: '', because: 'Nobody has seen her yet.' });
});

test('a list that is cut at its length says so, and leads to all that is owed', async () => {
  const contact = await arrived();
  const { otherWorker } = place.people;
  const list = async () => {
    const answer = await askPage('../../app/duties/page.tsx', otherWorker, {});
    return answer.kind === 'shown' ? (await answer.html()).replace(/<!-- -->/g, '') : answer.kind;
  };
  const said = /The 300 that are due first stand here, and there may be more\.<\/strong> <a [^>]*href="\/duties\/overdue\?show=open"/g;
  expect((await list()).match(said)).toBeNull();
  const due = { law: 'test', evidence: 'test', openedAt: new Date(MORNING), dueAt: new Date(MORNING), code: 'NRM', ownerRole: 'cads_social_worker', contactId: contact.contactId, authorityId: place.id };
  await asSystem(place, MORNING, (tx) => tx.db.duty.createMany({ data: [otherWorker.actorId, null].flatMap((ownerId) => Array.from({ length: 301 }, () => ({ ...due, id: newId(), ownerId, occasionId: newId() }))) }));
  expect((await list()).match(said)).toHaveLength(2);
});
