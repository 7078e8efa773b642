import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { expectsChild, unbornOf } from '@/lib/contact/unborn-store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { endPregnancy } from '@/lib/contact/verbs/end-pregnancy';
import { recordBirth } from '@/lib/contact/verbs/record-birth';
import { recordMove } from '@/lib/contact/verbs/record-move';
import { tellAgain } from '@/lib/contact/verbs/tell-again';
import { recordPregnancy } from '@/lib/contact/verbs/record-pregnancy';
import { withdrawContact } from '@/lib/decision/verbs/withdraw-contact';
import { awaitsAcceptance, dutiesOfContact, openDuties, openDuty } from '@/lib/duty/store';
import { myContacts } from '@/lib/letter/progress-store';
import { lettersOf, notToldOf } from '@/lib/letter/store';
import { endedWithIt } from '@/lib/contact/ended-duties';
import { oweAgain } from '@/lib/contact/verbs/owe-again';
import { undoPregnancyEnd } from '@/lib/contact/verbs/undo-pregnancy-end';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { writeLetterAnew } from '@/lib/letter/verbs/write-letter-anew';
import { cancelUnsentLetters } from '@/lib/letter/verbs/cancel-unsent-letters';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import type { ContactHead } from '@/lib/contact/head';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { askPage } from './asking-pages';
import { arrives, at, basisOf, claims, decides, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const MORNING = '2026-11-18T09:00:00Z';
const NOON = '2026-11-18T12:00:00Z';
let families = 0;

/** A pregnancy concealed after earlier children were harmed (I117, level 4), and a brother where one is asked for. */
function pregnancy({ brother = false }: { brother?: boolean } = {}): ReportInput {
  families += 1;
  const unborn = { unborn: true, dueDate: '2026-12-16', familyName: `Anstis ${families}`, indicators: { I117: 'present' as const }, pregnancyKnown: 'mother_only' as const };
  const boy = { givenName: 'Denzil', familyName: `Anstis ${families}`, dateOfBirth: '2022-02-02', indicators: { I018: 'present' as const } };
  return { children: brother ? [unborn, boy] : [unborn], reporter: { continuingRole: 'yes', aboutColleague: 'no' } };
}

async function act<T>(of: Case, person: Person, work: (tx: Tx, head: ContactHead) => Promise<T>, when = NOON): Promise<T> {
  return withActor(person, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (!head) throw new Error('the contact is there');
    return work(tx, head);
  }, at(when));
}

const first = async (of: Case) => {
  const [unborn] = await act(of, place.people.worker, async (tx, head) => unbornOf(tx, head.id));
  if (unborn === undefined) throw new Error('there is an unborn child');
  return unborn;
};

const TYPED: Fields = { 'due.how': 'estimated', 'due.day': '20', 'due.month': '12', 'due.year': '2026', unit: 'St Erth maternity unit', midwife: 'J. Nancarrow', informed: 'yes', informedWords: 'Told by us, 10:40', known: 'listed', people: 'Maureen Tallow\n\nHer sister Jen' };
const twin = (place: number, givenName: string): Fields => ({ [`born.${place}.givenName`]: givenName, [`born.${place}.familyName`]: 'Anstis', [`born.${place}.birth.day`]: '17', [`born.${place}.birth.month`]: '11', [`born.${place}.birth.year`]: '2026', [`born.${place}.sex`]: 'F' });

test('what its reporter sees of the baby after the birth counts for the baby, and is looked at by a doctor on the day', async () => {
  const { teacher, worker } = place.people;
  const of = await arrives(place, MORNING, pregnancy());
  await act(of, worker, async (tx, head) => recordBirth(tx, head, (await first(of)).personId, { ...twin(1, 'Loveday') }));
  const owed = async () => act(of, worker, async (tx, head) => (await openDuties(tx, head.id)).filter(({ code }) => code === 'MEDICAL_TODAY').map(({ personId }) => personId), '2026-11-19T12:00:00Z');
  expect(await owed()).toEqual([]);
  // I098, bruising of a child who cannot move about alone, of the one child that the reporter told of: a medical examination on the day (domain 3).
  await withActor(teacher, async (tx) => addToContact(tx, of.contactId, { key: crypto.randomUUID(), text: 'A bruise on the cheek.', indicators: { 1: ['I098'] }, immediate: false }), at('2026-11-19T10:00:00Z'));
  const { born: [baby] } = await first(of);
  expect(await owed()).toEqual([baby?.id]);
});

