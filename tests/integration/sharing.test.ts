/** Agreement, openness and basis as three records, and the gate before another agency (domain 3.4, 7.7, 7.16). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { dutiesOfContact } from '@/lib/duty/store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import type { Fields } from '@/lib/platform/draft/model';
import { readChildren, readSharing, waitingRequests } from '@/lib/sharing/sharing-store';
import type { SharingForm } from '@/lib/sharing/schema';
import { answerChecks } from '@/lib/sharing/verbs/answer-checks';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { recordAgreement } from '@/lib/sharing/verbs/record-agreement';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordOpenness } from '@/lib/sharing/verbs/record-openness';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { childField } from '@/lib/decision/schema';
import { addDeclaration } from '@/lib/restriction/opening-store';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Wednesday 18 November 2026. */
const NOON = '2026-11-18T12:00:00Z';
const LATER = '2026-11-18T13:00:00Z';

/** About all the children where a test says nothing else. */
const under = (form: SharingForm, typed: Record<string, string | string[]>): Fields => Object.fromEntries(Object.entries({ person: 'all', ...typed }).map(([name, value]) => [`${form}.${name}`, value]));
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, when = NOON) => withActor(person, work, at(when));
const records = (of: Case) => as(place.people.manager, async (tx) => readSharing(tx, of.contactId));

const BASIS = under('basis', { basis: 'public_task', why: 'The GP may know whether he is well.' });
const HEALTH_BASIS = under('basis', { basis: 'public_task', special: 'yes', confidence: 'public_interest', why: 'The health visitor must know of the injury.' });
const TOLD = { told: 'yes', toldWhom: 'Mother', toldWhat: 'That the school rang us', toldBy: 'The worker' };

async function waiting(report = earlyHelp()): Promise<Case> {
  const contact = await arrives(place, '2026-11-18T10:00:00Z', report);
  await claims(contact, place.people.worker, '2026-11-18T10:30:00Z');
  return contact;
}

async function basisOf(of: Case, fields = BASIS, when = NOON): Promise<string> {
  await as(place.people.worker, async (tx) => recordBasis(tx, of.contactId, fields), when);
  return (await records(of)).bases[0]?.id ?? '';
}

function sends(of: Case, basisId: string, more: Record<string, string | string[]> = {}, when = LATER) {
  const typed = { kind: 'question', agency: 'Market Street Surgery', recipient: 'Dr Amos', recipientRole: 'GP', categories: ['worry'], words: 'When was he last seen?', how: 'telephone', basisId, gone: 'no', ...more };
  return as(place.people.worker, async (tx) => recordSent(tx, of.contactId, under('sent', typed)), when);
}

test('below level 4 nothing goes out before the parents were told and agree; then it is recorded whole', async () => {
  const contact = await waiting();
  const basisId = await basisOf(contact);
  expect(await sends(contact, basisId)).toEqual({ ok: false, problem: 'gate_closed' });
  await as(place.people.worker, async (tx) => recordOpenness(tx, contact.contactId, under('openness', { ...TOLD, checks: 'not_asked' })));
  expect(await sends(contact, basisId)).toEqual({ ok: false, problem: 'gate_closed' });
  await as(place.people.worker, async (tx) => recordOpenness(tx, contact.contactId, under('openness', { ...TOLD, checks: 'agree' })), '2026-11-18T12:30:00Z');
  expect((await sends(contact, basisId)).ok).toBe(true);
  const { outbound, openness } = await records(contact);
  expect(openness).toHaveLength(2);
  expect(outbound).toHaveLength(1);
  expect(outbound[0]).toMatchObject({ agency: 'Market Street Surgery', recipient: 'Dr Amos', recipientRole: 'GP', categories: ['worry'], words: 'When was he last seen?', how: 'telephone', ground: 'told_and_agreed', authorisedBy: place.people.worker.actorId, basisId, confidence: null, level: 2 });
  expect(outbound[0]?.sentAt.toString()).toBe(LATER);
});

