/** A join that was a mistake is undone by a manager (safe practice 8, 13 and 14). Expectations are by hand from domain 7. Monday 2 March 2026. */
import { Temporal } from 'temporal-polyfill';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readWatched } from '@/lib/attention/alarm-store';
import { readJoin } from '@/lib/contact/additions/undone-store';
import type { ContactHead } from '@/lib/contact/head';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { answerQuestion } from '@/lib/contact/verbs/answer-question';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { rateContact } from '@/lib/contact/verbs/rate-contact';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { unjoinContact } from '@/lib/contact/verbs/unjoin-contact';
import { dischargeDuty, dutiesOfContact, openDuty } from '@/lib/duty/store';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { progressCode } from '@/lib/letter/progress';
import { readProgress } from '@/lib/letter/progress-store';
import { addLetterEvent, lettersOf } from '@/lib/letter/store';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { stopUnjoinedLetters } from '@/lib/letter/verbs/stop-unjoined-letters';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { readBars } from '@/lib/restriction/bar-store';
import { addRestriction, readClosings } from '@/lib/restriction/restricted-store';
import { askPage, cookieOf } from './asking-pages';
import { arrives, at, claims, decides, handsIn, saves, typed, type Case } from './deciding';
import { anotherManager, knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
let other: Person;
beforeAll(async () => {
  place = await makePlace();
  other = await anotherManager(place);
});
afterAll(closeDatabase);

const ELEVEN = '2026-03-02T11:00:00Z';
let families = 0;
const report = (sign: string): ReportInput => {
  families += 1;
  return { children: [{ givenName: 'Morwenna', familyName: `Pascoe ${families}`, dateOfBirth: '2016-04-02', indicators: { [sign]: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } };
};
/** A sign of early help: level 2. */
const light = async (when = '2026-03-02T09:00:00Z') => arrives(place, when, report('I018'));
/** A high-risk sign: level 4, and a doctor today. */
const heavy = async (when = '2026-03-02T09:30:00Z') => arrives(place, when, report('I099'));

async function on<T>(of: Case, person: Person, when: string, work: (tx: Tx, head: ContactHead) => Promise<T>): Promise<T> {
  return withActor(person, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null) throw new Error('it is there');
    return work(tx, head);
  }, at(when));
}
const joins = async (from: Case, into: Case, when = '2026-03-02T10:00:00Z') => expect((await on(from, place.people.worker, when, async (tx, head) => joinContact(tx, place.people.worker, head, { into: into.reference, prefix: place.prefix, reason: 'One flat.', otherChildren: true }))).ok).toBe(true);
const joinedAt = async (of: Case) => asSystem(place, ELEVEN, async (tx) => (await readJoin(tx, of.contactId))?.at.toString() ?? '');
/** As the page sends it. */
const undoes = async (of: Case, when = ELEVEN, { reason = 'The reference was mistyped.', person = place.people.manager, read }: { reason?: string; person?: Person; read?: string } = {}) => {
  const shown = read ?? (await joinedAt(of));
  return on(of, person, when, async (tx, head) => {
    const done = await unjoinContact(tx, person, head, { reason, joinedAt: shown });
    if (done.ok) await stopUnjoinedLetters(tx, done.value);
    return done.ok ? 'done' : done.problem;
  });
};
const duties = async (of: Case) => asSystem(place, ELEVEN, async (tx) => (await dutiesOfContact(tx, of.contactId)).filter(({ discharge }) => discharge === null));
const open = async (of: Case) => (await duties(of)).map(({ code, dueAt }) => [code, dueAt?.toString()]).sort();
const owed = async (of: Case) => (await duties(of)).map(({ code }) => code).sort();
const events = async (of: Case) => asSystem(place, ELEVEN, async (tx) => (await tx.db.contactEvent.findMany({ where: { contactId: of.contactId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(({ kind }) => kind));
const notes = async (of: Case) => asSystem(place, ELEVEN, async (tx) => (await tx.db.note.findMany({ where: { contactId: of.contactId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(({ by, text }) => [by, text]));
const reads = async (of: Case, when: string) => on(of, place.people.worker, when, async (tx, head) => markRead(tx, place.people.worker, head));

test('it stands in the queue again as it was received, and what had ended with the join is owed again', async () => {
  const [into, from] = [await light(), await heavy()];
  const before = [await queueRow(place, from.contactId), await open(from)] as const;
  expect(before[1].map(([code]) => code)).toEqual(['ACKNOWLEDGE', 'MEDICAL_TODAY']);
  await joins(from, into);
  // What is law stays owed where it is.
  expect([await queueRow(place, from.contactId), await owed(from), await owed(into)]).toEqual([null, ['MEDICAL_TODAY'], ['ACKNOWLEDGE', 'CHILD_NOT_KNOWN']]);
  expect(await undoes(from)).toBe('done');
  // Received at 09:30: 24 hours end on Tuesday at 09:30; attention runs since then. All else as it was.
  expect(await queueRow(place, from.contactId)).toEqual(before[0]);
  expect(before[0]).toMatchObject({ state: 'received', level: 4, receivedAt: new Date('2026-03-02T09:30:00Z'), due24hAt: new Date('2026-03-03T09:30:00Z'), urgentSince: new Date('2026-03-02T09:30:00Z'), readAt: null, holderId: null });
  expect(await open(from)).toEqual(before[1]);
  // The other owes nothing of this child, and is unread for everyone.
  expect(await queueRow(place, into.contactId)).toMatchObject({ state: 'received', level: 2, readAt: null });
  expect(await owed(into)).toEqual(['ACKNOWLEDGE']);
  // Joined and taken out a second time, nothing is thought to be answered.
  await joins(from, into, '2026-03-02T11:10:00Z');
  expect(await owed(into)).toEqual(['ACKNOWLEDGE', 'CHILD_NOT_KNOWN']);
  expect(await undoes(from, '2026-03-02T11:20:00Z')).toBe('done');
  expect([await open(from), await owed(into)]).toEqual([before[1], ['ACKNOWLEDGE']]);
});

test('both timelines, the ledger and a note say it, with all that the end had said', async () => {
  const { worker, manager } = place.people;
  const [into, from] = [await light(), await heavy()];
  await joins(from, into);
  expect(await undoes(from)).toBe('done');
  expect([(await events(from)).filter((kind) => kind === 'unjoined'), (await events(into)).filter((kind) => kind === 'taken_out')]).toEqual([['unjoined'], ['taken_out']]);
  expect(await notes(from)).toEqual([[manager.actorId, `Taken out of ${into.reference} again: The reference was mistyped.\nIt had been joined with this reason: One flat.`]]);
  await asSystem(place, ELEVEN, async (tx) => {
    expect(await tx.db.joinUndone.findMany({ where: { contactId: from.contactId } })).toMatchObject([{ joinedToId: into.contactId, joinedAt: new Date('2026-03-02T10:00:00Z'), joinedBy: worker.actorId, joinedReason: 'One flat.', joinedLevel: 4, at: new Date(ELEVEN), by: manager.actorId, reason: 'The reference was mistyped.' }]);
    const entries = await tx.db.ledgerEntry.findMany({ where: { authorityId: place.id, objectId: { in: [from.contactId, into.contactId] }, action: { in: ['contact.unjoined', 'contact.taken_out'] } } });
    expect(entries.map(({ action, objectId, actorId }) => [action, objectId, actorId]).sort()).toEqual([['contact.taken_out', into.contactId, manager.actorId], ['contact.unjoined', from.contactId, manager.actorId]]);
  });
});

/** Joined, decided with the other, and its letter written. */
async function decidedTogether(): Promise<{ into: Case; from: Case }> {
  const { worker } = place.people;
  const [into, from] = [await light(), await heavy()];
  await claims(into, worker, '2026-03-02T09:40:00Z');
  await joins(from, into);
  await reads(into, '2026-03-02T10:05:00Z');
  const { decisionId, inForce } = await decides(into, worker, 'STRATEGY', '2026-03-02T10:20:00Z');
  expect(inForce).toBe(true);
  await on(into, worker, '2026-03-02T10:20:00Z', async (tx) => writeOutcomeLetter(tx, decisionId));
  expect(await queueRow(place, into.contactId)).toMatchObject({ state: 'decided' });
  return { into, from };
}
const outcomes = async (of: Case) => asSystem(place, ELEVEN, async (tx) => (await lettersOf(tx, of.contactId)).filter(({ kind }) => kind === 'outcome'));

describe('decided with the other', () => {
  test('and closed meanwhile: the one is with the duty service again, and of the other a manager looks whether it stands', async () => {
    const { worker, manager } = place.people;
    const { into, from } = await decidedTogether();
    await on(into, worker, '2026-03-02T10:30:00Z', async (tx) => {
      for (const id of [into.contactId, from.contactId]) for (const letter of (await lettersOf(tx, id)).filter(({ kind }) => kind === 'outcome')) await addLetterEvent(tx, letter.id, 'sent');
    });
    await asSystem(place, '2026-03-02T10:31:00Z', async (tx) => {
      for (const { id, code } of await dutiesOfContact(tx, into.contactId)) if (code === 'CHILD_NOT_KNOWN') await dischargeDuty(tx, id, 'done', 'Said.');
      await refreshQueue(tx, into.contactId);
    });
    expect(await on(into, worker, '2026-03-02T10:40:00Z', async (tx) => closeContact(tx, worker, into.contactId))).toMatchObject({ ok: true });
    const before = await owed(into);
    expect(await undoes(from)).toBe('done');
    expect(await queueRow(place, from.contactId)).toMatchObject({ state: 'received', level: 4, holderId: null });
    expect([await queueRow(place, into.contactId), (await owed(into)).filter((code) => !before.includes(code))]).toEqual([null, ['REVIEW_CLOSED']]);
    // Taken out on Monday at eleven: the working day ends on Tuesday at 17:00.
    const [duty] = (await duties(into)).filter(({ code }) => code === 'REVIEW_CLOSED');
    expect(duty).toMatchObject({ ownerRole: 'manager', ownerId: null, dueAt: Temporal.Instant.from('2026-03-03T17:00:00Z') });
    expect(duty?.evidence).toContain(from.reference);
    expect((await withActor(manager, async (tx) => endDuty(tx, manager, duty?.id ?? '', { how: 'done', words: '', fields: {} }), at('2026-03-02T12:00:00Z'))).ok).toBe(false);
    const list = await askPage('../../app/duties/page.tsx', manager, {});
    expect(list.kind === 'shown' ? await list.html() : list.kind).toContain(into.reference);
  });

  test('and one that is joined on is not closed: only where the work goes on it is decided again', async () => {
    const [middle, from, last] = [await light(), await heavy(), await light()];
    await joins(from, middle);
    await joins(middle, last, '2026-03-02T10:10:00Z');
    expect(await undoes(from)).toBe('done');
    expect([(await owed(middle)).includes('REVIEW_CLOSED'), (await owed(last)).includes('REVIEW_CLOSED')]).toEqual([false, false]);
  });

  test('it has to be decided by itself; the other is decided again by who has seen that it is gone; its letter does not go to this reporter', async () => {
    const { worker, teacher } = place.people;
    const { into, from } = await decidedTogether();
    expect(await undoes(from)).toBe('done');
    expect([(await outcomes(from)).map(({ state }) => state), (await outcomes(into)).map(({ state }) => state)]).toEqual([['cancelled'], ['to_preview']]);
    expect(await queueRow(place, from.contactId)).toMatchObject({ state: 'received', level: 4, nextDueAt: new Date('2026-03-03T09:30:00Z') });
    expect(await queueRow(place, into.contactId)).toMatchObject({ state: 'claimed', level: 4, marks: ['reopened'], readAt: null });
    // Taken out on Monday at 11:00.
    expect((await open(into)).filter(([code]) => code === 'DECIDE_AGAIN' || code === 'CHILD_NOT_KNOWN')).toEqual([['DECIDE_AGAIN', '2026-03-03T11:00:00Z']]);
    // Its reporter, and their system, hear of it as of one that nobody has decided.
    const facts = (await on(from, teacher, ELEVEN, async (tx) => readProgress(tx, [from.contactId]))).get(from.contactId);
    expect([facts?.state, facts?.decidedAt, facts && progressCode(facts)]).toEqual(['received', null, 'received']);
    await saves(into, worker, await typed(into, 'STRATEGY', { changeReason: 'It was another family’s.' }), '2026-03-02T11:05:00Z');
    expect(await handsIn(into, worker, '2026-03-02T11:05:00Z')).toMatchObject({ ok: false, problem: 'came_in' });
    await reads(into, '2026-03-02T11:06:00Z');
    expect(await handsIn(into, worker, '2026-03-02T11:07:00Z')).toMatchObject({ ok: true });
    expect([await queueRow(place, into.contactId), await queueRow(place, from.contactId)]).toMatchObject([{ state: 'decided' }, { state: 'received' }]);
  });

  test('whoever decides reads that its reporter was told of the other decision', async () => {
    const { into, from } = await decidedTogether();
    const [letter] = await outcomes(from);
    await asSystem(place, '2026-03-02T10:30:00Z', async (tx) => {
      await addLetterEvent(tx, letter?.id ?? '', 'sent');
      // To tell them of that decision is owed again, as of a letter that came back.
      await openDuty(tx, { contactId: into.contactId, decisionId: letter?.decisionId ?? '', code: 'TELL_REFERRER', occasionId: letter?.id ?? '', dueAt: null, evidence: 'It came back.' });
    });
    const toTell = async () => (await duties(into)).filter(({ code, occasionId }) => code === 'TELL_REFERRER' && occasionId === letter?.id).length;
    expect(await toTell()).toBe(1);
    expect(await undoes(from)).toBe('done');
    expect([await toTell(), (await outcomes(from)).map(({ state }) => state)]).toEqual([0, ['sent']]);
    expect((await notes(from)).filter(([, text]) => text?.includes(`written to of a decision on ${into.reference}`))).toHaveLength(1);
    expect(await queueRow(place, from.contactId)).toMatchObject({ state: 'received', level: 4 });
  });
});

test('what its reporter was asked is still asked, and their answer comes in like anything else', async () => {
  const { worker, teacher } = place.people;
  const [into, from] = [await light(), await heavy()];
  await reads(from, '2026-03-02T09:35:00Z');
  const asked = await on(from, worker, '2026-03-02T09:40:00Z', async (tx, head) => askReferrer(tx, head, 'Who fetches her from school?'));
  const questionId = asked.ok ? asked.value.questionId : '';
  await joins(from, into);
  const answers = async (when: string) => withActor(teacher, async (tx) => answerQuestion(tx, from.contactId, { questionId, answer: 'Her uncle.' }), at(when));
  expect(await answers('2026-03-02T10:30:00Z')).toMatchObject({ ok: false, problem: 'closed' });
  expect(await undoes(from)).toBe('done');
  expect(await queueRow(place, from.contactId)).toMatchObject({ state: 'waiting_for_referrer', readAt: new Date('2026-03-02T09:35:00Z') });
  expect(await answers('2026-03-02T11:30:00Z')).toMatchObject({ ok: true });
  expect(await queueRow(place, from.contactId)).toMatchObject({ state: 'received', readAt: null });
});

test('decided before something came in, it owes no other decision and no telling of that one while it is joined; taken out, it is decided again and told', async () => {
  const { worker, teacher } = place.people;
  const [into, from] = [await light(), await light('2026-03-02T09:05:00Z')];
  await claims(from, worker, '2026-03-02T09:10:00Z');
  await decides(from, worker, 'EH_SINGLE', '2026-03-02T09:15:00Z');
  await withActor(teacher, async (tx) => addToContact(tx, from.contactId, { key: newId(), text: 'Her uncle lives there now.', indicators: {}, immediate: false }), at('2026-03-02T09:20:00Z'));
  // What came in at 09:20 is decided on within 24 hours.
  const again = ['DECIDE_AGAIN', '2026-03-03T09:20:00Z'];
  expect(await open(from)).toContainEqual(again);
  expect(await owed(from)).toContain('TELL_REFERRER');
  await joins(from, into);
  // What the decision began for the child goes on.
  expect(await owed(from)).toEqual(['REGISTER_EARLY_HELP']);
  expect(await queueRow(place, into.contactId)).toMatchObject({ state: 'received', level: 2, readAt: null });
  expect(await undoes(from)).toBe('done');
  expect(await owed(from)).toEqual(['DECIDE_AGAIN', 'REGISTER_EARLY_HELP']);
  expect(await open(from)).toContainEqual(again);
  expect(await queueRow(place, from.contactId)).toMatchObject({ state: 'received', marks: ['reopened'] });
  await reads(from, '2026-03-02T11:10:00Z');
  await claims(from, worker, '2026-03-02T11:10:00Z');
  await decides(from, worker, 'EH_SINGLE', '2026-03-02T11:15:00Z', { changeReason: 'Read with it.' });
  expect(await owed(from)).toEqual(['REGISTER_EARLY_HELP', 'TELL_REFERRER']);
});

describe('of three', () => {
  test('the middle one is taken out with what had been joined into it, and owes again how that child stands', async () => {
    const [last, middle, first] = [await light(), await light('2026-03-02T09:10:00Z'), await heavy()];
    await joins(first, middle, '2026-03-02T09:50:00Z');
    await joins(middle, last);
    expect((await duties(last)).filter(({ code }) => code === 'CHILD_NOT_KNOWN').map(({ occasionId }) => occasionId).sort()).toEqual([first.contactId, middle.contactId].sort());
    expect(await undoes(middle)).toBe('done');
    // Level 4 came with the first, and its earlier end of the 24 hours is the middle one's own.
    expect(await queueRow(place, middle.contactId)).toMatchObject({ state: 'received', level: 4, receivedAt: new Date('2026-03-02T09:10:00Z') });
    expect([await owed(middle), await owed(last), await queueRow(place, first.contactId)]).toEqual([['ACKNOWLEDGE', 'CHILD_NOT_KNOWN'], ['ACKNOWLEDGE'], null]);
    expect(await queueRow(place, last.contactId)).toMatchObject({ level: 2 });
  });

  test('the first is taken out of both; the middle one stays where it is, and afterwards owes nothing of it', async () => {
    const { worker } = place.people;
    const [last, middle, first] = [await light(), await light('2026-03-02T09:10:00Z'), await heavy()];
    await joins(first, middle, '2026-03-02T09:50:00Z');
    await claims(last, worker, '2026-03-02T09:55:00Z');
    await joins(middle, last);
    await reads(last, '2026-03-02T10:05:00Z');
    await decides(last, worker, 'STRATEGY', '2026-03-02T10:20:00Z');
    expect(await undoes(first)).toBe('done');
    expect(await queueRow(place, first.contactId)).toMatchObject({ state: 'received', level: 4, nextDueAt: new Date('2026-03-03T09:30:00Z') });
    expect(await queueRow(place, middle.contactId)).toBeNull();
    expect(await queueRow(place, last.contactId)).toMatchObject({ marks: ['reopened'] });
    expect((await duties(last)).filter(({ code }) => code === 'CHILD_NOT_KNOWN').map(({ occasionId }) => occasionId)).toEqual([middle.contactId]);
    expect([(await events(middle)).includes('taken_out'), (await events(last)).includes('taken_out')]).toEqual([true, true]);
    expect(await undoes(middle, '2026-03-02T11:10:00Z')).toBe('done');
    expect(await queueRow(place, middle.contactId)).toMatchObject({ state: 'received', level: 2 });
    expect(await owed(middle)).toEqual(['ACKNOWLEDGE']);
  });
});

test('what the night owes of it, it owes of it again, and no more of the other; joined again, of the other', async () => {
  const { night } = place.people;
  const [into, from] = [await light(), await heavy('2026-03-02T01:00:00Z')];
  const fields = { outcome: 'acted', why: 'He was alone with the man.', acts: ['police_999'], done: 'Rang 999.', when: '01:20', spokenTo: 'Sgt Orme', childWhere: 'With his aunt', safeUntil: 'Until 7' };
  expect((await on(from, night, '2026-03-02T01:20:00Z', async (tx, head) => decideEmergency(tx, head, { key: newId(), fields }))).ok).toBe(true);
  const handOvers = async (of: Case) => (await duties(of)).filter(({ code }) => code === 'HAND_OVER').map(({ dueAt, ownerId }) => [dueAt?.toString(), ownerId]);
  const before = await handOvers(from);
  expect(before).toEqual([['2026-03-02T09:00:00Z', night.actorId]]);
  for (const [joined, undone] of [['2026-03-02T10:00:00Z', ELEVEN], ['2026-03-02T11:10:00Z', '2026-03-02T11:20:00Z']] as const) {
    await joins(from, into, joined);
    expect([await handOvers(from), await handOvers(into), (await queueRow(place, into.contactId))?.marks], joined).toEqual([[], before, ['with_emergency_duty']]);
    expect(await undoes(from, undone)).toBe('done');
    expect([await handOvers(from), await handOvers(into)], undone).toEqual([before, []]);
    expect([(await queueRow(place, from.contactId))?.marks, (await queueRow(place, into.contactId))?.marks]).toEqual([['with_emergency_duty'], []]);
  }
});

describe('who must not see it, and how urgent it is', () => {
  test('what a join carried stays with the other; whoever was kept out of that since is kept out of this', async () => {
    const { worker, otherWorker, teacher } = place.people;
    const [into, from] = [await light(), await heavy()];
    // Whoever undoes the join knows the family of the other, and may not open it.
    await on(into, other, '2026-03-02T09:35:00Z', async (tx, head) => declareBeforeOpening(tx, head, { knows: 'yes', reason: 'My sister-in-law.' }));
    await on(from, otherWorker, '2026-03-02T09:40:00Z', async (tx, head) => declareBeforeOpening(tx, head, { knows: 'yes', reason: 'My neighbour.' }));
    await joins(from, into);
    await on(into, worker, '2026-03-02T10:10:00Z', async (tx, head) => declareBeforeOpening(tx, head, { knows: 'yes', reason: 'My cousin is in it.' }));
    const kept = async (of: Case) => asSystem(place, ELEVEN, async (tx) => (await readBars(tx, of.contactId)).map(({ accountId }) => accountId).sort());
    const both = [worker.actorId, otherWorker.actorId].sort();
    const all = [...both, other.actorId].sort();
    expect([await kept(from), await kept(into)]).toEqual([[otherWorker.actorId], all]);
    await asSystem(place, '2026-03-02T10:20:00Z', async (tx) => addRestriction(tx, { contactId: into.contactId, kind: 'position_of_trust', restrictedChildId: null, ground: 'lado', referrerId: teacher.actorId }));
    expect(await undoes(from, ELEVEN, { person: other })).toBe('done');
    expect([await kept(from), await kept(into)]).toEqual([both, all]);
    expect(await asSystem(place, ELEVEN, async (tx) => (await readClosings(tx, into.contactId)).length)).toBe(1);
    // Of what is closed to them its reference is not said; on its own timeline it stands that they did it.
    expect((await notes(from)).map(([, text]) => text?.includes(into.reference))).toEqual([false]);
    expect(await asSystem(place, ELEVEN, async (tx) => (await tx.db.contactEvent.findMany({ where: { contactId: into.contactId, kind: 'taken_out' } })).map(({ actorId }) => actorId))).toEqual([other.actorId]);
    expect(await queueRow(place, from.contactId)).toMatchObject({ state: 'received', level: 4, guarded: true });
  });

  test('danger that a worker saw in both stays danger in each until somebody rates it anew', async () => {
    const { worker } = place.people;
    const [into, from] = [await light(), await light('2026-03-02T09:30:00Z')];
    await joins(from, into);
    await on(into, worker, '2026-03-02T10:10:00Z', async (tx, head) => rateContact(tx, head, { rating: 'immediate', reason: 'He is at the door.' }));
    expect(await undoes(from)).toBe('done');
    expect([await queueRow(place, from.contactId), await queueRow(place, into.contactId)]).toMatchObject([{ immediate: true, riskRank: 0 }, { immediate: true, riskRank: 0 }]);
    // That it is gone from the other nobody has read there, and in danger that has its fifteen minutes.
    expect(await asSystem(place, ELEVEN, async (tx) => (await readWatched(tx)).find(({ contactId }) => contactId === into.contactId)?.unreadSince?.toString())).toBe(ELEVEN);
    await on(from, worker, '2026-03-02T11:10:00Z', async (tx, head) => rateContact(tx, head, { rating: 'green', reason: 'Another family’s door.' }));
    expect(await queueRow(place, from.contactId)).toMatchObject({ immediate: false, riskRank: 3 });
  });
});

describe('refused', () => {
  test('without a reason, of what is not joined, and of another join than was read', async () => {
    const [into, from, third] = [await light(), await heavy(), await light()];
    await joins(from, into);
    const read = await joinedAt(from);
    expect([await undoes(from, ELEVEN, { reason: ' ' }), await undoes(into, ELEVEN, { read })]).toEqual(['reason_missing', 'not_joined']);
    expect(await undoes(from)).toBe('done');
    expect(await undoes(from, ELEVEN, { person: other, read })).toBe('not_joined');
    await joins(from, third, '2026-03-02T11:10:00Z');
    expect(await undoes(from, '2026-03-02T11:20:00Z', { person: other, read })).toBe('not_joined');
    expect(await queueRow(place, from.contactId)).toBeNull();
  });

  test('in the database: of anybody but a manager in their own name, of an end that is not so, and any other way to take an end away', async () => {
    const { worker, manager } = place.people;
    const [into, from] = [await light(), await heavy()];
    await joins(from, into);
    await expect(undoes(from, ELEVEN, { person: worker })).rejects.toThrow();
    const row = { authorityId: place.id, contactId: from.contactId, joinedToId: into.contactId, joinedAt: new Date('2026-03-02T10:00:00Z'), joinedBy: manager.actorId, joinedReason: 'Another reason.', joinedLevel: 1, joinedRoute: 'NFA', at: new Date(ELEVEN), by: manager.actorId, reason: 'x' };
    const adds = async (more: Partial<typeof row>) => on(from, manager, ELEVEN, async (tx) => tx.db.joinUndone.createMany({ data: [{ ...row, id: newId(), ...more }] }));
    for (const more of [{ by: worker.actorId }, { joinedToId: from.contactId }, { joinedAt: new Date('2026-03-02T10:00:00.001Z') }, { contactId: into.contactId }, { at: new Date('2026-03-02T09:59:00Z') }, { reason: ' ' }]) await expect(adds(more), JSON.stringify(more)).rejects.toThrow();
    await expect(on(from, manager, ELEVEN, async (tx) => tx.db.closure.deleteMany({ where: { contactId: from.contactId } }))).rejects.toThrow();
    expect(await queueRow(place, from.contactId)).toBeNull();
    // What the end said is written down, whatever they say that it said.
    await adds({});
    expect(await asSystem(place, ELEVEN, async (tx) => tx.db.joinUndone.findMany({ where: { contactId: from.contactId } }))).toMatchObject([{ joinedBy: worker.actorId, joinedReason: 'One flat.', joinedLevel: 4 }]);
    await expect(adds({})).rejects.toThrow();
    for (const change of [async (tx: Tx) => tx.db.joinUndone.updateMany({ data: { reason: 'y' } }), async (tx: Tx) => tx.db.joinUndone.deleteMany({})]) await expect(on(from, manager, ELEVEN, change)).rejects.toThrow();
  });

  test('on the page it is offered to a manager alone, as a form that needs no script; of a refusal nothing typed is lost', async () => {
    const { worker, manager } = place.people;
    const [into, from] = [await light(), await heavy()];
    await joins(from, into);
    for (const of of [into, from]) await knowNobody(place, of.contactId);
    const shown = async (person: Person) => {
      const page = await askPage('../../app/contacts/[reference]/page.tsx', person, { reference: from.reference });
      return page.kind === 'shown' ? page.html() : page.kind;
    };
    expect(await shown(worker)).not.toContain('/unjoin"');
    const html = await shown(manager);
    const form = /<form[^>]*action="[^"]*\/unjoin"[^>]*>.*?<\/form>/s.exec(html)?.[0] ?? '';
    expect(form).toContain('method="post"');
    const { POST } = await import('../../app/contacts/[reference]/unjoin/route');
    const sends = async (person: Person, reason: string) => {
      const body = new URLSearchParams({ reason, joinedAt: /name="joinedAt" value="([^"]+)"/.exec(form)?.[1] ?? '' });
      const request = new NextRequest(`http://localhost:3000/contacts/${from.reference}/unjoin`, { method: 'POST', body, headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin } });
      const answer = await POST(request, { params: Promise.resolve({ reference: from.reference }) });
      return [answer.status, answer.headers.get('location'), await answer.text()] as const;
    };
    expect((await sends(worker, 'Mistyped by me.'))[0]).toBe(404);
    expect((await sends(manager, ' ')).slice(0, 2)).toEqual([303, `/contacts/${from.reference}?problem=reason_missing`]);
    expect(await queueRow(place, from.contactId)).toBeNull();
    expect((await sends(manager, 'Two families.')).slice(0, 2)).toEqual([303, `/contacts/${from.reference}?done=unjoined`]);
    expect(await queueRow(place, from.contactId)).toMatchObject({ state: 'received' });
    const [status, , words] = await sends(manager, 'Said a second time.');
    expect([status, words.includes('Said a second time.'), words.includes('another than this page said')]).toEqual([409, true, true]);
    expect(await shown(manager)).not.toContain('/unjoin"');
  });
});
