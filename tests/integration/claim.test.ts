import { afterAll, beforeAll, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import { mayDecide } from '@/lib/access/deciding';
import { readColleagues } from '@/lib/contact/queue/claim-store';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { handOverContact } from '@/lib/contact/verbs/hand-over-contact';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { reassignContact } from '@/lib/contact/verbs/reassign-contact';
import { releaseContact } from '@/lib/contact/verbs/release-contact';
import type { Person } from '@/lib/access/model';
import type { ContactHead } from '@/lib/contact/head';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { addBar } from '@/lib/restriction/bar-store';
import { makePlace, type Place } from './people';
import { asSystem, makeWaiting, queueRow } from './waiting';

let place: Place;
let contact: ContactHead;
beforeAll(async () => {
  place = await makePlace();
  contact = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
});
afterAll(closeDatabase);

const claim = (person: Person, of = contact) => withActor(person, (tx) => claimContact(tx, person, of));

test('of ten who claim at once one wins, the others hear who has it, and there is one claim', async () => {
  const { worker, otherWorker, night, manager, unqualifiedManager } = place.people;
  const people = [worker, otherWorker, night, manager, unqualifiedManager];
  for (let round = 0; round < 3; round += 1) {
    const raced = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
    const outcomes = await Promise.all([...people, ...people].map(async (person) => ({ person, result: await claim(person, raced) })));
    const row = await queueRow(place, raced.id);
    const winners = new Set(outcomes.filter(({ result }) => result.ok).map(({ person }) => person.actorId));
    // Each tried twice, as by a double click: the winner's second try is no refusal and no second claim.
    expect(winners).toEqual(new Set([row?.holderId]));
    expect(outcomes.filter(({ result }) => !result.ok)).toHaveLength(8);
    for (const { result } of outcomes) if (!result.ok) expect(result.problem).toBe('held');
    await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => {
      expect(await tx.db.claim.count({ where: { contactId: raced.id } })).toBe(1);
      expect(await tx.db.contactEvent.count({ where: { contactId: raced.id, kind: 'claimed' } })).toBe(1);
      expect(await tx.db.dutyDischarge.count({ where: { duty: { contactId: raced.id, code: 'ACKNOWLEDGE' } } })).toBe(1);
    });
  }
});

test('the database allows one live claim, whatever the application does', async () => {
  const alone = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
  await claim(place.people.worker, alone);
  const second = asSystem(place, '2026-03-02T10:00:00Z', async (tx) =>
    tx.db.claim.create({ data: { authorityId: place.id, id: crypto.randomUUID(), contactId: alone.id, accountId: place.people.otherWorker.actorId, at: new Date('2026-03-02T10:00:00Z'), how: 'claimed' } }),
  );
  await expect(second).rejects.toThrow(/[Uu]nique/);
});

test('claimed, handed over, reassigned, back to the queue: each by the one who may, and each kept', async () => {
  const { worker, otherWorker, night, manager } = place.people;
  await claim(worker);
  expect(await queueRow(place, contact.id)).toMatchObject({ state: 'claimed', holderId: worker.actorId });

  expect(await withActor(otherWorker, (tx) => releaseContact(tx, otherWorker, contact))).toEqual({ ok: false, problem: 'not_held' });
  expect(await withActor(otherWorker, (tx) => handOverContact(tx, otherWorker, contact, { to: night.actorId, reason: '' }))).toEqual({ ok: false, problem: 'not_held' });
  expect(await withActor(worker, (tx) => handOverContact(tx, worker, contact, { to: place.people.teacher.actorId, reason: '' }))).toEqual({ ok: false, problem: 'no_colleague' });
  expect((await withActor(worker, (tx) => handOverContact(tx, worker, contact, { to: otherWorker.actorId, reason: 'End of shift' }))).ok).toBe(true);
  expect((await queueRow(place, contact.id))?.holderId).toBe(otherWorker.actorId);

  expect(await withActor(manager, (tx) => reassignContact(tx, manager, contact, { to: night.actorId, reason: '  ' }))).toEqual({ ok: false, problem: 'reason_missing' });
  expect((await withActor(manager, (tx) => reassignContact(tx, manager, contact, { to: night.actorId, reason: 'Out of hours' }))).ok).toBe(true);
  expect((await queueRow(place, contact.id))?.holderId).toBe(night.actorId);

  expect((await withActor(night, (tx) => releaseContact(tx, night, contact))).ok).toBe(true);
  expect(await queueRow(place, contact.id)).toMatchObject({ state: 'received', holderId: null });
  await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => {
    const claims = await tx.db.claim.findMany({ where: { contactId: contact.id }, orderBy: { at: 'asc' } });
    expect(claims.map(({ accountId, how, endedHow }) => [accountId, how, endedHow])).toEqual([
      [worker.actorId, 'claimed', 'handed_over'],
      [otherWorker.actorId, 'handed_over', 'reassigned'],
      [night.actorId, 'reassigned', 'released'],
    ]);
    expect(claims[1]).toMatchObject({ givenBy: worker.actorId, reason: 'End of shift', endedBy: manager.actorId, endedWhy: 'Out of hours' });
  });
});

