/** What each kind of call does when it ends, and what is told to whom (safe practice 1, 2, 3, 9, 15, 16). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { answerNoName } from '@/lib/attention/verbs/answer-no-name';
import { look } from '@/lib/attention/verbs/look';
import { requestsOf } from '@/lib/contact/call/request-store';
import { additionsOf } from '@/lib/contact/additions/addition-store';
import { waitingRefusals } from '@/lib/contact/call/name-refusal-store';
import { findContact, readContact } from '@/lib/contact/store';
import { dutiesOfContact } from '@/lib/duty/store';
import { handOverByCall } from '@/lib/emergency/verbs/hand-over-by-call';
import { acceptHandOver } from '@/lib/emergency/verbs/accept-hand-over';
import { waitingHandOvers } from '@/lib/emergency/hand-over-store';
import { startCallFor } from '@/lib/contact/verbs/start-call';
import { putAwaySince } from '@/lib/contact/call/put-away-store';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { findRingBack, openRingBacks, ringBacksOfCall } from '@/lib/line/ring-back-store';
import { endOwedCall } from '@/lib/line/verbs/end-owed-call';
import { discardDraft } from '@/lib/contact/verbs/discard-draft';
import { takeUpDraft } from '@/lib/contact/verbs/take-up-draft';
import { closeDatabase, SOURCE_ID } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { lockDraft, readDraft } from '@/lib/platform/draft/store';
import { answerRequest } from '@/lib/sharing/verbs/answer-request';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordOpenness } from '@/lib/sharing/verbs/record-openness';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { readSharing } from '@/lib/sharing/sharing-store';
import { askPage } from './asking-pages';
import { as, fromSchool, made, MADE, savedAgain, SAVED, submit, taken } from './calling';
import { arrives, earlyHelp } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

const LATER = '2026-03-04T12:00:00Z';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const contactOf = (contactId: string) => asSystem(place, LATER, (tx) => readContact(tx, contactId));
const dutiesOf = (contactId: string) => asSystem(place, LATER, (tx) => dutiesOfContact(tx, contactId));
const worker = () => place.people.worker;
/** Nobody chose where they ring from: the kind says it. */
const unsaid = (kind: string, more: Fields = {}): Fields => fromSchool(place, { 'call.kind': kind, 'call.from': '', 'you.aboutColleague': '', ...more });

test('nothing chosen is a concern, and so is what no page offers', async () => {
  for (const kind of ['', 'constructor']) expect((await contactOf((await made(worker(), fromSchool(place, { 'call.kind': kind }))).contactId))?.kind).toBe('concern');
});

test('public and child are what they are without more being chosen, and hear as the public does', async () => {
  const neighbour = await contactOf((await made(worker(), unsaid('public'))).contactId);
  expect(neighbour).toMatchObject({ kind: 'public', agencyKind: 'public', sourceCode: '1D', referrerClass: 'public' });
  const child = await contactOf((await made(worker(), unsaid('child', { 'you.safeToTalk': 'no', 'you.safeToRing': 'not_known', 'you.whoMightSee': 'Her stepfather, next door', 'happened.exactWords': '“I don’t want to go home.”' }))).contactId);
  expect(child).toMatchObject({ kind: 'child', agencyName: 'The child', sourceCode: '1C', referrerClass: 'public', report: { reporter: { safeToTalk: 'no', safeToRing: 'not_known', whoMightSee: 'Her stepfather, next door' }, incident: { exactWords: '“I don’t want to go home.”' } } });
});

test('another authority: a child who lives there is this authority’s until a named person there accepts', async () => {
  const { contactId } = await made(worker(), unsaid('other_authority', { 'child.1.homeAuthority': 'other', 'child.1.homeAuthorityWords': 'Fenshire' }));
  expect(await contactOf(contactId)).toMatchObject({ kind: 'other_authority', agencyKind: 'other_authority', sourceCode: '5C' });
  expect(await queueRow(place, contactId)).toMatchObject({ marks: ['transferred_not_accepted'] });
  expect((await dutiesOf(contactId)).map(({ code }) => code)).toContain('OUT_OF_AREA');
});

