/** What the night may not miss (safe practice 1, 7, 8): what is rated red is urgent, what came in to an older contact goes into the hand-over, and who let something wait is not who looks at it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person, Role } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { readSettlers, settleProblem } from '@/lib/attention/settler-store';
import type { Alarm } from '@/lib/attention/alarm';
import type { ContactHead } from '@/lib/contact/head';
import { readFilter } from '@/lib/contact/queue/queue-filter';
import { countQueue } from '@/lib/contact/queue/queue-list-store';
import { findContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { answerQuestion } from '@/lib/contact/verbs/answer-question';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { rateContact } from '@/lib/contact/verbs/rate-contact';
import { findOpenDuty } from '@/lib/duty/store';
import { addOffer } from '@/lib/duty/offer-store';
import { answerDutyOffer } from '@/lib/duty/verbs/answer-duty-offer';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { offerDuty } from '@/lib/duty/verbs/offer-duty';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import { addHandOver, offeredTo } from '@/lib/emergency/hand-over-store';
import type { Direction } from '@/lib/emergency/model';
import { acceptHandOver } from '@/lib/emergency/verbs/accept-hand-over';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { statementsOf } from './counting';
import { arrives, at, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

// Monday 2 March 2026: the front door closes at 17:00 and opens at 08:45.
const night = (time: string) => `2026-03-02T${time}:00Z`;
const WAITS: Fields = { outcome: 'can_wait', why: 'He is in hospital.', safeBecause: 'On the ward.', wouldChange: 'A visitor', told: 'The ward sister' };

const on = async <T>(person: Person, of: Case, when: string, work: (tx: Tx, head: ContactHead) => Promise<T>): Promise<T> =>
  withActor(person, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null) throw new Error('it is there');
    return work(tx, head);
  }, at(when));
const decidesAtNight = (of: Case, fields: Fields) => on(place.people.night, of, night('22:20'), (tx, head) => decideEmergency(tx, head, { key: newId(), fields }));
const offered = (person: Person, direction: Direction, role: Role, when: string) => withActor(person, async (tx) => (await offeredTo(tx, direction, role, (await readAuthority(tx)).settings)).map(({ contactId }) => contactId), at(when));

test('what a worker rated red is as urgent as level 4: to wait it takes its own reason and a manager’s look, it needs a person now, and the day may ask the night to watch it', async () => {
  const { night: nightWorker, manager } = place.people;
  const of = await arrives(place, night('16:10'), earlyHelp());
  await knowNobody(place, of.contactId);
  const now = () => withActor(manager, async (tx) => (await countQueue(tx, readFilter(() => []))).views.now, at(night('16:30')));
  const before = await now();
  expect((await on(nightWorker, of, night('16:20'), (tx, head) => rateContact(tx, head, { rating: 'red', reason: 'The man is out on bail.' }))).ok).toBe(true);
  expect(await now()).toBe(before + 1);
  expect(await offered(manager, 'to_night', 'manager', night('16:40'))).toContain(of.contactId);

  const page = await askPage('../../app/contacts/[reference]/emergency/page.tsx', nightWorker, { reference: of.reference });
  const html = page.kind === 'shown' ? await page.html() : page.kind;
  expect(html).toContain('or rated so, or may not be able to wait: why can it wait all the same?');
  // Enter presses the first button (docs/lessons.md): it saves, and what cannot be changed is not recorded by it.
  const [form, first] = [/<form[^>]*id="emergency-form"[^>]*>/.exec(html)?.[0], /id="emergency-form".*?(<button[^>]*>)/s.exec(html)?.[1]];
  expect(form).toContain('/emergency/save"');
  expect(first).not.toMatch(/formaction/i);
  expect(await decidesAtNight(of, WAITS)).toEqual({ ok: false, problem: 'not_complete' });
  expect(await decidesAtNight(of, { ...WAITS, although: 'The police stay with him.' })).toMatchObject({ ok: true });
  // An hour after it was left to wait.
  expect(await asSystem(place, night('22:20'), (tx) => findOpenDuty(tx, of.contactId, 'REVIEW_CAN_WAIT'))).toMatchObject({ dueAt: Temporal.Instant.from(night('23:20')) });
});

test('what came in at night to a contact of the day goes into the morning’s hand-over; a contact of the day to which nothing came in does not', async () => {
  const { worker, night: nightWorker, teacher } = place.people;
  const [decided, open, asked, quiet] = [await arrives(place, night('09:00'), earlyHelp()), await arrives(place, night('09:00'), earlyHelp()), await arrives(place, night('09:00'), earlyHelp()), await arrives(place, night('09:00'), earlyHelp())];
  await claims(decided, worker, night('09:10'));
  await decides(decided, worker, 'EH_SINGLE', night('10:00'));
  const question = await on(worker, asked, night('11:00'), (tx, head) => askReferrer(tx, head, 'Who fetches him from school?'));
  if (!question.ok) throw new Error(question.problem);
  for (const of of [decided, open]) expect((await withActor(teacher, (tx) => addToContact(tx, of.contactId, { key: newId(), text: 'He came back and shouted.', indicators: {}, immediate: false }), at(night('23:00')))).ok).toBe(true);
  expect((await withActor(teacher, (tx) => answerQuestion(tx, asked.contactId, { questionId: question.value.questionId, answer: 'A man whom nobody here knows.' }), at(night('23:05')))).ok).toBe(true);
  const goes = await offered(nightWorker, 'to_day', 'emergency_duty_worker', '2026-03-03T08:00:00Z');
  expect([decided, open, asked, quiet].map(({ contactId }) => goes.includes(contactId))).toEqual([true, true, true, false]);
});

test('accepted by the day on Saturday, it goes again on Monday with what came in on Sunday; to what nothing came in, it does not', async () => {
  const { worker, night: nightWorker, teacher } = place.people;
  const [told, quiet] = [await arrives(place, '2026-03-06T18:00:00Z', earlyHelp()), await arrives(place, '2026-03-06T18:00:00Z', earlyHelp())];
  for (const of of [told, quiet]) await knowNobody(place, of.contactId);
  const monday = async () => {
    const goes = await offered(nightWorker, 'to_day', 'emergency_duty_worker', '2026-03-09T08:00:00Z');
    return [told, quiet].map(({ contactId }) => goes.includes(contactId));
  };
  const contacts = [told, quiet].map(({ contactId }) => ({ contactId, line: 'Came in on Friday.' }));
  const handOverId = await withActor(nightWorker, (tx) => addHandOver(tx, { key: newId(), direction: 'to_day', toId: null, note: 'The weekend.', contacts }), at('2026-03-07T08:00:00Z'));
  expect(await withActor(worker, (tx) => acceptHandOver(tx, worker, { handOverId: handOverId ?? '' }), at('2026-03-07T09:00:00Z'))).toEqual({ ok: true, value: { accepted: 2 } });
  expect(await monday()).toEqual([false, false]);
  expect((await withActor(teacher, (tx) => addToContact(tx, told.contactId, { key: newId(), text: 'He was at the door again.', indicators: {}, immediate: false }), at('2026-03-08T23:00:00Z'))).ok).toBe(true);
  expect(await monday()).toEqual([true, false]);
});

test('what came in between the hand-over and its acceptance was not in it, and goes into the next one; to what nothing came in, it does not', async () => {
  const { worker, night: nightWorker, teacher } = place.people;
  const [told, quiet] = [await arrives(place, '2026-03-10T22:00:00Z', earlyHelp()), await arrives(place, '2026-03-10T22:00:00Z', earlyHelp())];
  for (const of of [told, quiet]) await knowNobody(place, of.contactId);
  const contacts = [told, quiet].map(({ contactId }) => ({ contactId, line: 'Came in at ten.' }));
  const handOverId = await withActor(nightWorker, (tx) => addHandOver(tx, { key: newId(), direction: 'to_day', toId: null, note: 'The night.', contacts }), at('2026-03-11T07:00:00Z'));
  expect((await withActor(teacher, (tx) => addToContact(tx, told.contactId, { key: newId(), text: 'He broke the window.', indicators: {}, immediate: false }), at('2026-03-11T07:30:00Z'))).ok).toBe(true);
  expect(await withActor(worker, (tx) => acceptHandOver(tx, worker, { handOverId: handOverId ?? '' }), at('2026-03-11T08:00:00Z'))).toEqual({ ok: true, value: { accepted: 2 } });
  const goes = await offered(nightWorker, 'to_day', 'emergency_duty_worker', '2026-03-11T08:15:00Z');
  expect([told, quiet].map(({ contactId }) => goes.includes(contactId))).toEqual([true, false]);
});

test('who let it wait at night does not look at it as a manager: another is called, and may', async () => {
  const { night: nightWorker, manager } = place.people;
  // They work the night, and are a manager by day.
  const both: Person = { ...nightWorker, role: 'manager', membershipId: newId() };
  await asSystem(place, night('22:00'), (tx) => tx.db.membership.create({ data: { authorityId: place.id, id: both.membershipId, accountId: both.actorId, role: 'manager', qualified: true, jobTitle: 'Team manager', phone: '' } }));
  const of = await arrives(place, night('22:10'), harm());
  await knowNobody(place, of.contactId);
  expect(await decidesAtNight(of, { ...WAITS, although: 'The police stay with him.' })).toMatchObject({ ok: true });
  const duty = await asSystem(place, night('22:20'), (tx) => findOpenDuty(tx, of.contactId, 'REVIEW_CAN_WAIT'));
  if (duty === null) throw new Error('it is owed');

  const due = Temporal.Instant.from(night('23:20'));
  const alarm: Alarm = { id: newId(), kind: 'not_countersigned', contactId: of.contactId, occasion: duty.id, round: 0, due, raisedAt: due, ended: null };
  const settlers = await asSystem(place, night('23:20'), (tx) => readSettlers(tx, [alarm], [both.actorId, manager.actorId]));
  expect([...(settlers.get(alarm.id)?.may ?? [])]).toEqual([manager.actorId]);
  // As many questions for what several contacts wait for, decided or not, as for that of one of each.
  const decided = [await arrives(place, night('09:00'), earlyHelp()), await arrives(place, night('09:00'), earlyHelp())];
  for (const each of decided) {
    await claims(each, place.people.worker, night('09:10'));
    await decides(each, place.people.worker, 'EH_SINGLE', night('10:00'));
  }
  const asks = async (alarms: readonly Alarm[]) => (await statementsOf(() => asSystem(place, night('23:20'), (tx) => readSettlers(tx, alarms, [manager.actorId])))).length;
  const [one, ...more] = decided.map(({ contactId }): Alarm => ({ ...alarm, id: newId(), contactId, occasion: newId() }));
  if (one === undefined) throw new Error('two are decided');
  expect(await asks([alarm, one, ...more, { ...alarm, id: newId() }, { ...alarm, id: newId(), occasion: '' }])).toBe(await asks([alarm, one]));
  const settles = (person: Person) => withActor(person, (tx) => settleProblem(tx, alarm), at(night('23:21')));
  expect([await settles(both), await settles(manager)]).toEqual(['gone', null]);

  const fields: Fields = { 'when.day': '2', 'when.month': '3', 'when.year': '2026', 'when.time': '23:22', who: 'The team manager', what: 'Looked at it with the ward.' };
  const ends = (person: Person) => withActor(person, (tx) => endDuty(tx, person, duty.id, { how: 'done', words: '', fields }), at(night('23:25')));
  expect(await ends(both)).toEqual({ ok: false, problem: 'own_waiting' });
  // Nor is it theirs: they neither take it nor are given it, and its page offers them no end of it.
  const late = at(night('23:26'));
  const to = (colleague: Person) => ({ to: colleague.actorId, words: '' });
  expect(await withActor(both, (tx) => takeDuty(tx, both, duty.id), late)).toEqual({ ok: false, problem: 'own_waiting' });
  expect(await withActor(manager, (tx) => offerDuty(tx, manager, duty.id, to(both)), late)).toEqual({ ok: false, problem: 'no_colleague' });
  await withActor(manager, (tx) => addOffer(tx, { contactId: of.contactId, dutyId: duty.id, toId: both.actorId, words: '' }), late);
  const answers = (person: Person, answer: string) => withActor(person, (tx) => answerDutyOffer(tx, person, duty.id, { answer, reason: '' }), late);
  expect(await answers(both, 'accepted')).toEqual({ ok: false, problem: 'own_waiting' });
  expect(await answers(manager, 'taken_back')).toMatchObject({ ok: true });
  const shows = async (person: Person) => {
    const page = await askPage('../../app/duties/[duty]/page.tsx', person, { duty: duty.id });
    return page.kind === 'shown' ? page.html() : page.kind;
  };
  const [theirs, others] = [await shows(both), await shows(manager)];
  expect(theirs).toContain('You let this wait yourself. Another manager looks at it.');
  for (const act of ['/take', '/discharge']) expect([theirs, others].map((page) => page.includes(`action="/duties/${duty.id}${act}"`))).toEqual([false, true]);
  expect(others).not.toContain(`value="${both.actorId}"`);
  expect(await ends(manager)).toMatchObject({ ok: true });
});
