/** What was recorded as sent is put right, and a request that it had answered is open again (safe practice 7.9, 7.13, 7.16; decisions 27, 32, 57). */
import { NextRequest } from 'next/server';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readWritten } from '@/lib/assurance/subject-access/pack-store';
import { addRequest, requestsOf } from '@/lib/contact/call/request-store';
import { findContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { dutiesOfContact, nameOwner } from '@/lib/duty/store';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import { SAID } from '@/lib/sharing/put-right';
import { fieldsOf } from '@/lib/sharing/right-schema';
import type { SharingForm } from '@/lib/sharing/schema';
import { readSharing } from '@/lib/sharing/sharing-store';
import { answerChecks } from '@/lib/sharing/verbs/answer-checks';
import { answerRequest } from '@/lib/sharing/verbs/answer-request';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { putRightSent } from '@/lib/sharing/verbs/put-right-sent';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordOpenness } from '@/lib/sharing/verbs/record-openness';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { askPage, cookieOf } from './asking-pages';
import { arrives, at, claims, earlyHelp, harm, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Wednesday 18 November 2026; London is at UTC. */
const day = (time: string) => `2026-11-18T${time}:00Z`;
const instant = (time: string) => Temporal.Instant.from(day(time));
const under = (form: SharingForm, typed: Record<string, string | string[]>): Fields => Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${form}.${name}`, value]));
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, time = '12:00') => withActor(person, work, at(day(time)));
const records = (of: Case) => as(place.people.manager, (tx) => readSharing(tx, of.contactId), '18:00');
const factOf = async (of: Case) => {
  const [fact] = (await records(of)).outbound;
  if (fact === undefined) throw new Error('something was sent');
  return fact;
};

async function waiting(report = harm()): Promise<{ of: Case; basisId: string }> {
  const of = await arrives(place, day('10:00'), report);
  await claims(of, place.people.worker, day('10:30'));
  await knowNobody(place, of.contactId);
  await as(place.people.worker, (tx) => recordBasis(tx, of.contactId, under('basis', { person: 'all', basis: 'public_task', why: 'To protect her.' })), '10:40');
  return { of, basisId: (await records(of)).bases[0]?.id ?? '' };
}

const tells = (of: Case, checks: 'agree' | 'object', time: string) => as(place.people.worker, (tx) => recordOpenness(tx, of.contactId, under('openness', { person: 'all', told: 'yes', toldWhom: 'Mother', toldWhat: 'That the school rang us', toldBy: 'The worker', checks })), time);

async function sends(of: Case, basisId: string, more: Record<string, string | string[]> = {}, time = '13:00') {
  const typed = { person: 'all', kind: 'fact', agency: 'Hill School', recipient: 'Mrs Amos', recipientRole: 'Head', categories: ['worry'], words: 'She was seen today.', how: 'telephone', basisId, gone: 'no', ...more };
  expect(await as(place.people.worker, (tx) => recordSent(tx, of.contactId, under('sent', typed)), time)).toEqual({ ok: true, value: null });
  return factOf(of);
}

/** Puts right what stands: with what is typed over it. */
async function puts(of: Case, factId: string, typed: Record<string, string | string[]>, { by = place.people.worker, time = '14:00', last }: { by?: Person; time?: string; last?: string } = {}) {
  const { outbound, putRight } = await records(of);
  const one = putRight.find(({ recorded }) => recorded.id === factId);
  const stands = outbound.find(({ id }) => id === factId) ?? one?.recorded;
  const form = { ...(stands && fieldsOf(stands)), ...under('right', { what: 'different', why: 'Misheard on the telephone.', last: last ?? one?.corrections.at(-1)?.id ?? '', ...typed }) };
  return as(by, (tx) => putRightSent(tx, by, of.contactId, factId, form), time);
}
/** They said since that they know somebody in it. */
const keepsOut = (of: Case, person: Person) => as(person, (tx) => declareBeforeOpening(tx, { id: of.contactId }, { knows: 'yes', reason: 'A neighbour.' }), '13:50');
const NEVER = { what: 'never', why: 'The call was not answered.' };

async function pageOf(of: Case, person: Person, search: Record<string, string> = {}, file = 'sharing/'): Promise<string> {
  const page = await askPage(`../../app/contacts/[reference]/${file}page.tsx`, person, { reference: of.reference }, search);
  return page.kind === 'shown' ? page.html() : page.kind;
}

test('what was recorded as sent is put right: to whom, what and when; what it said before stays readable under it, and nothing of it is changed', async () => {
  const { of, basisId } = await waiting();
  const fact = await sends(of, basisId);
  const row = async () => (await asSuperuser(async (client) => (await client.query<{ row: string }>('select to_jsonb(f)::text as row from outbound_fact f where id = $1', [fact.id])).rows))[0]?.row;
  const before = await row();
  expect(await puts(of, fact.id, { agency: 'Fen School', words: 'She was not seen today.', time: '12:30' })).toEqual({ ok: true, value: null });
  expect(await row()).toBe(before);
  expect(await factOf(of)).toMatchObject({ id: fact.id, agency: 'Fen School', recipient: 'Mrs Amos', words: 'She was not seen today.', ground: 'level_4', level: 4, basisId, by: place.people.worker.actorId });
  expect((await factOf(of)).sentAt.toString()).toBe(day('12:30'));
  const page = await pageOf(of, place.people.manager);
  const table = page.split('id="sent-to-whom"')[1] ?? '';
  for (const words of ['She was not seen today.', 'Fen School', 'Was recorded as', 'She was seen today.', 'Hill School', 'Misheard on the telephone.']) expect(table).toContain(words);
  // It is put right again, and each that stood before is there.
  expect(await puts(of, fact.id, { agency: 'Fen Junior School', why: 'There are two.' }, { time: '15:00', by: place.people.manager })).toEqual({ ok: true, value: null });
  const again = (await pageOf(of, place.people.worker)).split('id="sent-to-whom"')[1] ?? '';
  for (const words of ['Fen Junior School', 'Fen School', 'Hill School', 'There are two.', 'Misheard on the telephone.']) expect(again).toContain(words);
  const events = await as(place.people.manager, (tx) => tx.db.contactEvent.count({ where: { contactId: of.contactId, kind: 'sent_put_right' } }), '18:00');
  const ledger = await asSuperuser(async (client) => (await client.query<{ count: string }>("select count(*) from ledger_entry where action = 'sharing.put_right' and object_id = $1", [of.contactId])).rows[0]?.count);
  expect([events, ledger]).toEqual([2, '2']);
});

test('not without why, not where nothing differs, not ahead of time, and only by whoever recorded it or a manager', async () => {
  const { of, basisId } = await waiting();
  const fact = await sends(of, basisId);
  for (const typed of [{ why: ' ' }, { what: '' }, { time: '14:00' }, { agency: '' }, { words: '' }, { categories: [] }]) expect(await puts(of, fact.id, { words: 'Another.', ...typed }), JSON.stringify(typed)).toEqual({ ok: false, problem: 'incomplete' });
  expect(await puts(of, fact.id, {})).toEqual({ ok: false, problem: 'nothing_differs' });
  expect(await puts(of, fact.id, { agency: 'Fen School' }, { by: place.people.otherWorker })).toEqual({ ok: false, problem: 'not_theirs' });
  expect(await puts(of, fact.id, NEVER, { by: place.people.night })).toEqual({ ok: false, problem: 'not_theirs' });
  expect(await puts(of, newId(), { agency: 'Fen School' })).toEqual({ ok: false, problem: 'no_fact' });
  expect((await records(of)).putRight).toEqual([]);
  expect(await pageOf(of, place.people.otherWorker, { right: fact.id })).not.toContain('id="right"');
  expect(await pageOf(of, place.people.otherWorker)).not.toContain(`right=${fact.id}`);
  expect(await pageOf(of, place.people.worker, { right: fact.id })).toContain('id="right"');
  // Whatever the application does.
  const said = Object.fromEntries(SAID.map((name) => [name, fact[name]])) as Omit<typeof fact, 'sentAt'>;
  const row = (by: Person) => ({ ...said, categories: [...fact.categories], sentAt: dateOf(fact.sentAt), authorityId: place.id, id: newId(), contactId: of.contactId, outboundId: fact.id, replacesId: null, at: new Date(day('14:00')), by: by.actorId, neverSent: false, why: 'x' });
  for (const person of [place.people.otherWorker, place.people.night]) await expect(as(person, (tx) => tx.db.outboundCorrection.createMany({ data: [row(person)] }))).rejects.toThrow(/row-level security/);
  await expect(as(place.people.manager, (tx) => tx.db.outboundCorrection.createMany({ data: [row(place.people.worker)] }))).rejects.toThrow(/row-level security/);
  expect(await puts(of, fact.id, { agency: 'Fen School' }, { by: place.people.unqualifiedManager })).toEqual({ ok: true, value: null });
});

test('nobody puts anything right on a contact that they may not open', async () => {
  const { of, basisId } = await waiting();
  const fact = await sends(of, basisId);
  await keepsOut(of, place.people.manager);
  type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
  const POSTS = import.meta.glob<{ POST: Handler }>('../../app/contacts/[[]reference[]]/sharing/right/route.ts');
  const request = new NextRequest(`http://localhost:3000/contacts/${of.reference}/sharing/right`, { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people.manager)}`, origin: config().publicOrigin }, body: new URLSearchParams({ 'right.fact': fact.id, 'right.last': '', 'right.what': 'never', 'right.why': 'x' }) });
  const handler = (await Object.values(POSTS)[0]?.())?.POST;
  expect((await handler?.(request, { params: Promise.resolve({ reference: of.reference }) }))?.status).toBe(404);
  expect(await as(place.people.manager, (tx) => putRightSent(tx, place.people.manager, of.contactId, fact.id, under('right', { ...NEVER, last: '' })))).toEqual({ ok: false, problem: 'no_fact' });
  expect(await asSuperuser(async (client) => (await client.query('select 1 from outbound_correction where outbound_id = $1', [fact.id])).rowCount)).toBe(0);
});

