/** What is kept secret stands in no record of sharing, whenever it was kept so, and what was sent stays proved (domain 7.6, 7.16; decision 23). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { addAnswerAnew, addReopened, addRequest, addRequestAnswer, requestsOf } from '@/lib/contact/call/request-store';
import { openProtected } from '@/lib/contact/secrecy/protected-store';
import { findContact } from '@/lib/contact/store';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { lookAtProtected } from '@/lib/contact/verbs/look-at-protected';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import type { SharingForm } from '@/lib/sharing/schema';
import { readSharing, waitingRequests } from '@/lib/sharing/sharing-store';
import { answerChecks } from '@/lib/sharing/verbs/answer-checks';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { recordAgreement } from '@/lib/sharing/verbs/record-agreement';
import { recordBasis } from '@/lib/sharing/verbs/record-basis';
import { recordOpenness } from '@/lib/sharing/verbs/record-openness';
import { putRightSent } from '@/lib/sharing/verbs/put-right-sent';
import { recordSent } from '@/lib/sharing/verbs/record-sent';
import { takeBackChecks } from '@/lib/sharing/verbs/take-back-checks';
import { askPage } from './asking-pages';
import { arrives, at, claims, earlyHelp, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const NOON = '2026-11-18T12:00:00Z';
const LATER = '2026-11-18T13:00:00Z';
const TABLES = ['service_agreement', 'family_openness', 'sharing_basis', 'checks_request', 'checks_answer', 'checks_taken_back', 'outbound_fact', 'outbound_correction', 'information_request', 'information_answer', 'information_answer_anew'];
const WHERE = 'They are at 14 Rose Lane now.';
const TELLS = /Rose Lane|Thistledown/i;
const SECRET = { address: '14 Rose Lane\nKettlesham', postcode: 'ZE3 9QT', school: 'Thistledown Primary' };

const under = (form: SharingForm, typed: Record<string, string | string[]>): Fields => Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${form}.${name}`, value]));
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, when = NOON) => withActor(person, work, at(when));

async function waits(kept: boolean, more: object = {}): Promise<Case> {
  const [child] = earlyHelp().children ?? [];
  const of = await arrives(place, '2026-11-18T10:00:00Z', { ...earlyHelp(), reporter: { continuingRole: 'yes', aboutColleague: 'not_known' }, children: [{ ...child, ...SECRET, keepAddressSecret: kept, keepSchoolSecret: kept, ...more }] });
  await claims(of, place.people.worker, '2026-11-18T10:30:00Z');
  await knowNobody(place, of.contactId);
  return of;
}

const headOf = async (tx: Tx, { reference }: Case) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('the contact is there');
  return head;
};

async function asks(of: Case, agencies: string, question = WHERE): Promise<string> {
  const asked = await as(place.people.worker, (tx) => askForChecks(tx, of.contactId, under('checks', { agencies, question, reason: 'RISK', why: WHERE })));
  if (!asked.ok) throw new Error(asked.problem);
  return asked.value.requestId;
}
const agrees = (of: Case, requestId: string) => as(place.people.manager, (tx) => answerChecks(tx, place.people.manager, of.contactId, { requestId, fields: under('answer', { verdict: 'agreed', comment: WHERE }) }));
/** That it may reach somebody who tells the adult concerned was agreed. */
const AGREED = { trustReach: 'would_tell', trustAgreer: 'designated_officer', trustAgreedBy: 'Iseult Brand of 14 Rose Lane', trustAgreedRole: WHERE, 'trustOn.day': '18', 'trustOn.month': '11', 'trustOn.year': '2026', trustTime: '12:30' };
const sends = (of: Case, basisId: string, more: Record<string, string | string[]>) =>
  as(place.people.worker, (tx) => recordSent(tx, of.contactId, under('sent', { kind: 'fact', agency: 'Market Street Surgery', recipient: 'Dr Amos of 14 Rose Lane', recipientRole: 'GP near 14 Rose Lane', categories: ['identity'], words: WHERE, how: 'telephone', basisId, gone: 'no', ...AGREED, ...more })), LATER);

