/** The desk's own forms about sharing: who answers which request, what was told while a call went on, what answers whoever asks us (domain 7.7, 7.9, 7.16; decision 32). */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { requestsOf } from '@/lib/contact/call/request-store';
import { readChildren, readSharing } from '@/lib/sharing/sharing-store';
import { answerRequest } from '@/lib/sharing/verbs/answer-request';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { askPage, cookieOf } from './asking-pages';
import { as, BEGAN, fromSchool, made, MADE } from './calling';
import { arrives, earlyHelp, harm, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const POSTS = import.meta.glob<{ POST: Handler }>('../../app/contacts/[[]reference[]]/sharing/**/route.ts');
async function answers({ reference }: Case, person: Person, fields: Record<string, string>): Promise<string> {
  const request = new NextRequest(`http://localhost:3000/contacts/${reference}/sharing/answer`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin }, body: new URLSearchParams(fields) });
  const handler = (await POSTS['../../app/contacts/[reference]/sharing/answer/route.ts']?.())?.POST;
  return (await handler?.(request, { params: Promise.resolve({ reference }) }))?.headers.get('location') ?? '';
}
async function shown({ reference }: Case, person: Person, search: Record<string, string> = {}): Promise<string> {
  const page = await askPage('../../app/contacts/[reference]/sharing/page.tsx', person, { reference }, search);
  return page.kind === 'shown' ? page.html() : page.kind;
}
const answerForm = (html: string) => html.split('id="answer"')[1]?.split('</form>')[0] ?? '';

test('a manager who asked for the oldest answers the next one that waits, and what was typed for one stands under no other', async () => {
  const { manager, worker } = place.people;
  const of = await arrives(place, now().subtract({ minutes: 90 }).toString(), earlyHelp());
  await knowNobody(place, of.contactId);
  const asks = async (person: Person, agencies: string, minutes: number) => {
    const asked = await withActor(person, (tx) => askForChecks(tx, of.contactId, { 'checks.agencies': agencies, 'checks.question': 'When was he last seen?', 'checks.reason': 'RISK', 'checks.why': 'She may be hurt if he learns of it.' }), { at: now().subtract({ minutes }) });
    if (!asked.ok) throw new Error(asked.problem);
    return asked.value.requestId;
  };
  await asks(manager, 'Market Street Surgery', 60);
  const [second, third] = [await asks(worker, 'Fenland Police', 50), await asks(worker, 'Hill School', 40)];
  const page = answerForm(await shown(of, manager));
  expect(page).toContain(`value="${second}"`);
  expect(page).toContain('<bdi>Fenland Police</bdi>');
  // Without a verdict it is not taken, and what was typed stands there again.
  expect(await answers(of, manager, { request: second, 'answer.comment': 'The police must know.' })).toContain('problem=incomplete');
  expect(answerForm(await shown(of, manager, { form: 'answer', problem: 'incomplete' }))).toContain('The police must know.');
  expect(await answers(of, manager, { request: second, 'answer.verdict': 'agreed', 'answer.comment': 'The police must know.' })).toContain('done=answer');
  expect(await answers(of, manager, { request: second, 'answer.verdict': 'agreed', 'answer.comment': 'Sent again, too late.' })).toContain('problem=no_request');
  const next = answerForm(await shown(of, manager));
  expect(next).toContain(`value="${third}"`);
  for (const words of ['The police must know.', 'Sent again, too late.']) expect(next).not.toContain(words);
  expect(await answers(of, manager, { request: third, 'answer.verdict': 'returned', 'answer.comment': 'Ask her first.' })).toContain('done=answer');
  // Only their own is left: it is said why they do not answer it.
  const left = await shown(of, manager);
  expect(answerForm(left)).toBe('');
  expect(left).toContain('You asked for it. Somebody else has to look at it.');
});