test('told again after the birth and the end, the new contact is about the baby: it says the signs of the baby, at its age, and its reporter reads nothing of it', async () => {
  const { teacher, worker } = place.people;
  const of = await arrives(place, MORNING, pregnancy());
  await act(of, worker, async (tx, head) => recordBirth(tx, head, (await first(of)).personId, { ...twin(1, 'Jenifer'), ...twin(2, 'Meryn') }));
  await withActor(systemOf(place.id), async (tx) => tx.db.closure.create({ data: { authorityId: place.id, contactId: of.contactId, at: new Date('2026-11-19T09:00:00Z'), by: worker.actorId, how: 'told', level: 4, route: 'STRATEGY', reason: '' } }));
  const told = await withActor(teacher, async (tx) => tellAgain(tx, teacher, { prefix: place.prefix, settings: { guideArea: 'norfolk' } }, of.contactId, { key: crypto.randomUUID(), text: 'A bruise on the cheek.', indicators: { 1: ['I098'] }, immediate: false }), at('2026-11-20T10:00:00Z'));
  if (!told.ok) throw new Error(told.problem);
  const again = { ...of, ...told.value };
  const { state, born } = await first(again);
  expect([state, born.map(({ name, dateOfBirth }) => [name, dateOfBirth])]).toEqual(['born', [['Jenifer Anstis', '2026-11-17'], ['Meryn Anstis', '2026-11-17']]]);
  expect(await act(again, worker, async (tx, head) => expectsChild(tx, head.id))).toBe(false);
  const row = await act(again, worker, async (tx, head) => tx.db.queueRow.findUnique({ where: { authorityId_contactId: { authorityId: place.id, contactId: head.id } } }));
  expect(row).toMatchObject({ childrenLine: '2 children, 0 weeks and 0 weeks', readAt: null });
  // I098 of a child who cannot move about alone: looked at by a doctor on the day, each of them (domain 3), and nothing of an unborn child.
  const owed = (await act(again, worker, async (tx, head) => openDuties(tx, head.id))).filter(({ code }) => code === 'MEDICAL_TODAY').map(({ personId }) => personId);
  expect(owed.toSorted()).toEqual(born.map(({ id }) => id).sort());
  expect((await act(again, worker, async (tx, head) => unbornOf(tx, head.id)))[0]?.entries).toMatchObject([{ state: 'born', by: worker.actorId }]);
  const page = await askPage('../../app/my/contacts/[reference]/page.tsx', teacher, { reference: again.reference });
  expect(page.kind === 'shown' ? await page.html() : page.kind).not.toMatch(/Jenifer|Meryn/);
});

test('expected: from the report first, then as a worker records it; each entry stays with who and when', async () => {
  const contact = await arrives(place, MORNING, pregnancy());
  const { worker } = place.people;
  const before = await first(contact);
  expect(before).toMatchObject({ state: 'expected', entries: [], expected: { known: { by: 'mother_only' }, midwifery: { informed: 'not_known' } } });
  expect(before.expected.due).toMatchObject({ how: 'known' });
  const record = async (fields: Fields) => act(contact, worker, async (tx, head) => recordPregnancy(tx, head, before.personId, fields));
  expect(await record({ ...TYPED, informed: '' })).toEqual({ ok: false, problem: 'incomplete' });
  expect(await record({ ...TYPED, people: ' ' })).toEqual({ ok: false, problem: 'incomplete' });
  expect(await record(TYPED)).toMatchObject({ ok: true });
  const after = await first(contact);
  expect(after.expected).toMatchObject({ midwifery: { unit: 'St Erth maternity unit', midwife: 'J. Nancarrow', informed: 'yes' }, known: { by: 'listed', people: ['Maureen Tallow', 'Her sister Jen'] } });
  expect(after.entries).toMatchObject([{ state: 'expected', by: worker.actorId }]);
  expect(await act(contact, worker, async (tx, head) => expectsChild(tx, head.id))).toBe(true);
});