/** Writes the address into every text that may be recorded about sharing. @returns the request that still waits. */
async function records(of: Case): Promise<string> {
  const { worker } = place.people;
  await as(worker, (tx) => recordAgreement(tx, of.contactId, under('agreement', { service: 'early_help', answer: 'given', givenBy: 'gillick', askedOf: `Odalys. ${WHERE}`, how: 'telephone', scope: WHERE, judgedBy: `Worker. ${WHERE}`, judgedOn: WHERE })));
  await as(worker, (tx) => recordOpenness(tx, of.contactId, under('openness', { told: 'yes', toldWhom: `Mother. ${WHERE}`, toldWhat: WHERE, toldBy: `Worker. ${WHERE}`, checks: 'not_asked' })));
  await as(worker, (tx) => recordBasis(tx, of.contactId, under('basis', { basis: 'public_task', why: WHERE, advice: WHERE })));
  const requestId = await asks(of, 'Market Street Surgery, Thistledown Primary');
  expect((await agrees(of, requestId)).ok).toBe(true);
  const basisId = (await as(worker, (tx) => readSharing(tx, of.contactId))).bases[0]?.id ?? '';
  expect(await sends(of, basisId, { under: requestId })).toEqual({ ok: true, value: null });
  const outboundId = (await as(worker, (tx) => readSharing(tx, of.contactId), LATER)).outbound[0]?.id ?? '';
  const asked = newId();
  await as(worker, async (tx) => {
    await addRequest(tx, { id: asked, contactId: of.contactId, receivedAt: tx.at, dueAt: null, verified: 'known', askedBy: 'Sergeant Hale', what: 'Where they are', purpose: 'A charge', authority: 'His inspector' });
    await addRequestAnswer(tx, of.contactId, asked, { outcome: 'given', outboundId, checkedHow: WHERE, checkedAt: tx.at, reason: '' });
  }, LATER);
  await putsRight(of, outboundId, asked);
  expect(await as(place.people.manager, (tx) => takeBackChecks(tx, place.people.manager, of.contactId, under('back', { request: requestId, why: WHERE })), LATER)).toEqual({ ok: true, value: null });
  return asks(of, 'Harbour Clinic');
}

/** The same again, about more than it said; the request that it answered is open again, and refused. */
async function putsRight(of: Case, outboundId: string, requestId: string): Promise<void> {
  const { worker } = place.people;
  const { outbound: [fact] } = await as(worker, (tx) => readSharing(tx, of.contactId), LATER);
  const said = { what: 'different', why: WHERE, agency: 'Market Street Surgery', recipient: 'Dr Amos of 14 Rose Lane', recipientRole: 'GP near 14 Rose Lane', categories: ['identity', 'worry'], words: WHERE, how: 'telephone', basisId: fact?.basisId ?? '', 'on.day': '18', 'on.month': '11', 'on.year': '2026', time: '13:00' };
  expect(await as(worker, (tx) => putRightSent(tx, worker, of.contactId, outboundId, under('right', said)), LATER)).toEqual({ ok: true, value: null });
  const correctionId = (await as(worker, (tx) => readSharing(tx, of.contactId), LATER)).putRight[0]?.corrections[0]?.id ?? '';
  await as(worker, async (tx) => {
    const again = await addReopened(tx, { id: requestId, contactId: of.contactId }, correctionId);
    await addAnswerAnew(tx, of.contactId, again, { outcome: 'refused', outboundId: null, checkedHow: WHERE, checkedAt: null, reason: WHERE });
  }, LATER);
}

async function stored(of: Case): Promise<string> {
  return asSuperuser(async (client) => {
    const texts: string[] = [];
    for (const table of TABLES) {
      const { rows } = await client.query<{ text: string }>(`select to_jsonb(t)::text as text from ${table} t where contact_id = $1`, [of.contactId]);
      expect(rows.length, table).toBeGreaterThan(0);
      texts.push(...rows.map(({ text }) => `${table}: ${text}`));
    }
    return texts.join('\n');
  });
}

/** Everything that is shown of sharing, as whoever works with it reads it. */
async function shown(of: Case): Promise<string> {
  const texts: string[] = [];
  for (const person of [place.people.worker, place.people.otherWorker, place.people.manager, place.people.auditor]) {
    texts.push(JSON.stringify(await as(person, (tx) => readSharing(tx, of.contactId), LATER)), JSON.stringify(await as(person, (tx) => requestsOf(tx, of.contactId), LATER)));
    const page = await askPage('../../app/contacts/[reference]/sharing/page.tsx', person, { reference: of.reference });
    if (page.kind !== 'shown') throw new Error(page.kind);
    texts.push(await page.html());
  }
  texts.push(JSON.stringify(await as(place.people.manager, waitingRequests, LATER)));
  const list = await askPage('../../app/countersign/page.tsx', place.people.manager, {});
  texts.push(list.kind === 'shown' ? await list.html() : '');
  expect(texts.at(-1)).toContain(of.reference);
  return texts.join('\n');
}

/** The whole words that a manager who gave a reason may look at, by where they stood. */
const whole = (of: Case) =>
  withActor(place.people.manager, async (tx) => {
    await lookAtProtected(tx, place.people.manager, await headOf(tx, of), 'To see what was sent.');
    return new Map((await openProtected(tx, of.contactId)).map(({ place: where, words }) => [where, words]));
  });