test('what was told while the call still went on is written down as that; only what is before the call is before the contact', async () => {
  const { worker } = place.people;
  const { contactId } = await made(worker, fromSchool(place));
  const late = (time: string) => as(worker, (tx) => recordSent(tx, contactId, {
    'sent.kind': 'fact', 'sent.agency': 'Fenland Police', 'sent.recipient': 'Sergeant Hale', 'sent.recipientRole': '', 'sent.categories': ['worry'], 'sent.words': `Told at ${time}`, 'sent.how': 'telephone', 'sent.basisId': '', 'sent.gone': 'yes',
    'sent.on.day': '4', 'sent.on.month': '3', 'sent.on.year': '2026', 'sent.time': time, 'sent.sentBy': 'Gareth Hume', 'sent.lateWhy': 'The caller was still on the line.',
  }), '2026-03-04T12:00:00Z');
  expect([BEGAN, MADE]).toEqual(['2026-03-04T10:00:00Z', '2026-03-04T10:14:00Z']);
  expect(await late('09:59')).toEqual({ ok: false, problem: 'before_contact' });
  for (const time of ['10:00', '10:07', '10:13', '10:20']) expect(await late(time), time).toEqual({ ok: true, value: null });
  const { outbound } = await as(worker, (tx) => readSharing(tx, contactId), '2026-03-04T12:00:00Z');
  expect(outbound.map(({ words, ground, level }) => [words, ground, level])).toEqual(['10:20', '10:13', '10:07', '10:00'].map((time) => [`Told at ${time}`, 'none', 2]));
});

const NOON = '2026-03-04T12:00:00Z';
const recordsOf = (contactId: string) => as(place.people.manager, (tx) => readSharing(tx, contactId), NOON);
/** A contact at level 4, where a basis is enough, with one. */
async function atLevel4(children = harm().children): Promise<{ of: Case; basisId: string }> {
  const of = await arrives(place, '2026-03-04T09:00:00Z', { ...harm(), children });
  await as(place.people.worker, (tx) => recordBasis(tx, of.contactId, { 'basis.person': 'all', 'basis.basis': 'public_task', 'basis.why': 'To protect her.' }), '2026-03-04T09:30:00Z');
  return { of, basisId: (await recordsOf(of.contactId)).bases[0]?.id ?? '' };
}
const FACT: Fields = { 'sent.person': 'all', 'sent.kind': 'fact', 'sent.agency': 'Hill School', 'sent.recipient': 'Mrs Amos', 'sent.categories': ['worry'], 'sent.words': 'She was seen today.', 'sent.how': 'telephone', 'sent.gone': 'no' };
const sends = (of: Case, fields: Fields, when = NOON) => as(place.people.worker, (tx) => recordSent(tx, of.contactId, { ...FACT, ...fields }), when);

test('a form that is sent twice is one fact, also where two come at once; one that was changed is not swallowed', async () => {
  const [one] = harm().children ?? [];
  const { of, basisId } = await atLevel4([{ ...one, givenName: 'Mila' }, { ...one, givenName: 'Noah' }]);
  const form: Fields = { 'sent.form': newId(), 'sent.basisId': basisId };
  expect(await Promise.all([sends(of, form), sends(of, form)])).toEqual([{ ok: true, value: null }, { ok: true, value: null }]);
  expect(await sends(of, form, '2026-03-04T12:05:00Z')).toEqual({ ok: true, value: null });
  expect((await recordsOf(of.contactId)).outbound).toHaveLength(1);
  const events = await as(place.people.manager, (tx) => tx.db.contactEvent.findMany({ where: { contactId: of.contactId, kind: 'sent_out' } }), NOON);
  expect(events).toHaveLength(1);
  const [mila] = await as(place.people.manager, (tx) => readChildren(tx, of.contactId), NOON);
  for (const other of [{ 'sent.words': 'She was seen today, by her GP.' }, { 'sent.agency': 'Fenland Police' }, { 'sent.person': mila?.id ?? '' }]) expect(await sends(of, { ...form, ...other })).toEqual({ ok: false, problem: 'sent_already' });
  expect((await sends(of, { ...form, 'sent.form': newId() })).ok).toBe(true);
  expect((await recordsOf(of.contactId)).outbound).toHaveLength(2);
  // Whatever the application does.
  const row = { authorityId: place.id, contactId: of.contactId, at: new Date(NOON), by: place.people.worker.actorId, kind: 'fact', agency: 'GP', recipient: 'Dr Amos', recipientRole: '', categories: ['worry'], words: 'x', how: 'telephone', sentAt: new Date(NOON), ground: 'level_4', level: 4, sentBy: '', lateWhy: '', authorisedBy: place.people.worker.actorId, basisId, formId: String(form['sent.form']) };
  await expect(as(place.people.worker, (tx) => tx.db.outboundFact.createMany({ data: [{ ...row, id: newId() }] }), NOON)).rejects.toThrow(/form_id/);
  // Each time the page is shown its form has a key of its own.
  await knowNobody(place, of.contactId);
  const key = async () => /name="sent.form" value="([0-9a-f-]{36})"/.exec(await shown(of, place.people.worker))?.[1];
  expect(await key()).not.toBe(await key());
});