test('at another time it stands on the ground that there was then, and where there was none it says so', async () => {
  const { of, basisId } = await waiting(earlyHelp());
  await tells(of, 'agree', '12:30');
  const fact = await sends(of, basisId);
  expect(fact).toMatchObject({ ground: 'told_and_agreed', authorisedBy: place.people.worker.actorId });
  expect(await puts(of, fact.id, { time: '09:30' }), 'before the contact').toEqual({ ok: false, problem: 'before_contact' });
  expect(await puts(of, fact.id, { words: 'He was seen today.' })).toEqual({ ok: true, value: null });
  expect(await factOf(of)).toMatchObject({ ground: 'told_and_agreed', opennessId: fact.opennessId });
  expect(await puts(of, fact.id, { time: '12:00' })).toEqual({ ok: true, value: null });
  expect(await factOf(of)).toMatchObject({ ground: 'none', authorisedBy: null, opennessId: null, level: 2, words: 'He was seen today.' });
  expect(await pageOf(of, place.people.worker)).toContain('Without ground');
  // Put right again, it stands on what was agreed by then.
  expect(await puts(of, fact.id, { time: '12:45' }, { time: '15:00' })).toEqual({ ok: true, value: null });
  expect(await factOf(of)).toMatchObject({ ground: 'told_and_agreed', authorisedBy: place.people.worker.actorId });
});

