/**
 * What comes in while a contact is decided, or afterwards (safe practice 7.1, 7.8): nobody decides on what they never saw, and nothing
 * goes under. Expectations are by hand from domain 7.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { look } from '@/lib/attention/verbs/look';
import { findContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { answerQuestion } from '@/lib/contact/verbs/answer-question';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { countersign } from '@/lib/decision/verbs/countersign';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { arrives, at, basisOf, claims, decides, earlyHelp, handsIn, harm, saves, typed, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));
const adds = async (of: Case, when: string, { text = 'He came back with a mark on his neck.', immediate = false, indicators = {} } = {}) =>
  as(place.people.teacher, when, async (tx) => addToContact(tx, of.contactId, { key: crypto.randomUUID(), text, indicators, immediate }));
const opens = async (of: Case, person: Person, when: string) =>
  as(person, when, async (tx) => {
    const contact = await findContact(tx, of.reference);
    if (contact === null || !(await declareBeforeOpening(tx, contact, { knows: 'no', reason: '' })).ok) throw new Error('it is there');
    await readContact(tx, person, contact);
  });
const asks = async (of: Case, when: string) =>
  as(place.people.worker, when, async (tx) => {
    const contact = await findContact(tx, of.reference);
    const asked = contact === null ? null : await askReferrer(tx, contact, 'Who fetches him from school?');
    if (asked === null || !asked.ok) throw new Error('it is asked');
    return asked.value.questionId;
  });
const answers = async (of: Case, questionId: string, when: string, answer = 'A man whom nobody here knows.') => as(place.people.teacher, when, async (tx) => answerQuestion(tx, of.contactId, { questionId, answer }));
const duties = async (of: Case, code: string) => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => tx.db.duty.findMany({ where: { contactId: of.contactId, code, open: true } }));

test('nobody decides on what came in unread; read, it is decided as written', async () => {
  const { worker } = place.people;
  const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
  await claims(of, worker, '2026-03-02T09:10:00Z');
  await opens(of, worker, '2026-03-02T09:11:00Z');
  await saves(of, worker, await typed(of, 'EH_SINGLE'), '2026-03-02T09:30:00Z');
  expect((await adds(of, '2026-03-02T09:40:00Z')).ok).toBe(true);
  const page = await askPage('../../app/contacts/[reference]/decision/check/page.tsx', worker, { reference: of.reference }, {});
  expect(page.kind === 'shown' ? await page.html() : page).toContain('Something came in that nobody has read');
  expect(await handsIn(of, worker, '2026-03-02T09:41:00Z')).toEqual({ ok: false, problem: 'came_in' });
  await opens(of, worker, '2026-03-02T09:45:00Z');
  expect(await handsIn(of, worker, '2026-03-02T09:46:00Z')).toMatchObject({ ok: true, value: { inForce: true } });
  expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'decided', nextDueAt: null });
});

test('what is on its way while a decision is written counts after it, and opens it again', async () => {
  const { worker } = place.people;
  const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
  await claims(of, worker, '2026-03-02T09:10:00Z');
  await decides(of, worker, 'EH_SINGLE', '2026-03-02T10:00:00.500Z');
  // Sent half a second before, and taken when the decision had been made.
  expect((await adds(of, '2026-03-02T10:00:00Z')).ok).toBe(true);
  expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'claimed', readAt: null, marks: ['reopened'], due24hAt: new Date('2026-03-03T10:00:00.501Z') });
  expect(await duties(of, 'DECIDE_AGAIN')).toHaveLength(1);
});

test('a referrer’s answer comes in like anything else: unread, and what was decided without it is decided again and not told', async () => {
  const { worker } = place.people;
  const of = await arrives(place, '2026-03-02T09:00:00Z', earlyHelp());
  await claims(of, worker, '2026-03-02T09:10:00Z');
  await opens(of, worker, '2026-03-02T09:11:00Z');
  const [first, second] = [await asks(of, '2026-03-02T09:20:00Z'), await asks(of, '2026-03-02T09:21:00Z')];
  expect(await answers(of, first, '2026-03-02T09:30:00Z', 'His grandmother.')).toEqual({ ok: true, value: null });
  expect(await queueRow(place, of.contactId)).toMatchObject({ readAt: null });
  await saves(of, worker, await typed(of, 'EH_SINGLE', { without_question: 'yes', withoutReason: 'The school is closed.' }), '2026-03-02T09:40:00Z');
  expect(await handsIn(of, worker, '2026-03-02T09:41:00Z'), 'the answer was not read').toEqual({ ok: false, problem: 'came_in' });
  await opens(of, worker, '2026-03-02T09:45:00Z');
  const done = await handsIn(of, worker, '2026-03-02T10:00:00Z');
  if (!done.ok) throw new Error(done.problem);
  const letterId = await as(worker, '2026-03-02T10:00:00Z', async (tx) => writeOutcomeLetter(tx, done.value.decisionId).then(async () => (await tx.db.letter.findFirstOrThrow({ where: { contactId: of.contactId, kind: 'outcome' } })).id));
  expect(await duties(of, 'DECIDE_AGAIN')).toEqual([]);

  expect(await answers(of, second, '2026-03-02T15:00:00Z')).toEqual({ ok: true, value: null });
  expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'claimed', readAt: null, marks: ['reopened'], receivedAt: new Date('2026-03-02T15:00:00Z'), due24hAt: new Date('2026-03-03T15:00:00Z') });
  // 15:00 on Monday 2 March 2026: both clocks end at 15:00 on Tuesday.
  expect((await duties(of, 'DECIDE_AGAIN')).map(({ dueAt }) => dueAt?.toISOString())).toEqual(['2026-03-03T15:00:00.000Z']);
  expect(await as(worker, '2026-03-02T15:05:00Z', async (tx) => sendLetter(tx, worker, { contactId: of.contactId, letterId }))).toMatchObject({ ok: false, problem: 'not_in_force' });
});

test('danger that comes in while a decision waits for its second person is seen within its fifteen minutes, or somebody is called', async () => {
  const { worker, manager } = place.people;
  const of = await arrives(place, '2026-03-02T09:00:00Z', harm());
  await claims(of, worker, '2026-03-02T09:10:00Z');
  await opens(of, worker, '2026-03-02T09:11:00Z');
  expect(await decides(of, worker, 'CIN_ASSESS', '2026-03-02T09:30:00Z')).toMatchObject({ inForce: false });
  expect((await adds(of, '2026-03-02T09:32:00Z', { immediate: true })).ok).toBe(true);
  const called = async (when: string) => {
    await asSystem(place, when, look);
    return asSystem(place, when, async (tx) => (await tx.db.alarm.findMany({ where: { contactId: of.contactId, kind: 'not_seen' }, orderBy: { raisedAt: 'asc' } })).map(({ occasion, endedHow }) => [occasion, endedHow]));
  };
  expect(await called('2026-03-02T09:46:59Z')).toEqual([]);
  expect(await called('2026-03-02T09:47:00Z')).toEqual([['2026-03-02T09:32:00Z', null]]);
  await opens(of, manager, '2026-03-02T09:50:00Z');
  expect(await called('2026-03-02T09:51:00Z')).toEqual([['2026-03-02T09:32:00Z', 'met']]);
});

test('what is joined in at level 4 about another child is let go of by two persons, and once that is decided no more', async () => {
  const { worker, manager } = place.people;
  const [into, from] = [await arrives(place, '2026-03-02T09:00:00Z', earlyHelp()), await arrives(place, '2026-03-02T09:05:00Z', harm())];
  await claims(into, worker, '2026-03-02T09:10:00Z');
  await opens(into, worker, '2026-03-02T09:11:00Z');
  await as(worker, '2026-03-02T09:20:00Z', async (tx) => {
    const head = await findContact(tx, from.reference);
    const done = head === null ? null : await joinContact(tx, worker, head, { into: into.reference, prefix: place.prefix, reason: 'One household.', otherChildren: true });
    expect(done?.ok).toBe(true);
  });
  await saves(into, worker, await typed(into, 'EH_SINGLE'), '2026-03-02T09:30:00Z');
  expect(await handsIn(into, worker, '2026-03-02T09:30:00Z'), 'what came in with it was not read').toEqual({ ok: false, problem: 'came_in' });
  await opens(into, worker, '2026-03-02T09:31:00Z');
  const done = await handsIn(into, worker, '2026-03-02T09:32:00Z');
  if (!done.ok) throw new Error(done.problem);
  expect(done.value.inForce).toBe(false);
  expect(await queueRow(place, into.contactId)).toMatchObject({ state: 'awaiting_countersign', level: 4 });
  const { decisionId } = done.value;
  expect((await basisOf(into)).decisions.map(({ countersignReasons, direction }) => [countersignReasons, direction])).toEqual([[[{ code: 'BELOW_4', personId: 'contact' }], 'lowers']]);
  await opens(into, manager, '2026-03-02T09:40:00Z');
  expect(await as(manager, '2026-03-02T09:41:00Z', async (tx) => countersign(tx, manager, { contactId: into.contactId, decisionId, verdict: 'agreed', comment: 'He is with his aunt.' }))).toEqual({ ok: true, value: { inForce: true } });
  expect((await basisOf(into)).situation.joined).toBeNull();
});

test('the instant of a transaction only ever goes forward', async () => {
  const instant = (text: string) => Temporal.Instant.from(text);
  await as(place.people.worker, '2026-03-02T09:00:00Z', async (tx) => {
    tx.notBefore(instant('2026-03-02T08:59:00Z'));
    expect(tx.at.equals(instant('2026-03-02T09:00:00Z'))).toBe(true);
    tx.notBefore(instant('2026-03-02T09:00:01Z'));
    expect([tx.at, await tx.asSystem(async (system) => Promise.resolve(system.at))].map(String)).toEqual(['2026-03-02T09:00:01Z', '2026-03-02T09:00:01Z']);
  });
});
