/** A manager's agreement to go without the parents' is taken back: from that moment it opens nothing more (safe practice 7.16; decisions 27, 32, 57). */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import type { SharingForm } from '@/lib/sharing/schema';
import { readSharing } from '@/lib/sharing/sharing-store';
import { answerChecks } from '@/lib/sharing/verbs/answer-checks';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { putRightSent } from '@/lib/sharing/verbs/put-right-sent';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { takeBackChecks } from '@/lib/sharing/verbs/take-back-checks';
import { fieldsOf } from '@/lib/sharing/right-schema';
import { askPage, cookieOf } from './asking-pages';
import { arrives, at, claims, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Wednesday 18 November 2026; London is at UTC. */
const day = (time: string) => `2026-11-18T${time}:00Z`;
const under = (form: SharingForm, typed: Record<string, string | string[]>): Fields => Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${form}.${name}`, value]));
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, time = '12:00') => withActor(person, work, at(day(time)));
const records = (of: Case) => as(place.people.manager, (tx) => readSharing(tx, of.contactId), '18:00');

const asks = async (of: Case, time: string, agencies = 'Hill School') => {
  const asked = await as(place.people.worker, (tx) => askForChecks(tx, of.contactId, under('checks', { person: 'all', agencies, question: 'Seen?', reason: 'RISK', why: 'He may flee with her.' })), time);
  if (!asked.ok) throw new Error(asked.problem);
  return asked.value.requestId;
};
const agrees = (of: Case, requestId: string, time: string) => as(place.people.manager, (tx) => answerChecks(tx, place.people.manager, of.contactId, { requestId, fields: under('answer', { verdict: 'agreed', comment: 'It cannot wait.' }) }), time);
const takesBack = (of: Case, request: string, time = '13:00', { by = place.people.manager, why = 'Her mother can be reached after all.' }: { by?: Person; why?: string } = {}) => as(by, (tx) => takeBackChecks(tx, by, of.contactId, under('back', { request, why })), time);

/** Asked for at 11:00, and agreed to at 11:30. */
async function agreed(): Promise<{ of: Case; basisId: string; requestId: string }> {
  const of = await arrives(place, day('10:00'), earlyHelp());
  await claims(of, place.people.worker, day('10:30'));
  await knowNobody(place, of.contactId);
  await as(place.people.worker, (tx) => recordBasis(tx, of.contactId, under('basis', { person: 'all', basis: 'public_task', why: 'To protect her.' })), '10:40');
  const requestId = await asks(of, '11:00');
  expect(await agrees(of, requestId, '11:30')).toEqual({ ok: true, value: null });
  return { of, basisId: (await records(of)).bases[0]?.id ?? '', requestId };
}
const sends = (of: Case, basisId: string, requestId: string, time: string, more: Record<string, string | string[]> = {}) =>
  as(place.people.worker, (tx) => recordSent(tx, of.contactId, under('sent', { person: 'all', kind: 'question', agency: 'Hill School', recipient: 'Mrs Amos', recipientRole: '', categories: ['worry'], words: `At ${time}`, how: 'telephone', basisId, gone: 'no', under: requestId, ...more })), time);
const gone = (time: string) => ({ words: `Late ${time}`, gone: 'yes', 'on.day': '18', 'on.month': '11', 'on.year': '2026', time, sentBy: 'The night team', lateWhy: 'Found in the notes.' });

test('from the moment in which it is taken back it opens nothing more; what went before stays judged by what stood then', async () => {
  const { of, basisId, requestId } = await agreed();
  expect(await sends(of, basisId, requestId, '12:00')).toEqual({ ok: true, value: null });
  expect(await takesBack(of, requestId)).toEqual({ ok: true, value: null });
  expect(await sends(of, basisId, requestId, '13:00')).toEqual({ ok: false, problem: 'gate_closed' });
  expect(await sends(of, basisId, requestId, '13:30')).toEqual({ ok: false, problem: 'gate_closed' });
  // What went while it stood went under it, also where that is written down only now.
  expect(await sends(of, basisId, requestId, '14:00', gone('12:59'))).toEqual({ ok: true, value: null });
  for (const time of ['13:00', '13:20']) expect(await sends(of, basisId, requestId, '14:00', gone(time)), time).toEqual({ ok: true, value: null });
  expect((await records(of)).outbound.map(({ words, ground, requestId: on }) => [words, ground, on])).toEqual([['Late 13:20', 'none', null], ['Late 13:00', 'none', null], ['Late 12:59', 'manager_agreed', requestId], ['At 12:00', 'manager_agreed', requestId]]);
  // Put right to a time after it was taken back, it went under none.
  const [first] = (await records(of)).outbound.filter(({ words }) => words === 'At 12:00');
  if (first === undefined) throw new Error('it stands');
  const right = (time: string) => as(place.people.worker, (tx) => putRightSent(tx, place.people.worker, of.contactId, first.id, { ...fieldsOf(first), ...under('right', { what: 'different', why: 'By the log.', last: '', time }) }), '14:10');
  expect(await right('13:10')).toEqual({ ok: true, value: null });
  expect((await records(of)).outbound.find(({ id }) => id === first.id)).toMatchObject({ ground: 'none', authorisedBy: null });
});

test('another request can be made, and opens what its manager agrees to', async () => {
  const { of, basisId, requestId } = await agreed();
  await takesBack(of, requestId);
  const next = await asks(of, '13:10', 'Hill School, Fen School');
  expect(await sends(of, basisId, next, '13:20')).toEqual({ ok: false, problem: 'gate_closed' });
  expect(await agrees(of, next, '13:30')).toEqual({ ok: true, value: null });
  expect(await sends(of, basisId, requestId, '13:40'), 'under the one that was taken back').toEqual({ ok: false, problem: 'request_missing' });
  expect(await sends(of, basisId, next, '13:40')).toEqual({ ok: true, value: null });
});

test('by that manager or another, with a reason, once; by nobody else, and nothing that is no agreement', async () => {
  const { of, requestId } = await agreed();
  const { worker, night, unqualifiedManager, manager } = place.people;
  for (const by of [worker, night]) expect(await takesBack(of, requestId, '12:10', { by })).toEqual({ ok: false, problem: 'managers_take_back' });
  expect(await takesBack(of, requestId, '12:10', { why: ' ' })).toEqual({ ok: false, problem: 'incomplete' });
  expect(await takesBack(of, newId())).toEqual({ ok: false, problem: 'no_agreement' });
  const waits = await asks(of, '12:00', 'Fen School');
  expect(await takesBack(of, waits)).toEqual({ ok: false, problem: 'no_agreement' });
  const row = (requested: string) => ({ authorityId: place.id, requestId: requested, contactId: of.contactId, at: new Date(day('12:10')), why: 'x' });
  // Whatever the application does.
  await expect(as(worker, (tx) => tx.db.checksTakenBack.createMany({ data: [{ ...row(requestId), by: worker.actorId }] }))).rejects.toThrow(/row-level security/);
  await expect(as(manager, (tx) => tx.db.checksTakenBack.createMany({ data: [{ ...row(waits), by: manager.actorId }] }))).rejects.toThrow(/row-level security/);
  expect(await takesBack(of, requestId, '12:20', { by: unqualifiedManager })).toEqual({ ok: true, value: null });
  expect(await takesBack(of, requestId, '12:30')).toEqual({ ok: false, problem: 'no_agreement' });
  expect((await records(of)).requests.find(({ id }) => id === requestId)?.answer).toMatchObject({ verdict: 'agreed', by: manager.actorId, takenBack: { by: unqualifiedManager.actorId, why: 'Her mother can be reached after all.' } });
});

test('the database takes nothing under an agreement that was taken back by the time at which it went, from whichever release', async () => {
  const { of, basisId, requestId } = await agreed();
  await takesBack(of, requestId);
  const { worker, manager } = place.people;
  const row = (sent: string) => ({ authorityId: place.id, id: newId(), contactId: of.contactId, at: new Date(day('14:00')), by: worker.actorId, kind: 'fact', agency: 'Hill School', recipient: 'Mrs Amos', recipientRole: '', categories: ['worry'], words: 'x', how: 'telephone', sentAt: new Date(day(sent)), ground: 'manager_agreed', requestId, level: 2, sentBy: '', lateWhy: '', authorisedBy: manager.actorId, basisId });
  for (const sent of ['13:00', '13:30']) await expect(as(worker, (tx) => tx.db.outboundFact.createMany({ data: [row(sent)] }))).rejects.toThrow(/row-level security/);
  await as(worker, (tx) => tx.db.outboundFact.createMany({ data: [row('12:59')] }));
});

test('whoever asked reads it where they read that it was agreed to, and the form goes with the agreement', async () => {
  const of = await arrives(place, now().subtract({ minutes: 90 }).toString(), earlyHelp());
  await knowNobody(place, of.contactId);
  const asked = await withActor(place.people.worker, (tx) => askForChecks(tx, of.contactId, under('checks', { person: 'all', agencies: 'Hill School', question: 'Seen?', reason: 'RISK', why: 'He may flee with her.' })), { at: now().subtract({ minutes: 60 }) });
  if (!asked.ok) throw new Error(asked.problem);
  const { requestId } = asked.value;
  await withActor(place.people.manager, (tx) => answerChecks(tx, place.people.manager, of.contactId, { requestId, fields: under('answer', { verdict: 'agreed', comment: 'It cannot wait.' }) }), { at: now().subtract({ minutes: 50 }) });
  const shown = async (person: Person, file = 'sharing/') => {
    const page = await askPage(`../../app/contacts/[reference]/${file}page.tsx`, person, { reference: of.reference });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  expect(await shown(place.people.worker)).not.toContain('id="back"');
  expect(await shown(place.people.worker)).toContain('to the agencies that a manager agreed to');
  expect((await shown(place.people.manager)).split('id="back"')[1]).toContain(`value="${requestId}"`);
  type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
  const POSTS = import.meta.glob<{ POST: Handler }>('../../app/contacts/[[]reference[]]/sharing/take-back/route.ts');
  const post = async (person: Person, typed: Record<string, string>) => {
    const request = new NextRequest(`http://localhost:3000/contacts/${of.reference}/sharing/take-back`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin }, body: new URLSearchParams(typed) });
    const handler = (await Object.values(POSTS)[0]?.())?.POST;
    const answer = await handler?.(request, { params: Promise.resolve({ reference: of.reference }) });
    return `${answer?.status} ${answer?.headers.get('location') ?? ''}`;
  };
  expect(await post(place.people.worker, { 'back.request': requestId, 'back.why': 'x' })).toMatch(/^404/);
  expect(await post(place.people.manager, { 'back.request': requestId, 'back.why': '' })).toContain('problem=incomplete');
  expect(await post(place.people.manager, { 'back.request': requestId, 'back.why': 'Her mother can be reached after all.' })).toContain('done=back');
  const page = await shown(place.people.worker);
  for (const words of ['Taken back', 'Her mother can be reached after all.', 'Nothing goes to another agency yet.', 'Ask a manager to agree to checks without the parents']) expect(page).toContain(words);
  expect(page).not.toContain('to the agencies that a manager agreed to');
  expect(await shown(place.people.manager)).not.toContain('id="back"');
  // And on the timeline, as the agreement does.
  const timeline = await shown(place.people.worker, '');
  for (const words of ['Manager agreed to checks', 'Manager took back the agreement to checks']) expect(timeline).toContain(words);
});