test('to another agency than a manager had agreed to it went under no agreement, and health is not without confidence', async () => {
  const { of, basisId } = await waiting(earlyHelp());
  const asked = await as(place.people.worker, (tx) => askForChecks(tx, of.contactId, under('checks', { person: 'all', agencies: 'Hill School', question: 'Seen?', reason: 'RISK', why: 'He may flee with her.' })), '11:00');
  if (!asked.ok) throw new Error(asked.problem);
  await as(place.people.manager, (tx) => answerChecks(tx, place.people.manager, of.contactId, { requestId: asked.value.requestId, fields: under('answer', { verdict: 'agreed', comment: 'It cannot wait.' }) }), '11:30');
  const fact = await sends(of, basisId, { under: asked.value.requestId });
  expect(fact).toMatchObject({ ground: 'manager_agreed', requestId: asked.value.requestId });
  expect(await puts(of, fact.id, { agency: 'Fen School' })).toEqual({ ok: false, problem: 'agency_not_named' });
  expect(await puts(of, fact.id, { categories: ['worry', 'health'] })).toEqual({ ok: false, problem: 'confidence_missing' });
  expect(await puts(of, fact.id, { basisId: '' })).toEqual({ ok: false, problem: 'basis_missing' });
  expect(await puts(of, fact.id, { agency: 'Fen School', under: 'none' })).toEqual({ ok: true, value: null });
  expect(await factOf(of)).toMatchObject({ agency: 'Fen School', ground: 'none', requestId: null, authorisedBy: null });
});