test('an emergency-duty hand-over is accepted by a named person of the day service, and until then it is with emergency duty', async () => {
  const call = await made(worker(), unsaid('emergency_hand_over', { 'call.handOver': 'Placed with an aunt until noon.' }));
  const draft = await as(worker(), (tx) => readDraft(tx, call.call.id), MADE);
  if (draft === null) throw new Error('the call is there');
  for (let twice = 0; twice < 2; twice += 1) await as(worker(), (tx) => handOverByCall(tx, draft, call.contactId), MADE);
  expect(await queueRow(place, call.contactId)).toMatchObject({ marks: ['with_emergency_duty'] });
  const waiting = (await as(place.people.manager, (tx) => waitingHandOvers(tx), LATER)).filter(({ contacts }) => contacts.some(({ contactId }) => contactId === call.contactId));
  expect(waiting).toHaveLength(1);
  const accept = (await dutiesOf(call.contactId)).filter(({ code }) => code === 'ACCEPT_HAND_OVER');
  // Handed over at 10:14 on a Wednesday, after the morning's 09:30: within 30 minutes (domain 7.1, the authority's figure).
  expect(accept.map(({ dueAt }) => dueAt?.toString())).toEqual(['2026-03-04T10:44:00Z']);
  await knowNobody(place, call.contactId);
  expect((await as(place.people.manager, (tx) => acceptHandOver(tx, place.people.manager, { handOverId: waiting[0]?.id ?? '' }), LATER)).ok).toBe(true);
  expect(await queueRow(place, call.contactId)).toMatchObject({ marks: [], holderId: place.people.manager.actorId });
  expect((await dutiesOf(call.contactId)).find(({ code }) => code === 'ACCEPT_HAND_OVER')?.discharge).toMatchObject({ how: 'accepted' });
});

test('advice of the designated officer: their duty, and nothing to the caller or their agency before they agree', async () => {
  const { contactId, reference } = await made(worker(), fromSchool(place, { 'call.kind': 'lado', 'you.aboutColleague': '', 'happened.positionOfTrustWho': 'A coach' }));
  expect(await contactOf(contactId)).toMatchObject({ kind: 'lado', aboutColleague: true, referrerClass: 'subject', report: { incident: { positionOfTrust: 'yes' } } });
  const lado = (await dutiesOf(contactId)).filter(({ code }) => code === 'LADO');
  // Received on Wednesday: one working day ends on Thursday at 17:00. Once, though the facts and the kind both ask for it.
  expect(lado.map(({ dueAt }) => dueAt?.toString())).toEqual(['2026-03-05T17:00:00Z']);
  // Neither the agency's lead nor anybody else of it sees that there is one (domain 7.3).
  expect((await askPage('../../app/my/contacts/[reference]/page.tsx', place.people.lead, { reference })).kind).toBe('missing');
  // A "no" stands as it was said, and the duty of the call stays.
  const no = await made(worker(), fromSchool(place, { 'call.kind': 'lado', 'happened.positionOfTrust': 'no' }));
  expect((await contactOf(no.contactId))?.report.incident.positionOfTrust).toBe('no');
  expect((await dutiesOf(no.contactId)).filter(({ code }) => code === 'LADO')).toHaveLength(1);
});