test('a request for information ends by what went to whoever asked, after they were made sure of, and is the answer to no other', async () => {
  const { worker } = place.people;
  const { of, basisId } = await atLevel4();
  const police = place.agencies.police.name;
  const asks = (verified: string) => made(worker, { 'you.phone': '01632 960888', 'call.kind': 'information_request', 'call.reference': of.reference, 'call.from': `agency:${place.agencies.police.id}`, 'call.callerName': 'Sergeant Hale', 'call.verified': verified, 'call.request.what': 'Whether she is known.', 'call.request.purpose': 'A charge', 'call.request.authority': 'Their sergeant' });
  await asks('not_verified');
  await asks('rung_back');
  const requests = await as(worker, (tx) => requestsOf(tx, of.contactId), NOON);
  const [unsure, sure] = ['not_verified', 'rung_back'].map((verified) => requests.find((request) => request.verified === verified)?.id ?? '');
  const sent = async (agency: string, when: string) => {
    const words = `${agency} ${when}`;
    expect((await sends(of, { 'sent.basisId': basisId, 'sent.agency': agency, 'sent.words': words }, `2026-03-04T${when}:00Z`)).ok).toBe(true);
    return (await recordsOf(of.contactId)).outbound.find((fact) => fact.words === words)?.id ?? '';
  };
  const [toSchool, early, later] = [await sent('Hill School', '11:40'), await sent(police, '11:00'), await sent(police, '11:45')];
  const answer = (id: string | undefined, outboundId: string, more: Fields = {}) => as(worker, (tx) => answerRequest(tx, of.contactId, { 'request.id': id ?? '', 'request.outcome': 'given', 'request.outboundId': outboundId, ...more }), NOON);
  const at = (time: string): Fields => ({ 'request.checkedHow': 'Rung back through the switchboard.', 'request.checkedOn.day': '4', 'request.checkedOn.month': '3', 'request.checkedOn.year': '2026', 'request.checkedTime': time });
  expect(await answer(unsure, toSchool, at('11:30'))).toEqual({ ok: false, problem: 'not_to_asker' });
  expect(await answer(unsure, early, at('11:30')), 'told before they were made sure of').toEqual({ ok: false, problem: 'not_made_sure' });
  expect(await answer(unsure, later, at('12:01')), 'a time to come').toEqual({ ok: false, problem: 'incomplete' });
  expect(await answer(unsure, later, at('11:30'))).toEqual({ ok: true, value: null });
  expect(await answer(sure, later)).toEqual({ ok: false, problem: 'answers_another' });
  // Verified as they rang: what went to them since is an answer.
  expect(await answer(sure, early)).toEqual({ ok: true, value: null });
  const answered = await as(worker, (tx) => requestsOf(tx, of.contactId), NOON);
  expect(new Map(answered.map(({ id, answer: given }) => [id, given?.checkedAt?.toString()]))).toEqual(new Map([[unsure, '2026-03-04T11:30:00Z'], [sure, BEGAN]]));
});
