/** More is told of a contact that was joined into another: whoever works on the other learns of it (safe practice 8). Expectations are by hand. Wednesday 4 March 2026. */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readAuthority } from '@/lib/access/store';
import { readWatched } from '@/lib/attention/alarm-store';
import { cameInAfter, cameInUnread } from '@/lib/contact/queue/queue-store';
import { findContact } from '@/lib/contact/store';
import { answerAgain } from '@/lib/contact/verbs/answer-again';
import { askReferrer } from '@/lib/contact/verbs/ask-referrer';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { tellAgain } from '@/lib/contact/verbs/tell-again';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { closeDatabase } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { addAcquaintance } from '@/lib/restriction/opening-store';
import { askPage } from './asking-pages';
import { as, made } from './calling';
import { arrives, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

const RECEIVED = '2026-03-04T09:00:00Z';
const JOINED = '2026-03-04T09:10:00Z';
const READ = '2026-03-04T09:20:00Z';
const DECIDED = '2026-03-04T09:30:00Z';
const LATER = '2026-03-04T12:00:00Z';
const AFTER = '2026-03-04T12:30:00Z';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

async function arrived(report = earlyHelp()): Promise<Case> {
  const of = await arrives(place, RECEIVED, report);
  await knowNobody(place, of.contactId);
  return of;
}

async function joins(from: Case, into: Case, when = JOINED): Promise<void> {
  const { worker } = place.people;
  const done = await as(worker, async (tx) => {
    const head = await findContact(tx, from.reference);
    if (head === null) throw new Error('it is there');
    return joinContact(tx, worker, head, { into: into.reference, prefix: place.prefix, reason: 'One flat.', otherChildren: true });
  }, when);
  expect(done.ok).toBe(true);
}

const reads = (of: Case, when: string) => as(place.people.worker, async (tx) => {
  const head = await findContact(tx, of.reference);
  if (head !== null) await markRead(tx, place.people.worker, head);
}, when);

/** A contact with another joined in, read by a worker since. */
async function joinedAndRead(report = earlyHelp()): Promise<{ from: Case; into: Case }> {
  const [from, into] = [await arrived(), await arrived(report)];
  await joins(from, into);
  await reads(into, READ);
  return { from, into };
}

const tells = async (of: Case, when = LATER) => {
  const { teacher } = place.people;
  const told = await as(teacher, async (tx) => tellAgain(tx, teacher, await readAuthority(tx), of.contactId, { key: newId(), text: 'He came with a new bruise.', indicators: {}, immediate: false }), when);
  if (!told.ok) throw new Error(told.problem);
  return told.value;
};
const shown = async (of: Case, person = place.people.worker) => as(person, async (tx) => {
  const { toldOfJoined, events } = await readWorkspace(tx, of.contactId);
  return { told: toldOfJoined.map(({ reference, joined, unread }) => [reference, joined, unread]), said: events.filter(({ kind }) => kind === 'told_of_joined').length };
}, AFTER);

test('the contact that it went into is unread for everyone and says where it stands; what was decided stays decided, and the new one has its own clocks', async () => {
  const { from, into } = await joinedAndRead();
  await claims(into, place.people.worker, READ);
  await decides(into, place.people.worker, 'EH_SINGLE', DECIDED, {});
  const before = await queueRow(place, into.contactId);
  expect(before).toMatchObject({ state: 'decided', marks: [], nextDueAt: null });
  expect(before?.readAt).not.toBeNull();
  const fresh = await tells(from);
  expect(await queueRow(place, into.contactId)).toEqual({ ...before, readAt: null, readBy: null });
  expect(await queueRow(place, fresh.contactId)).toMatchObject({ state: 'received', nextDueAt: new Date('2026-03-05T12:00:00Z') });
  expect(await shown(into)).toEqual({ told: [[fresh.reference, from.reference, true]], said: 1 });
  // What had been decided may be signed: it is not spoken of here.
  expect(await asSystem(place, AFTER, (tx) => cameInAfter(tx, into.contactId, Temporal.Instant.from(DECIDED)))).toBe(false);
  await knowNobody(place, fresh.contactId);
  const page = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: into.reference });
  const text = page.kind === 'shown' ? (await page.html()).replace(/<!-- -->|<[^>]+>/g, '') : page.kind;
  expect(text).toContain(`More was told of ${from.reference} that was joined in`);
  expect(text).toContain(`It is a contact of its own, ${fresh.reference}: read it with this one. new to you`);
  expect((await queueRow(place, into.contactId))?.readAt).not.toBeNull();
});

