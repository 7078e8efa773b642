/** A manager is asked to agree to checks without the parents (safe practice 7.7, 7.16): once for each form, and where it opens something. Who answers for themselves. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dutiesOfContact } from '@/lib/duty/store';
import { closeDatabase } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { readSharing } from '@/lib/sharing/sharing-store';
import { answerChecks } from '@/lib/sharing/verbs/answer-checks';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { recordAgreement } from '@/lib/sharing/verbs/record-agreement';
import { earlyHelp, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { as, day, joins, pageOf, under, waiting, type Typed } from './sharing-scene';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const asks = (of: Case, more: Typed = {}, when = day('11:00')) =>
  as(place.people.worker, async (tx) => askForChecks(tx, of.contactId, under('checks', { person: 'all', agencies: 'Hill School', question: 'Was he seen?', reason: 'RISK', why: 'He may flee with him.', ...more })), when);
const requestsOf = async (of: Case) => (await as(place.people.worker, async (tx) => readSharing(tx, of.contactId))).requests;
const owed = async (of: Case) => (await as(place.people.manager, async (tx) => dutiesOfContact(tx, of.contactId))).filter(({ code, discharge }) => code === 'AGREE_CHECKS' && discharge === null);

test('a form that is sent twice is one request and one duty; with other words it says so, and the next form asks anew', async () => {
  const of = await waiting(place, earlyHelp());
  const form = newId();
  expect((await pageOf(of)).match(/name="checks\.form" value="[0-9a-f-]{36}"/g)).toHaveLength(1);
  for (const time of ['11:00', '11:01']) expect(await asks(of, { form }, day(time)), time).toEqual({ ok: true, value: { requestId: form } });
  expect([(await requestsOf(of)).length, (await owed(of)).length]).toEqual([1, 1]);
  expect(await asks(of, { form, question: 'Is he there?' }, day('11:02'))).toEqual({ ok: false, problem: 'asked_already' });
  expect((await asks(of, { form: newId(), question: 'Is he there?' }, day('11:03'))).ok).toBe(true);
  expect([(await requestsOf(of)).length, (await owed(of)).length]).toEqual([2, 2]);
});

test('what was asked before a join is not agreed to where it opens nothing: it is returned, and asked where the work goes on', async () => {
  const report = earlyHelp();
  const [first, second] = [await waiting(place, report), await waiting(place, report)];
  const asked = await asks(second);
  if (!asked.ok) throw new Error(asked.problem);
  await joins(second, first, day('12:00'));
  const { manager } = place.people;
  const answers = (verdict: string) => as(manager, async (tx) => answerChecks(tx, manager, second.contactId, { requestId: asked.value.requestId, fields: under('answer', { verdict, comment: 'It cannot wait.' }) }), day('12:30'));
  expect(await answers('agreed')).toEqual({ ok: false, problem: 'joined' });
  expect(await requestsOf(second)).toMatchObject([{ answer: null }]);
  const page = await pageOf(second, { form: 'answer', problem: 'joined' }, manager);
  for (const words of [`Record it on ${first.reference}`, 'Your agreement would open nothing here']) expect(page, words).toContain(words);
  expect(await answers('returned')).toEqual({ ok: true, value: null });
  expect(await owed(second)).toEqual([]);
});

test('nor less where it is about a child alone whom the other contact does not name', async () => {
  const about = (givenName: string, dateOfBirth: string) => ({ ...earlyHelp(), children: [{ ...earlyHelp().children?.[0], givenName, familyName: 'Curnow', dateOfBirth }] });
  const [hers, his] = [await waiting(place, about('Mila', '2016-04-02')), await waiting(place, about('Noah', '2018-05-01'))];
  const asked = await asks(his);
  if (!asked.ok) throw new Error(asked.problem);
  await joins(his, hers, day('12:00'), true);
  const { manager } = place.people;
  expect(await pageOf(his, {}, manager)).not.toContain('Your agreement would open nothing here');
  expect((await as(manager, async (tx) => answerChecks(tx, manager, his.contactId, { requestId: asked.value.requestId, fields: under('answer', { verdict: 'agreed', comment: 'It cannot wait.' }) }), day('12:30'))).ok).toBe(true);
});

test('a child whose age is known in words alone, and is the only one, does not answer as somebody of 16', async () => {
  const [child] = earlyHelp().children ?? [];
  const of = await waiting(place, { ...earlyHelp(), children: [{ ...child, givenName: 'Jory', familyName: 'Tonkin', dateOfBirth: null, age: { years: 9 }, ageWords: '9' }] });
  const given = under('agreement', { service: 'early_help', answer: 'given', givenBy: 'aged_16', askedOf: 'Jory himself', how: 'in_person', scope: 'A mentor at school' });
  expect(await as(place.people.worker, async (tx) => recordAgreement(tx, of.contactId, given))).toEqual({ ok: false, problem: 'incomplete' });
  expect((await as(place.people.worker, async (tx) => recordAgreement(tx, of.contactId, { ...given, 'agreement.givenBy': 'gillick', 'agreement.judgedBy': 'The school nurse', 'agreement.judgedOn': 'He could say what follows.' }))).ok).toBe(true);
});