test('agreement to a service opens no gate: the three records do not stand for one another', async () => {
  const contact = await waiting();
  const basisId = await basisOf(contact);
  const given = under('agreement', { service: 'early_help', answer: 'given', givenBy: 'parent', askedOf: 'Mother', how: 'telephone', scope: 'A family worker' });
  expect((await as(place.people.worker, async (tx) => recordAgreement(tx, contact.contactId, given))).ok).toBe(true);
  expect(await sends(contact, basisId)).toEqual({ ok: false, problem: 'gate_closed' });
  expect((await records(contact)).agreements).toMatchObject([{ service: 'early_help', answer: 'given', route: 'EH_SINGLE' }]);
});

test('a manager agrees to checks without the parents: not the asker, not one who is no social worker, once, in their name', async () => {
  const contact = await waiting();
  const basisId = await basisOf(contact);
  const why = under('checks', { agencies: 'Market Street Surgery', question: 'When was he last seen?', reason: 'RISK', why: 'She may be hurt if he learns of it.' });
  const asked = await as(place.people.worker, async (tx) => askForChecks(tx, contact.contactId, why));
  if (!asked.ok) throw new Error(asked.problem);
  const { requestId } = asked.value;
  expect((await as(place.people.manager, async (tx) => waitingRequests(tx))).map(({ id }) => id)).toContain(requestId);
  // One working day after Wednesday ends Thursday at 17:00.
  expect((await as(place.people.manager, async (tx) => dutiesOfContact(tx, contact.contactId))).find(({ code }) => code === 'AGREE_CHECKS')).toMatchObject({ ownerRole: 'manager', discharge: null });
  expect((await as(place.people.manager, async (tx) => dutiesOfContact(tx, contact.contactId))).find(({ code }) => code === 'AGREE_CHECKS')?.dueAt?.toString()).toBe('2026-11-19T17:00:00Z');
  expect(await sends(contact, basisId)).toEqual({ ok: false, problem: 'gate_closed' });

  const answer = (person: Person, verdict = 'agreed', comment = 'Read the report; it cannot wait.') => as(person, async (tx) => answerChecks(tx, person, contact.contactId, { requestId, fields: under('answer', { verdict, comment }) }), '2026-11-18T12:40:00Z');
  expect(await answer(place.people.worker)).toEqual({ ok: false, problem: 'not_a_manager' });
  expect(await answer(place.people.unqualifiedManager)).toEqual({ ok: false, problem: 'not_qualified' });
  expect(await answer(place.people.manager, 'agreed', ' ')).toEqual({ ok: false, problem: 'incomplete' });
  expect(await answer(place.people.manager)).toEqual({ ok: true, value: null });
  expect(await answer(place.people.manager, 'returned')).toEqual({ ok: false, problem: 'no_request' });
  expect((await as(place.people.manager, async (tx) => dutiesOfContact(tx, contact.contactId))).find(({ code }) => code === 'AGREE_CHECKS')?.discharge).toMatchObject({ by: place.people.manager.actorId, how: 'done' });

  expect((await sends(contact, basisId, { under: requestId })).ok).toBe(true);
  expect((await records(contact)).outbound[0]).toMatchObject({ ground: 'manager_agreed', requestId, authorisedBy: place.people.manager.actorId, by: place.people.worker.actorId });
});

test('a manager who asks does not answer, whatever the application does', async () => {
  const contact = await waiting();
  const { manager } = place.people;
  const asked = await as(manager, async (tx) => askForChecks(tx, contact.contactId, under('checks', { agencies: 'GP', question: 'Seen?', reason: 'DELAY', why: 'No telephone.' })));
  if (!asked.ok) throw new Error(asked.problem);
  expect(await as(manager, async (tx) => answerChecks(tx, manager, contact.contactId, { requestId: asked.value.requestId, fields: under('answer', { verdict: 'agreed', comment: 'Yes.' }) }))).toEqual({ ok: false, problem: 'decider' });
  const past = as(manager, async (tx) => tx.db.checksAnswer.createMany({ data: [{ authorityId: place.id, requestId: asked.value.requestId, contactId: contact.contactId, askedBy: manager.actorId, at: new Date(NOON), by: manager.actorId, verdict: 'agreed', comment: 'x' }] }));
  await expect(past).rejects.toThrow(/checks_answer_second_person/);
});