test('an answer to its question does the same, also of what was joined in through another; whoever has yet to decide reads it first', async () => {
  const { teacher, worker } = place.people;
  const [from, middle, into] = [await arrived(), await arrived(), await arrived()];
  const asked = await as(worker, async (tx) => {
    const head = await findContact(tx, from.reference);
    if (head === null) throw new Error('it is there');
    return askReferrer(tx, head, 'Who fetched her?');
  }, RECEIVED);
  expect(asked.ok).toBe(true);
  await joins(from, middle);
  await joins(middle, into);
  await reads(into, READ);
  expect(await asSystem(place, LATER, (tx) => cameInUnread(tx, into.contactId))).toBeNull();
  const questionId = await asSystem(place, LATER, async (tx) => (await tx.db.question.findFirstOrThrow({ where: { contactId: from.contactId } })).id);
  const answered = await as(teacher, async (tx) => answerAgain(tx, teacher, await readAuthority(tx), from.contactId, { questionId, answer: 'Her uncle.' }), LATER);
  if (!answered.ok) throw new Error(answered.problem);
  expect(await shown(into)).toEqual({ told: [[answered.value.reference, from.reference, true]], said: 1 });
  expect((await asSystem(place, AFTER, (tx) => cameInUnread(tx, into.contactId)))?.toString()).toBe(LATER);
  await reads(into, AFTER);
  expect(await asSystem(place, AFTER, (tx) => cameInUnread(tx, into.contactId))).toBeNull();
});

const CALL = (of: Case, more: Fields = {}): Fields => ({ 'call.kind': 'follow_up', 'call.reference': of.reference, 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'Rosalie Mensah', 'call.verified': 'known', 'you.phone': '01632 960771', 'happened.what': 'She came with a new mark on her arm.', ...more });

test.each([
  ['that names nobody', {}],
  ['that names a child', { children: '1', 'child.1.givenName': 'Demelza', 'child.1.familyName': 'Trewhella', 'child.1.birth.day': '4', 'child.1.birth.month': '3', 'child.1.birth.year': '2018' }],
])('a call about it %s does the same', async (_, more) => {
  const { from, into } = await joinedAndRead();
  const call = await made(place.people.worker, CALL(from, more), '2026-03-04T11:50:00Z', LATER);
  expect(call.contactId).not.toBe(from.contactId);
  expect((await queueRow(place, into.contactId))?.readAt).toBeNull();
  expect((await shown(into)).told).toEqual([[call.reference, from.reference, true]]);
});

test('who may know somebody in the new one learns nothing of it; nothing is said where it was not joined, or went into one that has ended', async () => {
  const { from, into } = await joinedAndRead();
  const fresh = await tells(from);
  const { otherWorker, worker } = place.people;
  await asSystem(place, LATER, (tx) => addAcquaintance(tx, fresh.contactId, otherWorker.actorId, ['own_name']));
  expect(await shown(into, otherWorker)).toEqual({ told: [], said: 0 });
  expect((await shown(into)).said).toBe(1);

  const ended = await joinedAndRead();
  await asSystem(place, READ, async (tx) => {
    await tx.db.closure.create({ data: { authorityId: place.id, contactId: ended.into.contactId, at: new Date(READ), by: worker.actorId, how: 'told', level: 2, route: 'EH_SINGLE', reason: '' } });
    await tx.db.queueRow.deleteMany({ where: { contactId: ended.into.contactId } });
  });
  await tells(ended.from);
  await tells(ended.into);
  expect((await shown(ended.into)).said).toBe(0);
});

test('in danger and in somebody’s hands it is seen within 15 minutes of this, and not of what was seen before', async () => {
  const [from, into] = [await arrived(), await arrives(place, RECEIVED, harm(), { immediate: true })];
  await knowNobody(place, into.contactId);
  await joins(from, into);
  await claims(into, place.people.worker, READ);
  await reads(into, READ);
  await tells(from);
  const [watched] = await asSystem(place, AFTER, (tx) => readWatched(tx, [into.contactId]));
  expect(watched).toMatchObject({ held: true, read: false, unreadSince: Temporal.Instant.from(LATER) });
});