describe('a request for information from us', () => {
  const asking = (reference: string, more: Fields = {}): Fields => ({
    'call.kind': 'information_request',
    'call.reference': reference,
    'call.from': `agency:${place.agencies.police.id}`,
    'call.callerName': 'Sergeant Hale',
    'call.verified': 'not_verified',
    'you.phone': '01632 960888',
    'call.request.what': 'Whether the family is known.',
    'call.request.purpose': 'A charge',
    'call.request.authority': 'Their sergeant',
    'call.request.by.day': '6',
    'call.request.by.month': '3',
    'call.request.by.year': '2026',
    'call.request.byTime': '12:00',
    ...more,
  });
  const waiting = async () => {
    const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
    await knowNobody(place, of.contactId);
    return of;
  };

  test('is kept on the contact with a duty by the time that was named; it opens no decision and says nothing', async () => {
    const of = await waiting();
    const call = await made(worker(), asking(of.reference));
    expect(call.contactId).toBe(of.contactId);
    const [request] = await as(worker(), (tx) => requestsOf(tx, of.contactId), LATER);
    expect(request).toMatchObject({ what: 'Whether the family is known.', purpose: 'A charge', authority: 'Their sergeant', verified: 'not_verified', answer: null });
    const duty = (await dutiesOf(of.contactId)).find(({ code }) => code === 'ANSWER_REQUEST');
    expect(duty).toMatchObject({ ownerRole: 'cads_social_worker', discharge: null });
    expect(duty?.dueAt?.toString()).toBe('2026-03-06T12:00:00Z');
    expect(await as(worker(), (tx) => additionsOf(tx, of.contactId), LATER)).toEqual([]);
    const page = await askPage('../../app/calls/[draft]/made/page.tsx', worker(), { draft: call.call.id });
    const say = (page.kind === 'shown' ? await page.html() : '').split('Say to the caller')[1]?.split('What follows')[0] ?? '';
    expect(say).toContain('not whether we know the child');
    expect(say).not.toContain(of.reference);
  });

  test('what is told besides is added as well; without a contact it is a contact of its own, with its duty within one working day', async () => {
    const of = await waiting();
    await made(worker(), asking(of.reference, { 'happened.what': 'He hit her in front of us.' }));
    expect(await as(worker(), (tx) => additionsOf(tx, of.contactId), LATER)).toMatchObject([{ kind: 'information_request' }]);
    const own = await made(worker(), asking('', { 'call.request.by.day': '', 'call.request.by.month': '', 'call.request.by.year': '' }));
    expect(await contactOf(own.contactId)).toMatchObject({ kind: 'information_request' });
    expect((await dutiesOf(own.contactId)).find(({ code }) => code === 'ANSWER_REQUEST')?.dueAt?.toString()).toBe('2026-03-05T17:00:00Z');
  });

  test('what is told under other questions than what happened reaches the rules, the closing and the silence as well', async () => {
    const of = await waiting();
    await made(worker(), asking(of.reference, { 'safety.whoMustNotBeTold': 'Her father.', 'happened.positionOfTrust': 'yes', 'happened.positionOfTrustWho': 'He coaches the under-11s.' }));
    expect(await asSystem(place, LATER, (tx) => additionsOf(tx, of.contactId))).toMatchObject([{ kind: 'information_request', mustNotBeTold: 'Her father.' }]);
    expect((await dutiesOf(of.contactId)).map(({ code }) => code)).toEqual(expect.arrayContaining(['LADO', 'ANSWER_REQUEST']));
  });

  test('a brother who is told of beside it reaches the contact; a mother by whom they are sure of whom they ask adds nothing', async () => {
    const of = await waiting();
    await made(worker(), asking(of.reference, { members: '1', 'member.1.givenName': 'Kerensa', 'member.1.relationship': 'Mother' }));
    expect(await asSystem(place, LATER, (tx) => additionsOf(tx, of.contactId))).toEqual([]);
    await made(worker(), asking(of.reference, { members: '1', 'member.1.kind': 'child', 'member.1.givenName': 'Jack', 'member.1.ageWords': '3 weeks', 'member.1.livesWithChild': 'yes' }));
    expect(await asSystem(place, LATER, (tx) => additionsOf(tx, of.contactId))).toMatchObject([{ kind: 'information_request', text: expect.stringContaining('Jack') as string }]);
  });

  test('ends by what went out through the gate and once it is sure who asks, or by a refusal with its reason', async () => {
    const of = await waiting();
    await made(worker(), asking(of.reference));
    const [request] = await as(worker(), (tx) => requestsOf(tx, of.contactId), LATER);
    const answer = (fields: Fields, at = LATER) => as(worker(), (tx) => answerRequest(tx, of.contactId, { 'request.id': request?.id ?? '', ...fields }), at);
    expect(await answer({ 'request.outcome': 'refused' })).toEqual({ ok: false, problem: 'incomplete' });
    const sent: Fields = { 'sent.kind': 'fact', 'sent.agency': place.agencies.police.name, 'sent.recipient': 'Sergeant Hale', 'sent.categories': ['identity'], 'sent.words': 'The family is known.', 'sent.how': 'secure_mail', 'sent.gone': 'no' };
    const basisIn = async () => (await as(worker(), (tx) => readSharing(tx, of.contactId), LATER)).bases[0]?.id ?? '';
    await as(worker(), (tx) => recordBasis(tx, of.contactId, { 'basis.basis': 'public_task', 'basis.special': 'yes', 'basis.why': 'To protect her.' }), LATER);
    // Below level 4 the gate is closed until the parents were told and agree, or a manager agrees: for an answer as for a question.
    expect(await as(worker(), async (tx) => recordSent(tx, of.contactId, { ...sent, 'sent.basisId': await basisIn() }), LATER)).toEqual({ ok: false, problem: 'gate_closed' });
    await as(worker(), (tx) => recordOpenness(tx, of.contactId, { 'openness.told': 'yes', 'openness.toldWhom': 'Her mother', 'openness.toldWhat': 'That police ask', 'openness.toldBy': 'The school', 'openness.checks': 'agree' }), LATER);
    const basisId = await basisIn();
    expect((await as(worker(), (tx) => recordSent(tx, of.contactId, { ...sent, 'sent.basisId': basisId }), LATER)).ok).toBe(true);
    const outboundId = (await as(worker(), (tx) => readSharing(tx, of.contactId), LATER)).outbound[0]?.id ?? '';
    expect(await answer({ 'request.outcome': 'given', 'request.outboundId': outboundId })).toEqual({ ok: false, problem: 'incomplete' });
    const sure: Fields = { 'request.outcome': 'given', 'request.checkedHow': 'Rung back through the police switchboard.', 'request.checkedOn.day': '4', 'request.checkedOn.month': '3', 'request.checkedOn.year': '2026', 'request.checkedTime': '11:50' };
    expect(await answer({ ...sure, 'request.outboundId': request?.id ?? '' })).toEqual({ ok: false, problem: 'not_sent_yet' });
    // How is not enough: whoever is not verified is told nothing, so it is asked when.
    expect(await answer({ 'request.outcome': 'given', 'request.outboundId': outboundId, 'request.checkedHow': 'Rung back.' })).toEqual({ ok: false, problem: 'incomplete' });
    const page = await askPage('../../app/contacts/[reference]/sharing/page.tsx', worker(), { reference: of.reference });
    expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('Asked of us');
    expect(await answer({ ...sure, 'request.outboundId': outboundId })).toEqual({ ok: true, value: null });
    expect(await answer({ 'request.outcome': 'refused', 'request.reason': 'Again' })).toEqual({ ok: false, problem: 'no_information_request' });
    expect((await dutiesOf(of.contactId)).find(({ code }) => code === 'ANSWER_REQUEST')?.discharge).toMatchObject({ how: 'done' });
  });
});