test('at level 4 a basis is enough, and a fact about health needs one of confidence too', async () => {
  const contact = await waiting(harm());
  const plain = await basisOf(contact);
  expect((await sends(contact, plain)).ok).toBe(true);
  const fact = { kind: 'fact', categories: ['health'], words: 'A bruise on the left ear.' };
  expect(await sends(contact, plain, fact)).toEqual({ ok: false, problem: 'confidence_missing' });
  const whole = await basisOf(contact, HEALTH_BASIS, '2026-11-18T12:20:00Z');
  expect((await sends(contact, whole, fact)).ok).toBe(true);
  expect((await records(contact)).outbound.map(({ ground, confidence }) => [ground, confidence]).sort()).toEqual([['level_4', 'public_interest'], ['level_4', null]].sort());
  expect(await sends(contact, '00000000-0000-4000-8000-000000000009')).toEqual({ ok: false, problem: 'basis_missing' });
});

test('a refusal changes no level and closes nothing', async () => {
  const contact = await waiting();
  const row = () => as(place.people.manager, async (tx) => tx.db.queueRow.findFirstOrThrow({ where: { contactId: contact.contactId } }));
  const before = await row();
  await as(place.people.worker, async (tx) => recordAgreement(tx, contact.contactId, under('agreement', { service: 'early_help', answer: 'refused', givenBy: 'parent', askedOf: 'Mother', how: 'telephone', scope: 'A family worker' })));
  expect(await row()).toEqual(before);
});

/** A sister and a brother, each with a father of their own. */
async function siblings(): Promise<{ contact: Case; mila: string; noah: string }> {
  const [one] = earlyHelp().children ?? [];
  const contact = await waiting({ ...earlyHelp(), children: [{ ...one, givenName: 'Mila' }, { ...one, givenName: 'Noah' }] });
  const people = await as(place.people.manager, async (tx) => readChildren(tx, contact.contactId));
  const id = (name: string) => people.find((each) => each.name.startsWith(name))?.id ?? '';
  return { contact, mila: id('Mila'), noah: id('Noah') };
}

test('what one child’s parent agreed to opens nothing for her brother; a manager agrees about him, and what goes about both says so of each', async () => {
  const { contact, mila, noah } = await siblings();
  const basisId = await basisOf(contact);
  await as(place.people.worker, async (tx) => recordOpenness(tx, contact.contactId, under('openness', { ...TOLD, person: mila, checks: 'agree' })));
  expect(await sends(contact, basisId)).toEqual({ ok: false, problem: 'gate_closed' });
  expect(await sends(contact, basisId, { person: noah })).toEqual({ ok: false, problem: 'gate_closed' });
  expect((await sends(contact, basisId, { person: mila })).ok).toBe(true);

  const asked = await as(place.people.worker, async (tx) => askForChecks(tx, contact.contactId, under('checks', { person: noah, agencies: 'Market Street Surgery', question: 'Seen?', reason: 'NOT_CONTACTABLE', why: 'His father is at sea.' })));
  if (!asked.ok) throw new Error(asked.problem);
  await as(place.people.manager, async (tx) => answerChecks(tx, place.people.manager, contact.contactId, { requestId: asked.value.requestId, fields: under('answer', { verdict: 'agreed', comment: 'It cannot wait for him.' }) }), '2026-11-18T12:40:00Z');
  expect((await sends(contact, basisId, { words: 'Are both well?', under: asked.value.requestId })).ok).toBe(true);
  const both = (await records(contact)).outbound.filter(({ words }) => words === 'Are both well?');
  expect(both.map(({ personId, ground, authorisedBy }) => [personId, ground, authorisedBy]).sort()).toEqual([[mila, 'told_and_agreed', place.people.worker.actorId], [noah, 'manager_agreed', place.people.manager.actorId]].sort());
});

/** The page as the worker sees it. */
async function pageOf(of: Case): Promise<string> {
  await as(place.people.worker, async (tx) => addDeclaration(tx, of.contactId, 'knows_nobody'));
  const page = await askPage('../../app/contacts/[reference]/sharing/page.tsx', place.people.worker, { reference: of.reference });
  return page.kind === 'shown' ? page.html() : page.kind;
}

