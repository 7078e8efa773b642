/** Being rung back and booked times (safe practice 7.9, 7.11, 7.14; N20): what is owed, by whom, and what becomes of it. */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NextRequest } from 'next/server';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readAuthority } from '@/lib/access/store';
import { listAlarms } from '@/lib/attention/alarm-store';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { sealSource } from '@/lib/contact/verbs/seal-source';
import { discardDraft } from '@/lib/contact/verbs/discard-draft';
import { saveCall } from '@/lib/contact/verbs/save-call';
import { startCallFor } from '@/lib/contact/verbs/start-call';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { takeUpDraft } from '@/lib/contact/verbs/take-up-draft';
import { endedRingBacks, findRingBack, openRingBacks, ownRingBacks, type RingBack } from '@/lib/line/ring-back-store';
import { bookableSlots, findBooking, ownBookings, slotsIn } from '@/lib/line/slot-store';
import { askToTalk } from '@/lib/line/verbs/ask-to-talk';
import { letGoOfCall, takeBackCall } from '@/lib/line/of-call';
import { noteBookingTry } from '@/lib/line/verbs/note-booking-try';
import { endOwedCall } from '@/lib/line/verbs/end-owed-call';
import { noteTalked } from '@/lib/line/verbs/note-talked';
import { noteTry } from '@/lib/line/verbs/note-try';
import { oweMissed } from '@/lib/line/verbs/owe-missed';
import { publishSlots } from '@/lib/line/verbs/publish-slots';
import { startTalk } from '@/lib/line/verbs/start-talk';
import { takeBackAsked } from '@/lib/line/verbs/take-back-asked';
import { takeRingBack } from '@/lib/line/verbs/take-ring-back';
import { withdrawSlot } from '@/lib/line/verbs/withdraw-slot';
import { config } from '@/lib/platform/config';
import { closeDatabase, SOURCE_ID, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { lockDraft, readDraft, saveStep } from '@/lib/platform/draft/store';
import { makeShifts } from '@/lib/rota/verbs/make-shifts';
import { askPage, cookieOf } from './asking-pages';
import { makePlace, type Place } from './people';
import { asSystem, makeWaiting } from './waiting';

// Wednesday 4 March 2026: London is at UTC, the office is open from 08:45 to 17:00.
const DAY = Temporal.PlainDate.from('2026-03-04');
const T = (time: string, day = '04') => `2026-03-${day}T${time}:00Z`;
const PHONE = '01632 960 455';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
  const { worker, otherWorker, manager } = place.people;
  for (const [accountId, coverOrder] of [[worker.actorId, 1], [otherWorker.actorId, 2]] as const) {
    const made = await as(manager, (tx) => makeShifts(tx, { monday: Temporal.PlainDate.from('2026-03-02'), post: 'duty_social_worker', accountId, coverOrder, days: [3, 4], from: Temporal.PlainTime.from('08:45'), to: Temporal.PlainTime.from('17:00'), replaces: null }), T('08:00'));
    if (!made.ok) throw new Error(made.problem);
  }
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at: string) => withActor(person, work, { at: Temporal.Instant.from(at) });

/** Asks as typed: whether it can wait, then the rest. */
async function ask(person: Person, fields: Fields, at: string, moving = '') {
  const draftId = await as(person, (tx) => startTalk(tx, person, moving), at);
  return as(
    person,
    async (tx) => {
      const { content } = (await readDraft(tx, draftId)) ?? { content: { fields: {} } };
      const typed = { wait: 'yes', ...content.fields, ...fields };
      await saveStep(tx, draftId, 'wait', () => true, typed, 1);
      return { draftId, result: await askToTalk(tx, person, draftId) };
    },
    at,
  );
}

const ring = (more: Fields = {}): Fields => ({ phone: PHONE, how: 'ring', day: DAY.toString(), from: '11:00', to: '12:30', about: '', ...more });
const open = (at: string) => asSystem(place, at, openRingBacks);
const html = async (file: string, person: Person) => {
  const answer = await askPage(file, person, {});
  return answer.kind === 'shown' ? answer.html() : answer.kind;
};