describe('born', () => {
  test('twins: one unborn child becomes two named children, the guide proposes anew and never lower, the decision is open again', async () => {
    const contact = await arrives(place, MORNING, pregnancy());
    const { worker } = place.people;
    const unborn = await first(contact);
    const proposed = await act(contact, worker, async (tx, head) => readProposal(tx, head.id));
    await claims(contact, worker, '2026-11-18T09:10:00Z');
    await decides(contact, worker, 'STRATEGY', '2026-11-18T09:40:00Z');
    const born = async (fields: Fields) => act(contact, worker, async (tx, head) => recordBirth(tx, head, unborn.personId, fields));
    expect(await born({})).toEqual({ ok: false, problem: 'incomplete' });
    expect(await born({ ...twin(1, 'Ysella'), 'born.1.birth.day': '19' }), 'tomorrow').toEqual({ ok: false, problem: 'incomplete' });
    expect(await born({ ...twin(1, 'Ysella'), ...twin(2, 'Morwenna') })).toEqual({ ok: true, value: { born: 2 } });
    expect(await born(twin(1, 'Ysella'))).toEqual({ ok: false, problem: 'ended_already' });
    const people = (await act(contact, worker, async (tx, head) => readContact(tx, head.id)))?.people ?? [];
    expect(people.filter(({ bornAs }) => bornAs === unborn.personId).map(({ givenName, dateOfBirth, kind }) => [givenName, dateOfBirth, kind])).toEqual([['Ysella', '2026-11-17', 'child'], ['Morwenna', '2026-11-17', 'child']]);
    const anew = await act(contact, worker, async (tx, head) => readProposal(tx, head.id));
    expect(anew?.version).toBe(2);
    expect(anew?.level).toBe(4);
    expect(anew?.level ?? 0).toBeGreaterThanOrEqual(proposed?.level ?? 0);
    // Each child is asked about in the next decision, and what was decided for the unborn child governs until then (7.7).
    const { situation } = await basisOf(contact);
    expect(situation.children.map(({ name, unborn: still, before, proposed: own }) => [name.split(' ')[0], still, before?.level, own?.level])).toEqual([['Ysella', false, 4, 4], ['Morwenna', false, 4, 4]]);
    const row = await act(contact, worker, async (tx, head) => tx.db.queueRow.findUnique({ where: { authorityId_contactId: { authorityId: place.id, contactId: head.id } } }));
    expect(row).toMatchObject({ state: 'claimed', readAt: null, level: 4, childrenLine: '2 children, 0 weeks and 0 weeks' });
    expect((await act(contact, worker, async (tx, head) => openDuties(tx, head.id))).map(({ code }) => code)).toContain('DECIDE_AGAIN');
  });
});

test('moved: the duty to tell the authority there opens, and it is ours until a named person accepts', async () => {
  const contact = await arrives(place, MORNING, pregnancy());
  const { worker } = place.people;
  const { personId } = await first(contact);
  const move = async (fields: Fields) => act(contact, worker, async (tx, head) => recordMove(tx, head, personId, fields));
  expect(await move({})).toEqual({ ok: false, problem: 'incomplete' });
  expect(await move({ where: 'Westmarch', how: 'Her midwife rang' })).toMatchObject({ ok: true });
  const duty = (await act(contact, worker, async (tx, head) => openDuties(tx, head.id))).find(({ code }) => code === 'OUT_OF_AREA');
  // By hand: noon on Wednesday 18 November, one working day.
  expect(duty).toMatchObject({ personId });
  expect(duty?.dueAt?.toString()).toBe('2026-11-19T17:00:00Z');
  expect(await act(contact, worker, async (tx, head) => awaitsAcceptance(tx, head.id))).toBe(true);
  expect((await first(contact)).state).toBe('moved');
});