test('a form that is sent twice is one correction; whoever did not see the last one is told, also where two come at once', async () => {
  const { of, basisId } = await waiting();
  const fact = await sends(of, basisId);
  expect(await puts(of, fact.id, { agency: 'Fen School' }, { last: '' })).toEqual({ ok: true, value: null });
  expect(await puts(of, fact.id, { agency: 'Fen School' }, { last: '', time: '14:01' })).toEqual({ ok: true, value: null });
  expect(await puts(of, fact.id, { agency: 'Fenland Police' }, { last: '', by: place.people.manager })).toEqual({ ok: false, problem: 'put_right_meanwhile' });
  const last = (await records(of)).putRight[0]?.corrections[0]?.id ?? '';
  const both = await Promise.all([puts(of, fact.id, { agency: 'Hill School' }, { time: '15:00', last }), puts(of, fact.id, NEVER, { by: place.people.manager, time: '15:00', last })]);
  expect(both.map((done) => (done.ok ? 'done' : done.problem)).sort()).toEqual(['done', 'put_right_meanwhile']);
  expect((await records(of)).putRight[0]?.corrections).toHaveLength(2);
});

test('what was never sent is nobody’s: in no count, no chronology and no pack; and it may turn out that it was', async () => {
  const { of, basisId } = await waiting();
  const fact = await sends(of, basisId, { kind: 'question', agency: 'Causeway Clinic' });
  // On the page of the contact stands how much was sent, and who is involved.
  const contact = () => pageOf(of, place.people.worker, {}, '');
  const pack = async () => (await as(place.people.manager, (tx) => readWritten(tx, of.contactId), '18:00')).told.map(({ agency }) => agency);
  expect(await contact()).toContain('1 question or fact sent to other agencies');
  expect(await contact()).toContain('Causeway Clinic');
  expect(await puts(of, fact.id, { agency: 'Harbour Clinic' })).toEqual({ ok: true, value: null });
  expect(await contact()).not.toContain('Causeway Clinic');
  expect(await contact()).toContain('Harbour Clinic');
  expect(await pack()).toEqual(['Harbour Clinic']);
  expect(await puts(of, fact.id, NEVER, { time: '15:00' })).toEqual({ ok: true, value: null });
  expect(await puts(of, fact.id, NEVER, { time: '15:10' })).toEqual({ ok: false, problem: 'nothing_differs' });
  expect((await records(of)).outbound).toEqual([]);
  expect(await contact()).toContain('Nothing was sent to another agency');
  expect(await contact()).not.toContain('Harbour Clinic');
  expect(await pack()).toEqual([]);
  const table = (await pageOf(of, place.people.worker)).split('id="sent-to-whom"')[1] ?? '';
  for (const words of ['Never sent', 'Was recorded as', 'Harbour Clinic', 'Causeway Clinic', 'The call was not answered.']) expect(table).toContain(words);
  expect(await puts(of, fact.id, { agency: 'Harbour Clinic', why: 'The clinic has it in its notes.' }, { time: '16:00' })).toEqual({ ok: true, value: null });
  expect((await records(of)).outbound).toMatchObject([{ agency: 'Harbour Clinic', ground: 'level_4' }]);
});

const POLICE = { receivedAt: instant('11:00'), askedBy: 'Sergeant Hale, Fenland Police', verified: 'known' as const, what: 'Is she known?', purpose: 'A search', authority: '', dueAt: instant('16:00') };
const request = async (of: Case) => {
  const id = newId();
  await as(place.people.worker, async (tx) => {
    await addRequest(tx, { ...POLICE, id, contactId: of.contactId });
    await tx.db.duty.createMany({ data: [{ authorityId: place.id, id: newId(), contactId: of.contactId, code: 'ANSWER_REQUEST', occasionId: id, law: 'x', ownerRole: 'cads_social_worker', ownerId: null, openedAt: new Date(day('11:00')), dueAt: new Date(day('16:00')), evidence: 'Asked.' }] });
    const [duty] = (await dutiesOfContact(tx, of.contactId)).filter(({ occasionId }) => occasionId === id);
    await nameOwner(tx, duty?.id ?? '', place.people.otherWorker.actorId);
  }, '11:00');
  return id;
};
const answers = (of: Case, id: string, outboundId: string, time = '13:10') => as(place.people.worker, (tx) => answerRequest(tx, of.contactId, under('request', { id, outcome: 'given', outboundId })), time);
const owed = async (of: Case) => (await as(place.people.manager, (tx) => dutiesOfContact(tx, of.contactId), '18:00')).filter(({ code, discharge }) => code === 'ANSWER_REQUEST' && discharge === null);
const asked = async (of: Case) => (await as(place.people.manager, (tx) => requestsOf(tx, of.contactId), '18:00'))[0];