async function owed(at: string, origin: RingBack['origin']): Promise<RingBack> {
  const found = (await open(at)).find((each) => each.origin === origin);
  if (found === undefined) throw new Error(`nobody is owed a call: ${origin}`);
  return found;
}

/** The call that is logged becomes a contact. */
async function logged(person: Person, draftId: string, fields: Fields, at: string): Promise<string> {
  return as(
    person,
    async (tx) => {
      const draft = await readDraft(tx, draftId);
      const saved = await saveCall(tx, person, { draftId, posted: { ...draft?.content.fields, ...fields }, version: draft?.version ?? 1 });
      if (!saved.ok) throw new Error(saved.problem.code);
      const made = await submitContact(tx, person, await readAuthority(tx), { draftId, key: saved.value.key, version: saved.value.version });
      if (!made.ok) throw new Error(made.problem);
      return made.value.contactId;
    },
    at,
  );
}

const SAID: Fields = { 'happened.what': 'Came in without a coat again.', children: '1', 'child.1.givenName': 'Maya', 'child.1.familyName': 'Quill', 'belief.level': '2' };

describe('asking to be rung back', () => {
  test('is asked only when it can wait, is promised by the end of the time given, and is seen by the desk and by whoever asked', async () => {
    const { teacher, otherTeacher, lead, worker } = place.people;
    for (const wait of ['no', 'not_known', '']) expect((await ask(teacher, { ...ring(), wait }, T('10:00'))).result, wait).toEqual({ ok: false, problem: 'incomplete' });
    expect(await open(T('10:00'))).toEqual([]);
    const { draftId, result } = await ask(teacher, ring(), T('10:00'));
    expect(result).toEqual({ ok: true, value: 'ring' });
    // Sent twice it is asked once.
    expect(await as(teacher, (tx) => askToTalk(tx, teacher, draftId), T('10:01'))).toEqual({ ok: true, value: 'ring' });
    const [row, ...more] = await open(T('10:02'));
    expect(more).toEqual([]);
    expect(row).toMatchObject({ origin: 'asked', name: 'Bryony Castle', agencyName: 'Harrow Lane Primary School', phone: PHONE, ownerId: null });
    expect(row?.promisedAt.toString()).toBe(T('12:30'));
    expect(await as(teacher, (tx) => ownRingBacks(tx, 9), T('10:02'))).toHaveLength(1);
    for (const other of [otherTeacher, lead]) expect(await as(other, async (tx) => [...(await ownRingBacks(tx, 9)), ...(await openRingBacks(tx))], T('10:02')), other.name).toEqual([]);
    expect(await html('../../app/ring-backs/page.tsx', worker)).toContain(PHONE);
    expect(await html('../../app/talk/page.tsx', teacher)).toContain('On the list');
  });

  test('is taken, tried, promised anew and ended with words; then the number is gone', async () => {
    const { worker, teacher } = place.people;
    const { id } = await owed(T('10:05'), 'asked');
    expect(await as(worker, (tx) => takeRingBack(tx, id), T('11:00'))).toEqual({ ok: true, value: null });
    expect(await as(worker, (tx) => noteTry(tx, id, { outcome: 'engaged', again: '', words: '' }), T('11:10'))).toEqual({ ok: false, problem: 'incomplete' });
    expect(await as(worker, (tx) => noteTry(tx, id, { outcome: 'engaged', again: '30', words: '' }), T('11:10'))).toEqual({ ok: true, value: null });
    const tried = await owed(T('11:11'), 'asked');
    expect(tried).toMatchObject({ ownerId: worker.actorId, tries: [{ outcome: 'engaged', by: worker.actorId }] });
    expect(tried.promisedAt.toString()).toBe(T('11:40'));
    expect(await as(worker, (tx) => endOwedCall(tx, id, { how: 'not_needed', words: ' ' }), T('11:30'))).toEqual({ ok: false, problem: 'incomplete' });
    await as(worker, (tx) => endOwedCall(tx, id, { how: 'not_needed', words: 'Their lead rang meanwhile.' }), T('11:30'));
    expect(await as(worker, (tx) => findRingBack(tx, id), T('11:31'))).toMatchObject({ phone: '', ended: { how: 'not_needed', why: 'Their lead rang meanwhile.', by: worker.actorId } });
    expect(await as(worker, (tx) => endOwedCall(tx, id, { how: 'done', words: 'Again.' }), T('11:32'))).toEqual({ ok: false, problem: 'gone' });
    expect(await as(teacher, (tx) => takeBackAsked(tx, id), T('11:32'))).toEqual({ ok: false, problem: 'gone' });
  });

  test('leads with one press to the call, its facts filled; the contact ends it, and a call put away does not', async () => {
    const { teacher, worker, otherWorker } = place.people;
    await ask(teacher, ring(), T('10:10'));
    const { id } = await owed(T('10:10'), 'asked');
    const first = await as(worker, (tx) => startCallFor(tx, id), T('10:20'));
    if (!first.ok) throw new Error(first.problem);
    expect((await as(worker, (tx) => readDraft(tx, first.value), T('10:20')))?.content.fields).toEqual({ 'call.callerName': 'Bryony Castle', 'you.role': 'Year 3 teacher', 'you.phone': PHONE, 'call.from': `agency:${place.agencies.school.id}` });
    // Pressed again it is the same call.
    expect(await as(worker, (tx) => startCallFor(tx, id), T('10:21'))).toEqual(first);
    await as(worker, (tx) => discardDraft(tx, first.value, { how: 'not_needed', why: 'The line was cut at once.' }), T('10:22'));
    expect(await owed(T('10:23'), 'asked')).toMatchObject({ id, draftId: null, ownerId: worker.actorId });
    const second = await as(otherWorker, (tx) => startCallFor(tx, id), T('10:30'));
    if (!second.ok) throw new Error(second.problem);
    await logged(otherWorker, second.value, SAID, T('10:40'));
    expect(await asSystem(place, T('10:41'), (tx) => findRingBack(tx, id))).toMatchObject({ phone: '', draftId: second.value, ownerId: otherWorker.actorId, ended: { how: 'done', by: otherWorker.actorId } });
  });

  test('a caller who must be protected is nobody afterwards, nor is the call known that they were rung for (7.14)', async () => {
    const { teacher, worker } = place.people;
    await ask(teacher, ring(), T('10:45'));
    const { id } = await owed(T('10:45'), 'asked');
    const call = await as(worker, (tx) => startCallFor(tx, id), T('10:46'));
    if (!call.ok) throw new Error(call.problem);
    await logged(worker, call.value, { ...SAID, 'you.protectMe': 'yes' }, T('10:50'));
    expect(await asSystem(place, T('10:51'), (tx) => findRingBack(tx, id))).toMatchObject({ name: 'Protected', role: '', agencyId: null, agencyName: '', phone: '', accountId: null, askedBy: SOURCE_ID, draftId: null, ended: { how: 'done' } });
    expect(await as(teacher, (tx) => findRingBack(tx, id), T('10:51'))).toBeNull();
  });

  test('a call that is put away and taken up again is the one that was made for it: it ends it, and forgets who must be protected, also where it had ended meanwhile (7.14)', async () => {
    const { teacher, worker, otherWorker } = place.people;
    for (const meanwhile of [false, true]) {
      await ask(teacher, ring(), T('10:51'));
      const { id } = await owed(T('10:51'), 'asked');
      const call = await as(worker, (tx) => startCallFor(tx, id), T('10:52'));
      if (!call.ok) throw new Error(call.problem);
      await as(worker, (tx) => discardDraft(tx, call.value, { how: 'not_needed', why: 'The line was cut at once.' }), T('10:53'));
      if (meanwhile) await as(otherWorker, (tx) => endOwedCall(tx, id, { how: 'not_needed', words: 'She rang us herself.' }), T('10:54'));
      const again = await as(worker, async (tx) => {
        const draft = await lockDraft(tx, call.value);
        return draft && takeUpDraft(tx, worker, draft);
      }, T('10:55'));
      expect(again?.content.fields).toMatchObject({ 'you.phone': PHONE });
      expect(Object.values(again?.content.fields ?? {}).flat()).not.toContain(id);
      expect(await asSystem(place, T('10:55'), (tx) => findRingBack(tx, id))).toMatchObject({ draftId: call.value });
      await logged(worker, call.value, { ...SAID, 'you.protectMe': 'yes' }, T('10:56'));
      expect(await asSystem(place, T('10:57'), (tx) => findRingBack(tx, id))).toMatchObject({ name: 'Protected', agencyName: '', phone: '', askedBy: SOURCE_ID, draftId: null, ended: { how: meanwhile ? 'not_needed' : 'done' } });
    }
  });

  test('names a report of one’s own by its reference, but never one of which one is the protected source', async () => {
    const { teacher, worker } = place.people;
    const mine = await makeWaiting(place, { receivedAt: T('09:00') });
    const sealed = await makeWaiting(place, { receivedAt: T('09:05') });
    await as(worker, (tx) => sealSource(tx, sealed, 'They would be known at once.'), T('09:10'));
    const named = async (about: string) => (await ask(teacher, ring({ about }), T('11:00'))).result.ok;
    expect([await named(mine.reference), await named(sealed.reference), await named('Maya Quill')]).toEqual([true, false, false]);
    const behalf: Fields = { 'who.name': 'Oona Pryce', 'who.role': 'Health visitor', 'who.agency': '', 'who.agencyName': 'The Elms' };
    expect((await ask(worker, { ...ring({ about: sealed.reference }), ...behalf }, T('11:01'))).result.ok).toBe(false);
    expect((await ask(worker, { ...ring({ about: mine.reference }), ...behalf }, T('11:01'))).result.ok).toBe(true);
    expect(await owed(T('11:02'), 'on_behalf')).toMatchObject({ name: 'Oona Pryce', agencyName: 'The Elms', about: mine.reference, accountId: null });
    for (const { id } of await open(T('11:03'))) await as(worker, (tx) => endOwedCall(tx, id, { how: 'done', words: 'Spoken with.' }), T('11:04'));
  });
});