describe('the pregnancy has ended', () => {
  const ends = async (of: Case, fields: Fields) => {
    const { personId } = await first(of);
    return act(of, place.people.worker, async (tx, head) => {
      const done = await endPregnancy(tx, head, personId, fields);
      if (done.ok) await cancelUnsentLetters(tx, head.id, 'pregnancy_ended');
      return done;
    });
  };

  test('every letter that has not gone and every duty stop at once, and nothing is written any more', async () => {
    const contact = await arrives(place, MORNING, pregnancy());
    const { worker, manager } = place.people;
    await claims(contact, worker, '2026-11-18T09:10:00Z');
    const { decisionId } = await decides(contact, worker, 'STRATEGY', '2026-11-18T09:40:00Z');
    await act(contact, worker, async (tx) => writeOutcomeLetter(tx, decisionId), '2026-11-18T09:41:00Z');
    expect(await ends(contact, {})).toEqual({ ok: false, problem: 'incomplete' });
    expect(await ends(contact, { sure: 'yes' })).toEqual({ ok: true, value: { othersGoOn: false } });
    const duties = await act(contact, worker, async (tx, head) => dutiesOfContact(tx, head.id));
    expect(duties.filter(({ discharge }) => discharge === null)).toEqual([]);
    expect(duties.find(({ code }) => code === 'HOLD_STRATEGY')?.discharge).toMatchObject({ how: 'ended_lawfully' });
    expect((await act(contact, worker, async (tx, head) => lettersOf(tx, head.id))).map(({ state }) => state)).toEqual(['cancelled']);
    expect(await act(contact, worker, async (tx) => writeOutcomeLetter(tx, decisionId))).toBeNull();
    expect(await ends(contact, { sure: 'yes' })).toEqual({ ok: false, problem: 'ended_already' });
    const [stopped] = await act(contact, worker, async (tx, head) => lettersOf(tx, head.id));
    expect(await act(contact, worker, async (tx, head) => writeLetterAnew(tx, { contactId: head.id, letterId: stopped?.id ?? '', confirmed: true }))).toEqual({ ok: false, problem: 'not_again' });
    const undecided = await arrives(place, MORNING, pregnancy());
    expect(await act(undecided, manager, async (tx, head) => withdrawContact(tx, place.people.manager, head, 'x'))).toEqual({ ok: false, problem: 'needs_decision' });
    // The look at what somebody opened alone is about them, and goes on (safe practice 14).
    const owed = async () => asSystem(place, MORNING, async (tx) => (await openDuties(tx, undecided.contactId)).map(({ code }) => code));
    await asSystem(place, MORNING, async (tx) => openDuty(tx, { contactId: undecided.contactId, code: 'REVIEW_GLASS', dueAt: null, evidence: 'test' }));
    await ends(undecided, { sure: 'yes' });
    expect(await owed()).toEqual(['REVIEW_GLASS']);
    expect(await act(undecided, manager, async (tx, head) => withdrawContact(tx, place.people.manager, head, 'Nothing more to do.'))).toMatchObject({ ok: true });
    expect(await owed()).toEqual(['REVIEW_GLASS']);
  });

  test('recorded by mistake: undone by name with a reason; nothing begins by itself, and a person says what is owed again', async () => {
    const contact = await arrives(place, MORNING, pregnancy());
    const { worker, manager } = place.people;
    await claims(contact, worker, '2026-11-18T09:10:00Z');
    const { decisionId } = await decides(contact, worker, 'STRATEGY', '2026-11-18T09:40:00Z');
    await act(contact, worker, async (tx) => writeOutcomeLetter(tx, decisionId), '2026-11-18T09:41:00Z');
    const { personId } = await first(contact);
    const UNDONE = '2026-11-18T13:00:00Z';
    const undo = async (fields: Fields) => act(contact, manager, async (tx, head) => undoPregnancyEnd(tx, head, personId, fields), UNDONE);
    expect(await undo({ reason: 'x' })).toEqual({ ok: false, problem: 'not_ended' });
    await ends(contact, { sure: 'yes' });
    expect(await undo({ reason: ' ' })).toEqual({ ok: false, problem: 'incomplete' });
    expect(await undo({ reason: 'The ward meant another patient.' })).toEqual({ ok: true, value: null });
    expect(await undo({ reason: 'Again.' })).toEqual({ ok: false, problem: 'not_ended' });
    const after = await first(contact);
    expect(after).toMatchObject({ state: 'expected', entries: [{ state: 'pregnancy_ended', by: worker.actorId, undone: { by: manager.actorId, reason: 'The ward meant another patient.' } }] });
    // Nothing has begun by itself.
    const duties = async () => act(contact, worker, async (tx, head) => dutiesOfContact(tx, head.id));
    expect((await duties()).filter(({ discharge }) => discharge === null)).toEqual([]);
    expect((await act(contact, worker, async (tx, head) => lettersOf(tx, head.id))).map(({ state }) => state)).toEqual(['cancelled']);
    const offered = endedWithIt(after, await duties());
    expect(offered.map(({ duty }) => duty.code)).toEqual(expect.arrayContaining(['HOLD_STRATEGY', 'TELL_REFERRER']));
    const owe = async (fields: Fields) => act(contact, worker, async (tx, head) => oweAgain(tx, head, personId, fields), '2026-11-18T14:00:00Z');
    expect(await owe({})).toEqual({ ok: false, problem: 'incomplete' });
    const chosen = offered.filter(({ duty }) => duty.code === 'TELL_REFERRER').map(({ duty }) => duty.id);
    expect(await owe({ duty: chosen })).toEqual({ ok: true, value: { opened: 1 } });
    // By hand: Wednesday 18 November 2026, 14:00; one working day ends on Thursday at 17:00.
    expect((await duties()).filter(({ discharge }) => discharge === null).map(({ code, ownerId, dueAt }) => [code, ownerId, dueAt?.toString()])).toEqual([['TELL_REFERRER', worker.actorId, '2026-11-19T17:00:00Z']]);
    expect(await owe({ duty: chosen }), 'once').toEqual({ ok: false, problem: 'incomplete' });
    expect(endedWithIt(after, await duties()).map(({ duty }) => duty.code)).toContain('HOLD_STRATEGY');
    // The letter is written anew by a person, and the child may still be born, or the pregnancy end.
    const [letter] = await act(contact, worker, async (tx, head) => lettersOf(tx, head.id));
    expect(await act(contact, worker, async (tx, head) => writeLetterAnew(tx, { contactId: head.id, letterId: letter?.id ?? '', confirmed: true }), '2026-11-18T14:10:00Z')).toMatchObject({ ok: true });
    expect((await basisOf(contact)).situation.children).toHaveLength(1);
    expect(await act(contact, worker, async (tx, head) => endPregnancy(tx, head, personId, { sure: 'yes' }), '2026-11-19T09:00:00Z')).toMatchObject({ ok: true });
    expect((await first(contact)).state).toBe('pregnancy_ended');
    await expect(act(contact, worker, async (tx, head) => tx.db.unbornEndUndone.updateMany({ where: { contactId: head.id }, data: { reason: 'x' } }))).rejects.toThrow(/permission denied/);
  });

  test('a contact that was about it alone and is decided is closed, and why nobody is told stands with it', async () => {
    const contact = await arrives(place, MORNING, pregnancy());
    const { worker } = place.people;
    await claims(contact, worker, '2026-11-18T09:10:00Z');
    const { decisionId } = await decides(contact, worker, 'STRATEGY', '2026-11-18T09:40:00Z');
    await act(contact, worker, async (tx) => writeOutcomeLetter(tx, decisionId), '2026-11-18T09:41:00Z');
    const close = async () => act(contact, worker, async (tx, head) => closeContact(tx, worker, head.id), '2026-11-18T15:00:00Z');
    expect(await close()).toEqual({ ok: false, problem: 'not_told' });
    await ends(contact, { sure: 'yes' });
    expect(await close()).toEqual({ ok: true, value: null });
    await act(contact, worker, async (tx, head) => {
      expect(await tx.db.closure.findFirst({ where: { contactId: head.id } })).toMatchObject({ how: 'not_told_lawfully', level: 4, route: 'STRATEGY', by: worker.actorId });
      expect(await notToldOf(tx, head.id)).toMatchObject([{ ground: 'pregnancy_ended', by: worker.actorId }]);
      expect(await tx.db.queueRow.count({ where: { contactId: head.id } })).toBe(0);
    });
    const { personId } = await first(contact);
    expect(await act(contact, worker, async (tx, head) => undoPregnancyEnd(tx, head, personId, { reason: 'x' }))).toEqual({ ok: false, problem: 'closed' });
  });

  test('other children of the contact go on', async () => {
    const contact = await arrives(place, MORNING, pregnancy({ brother: true }));
    const { worker } = place.people;
    const { personId } = await first(contact);
    expect(await ends(contact, { sure: 'yes' })).toEqual({ ok: true, value: { othersGoOn: true } });
    const open = await act(contact, worker, async (tx, head) => openDuties(tx, head.id));
    expect(open.map(({ code }) => code)).toContain('ACKNOWLEDGE');
    expect(open.filter((duty) => duty.personId === personId)).toEqual([]);
    expect((await basisOf(contact)).situation.children.map(({ name }) => name.split(' ')[0])).toEqual(['Denzil']);
  });
});

/** Domain 7.12: "a pregnancy is never shown or written to anyone the mother has not told"; here the lead of the agency. */
test('the agency’s lead learns of a child, not of a pregnancy; the reporter knows what they said', async () => {
  const contact = await arrives(place, MORNING, pregnancy());
  const line = async (person: Person) => (await withActor(person, async (tx) => myContacts(tx, ''), at(NOON))).contacts.find(({ id }) => id === contact.contactId)?.childrenLine;
  expect(await line(place.people.teacher)).toBe('1 child, unborn, due 16 December');
  expect(await line(place.people.lead)).toBe('1 child, age not known');
});