test('a record of sharing does not say again what is kept secret; what was sent is proved by the sealed words', async () => {
  const of = await waits(true);
  await records(of);
  expect(await stored(of)).not.toMatch(TELLS);
  expect(await shown(of)).not.toMatch(TELLS);
  const { outbound: [fact] } = await as(place.people.worker, (tx) => readSharing(tx, of.contactId), LATER);
  expect(fact).toMatchObject({ words: 'They are at [kept secret] now.', recipient: 'Dr Amos of [kept secret]', agency: 'Market Street Surgery' });
  const words = await whole(of);
  expect(words.get(`outbound_fact.words.${fact?.id}`)).toBe(WHERE);
  expect(words.get(`outbound_fact.recipient_role.${fact?.id}`)).toBe('GP near 14 Rose Lane');
  expect(words.get(`outbound_fact.trust_agreed_role.${fact?.id}`)).toBe(WHERE);
  // Put right, each is proved in its own words.
  const { putRight: [right] } = await as(place.people.worker, (tx) => readSharing(tx, of.contactId), LATER);
  for (const text of ['words', 'why']) expect(words.get(`outbound_correction.${text}.${right?.corrections[0]?.id}`), text).toBe(WHERE);
});

test('kept secret afterwards it leaves every record of sharing that is there, and stays proved', async () => {
  const of = await waits(false);
  await records(of);
  expect(await stored(of)).toMatch(TELLS);
  const before = await as(place.people.worker, (tx) => readSharing(tx, of.contactId), LATER);
  const kept = await as(place.people.worker, async (tx) => keepSecret(tx, await headOf(tx, of), { chosen: [{ place: 'children.0', detail: 'address' }, { place: 'children.0', detail: 'school' }], fresh: null, reason: 'It is a refuge.' }), LATER);
  expect(kept.ok).toBe(true);
  expect(await stored(of)).not.toMatch(TELLS);
  expect(await shown(of)).not.toMatch(TELLS);
  const words = await whole(of);
  expect(words.get(`outbound_fact.words.${before.outbound[0]?.id}`)).toBe(WHERE);
  // Nothing else of a record is changed by it.
  const after = await as(place.people.worker, (tx) => readSharing(tx, of.contactId), LATER);
  expect(after.outbound[0]).toMatchObject({ ground: 'manager_agreed', requestId: before.outbound[0]?.requestId, authorisedBy: place.people.manager.actorId, at: before.outbound[0]?.at, late: null });
  expect(after.requests.map(({ id, answer }) => [id, answer?.verdict])).toEqual(before.requests.map(({ id, answer }) => [id, answer?.verdict]));
});

test('what was recorded with the address before it was hidden at writing is not shown either', async () => {
  const of = await waits(true);
  await records(of);
  await asSuperuser(async (client) => {
    await client.query('update outbound_fact set words = $2 where contact_id = $1', [of.contactId, WHERE]);
    await client.query('update outbound_correction set words = $2, why = $2 where contact_id = $1', [of.contactId, WHERE]);
    await client.query('update checks_taken_back set why = $2 where contact_id = $1', [of.contactId, WHERE]);
    await client.query('update checks_request set question = $2 where contact_id = $1', [of.contactId, WHERE]);
    await client.query('update information_request set what = $2 where contact_id = $1', [of.contactId, WHERE]);
  });
  expect(await shown(of)).not.toMatch(TELLS);
});

test('a manager’s agreement to a school that is kept secret is to that school, and to no other that is', async () => {
  const of = await waits(true);
  await as(place.people.worker, (tx) => recordBasis(tx, of.contactId, under('basis', { basis: 'public_task', why: 'To protect her.' })));
  const basisId = (await as(place.people.worker, (tx) => readSharing(tx, of.contactId))).bases[0]?.id ?? '';
  const kept = await as(place.people.worker, async (tx) => keepSecret(tx, await headOf(tx, of), { chosen: [], fresh: { place: 'children.0', kind: 'school', words: 'Larkspur Academy' }, reason: 'She was moved.' }));
  expect(kept.ok).toBe(true);
  const requestId = await asks(of, 'Thistledown Primary');
  expect((await agrees(of, requestId)).ok).toBe(true);
  expect(await sends(of, basisId, { under: requestId, agency: 'Larkspur Academy' })).toEqual({ ok: false, problem: 'agency_not_named' });
  expect(await sends(of, basisId, { under: requestId, agency: '[kept secret]' })).toEqual({ ok: false, problem: 'agency_not_named' });
  expect(await sends(of, basisId, { under: requestId, agency: 'Thistledown Primary' })).toEqual({ ok: true, value: null });
});