/** What a manager agreed may be asked of these agencies. @returns the request. */
async function agreedTo(of: Case, agencies: string, when: string, more: Record<string, string> = {}, verdict = 'agreed'): Promise<string> {
  const asked = await as(place.people.worker, async (tx) => askForChecks(tx, of.contactId, under('checks', { agencies, question: 'Seen?', reason: 'RISK', why: 'She may be hurt if he learns of it.', ...more })), when);
  if (!asked.ok) throw new Error(asked.problem);
  const { requestId } = asked.value;
  const answer = await as(place.people.manager, async (tx) => answerChecks(tx, place.people.manager, of.contactId, { requestId, fields: under('answer', { verdict, comment: 'Read the report.' }) }), when);
  if (!answer.ok) throw new Error(answer.problem);
  return requestId;
}

test('what a manager agreed to goes to the agencies named in it and to no other, under a request that is chosen', async () => {
  const contact = await waiting();
  const basisId = await basisOf(contact);
  const returned = await agreedTo(contact, 'Fenland Police', '2026-11-18T12:20:00Z', {}, 'returned');
  const surgery = await agreedTo(contact, 'Market Street Surgery and the school nurse', '2026-11-18T12:40:00Z');
  expect(await sends(contact, basisId), 'none chosen').toEqual({ ok: false, problem: 'request_missing' });
  expect(await sends(contact, basisId, { under: surgery, agency: 'Fenland Police' }), 'not named in it').toEqual({ ok: false, problem: 'agency_not_named' });
  expect(await sends(contact, basisId, { under: returned, agency: 'Fenland Police' }), 'returned').toEqual({ ok: false, problem: 'request_missing' });
  expect(await sends(contact, basisId, { under: 'none', agency: 'Fenland Police' }), 'still to go').toEqual({ ok: false, problem: 'gate_closed' });
  expect((await sends(contact, basisId, { under: surgery, agency: ' School  nurse' })).ok).toBe(true);
  expect((await records(contact)).outbound).toMatchObject([{ agency: 'School  nurse', ground: 'manager_agreed', requestId: surgery, authorisedBy: place.people.manager.actorId }]);
  // The page says to whom it is open, word for word, and asks again for another agency.
  const page = await pageOf(contact);
  expect(page).toContain('<bdi>Market Street Surgery and the school nurse</bdi>');
  expect(page).toContain('>Market Street Surgery and the school nurse: agreed ');
  expect(page).not.toContain('Fenland Police: agreed ');
  expect(page).toContain('Ask a manager to agree to checks without the parents');
  // The police were told at 12:50, before anybody agreed to that: it is written down as without ground, and only where that is said.
  const gone = { agency: 'Fenland Police', gone: 'yes', 'on.day': '18', 'on.month': '11', 'on.year': '2026', time: '12:50', sentBy: 'Student social worker', lateWhy: 'Found when reading the notes.' };
  expect(await sends(contact, '', gone)).toEqual({ ok: false, problem: 'request_missing' });
  expect(await sends(contact, '', { ...gone, under: surgery })).toEqual({ ok: false, problem: 'agency_not_named' });
  expect((await sends(contact, '', { ...gone, under: 'none' })).ok).toBe(true);
  expect((await records(contact)).outbound.find(({ agency }) => agency === 'Fenland Police')).toMatchObject({ ground: 'none', requestId: null, authorisedBy: null });
});