describe('a call that is cut off', () => {
  const owedOf = async (draftId: string) => (await as(worker(), (tx) => ringBacksOfCall(tx, draftId), SAVED)).filter(({ origin }) => origin === 'cut_off');
  const ringAlarms = (at: string) => asSystem(place, at, async (tx) => {
    await look(tx);
    return tx.db.alarm.findMany({ where: { authorityId: place.id, kind: 'ring_back', endedAt: null } });
  });

  test('is owed by whoever took it within ten minutes, an alarm when they pass, and goes on with everything typed and the first clocks', async () => {
    const call = await taken(worker(), fromSchool(place, { 'call.kind': 'dropped' }));
    const [owed] = await owedOf(call.id);
    // Cut off at 10:09.
    expect(owed).toMatchObject({ ownerId: worker().actorId, draftId: call.id, name: 'Rosalie Mensah', phone: '01632 960771', ended: null });
    expect(owed?.promisedAt.toString()).toBe('2026-03-04T10:19:00Z');
    const again = await savedAgain(worker(), call, fromSchool(place, { 'call.kind': 'dropped', 'call.notes': 'No answer yet.' }), SAVED);
    expect(await owedOf(call.id)).toHaveLength(1);
    expect(await ringAlarms('2026-03-04T10:18:59Z')).toEqual([]);
    expect(await ringAlarms('2026-03-04T10:19:00Z')).toHaveLength(1);
    // Rung again from the list, by whoever took it: the same call, with what was typed.
    expect(await as(worker(), (tx) => startCallFor(tx, owed?.id ?? ''), MADE)).toEqual({ ok: true, value: call.id });
    const on = await savedAgain(worker(), again, fromSchool(place, { 'call.kind': 'concern' }), '2026-03-04T10:25:00Z');
    expect((await owedOf(call.id))[0]?.ended).toMatchObject({ how: 'done', by: worker().actorId });
    expect(await ringAlarms('2026-03-04T10:26:00Z')).toEqual([]);
    const recorded = await submit(worker(), on, '2026-03-04T10:30:00Z');
    expect(recorded.ok && (await contactOf(recorded.value.contactId))?.receivedAt.toString()).toBe('2026-03-04T10:00:00Z');
  });

  test('becomes a contact where nobody is reached, and the call stays owed; a protected caller stays on their own page', async () => {
    const call = await taken(worker(), fromSchool(place, { 'call.kind': 'dropped', 'you.protectMe': 'yes' }));
    expect((await owedOf(call.id))[0]).toMatchObject({ name: 'Protected', agencyName: '', phone: 'On the page of the call' });
    const named = await made(worker(), fromSchool(place, { 'call.kind': 'dropped', 'you.phone': '' }));
    expect(await contactOf(named.contactId)).toMatchObject({ kind: 'dropped' });
    expect((await owedOf(named.call.id))[0]).toMatchObject({ ended: null, phone: 'None: reach them through their organisation' });
  });

  test('follows the name and number as they are put right, and is not owed again once somebody has ended it', async () => {
    const typed = (more: Fields) => fromSchool(place, { 'call.kind': 'dropped', ...more });
    const call = await taken(worker(), typed({}));
    const right = await savedAgain(worker(), call, typed({ 'call.callerName': 'Rosalie Mensa', 'you.phone': '01632 960779' }), SAVED);
    const [owed] = await owedOf(call.id);
    expect(owed).toMatchObject({ name: 'Rosalie Mensa', phone: '01632 960779', ended: null });
    expect(await as(worker(), (tx) => endOwedCall(tx, owed?.id ?? '', { how: 'not_needed', words: 'She rang the switchboard.' }), SAVED)).toEqual({ ok: true, value: null });
    await savedAgain(worker(), right, typed({ 'call.notes': 'She rang the switchboard.' }), MADE);
    expect((await owedOf(call.id)).map(({ ended }) => ended?.how)).toEqual(['not_needed']);
  });

  test('leads to the form of a call without the words that stand in for what nobody gave', async () => {
    const call = await taken(worker(), fromSchool(place, { 'call.kind': 'dropped', 'call.callerName': '', 'you.phone': '' }));
    const [owed] = await owedOf(call.id);
    expect(owed).toMatchObject({ name: 'A caller who was cut off', phone: 'None: reach them through their organisation' });
    // The page was put away; the call is still owed, and a page of its own is opened for it.
    expect(await as(worker(), (tx) => discardDraft(tx, call.id, { how: 'not_needed', why: 'Typed on another page.' }), SAVED)).toEqual({ ok: true, value: null });
    const again = await as(worker(), (tx) => startCallFor(tx, owed?.id ?? ''), MADE);
    const opened = await as(worker(), (tx) => readDraft(tx, again.ok ? again.value : ''), MADE);
    expect(opened?.content.fields).toMatchObject({ 'call.callerName': '', 'you.phone': '', 'call.from': `agency:${place.agencies.school.id}` });
  });

  test('put away and taken up again it is the same call: a caller who is to be protected from then on is nobody on the list (7.14)', async () => {
    const call = await taken(worker(), fromSchool(place, { 'call.kind': 'dropped', 'call.callerName': 'Elowen Tregear' }));
    const [owed] = await owedOf(call.id);
    expect(await as(worker(), (tx) => discardDraft(tx, call.id, { how: 'not_needed', why: 'She does not answer.' }), SAVED)).toEqual({ ok: true, value: null });
    await as(worker(), async (tx) => {
      const draft = await lockDraft(tx, call.id);
      return draft && takeUpDraft(tx, worker(), draft);
    }, MADE);
    const protectedNow = await savedAgain(worker(), call, fromSchool(place, { 'call.kind': 'dropped', 'call.callerName': 'Elowen Tregear', 'you.protectMe': 'yes' }), MADE);
    expect((await submit(worker(), protectedNow)).ok).toBe(true);
    expect(await asSystem(place, LATER, (tx) => findRingBack(tx, owed?.id ?? ''))).toMatchObject({ name: 'Protected', agencyName: '', draftId: null, askedBy: SOURCE_ID, ended: null });
    expect((await as(worker(), (tx) => endOwedCall(tx, owed?.id ?? '', { how: 'not_needed', words: 'Reached at last.' }), LATER)).ok).toBe(true);
  });

  test('of a protected caller whom nobody reaches is owed still, and says neither who they are nor which call it was (7.14)', async () => {
    const { call, contactId } = await made(worker(), fromSchool(place, { 'call.kind': 'dropped', 'you.protectMe': 'yes' }));
    expect(await contactOf(contactId)).toMatchObject({ sealed: true });
    expect(await owedOf(call.id)).toEqual([]);
    const open = (await asSystem(place, LATER, openRingBacks)).filter(({ name }) => name === 'Protected');
    expect(open.filter(({ draftId, askedBy }) => draftId === null && askedBy === SOURCE_ID)).toHaveLength(1);
    // The same where the source is protected only afterwards.
    const later = await made(worker(), fromSchool(place, { 'call.kind': 'dropped', 'call.callerName': 'Nell Orrin' }));
    const [kept] = await owedOf(later.call.id);
    await as(worker(), async (tx) => {
      const head = await findContact(tx, later.reference);
      return head === null ? null : sealSource(tx, head, 'She is afraid.');
    }, LATER);
    expect(await asSystem(place, LATER, (tx) => findRingBack(tx, kept?.id ?? ''))).toMatchObject({ name: 'Protected', role: '', agencyId: null, agencyName: '', draftId: null, askedBy: SOURCE_ID, ended: null });
  });
});