test.each([
  ['it was never sent', NEVER],
  ['it went to somebody else', { agency: 'Hill School' }],
  ['it went before whoever asked was made sure of', { time: '10:50' }],
])('a request that it had answered is open again with its owner and its time where %s, and is answered anew', async (_, typed) => {
  const { of, basisId } = await waiting();
  const id = await request(of);
  const fact = await sends(of, basisId, { agency: 'Fenland Police', words: 'She is known.' });
  expect(await answers(of, id, fact.id)).toEqual({ ok: true, value: null });
  expect(await owed(of)).toEqual([]);
  // What it says besides takes no answer away.
  expect(await puts(of, fact.id, { words: 'She is known to us.', recipient: 'Sergeant Hale' })).toEqual({ ok: true, value: null });
  expect([(await asked(of))?.answer?.outboundId, await owed(of)]).toEqual([fact.id, []]);

  expect(await puts(of, fact.id, typed, { time: '14:30' })).toEqual({ ok: true, value: null });
  expect(await asked(of)).toMatchObject({ answer: null, reopened: [{ by: place.people.worker.actorId, before: { outboundId: fact.id } }] });
  const [duty, ...more] = await owed(of);
  expect(more).toEqual([]);
  expect(duty).toMatchObject({ ownerId: place.people.otherWorker.actorId, ownerRole: 'cads_social_worker' });
  expect(duty?.dueAt?.toString()).toBe(day('16:00'));
  const page = (await pageOf(of, place.people.worker)).split('id="asked-of-us"')[1] ?? '';
  expect(page).toContain('Was answered');
  expect(page).toContain('id="request"');
  expect(page.split('</form>')[0]).not.toContain(`<option value="${fact.id}">`);
  expect((await answers(of, id, fact.id, '15:00')).ok).toBe(false);

  const next = await sends(of, basisId, { agency: 'Fenland Police', words: 'She is known, and seen.' }, '15:10');
  const told = (await records(of)).outbound.find(({ words }) => words === 'She is known, and seen.');
  expect(next.id).toBe(told?.id);
  expect(await answers(of, id, next.id, '15:20')).toEqual({ ok: true, value: null });
  expect([(await asked(of))?.answer?.outboundId, await owed(of)]).toEqual([next.id, []]);
  // And again, where that was not sent either.
  expect(await puts(of, next.id, NEVER, { time: '15:30' })).toEqual({ ok: true, value: null });
  expect((await asked(of))?.answer).toBeNull();
  expect(await owed(of)).toHaveLength(1);
});

test('a request made of a contact that was joined is open again there', async () => {
  const report = earlyHelp();
  const [{ of: first, basisId }, { of: second }] = [await waiting(report), await waiting(report)];
  await tells(first, 'agree', '10:50');
  const id = await request(second);
  const done = await as(place.people.worker, async (tx) => {
    const head = await findContact(tx, second.reference);
    return head && joinContact(tx, place.people.worker, head, { into: first.reference, prefix: place.prefix, reason: 'The same girl.' });
  });
  expect(done?.ok).toBe(true);
  const fact = await sends(first, basisId, { agency: 'Fenland Police' });
  expect(await answers(second, id, fact.id)).toEqual({ ok: true, value: null });
  expect(await puts(first, fact.id, NEVER)).toEqual({ ok: true, value: null });
  expect((await asked(second))?.answer).toBeNull();
  expect(await owed(second)).toMatchObject([{ ownerId: place.people.otherWorker.actorId }]);
});