describe('booked times', () => {
  const published = (person: Person, given: { accountId?: string; from: string; to: string; day?: Temporal.PlainDate }, at = T('08:50')) => as(person, (tx) => publishSlots(tx, person, { accountId: person.actorId, day: DAY, minutes: 20, ...given }), at);

  test('come from the rota: on a working day, in duty hours, of somebody who is on; others’ by a manager alone', async () => {
    const { worker, otherWorker, manager, night } = place.people;
    expect(await published(worker, { from: '16:30', to: '17:30' })).toEqual({ ok: false, problem: 'closed' });
    expect(await published(worker, { from: '10:00', to: '11:00', day: Temporal.PlainDate.from('2026-03-07') })).toEqual({ ok: false, problem: 'closed' });
    expect(await published(worker, { from: '10:00', to: '11:00', day: Temporal.PlainDate.from('2026-03-06') })).toEqual({ ok: false, problem: 'not_on' });
    expect(await published(night, { from: '10:00', to: '11:00' })).toEqual({ ok: false, problem: 'not_on' });
    expect(await published(worker, { from: '13:00', to: '14:00', accountId: otherWorker.actorId })).toEqual({ ok: false, problem: 'others' });
    expect(await published(worker, { from: '13:00', to: '14:10' })).toEqual({ ok: true, value: 3 });
    expect(await published(worker, { from: '13:50', to: '14:30' })).toEqual({ ok: false, problem: 'taken' });
    expect(await published(manager, { from: '13:00', to: '14:00', accountId: otherWorker.actorId })).toEqual({ ok: true, value: 3 });
  });

  test('are booked by one person each, moved and cancelled; a calendar entry says that there is a call and nothing else', async () => {
    const { teacher, officer, worker } = place.people;
    const stretch = { from: Temporal.Instant.from(T('12:00')), to: Temporal.Instant.from(T('17:00')) };
    // Two workers at one time are one choice, and whose it is is not said.
    const free = await as(teacher, (tx) => bookableSlots(tx, stretch), T('09:00'));
    expect(free.map(({ from }) => from.toString())).toEqual([T('13:00'), T('13:20'), T('13:40')]);
    const [first, second] = free;
    if (first === undefined || second === undefined) throw new Error('no times');
    const at = (id: string): Fields => ({ phone: PHONE, how: `slot:${id}`, about: '' });
    expect((await ask(teacher, at(first.id), T('09:01'))).result).toEqual({ ok: true, value: 'slot' });
    expect((await ask(officer, at(first.id), T('09:02'))).result).toEqual({ ok: false, problem: 'taken' });
    const [booking] = await as(teacher, (tx) => ownBookings(tx, 9), T('09:03'));
    if (booking === undefined) throw new Error('no booking');
    expect(await as(officer, (tx) => findBooking(tx, booking.id), T('09:03'))).toBeNull();
    const { GET: calendar } = await import('@/app/talk/calendar/[booking]/route');
    const asked = async (person: Person) => calendar(new NextRequest(`http://localhost:3000/talk/calendar/${booking.id}`, { headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}` } }), { params: Promise.resolve({ booking: booking.id }) });
    const entry = await (await asked(teacher)).text();
    expect(entry).toContain('SUMMARY:There is a call for you\r\n');
    expect(entry).toContain('DTSTART:20260304T130000Z');
    expect(entry).not.toMatch(/Bryony|Castle|child|DESCRIPTION|LOCATION|960/);
    expect((await asked(officer)).status).toBe(404);
    // Moving ends the one with the other, and asks again whether it can wait.
    expect((await ask(teacher, { ...at(second.id), wait: 'not_known' }, T('09:04'), booking.id)).result.ok).toBe(false);
    expect((await ask(teacher, at(second.id), T('09:05'), booking.id)).result.ok).toBe(true);
    expect(await as(teacher, (tx) => findBooking(tx, booking.id), T('09:06'))).toMatchObject({ phone: '', ended: { how: 'moved' } });
    const now = (await as(teacher, (tx) => ownBookings(tx, 9), T('09:06'))).find(({ ended }) => ended === null);
    expect(now?.slot.from.toString()).toBe(T('13:20'));
    expect(await as(officer, (tx) => takeBackAsked(tx, now?.id ?? ''), T('09:07'))).toEqual({ ok: false, problem: 'gone' });
    expect(await as(teacher, (tx) => takeBackAsked(tx, now?.id ?? ''), T('09:07'))).toEqual({ ok: true, value: null });
    // Free again, and booked by somebody else; its worker sees whom to ring.
    expect((await ask(officer, at(second.id), T('09:08'))).result.ok).toBe(true);
    expect(await html('../../app/slots/page.tsx', worker)).not.toContain('Bryony');
    const shown = await asSystem(place, T('09:09'), (tx) => slotsIn(tx, stretch));
    expect(shown.filter(({ booking: each }) => each !== null).map(({ booking: each }) => each?.name)).toEqual(['Edwin Farrow']);
  });

  test('taken back by the service leave a call owed at that time, and its asker a message that says nothing', async () => {
    const { officer, worker } = place.people;
    const [booking] = await as(officer, (tx) => ownBookings(tx, 9), T('09:10'));
    if (booking === undefined) throw new Error('no booking');
    expect(await as(booking.slot.accountId === worker.actorId ? worker : place.people.otherWorker, (tx) => withdrawSlot(tx, place.people.manager, booking.slot.id), T('09:20'))).toEqual({ ok: true, value: 'booked' });
    const call = await owed(T('09:21'), 'given_up');
    // Nobody has rung yet, and the list does not say so.
    const list = await html('../../app/ring-backs/page.tsx', worker);
    expect(list).toContain('Had booked a time, and we took it back');
    expect(list).not.toContain('and not reached');
    expect(call).toMatchObject({ name: 'Edwin Farrow', bookingId: booking.id, ownerId: null });
    expect(call.promisedAt.toString()).toBe(T('13:40'));
    const mail = await asSystem(place, T('09:21'), (tx) => tx.db.message.findMany({ where: { authorityId: place.id, toAddress: officer.email } }));
    expect(mail.map(({ subject }) => subject)).toEqual(['There is a message for you']);
    await as(worker, (tx) => endOwedCall(tx, call.id, { how: 'done', words: 'Rang at once.' }), T('09:25'));
  });

  test('rung in vain stay owed with the try; missed they are owed within ten minutes by whose time it was, and then an alarm that calls them first', async () => {
    const { teacher, officer, worker, manager } = place.people;
    const tomorrow = DAY.add({ days: 1 });
    await published(worker, { from: '10:00', to: '10:40', day: tomorrow }, T('16:00'));
    const free = await as(teacher, (tx) => bookableSlots(tx, { from: Temporal.Instant.from(T('09:00', '05')), to: Temporal.Instant.from(T('17:00', '05')) }), T('16:01'));
    for (const [index, person] of [teacher, officer].entries()) expect((await ask(person, { phone: PHONE, how: `slot:${free[index]?.id ?? ''}`, about: '' }, T('16:02'))).result.ok).toBe(true);
    const [mine] = await as(teacher, (tx) => ownBookings(tx, 1), T('16:03'));
    await as(worker, (tx) => noteBookingTry(tx, mine?.id ?? '', { outcome: 'no_answer', again: '60', words: '' }), T('10:02', '05'));
    const again = await owed(T('10:03', '05'), 'not_reached');
    expect(again).toMatchObject({ name: 'Bryony Castle', ownerId: worker.actorId, tries: [{ outcome: 'no_answer' }] });
    expect(again.promisedAt.toString()).toBe(T('11:02', '05'));
    await as(worker, (tx) => endOwedCall(tx, again.id, { how: 'done', words: 'Reached at once after all.' }), T('10:04', '05'));
    // The other’s time ends at 10:40.
    const looks = (at: string) => asSystem(place, at, async (tx) => [await oweMissed(tx), await look(tx)][0]);
    expect(await looks(T('10:39', '05'))).toBe(0);
    expect(await looks(T('10:40', '05'))).toBe(1);
    expect(await looks(T('10:41', '05'))).toBe(0);
    const missed = await owed(T('10:41', '05'), 'missed_slot');
    expect(missed).toMatchObject({ name: 'Edwin Farrow', ownerId: worker.actorId });
    expect(missed.promisedAt.toString()).toBe(T('10:50', '05'));
    // Nobody asked whether it can wait until the office opens: that is neither offered nor taken, and what was typed is shown again.
    const tried = { id: missed.id, outcome: 'no_answer', again: 'opening', words: 'Voicemail: please ring us.' };
    expect(await as(worker, (tx) => noteTry(tx, missed.id, tried), T('10:45', '05'))).toEqual({ ok: false, problem: 'incomplete' });
    const { POST: postTried } = await import('@/app/ring-backs/tried/route');
    const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(worker)}`, origin: config().publicOrigin };
    const answer = await postTried(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams(tried) }), { params: Promise.resolve({}) });
    const back = Object.fromEntries(new URL(answer.headers.get('location') ?? '', 'http://localhost:3000').searchParams);
    const page = await askPage('../../app/ring-backs/page.tsx', worker, {}, back);
    const shown = page.kind === 'shown' ? await page.html() : page.kind;
    expect(shown).toContain('This cannot wait until the office opens: choose one of the times');
    expect(shown).toContain('Voicemail: please ring us.');
    expect(shown).not.toContain('When the office opens next');
    expect((await owed(T('10:46', '05'), 'missed_slot')).promisedAt.toString()).toBe(T('10:50', '05'));
    await looks(T('10:49', '05'));
    const alarms = async (at: string) => (await asSystem(place, at, (tx) => listAlarms(tx, 'open', 20))).filter(({ kind }) => kind === 'ring_back');
    expect(await alarms(T('10:49', '05'))).toEqual([]);
    await looks(T('10:50', '05'));
    const [alarm, ...more] = await alarms(T('10:50', '05'));
    expect(more).toEqual([]);
    expect(alarm).toMatchObject({ contactId: null, calls: [{ accountId: worker.actorId }] });
    expect(await html('../../app/alarms/page.tsx', manager)).toContain('href="/ring-backs"');
    expect(await as(manager, (tx) => acceptAlarm(tx, alarm?.id ?? ''), T('10:52', '05'))).toEqual({ ok: true, value: { contactId: null } });
    await as(worker, (tx) => endOwedCall(tx, missed.id, { how: 'done', words: 'Rang and apologised; nothing about a child.' }), T('10:55', '05'));
    await looks(T('10:56', '05'));
    expect(await alarms(T('10:56', '05'))).toEqual([]);
  });

  test('what can wait is no alarm while the office is closed, and is one when it opens', async () => {
    const { teacher, worker } = place.people;
    await ask(teacher, ring({ day: '2026-03-05', from: '16:00', to: '17:00' }), T('12:00', '05'));
    const open = async (at: string) => {
      await asSystem(place, at, look);
      return (await asSystem(place, at, (tx) => listAlarms(tx, 'open', 20))).filter(({ kind }) => kind === 'ring_back').length;
    };
    expect([await open(T('16:59', '05')), await open(T('17:30', '05')), await open(T('08:50', '06'))]).toEqual([0, 0, 1]);
    const { id } = await owed(T('08:51', '06'), 'asked');
    await as(worker, (tx) => endOwedCall(tx, id, { how: 'done', words: 'Rung.' }), T('08:52', '06'));
    expect((await asSystem(place, T('08:53', '06'), (tx) => endedRingBacks(tx, 50))).every(({ phone }) => phone === '')).toBe(true);
  });

  test('what was an alarm as the office closed stays one: nobody has rung, and nobody is called about it before the office opens', async () => {
    const { teacher, worker } = place.people;
    await ask(teacher, ring({ day: '2026-03-06', from: '14:00', to: '15:00' }), T('12:00', '06'));
    const { id } = await owed(T('12:01', '06'), 'asked');
    const standing = async (at: string) => {
      await asSystem(place, at, look);
      const alarms = await asSystem(place, at, (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: 'ring_back', occasion: { startsWith: id } }, include: { calls: true } }));
      return alarms.map(({ round, endedHow, calls }) => [round, endedHow, calls.filter(({ channel }) => channel === 'email').length]);
    };
    expect(await standing(T('15:00', '06'))).toEqual([[1, null, 1]]);
    // Friday evening and Saturday.
    expect(await standing(T('17:30', '06'))).toEqual([[1, null, 1]]);
    expect(await standing(T('10:00', '07'))).toEqual([[1, null, 1]]);
    expect(await standing(T('08:50', '09'))).toEqual([[1, null, 2]]);
    await as(worker, (tx) => endOwedCall(tx, id, { how: 'done', words: 'Rung.' }), T('08:52', '09'));
    expect(await standing(T('08:53', '09'))).toEqual([[1, 'met', 2]]);
  });

  /** A time of the worker's own on Thursday that somebody books. */
  async function booked(person: Person, from: string, to: string) {
    await published(place.people.worker, { from, to, day: DAY.add({ days: 1 }) }, T('16:30'));
    const free = await as(person, (tx) => bookableSlots(tx, { from: Temporal.Instant.from(T(from, '05')), to: Temporal.Instant.from(T(to, '05')) }), T('16:31'));
    expect((await ask(person, { phone: PHONE, how: `slot:${free[0]?.id ?? ''}`, about: '' }, T('16:32'))).result.ok).toBe(true);
    const [booking] = await as(person, (tx) => ownBookings(tx, 1), T('16:33'));
    if (booking === undefined) throw new Error('no booking');
    return booking;
  }

  test('of somebody who becomes a protected source are forgotten, also where they had ended before, and the time that was missed', async () => {
    const { teacher, worker } = place.people;
    const booking = await booked(teacher, '14:00', '14:20');
    await asSystem(place, T('14:20', '05'), oweMissed);
    const { id } = await owed(T('14:21', '05'), 'missed_slot');
    const call = await as(worker, (tx) => startCallFor(tx, id), T('14:25', '05'));
    if (!call.ok) throw new Error(call.problem);
    // Ended by hand before the call is kept.
    await as(worker, (tx) => endOwedCall(tx, id, { how: 'done', words: 'Bryony rang me herself.' }), T('14:26', '05'));
    await logged(worker, call.value, { ...SAID, 'you.protectMe': 'yes' }, T('14:30', '05'));
    const nobody = { name: 'Protected', role: '', agencyId: null, agencyName: '', about: '', accountId: null, draftId: null };
    const [ringBack, slot] = await asSystem(place, T('14:31', '05'), async (tx) => [await findRingBack(tx, id), await findBooking(tx, booking.id)] as const);
    expect(ringBack).toMatchObject({ ...nobody, askedBy: SOURCE_ID, ended: { how: 'done', why: 'Spoken with' } });
    expect(slot).toMatchObject({ ...nobody, bookedBy: SOURCE_ID, ended: { how: 'missed' } });
  });

  test('of a protected source are forgotten also where their time went by while the call was put away', async () => {
    const { teacher, worker } = place.people;
    const booking = await booked(teacher, '15:30', '15:50');
    const call = await as(worker, (tx) => startCallFor(tx, booking.id), T('15:31', '05'));
    if (!call.ok) throw new Error(call.problem);
    const madeFor = await as(worker, (tx) => letGoOfCall(tx, call.value), T('15:35', '05'));
    await asSystem(place, T('15:50', '05'), oweMissed);
    const { id } = await owed(T('15:51', '05'), 'missed_slot');
    await as(worker, (tx) => takeBackCall(tx, call.value, madeFor), T('15:52', '05'));
    await logged(worker, call.value, { ...SAID, 'you.protectMe': 'yes' }, T('15:55', '05'));
    expect(await asSystem(place, T('15:56', '05'), (tx) => findRingBack(tx, id))).toMatchObject({ name: 'Protected', agencyName: '', askedBy: SOURCE_ID, ended: { how: 'done' } });
    // Whoever else takes up a call of theirs later names nobody again.
    await as(worker, (tx) => takeBackCall(tx, call.value, [id, booking.id]), T('15:57', '05'));
    expect(await asSystem(place, T('15:58', '05'), (tx) => findRingBack(tx, id))).toMatchObject({ draftId: null });
  });

  test('that somebody has just ended are owed no call, whoever takes the time back or looks at the same moment', async () => {
    const { teacher, officer, worker } = place.people;
    const owedOf = async (bookingId: string) => (await asSystem(place, T('16:00', '05'), (tx) => tx.db.ringBack.count({ where: { authorityId: place.id, bookingId } })));
    const [first, second] = [await booked(teacher, '14:30', '14:50'), await booked(officer, '15:00', '15:20')];
    /** Says that they spoke, and before that is kept something else begins. */
    const spokeWhile = async (bookingId: string, at: string, other: () => Promise<unknown>) => {
      const others: Promise<unknown>[] = [];
      await as(worker, async (tx) => {
        expect(await noteTalked(tx, bookingId, 'Rang early.')).toEqual({ ok: true, value: null });
        others.push(other());
        await new Promise((done) => setTimeout(done, 400));
      }, at);
      await Promise.all(others);
    };
    await spokeWhile(first.id, T('14:25', '05'), () => as(worker, (tx) => withdrawSlot(tx, worker, first.slot.id), T('14:25', '05')));
    await spokeWhile(second.id, T('15:21', '05'), () => asSystem(place, T('15:21', '05'), oweMissed));
    expect([await owedOf(first.id), await owedOf(second.id)]).toEqual([0, 0]);
    for (const { id } of [first, second]) expect(await asSystem(place, T('16:00', '05'), (tx) => findBooking(tx, id))).toMatchObject({ ended: { how: 'talked' } });
  });
});