describe('a consultation about a child without a name (domain 7.2)', () => {
  const unnamed = (more: Fields = {}): Fields => fromSchool(place, { 'call.kind': 'consultation', 'child.1.givenName': '', 'child.1.familyName': '', ...more });
  const atLevel4 = { 'seen.1': 'I099' };
  const alarms = () => asSystem(place, LATER, async (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: 'name_refused' }, orderBy: { raisedAt: 'asc' } }));

  test('is allowed below level 4, and is a contact that is decided on', async () => {
    const { contactId } = await made(worker(), unnamed());
    expect(await queueRow(place, contactId)).toMatchObject({ level: 2, marks: ['consultation'] });
    expect((await dutiesOf(contactId)).map(({ code }) => code)).not.toContain('FIND_OUT_WHO');
  });

  test('at level 4 does not end before the name was asked for, nor without a number where there is none', async () => {
    const call = await taken(worker(), unnamed({ ...atLevel4, 'you.phone': '' }));
    expect(await submit(worker(), call)).toEqual({ ok: false, problem: 'name_needed' });
    const refusal = await savedAgain(worker(), call, unnamed({ ...atLevel4, 'you.phone': '', 'call.noName': 'refused' }), SAVED);
    expect(await submit(worker(), refusal)).toEqual({ ok: false, problem: 'number_needed' });
    const page = await askPage('../../app/calls/[draft]/check/page.tsx', worker(), { draft: call.id });
    expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('the number on which the caller can be rung is needed');
    const numbered = await savedAgain(worker(), refusal, unnamed({ ...atLevel4, 'call.noName': 'refused' }), SAVED);
    const recorded = await submit(worker(), numbered);
    if (!recorded.ok) throw new Error(recorded.problem);
    expect(await contactOf(recorded.value.contactId)).toMatchObject({ referrerPhone: '01632 960771' });
    const duty = (await dutiesOf(recorded.value.contactId)).find(({ code }) => code === 'FIND_OUT_WHO');
    // Within one hour of the call's beginning, day and night.
    expect([duty?.ownerRole, duty?.dueAt?.toString()]).toEqual(['manager', '2026-03-04T11:00:00Z']);
  });

  test('nothing of this holds up a child in danger now, a named one, or one about whom less is said', async () => {
    for (const more of [{ ...atLevel4, 'safety.cannotWait': 'yes' }, { ...atLevel4, 'child.1.givenName': 'Maya' }, {}] as Fields[]) expect((await submit(worker(), await taken(worker(), unnamed(more)))).ok).toBe(true);
  });

  test('calls a manager while the caller is on the line, who answers; the worker reads it; the name given after all ends it', async () => {
    const { manager, otherWorker } = place.people;
    for (const { id } of await as(manager, (tx) => waitingRefusals(tx), SAVED)) await as(manager, (tx) => answerNoName(tx, { id, words: 'Seen.' }), SAVED);
    const call = await taken(worker(), unnamed({ ...atLevel4, 'call.noName': 'refused' }));
    await asSystem(place, SAVED, look);
    const open = (await alarms()).filter(({ endedAt }) => endedAt === null);
    expect(open).toHaveLength(1);
    const [waiting] = await as(manager, (tx) => waitingRefusals(tx), SAVED);
    expect(waiting).toMatchObject({ draftId: call.id, workerId: worker().actorId, phone: '01632 960771', why: 'refused' });
    // A colleague of the desk learns nothing of a call that is another's, and does not accept it.
    expect(await as(otherWorker, (tx) => waitingRefusals(tx), SAVED)).toEqual([]);
    expect((await as(otherWorker, (tx) => acceptAlarm(tx, open[0]?.id ?? ''), SAVED)).ok).toBe(false);
    const list = await askPage('../../app/calls/page.tsx', manager, {});
    expect(list.kind === 'shown' ? await list.html() : list.kind).toContain('01632 960771');
    expect(await as(manager, (tx) => answerNoName(tx, { id: waiting?.id ?? '', words: ' ' }), SAVED)).toEqual({ ok: false, problem: 'no_words' });
    expect(await as(manager, (tx) => answerNoName(tx, { id: waiting?.id ?? '', words: 'Keep them on the line; I ring the police.' }), SAVED)).toEqual({ ok: true, value: null });
    expect((await alarms()).find(({ id }) => id === open[0]?.id)).toMatchObject({ endedHow: 'accepted', endedBy: manager.actorId });
    const page = await askPage('../../app/calls/[draft]/page.tsx', worker(), { draft: call.id });
    expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('Keep them on the line; I ring the police.');

    const given = await taken(worker(), unnamed({ ...atLevel4, 'call.noName': 'refused' }));
    expect(await as(manager, (tx) => waitingRefusals(tx), SAVED)).toHaveLength(1);
    await savedAgain(worker(), given, unnamed({ ...atLevel4, 'child.1.givenName': 'Maya', 'call.noName': 'refused' }), SAVED);
    expect(await as(manager, (tx) => waitingRefusals(tx), SAVED)).toEqual([]);
  });

  test('and no consultation is put away: it is counted and decided', async () => {
    const call = await taken(worker(), unnamed());
    expect(await as(worker(), (tx) => discardDraft(tx, call.id, { how: 'not_needed', why: 'Only advice.' }), MADE)).toEqual({ ok: false, problem: 'consultation' });
  });

  test('called something else it may be put away with a reason, and is counted as the consultation that it was; so is each call about a child', async () => {
    const { manager, otherWorker, auditor } = place.people;
    const consulted = await taken(worker(), fromSchool(place, { 'call.kind': 'consultation' }));
    await savedAgain(worker(), consulted, fromSchool(place, { 'call.kind': 'concern' }), SAVED);
    const about = await taken(worker(), fromSchool(place, { 'call.kind': 'concern' }));
    const nothing = await taken(worker(), { 'call.kind': 'concern', 'happened.what': 'Asked for the number of the library.' });
    expect(await as(worker(), (tx) => discardDraft(tx, consulted.id, { how: 'not_needed', why: ' ' }), MADE)).toEqual({ ok: false, problem: 'no_reason' });
    for (const [{ id }, why] of [[consulted, 'She wanted the early help line.'], [about, 'Rang twice; see the other.'], [nothing, 'A wrong number.']] as const) expect(await as(worker(), (tx) => discardDraft(tx, id, { how: 'not_needed', why }), MADE)).toEqual({ ok: true, value: null });
    const since = await as(manager, (tx) => putAwaySince(tx, tx.at.subtract({ hours: 3 })), LATER);
    const of = (why: string) => since.find((each) => each.why === why);
    expect(of('She wanted the early help line.')).toMatchObject({ kind: 'concern', consulted: true, aboutChild: true, level: 2, how: 'not_needed', by: worker().actorId });
    expect(of('Rang twice; see the other.')).toMatchObject({ consulted: false, aboutChild: true });
    expect(of('A wrong number.')).toMatchObject({ consulted: false, aboutChild: false });
    // What is not serious is level 1 or 2. Who takes calls reads no colleague's reasons.
    expect(since.every(({ level }) => level <= 2)).toBe(true);
    expect((await as(auditor, (tx) => putAwaySince(tx, tx.at.subtract({ hours: 3 })), LATER)).length).toBe(since.length);
    expect(await as(otherWorker, (tx) => putAwaySince(tx, tx.at.subtract({ hours: 3 })), LATER)).toEqual([]);
  });
});