test('of two children nobody is chosen beforehand: without a choice, or of somebody else, nothing is recorded', async () => {
  const { contact } = await siblings();
  const stranger = await siblings();
  const { worker } = place.people;
  for (const person of ['', stranger.mila]) {
    expect(await as(worker, async (tx) => recordOpenness(tx, contact.contactId, under('openness', { ...TOLD, person, checks: 'agree' })))).toEqual({ ok: false, problem: 'incomplete' });
    expect(await as(worker, async (tx) => recordBasis(tx, contact.contactId, { ...BASIS, 'basis.person': person }))).toEqual({ ok: false, problem: 'incomplete' });
  }
  expect(await records(contact)).toMatchObject({ openness: [], bases: [] });
  expect(await pageOf(contact)).toMatch(/<select[^>]*name="openness\.person"[^>]*><option value="">Choose<\/option>(?:<option value="[^"]+">[^<]*<\/option>){2}<option value="all">All the children<\/option><\/select>/);
});

test('the father’s yes does not undo the mother’s no: it goes to a manager, until she says herself that she agrees', async () => {
  const contact = await waiting();
  const basisId = await basisOf(contact);
  const says = (said: Record<string, string>, when: string) => as(place.people.worker, async (tx) => recordOpenness(tx, contact.contactId, under('openness', { ...TOLD, ...said })), when);
  expect(await pageOf(contact), 'asked of nobody while nobody objects').not.toContain('openness.objectorsAgree');
  expect((await says({ checks: 'object' }, '2026-11-18T12:10:00Z')).ok).toBe(true);
  const asked = await pageOf(contact);
  expect(asked).toContain('Did not agree: Mother.');
  const seen = /name="openness\.seen" value="([^"]+)"/.exec(asked)?.[1] ?? '';
  const father = { toldWhom: 'Father', checks: 'agree' };
  expect(await says(father, '2026-11-18T12:20:00Z')).toEqual({ ok: false, problem: 'incomplete' });
  expect((await says({ ...father, objectorsAgree: 'no' }, '2026-11-18T12:20:00Z')).ok).toBe(true);
  expect(await sends(contact, basisId)).toEqual({ ok: false, problem: 'gate_closed' });
  expect(await pageOf(contact)).toContain('Ask a manager to agree to checks without the parents');
  expect(await says({ checks: 'agree', objectorsAgree: 'yes' }, '2026-11-18T12:30:00Z'), 'by somebody who saw no objection').toEqual({ ok: false, problem: 'incomplete' });
  expect((await says({ checks: 'agree', objectorsAgree: 'yes', seen }, '2026-11-18T12:30:00Z')).ok).toBe(true);
  expect((await sends(contact, basisId)).ok).toBe(true);
  expect((await records(contact)).outbound).toMatchObject([{ ground: 'told_and_agreed', opennessId: (await records(contact)).openness[0]?.id }]);
  // A release that does not ask writes no answer; and only an agreement can carry one.
  const row = { authorityId: place.id, contactId: contact.contactId, at: new Date(NOON), by: place.people.worker.actorId, told: true, toldWhom: 'Father', toldWhat: 'x', toldBy: 'x', reasonWords: '' };
  const add = (change: object) => as(place.people.worker, async (tx) => tx.db.familyOpenness.createMany({ data: [{ ...row, id: newId(), checks: 'agree', ...change }] }));
  await expect(add({ checks: 'object', objectorsAgree: true })).rejects.toThrow(/family_openness_objectors/);
  await expect(add({ told: false, checks: null, reason: 'RISK', reasonWords: 'x', objectorsAgree: true })).rejects.toThrow(/family_openness_objectors/);
  await add({});
  expect((await records(contact)).openness.map(({ objectorsAgree }) => objectorsAgree).sort()).toEqual([false, false, false, true]);
});

test('a basis about one child is none for her brother, and one that was replaced is none for what goes now', async () => {
  const { contact, mila, noah } = await siblings();
  await as(place.people.worker, async (tx) => recordOpenness(tx, contact.contactId, under('openness', { ...TOLD, checks: 'agree' })));
  const hers = await basisOf(contact, { ...HEALTH_BASIS, 'basis.person': mila }, '2026-11-18T12:10:00Z');
  const fact = { kind: 'fact', categories: ['health'], words: 'He has asthma.' };
  expect(await sends(contact, hers, { ...fact, person: noah })).toEqual({ ok: false, problem: 'basis_of_another' });
  expect(await sends(contact, hers, fact), 'about both').toEqual({ ok: false, problem: 'basis_of_another' });
  expect((await sends(contact, hers, { ...fact, person: mila })).ok).toBe(true);
  const all = await basisOf(contact, HEALTH_BASIS, '2026-11-18T12:20:00Z');
  expect(await sends(contact, hers, { ...fact, person: mila })).toEqual({ ok: false, problem: 'basis_replaced' });
  expect((await sends(contact, all, { ...fact, person: noah })).ok).toBe(true);
  expect(await pageOf(contact)).toMatch(/>Public task, health too, about Mila Penhale \d+, recorded [^<]*, replaced since</);
  // At 12:15 hers was the one that stood.
  const gone = { ...fact, person: mila, gone: 'yes', 'on.day': '18', 'on.month': '11', 'on.year': '2026', time: '12:15', sentBy: 'Student social worker', lateWhy: 'Found when reading the notes.' };
  expect((await sends(contact, hers, gone)).ok).toBe(true);
  // Whatever the application does.
  const row = { authorityId: place.id, contactId: contact.contactId, at: new Date(LATER), by: place.people.worker.actorId, kind: 'fact', agency: 'GP', recipient: 'Dr Amos', recipientRole: '', categories: ['health'], words: 'x', how: 'telephone', sentAt: new Date(LATER), ground: 'level_4', level: 4, sentBy: '', lateWhy: '', confidence: 'public_interest', authorisedBy: place.people.worker.actorId };
  const add = (change: object) => as(place.people.worker, async (tx) => tx.db.outboundFact.createMany({ data: [{ ...row, id: newId(), basisId: all, personId: noah, ...change }] }));
  for (const wrong of [{ basisId: hers }, { basisId: hers, personId: null }, { basisId: await basisOf(await waiting()) }]) await expect(add(wrong)).rejects.toThrow(/row-level security/);
  const about = await agreedTo(contact, 'GP', '2026-11-18T12:30:00Z', { person: mila });
  const pending = await as(place.people.worker, async (tx) => askForChecks(tx, contact.contactId, under('checks', { person: noah, agencies: 'GP', question: 'Seen?', reason: 'RISK', why: 'x' })));
  const agreed = { ground: 'manager_agreed', level: 2 };
  for (const wrong of [about, pending.ok ? pending.value.requestId : '']) await expect(add({ ...agreed, requestId: wrong })).rejects.toThrow(/row-level security/);
  await expect(add({ ...agreed, requestId: about, personId: mila })).resolves.toMatchObject({ count: 1 });
});