test('it is given to nobody who is kept out of it: it would count as held, and nobody could see to it', async () => {
  const { worker, otherWorker, manager } = place.people;
  const theirs = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
  await claim(worker, theirs);
  await asSystem(place, '2026-03-02T09:30:00Z', (tx) => addBar(tx, { contactId: theirs.id, accountId: otherWorker.actorId, ground: 'declared', reason: 'Her neighbour.' }));
  expect(await withActor(manager, (tx) => reassignContact(tx, manager, theirs, { to: otherWorker.actorId, reason: 'Knows the school' }))).toEqual({ ok: false, problem: 'no_colleague' });
  expect(await withActor(worker, (tx) => handOverContact(tx, worker, theirs, { to: otherWorker.actorId, reason: 'End of shift' }))).toEqual({ ok: false, problem: 'no_colleague' });
  expect((await queueRow(place, theirs.id))?.holderId).toBe(worker.actorId);
});

test('nor to a manager who may not decide: it would wait for a decision with somebody who cannot take it (domain 2, behaviour 7)', async () => {
  const { worker, manager, unqualifiedManager } = place.people;
  const waiting = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
  await claim(worker, waiting);
  expect(await withActor(manager, (tx) => reassignContact(tx, manager, waiting, { to: unqualifiedManager.actorId, reason: 'Answers for the desk' }))).toEqual({ ok: false, problem: 'no_colleague' });
  expect(await withActor(worker, (tx) => handOverContact(tx, worker, waiting, { to: unqualifiedManager.actorId, reason: 'End of shift' }))).toEqual({ ok: false, problem: 'no_colleague' });
  expect((await queueRow(place, waiting.id))?.holderId).toBe(worker.actorId);
  const offered = (await withActor(worker, readColleagues)).filter(({ places }) => places.some(mayDecide)).map(({ accountId }) => accountId);
  expect(offered).toContain(manager.actorId);
  expect(offered).not.toContain(unqualifiedManager.actorId);
});

test('the first of the duty service to open it has read it; an auditor has not', async () => {
  const unread = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z' });
  const open = (person: Person, at: string) => withActor(person, (tx) => readContact(tx, person, unread), { at: Temporal.Instant.from(at) });
  await open(place.people.auditor, '2026-03-02T09:05:00Z');
  expect((await queueRow(place, unread.id))?.readAt).toBeNull();
  await open(place.people.worker, '2026-03-02T09:42:00Z');
  await open(place.people.manager, '2026-03-02T09:50:00Z');
  expect(await queueRow(place, unread.id)).toMatchObject({ readAt: new Date('2026-03-02T09:42:00Z'), readBy: place.people.worker.actorId });
});

test('an auditor and a partner can change nothing of a claim, in the database too', async () => {
  for (const person of [place.people.auditor, place.people.teacher]) {
    await expect(claim(person)).rejects.toThrow();
  }
  expect((await queueRow(place, contact.id))?.holderId).toBeNull();
});