test('level 4 of one child opens nothing for her brother once each was decided; before, and by what came later, the contact’s level counts', async () => {
  const [hurt] = harm().children ?? [];
  const [other] = earlyHelp().children ?? [];
  const contact = await waiting({ ...harm(), children: [{ ...hurt, givenName: 'Mila' }, { ...other, givenName: 'Noah' }] });
  const people = await as(place.people.manager, async (tx) => readChildren(tx, contact.contactId));
  const id = (name: string) => people.find((each) => each.name.startsWith(name))?.id ?? '';
  const basisId = await basisOf(contact, BASIS, '2026-11-18T10:40:00Z');
  expect((await sends(contact, basisId, { person: id('Noah'), words: 'Before the decision.' }, '2026-11-18T10:50:00Z')).ok).toBe(true);
  expect((await decides(contact, place.people.worker, 'STRATEGY', NOON, { [childField('route', id('Noah'))]: 'EH_SINGLE' })).inForce).toBe(true);
  expect((await sends(contact, basisId, { person: id('Mila'), words: 'Of her.' })).ok).toBe(true);
  expect(await sends(contact, basisId, { person: id('Noah') })).toEqual({ ok: false, problem: 'gate_closed' });
  expect(await sends(contact, basisId), 'about both').toEqual({ ok: false, problem: 'gate_closed' });
  // What had gone by 11:00 went at the level of that time, what went at 12:30 at his own.
  const gone = (time: string) => ({ person: id('Noah'), words: `Late ${time}`, gone: 'yes', 'on.day': '18', 'on.month': '11', 'on.year': '2026', time, sentBy: 'Student social worker', lateWhy: 'Found when reading the notes.' });
  for (const time of ['11:00', '12:30']) expect((await sends(contact, basisId, gone(time))).ok).toBe(true);
  const went = new Map((await records(contact)).outbound.map(({ words, ground, level }) => [words, `${ground} ${level}`]));
  expect(Object.fromEntries(went)).toEqual({ 'Before the decision.': 'level_4 4', 'Of her.': 'level_4 4', 'Late 11:00': 'level_4 4', 'Late 12:30': 'none 2' });
  // The same sign is told of him: the guide puts him at level 4, and protection waits for no decision.
  await as(place.people.teacher, async (tx) => addToContact(tx, contact.contactId, { key: newId(), text: 'He has bruises, too.', indicators: { 2: ['I099'] }, immediate: false }), '2026-11-18T13:10:00Z');
  expect((await sends(contact, basisId, { person: id('Noah'), words: 'Of him.' }, '2026-11-18T13:20:00Z')).ok).toBe(true);
  expect((await records(contact)).outbound.find(({ words }) => words === 'Of him.')).toMatchObject({ ground: 'level_4', level: 4 });
});

test('what had gone before the gate opened is written down as gone without ground, by whose hand and why so late; after it, on the ground of that time', async () => {
  const contact = await waiting();
  const late = (time: string, more = {}) => ({ gone: 'yes', 'on.day': '18', 'on.month': '11', 'on.year': '2026', time, sentBy: 'Student social worker', lateWhy: 'Found when reading the notes.', ...more });
  await as(place.people.worker, async (tx) => recordOpenness(tx, contact.contactId, under('openness', { ...TOLD, checks: 'agree' })), '2026-11-18T12:30:00Z');
  expect(await sends(contact, '', late('09:59'))).toEqual({ ok: false, problem: 'before_contact' });
  expect((await sends(contact, '', late('11:00', { categories: ['health'] }))).ok).toBe(true);
  const basisId = await basisOf(contact);
  expect(await sends(contact, '', late('12:45'))).toEqual({ ok: false, problem: 'basis_missing' });
  expect((await sends(contact, basisId, late('12:45'))).ok).toBe(true);
  const { outbound } = await records(contact);
  expect(outbound.map(({ sentAt, at: recordedAt, ground, authorisedBy, basisId: basis, late: said }) => [sentAt.toString(), recordedAt.toString(), ground, authorisedBy, basis, said?.sentBy])).toEqual([
    ['2026-11-18T12:45:00Z', LATER, 'told_and_agreed', place.people.worker.actorId, basisId, 'Student social worker'],
    ['2026-11-18T11:00:00Z', LATER, 'none', null, null, 'Student social worker'],
  ]);
  const events = await as(place.people.manager, async (tx) => tx.db.contactEvent.findMany({ where: { contactId: contact.contactId, kind: { startsWith: 'sent_' } }, orderBy: { at: 'asc' } }));
  expect(events.map(({ kind }) => kind).sort()).toEqual(['sent_out', 'sent_without_ground']);
});

test('the database keeps apart what went without ground, and takes no child of another contact', async () => {
  const [contact, other] = [await waiting(), await siblings()];
  const { worker } = place.people;
  const row = { authorityId: place.id, contactId: contact.contactId, at: new Date(NOON), by: worker.actorId, kind: 'fact', agency: 'GP', recipient: 'Dr Amos', recipientRole: '', categories: ['worry'], words: 'x', how: 'telephone', sentAt: new Date('2026-11-18T11:00:00Z'), ground: 'none', level: 2, sentBy: 'Somebody', lateWhy: 'Found later.' };
  const add = (change: object) => as(worker, async (tx) => tx.db.outboundFact.createMany({ data: [{ ...row, id: newId(), ...change }] }));
  await expect(add({ lateWhy: ' ' })).rejects.toThrow(/outbound_fact_ground/);
  await expect(add({ sentAt: new Date(NOON) })).rejects.toThrow(/outbound_fact_ground/);
  await expect(add({ authorisedBy: worker.actorId })).rejects.toThrow(/outbound_fact_authority/);
  await expect(add({ personId: other.mila })).rejects.toThrow(/person_id_fkey/);
  const basis = { authorityId: place.id, id: newId(), contactId: contact.contactId, personId: other.noah, at: new Date(NOON), by: worker.actorId, basis: 'public_task', special: false, why: 'x', advice: '' };
  await expect(as(worker, async (tx) => tx.db.sharingBasis.createMany({ data: [basis] }))).rejects.toThrow(/person_id_fkey/);
});

test('a manager’s page lists what waits, with its due, soonest first', async () => {
  const [slow, fast] = [await waiting(), await waiting(harm())];
  const ask = (of: Case, when: string) => as(place.people.worker, async (tx) => askForChecks(tx, of.contactId, under('checks', { agencies: 'GP', question: 'Seen?', reason: 'RISK', why: 'He may be hurt.' })), when);
  await ask(slow, '2026-11-18T11:00:00Z');
  await ask(fast, '2026-11-18T11:30:00Z');
  const waits = (await as(place.people.manager, async (tx) => waitingRequests(tx))).filter(({ contactId }) => [slow, fast].some((of) => of.contactId === contactId));
  // At level 4 an hour; else until the end of the next working day.
  expect(waits.map(({ reference, due, level }) => [reference, due?.toString(), level])).toEqual([[fast.reference, '2026-11-18T12:30:00Z', 4], [slow.reference, '2026-11-19T17:00:00Z', 2]]);
});
