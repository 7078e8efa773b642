/** Withdrawing is no way round a decision (safe practice 2, 7 and 15; decision 26). Expectations are by hand from domain 7. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { rateContact } from '@/lib/contact/verbs/rate-contact';
import { withdrawContact } from '@/lib/decision/verbs/withdraw-contact';
import { openDuties, openDuty } from '@/lib/duty/store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { ContactHead } from '@/lib/contact/head';
import { arrives, at, type Case } from './deciding';
import { decideFor } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';
import { readsAndWithdraws } from './withdrawing';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const DAY = '2026-03-02T12:00:00Z';
let families = 0;
const report = (child: object = {}, more: ReportInput = {}): ReportInput => {
  families += 1;
  return { children: [{ givenName: 'Senara', familyName: `Hocking ${families}`, dateOfBirth: '2014-03-01', indicators: { I018: 'present' }, ...child }], reporter: { continuingRole: 'yes', aboutColleague: 'no' }, ...more };
};

async function on<T>(of: Case, work: (tx: Tx, head: ContactHead) => Promise<T>): Promise<T> {
  const { manager } = place.people;
  return withActor(manager, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null) throw new Error('it is there');
    return work(tx, head);
  }, at(DAY));
}
const withdraws = async (of: Case) => on(of, async (tx, head) => readsAndWithdraws(tx, place.people.manager, head, 'Sent in error.'));
const REFUSED = { ok: false, problem: 'needs_decision' };

test('a light contact that somebody has read is withdrawn; one that nobody has read is not', async () => {
  const of = await arrives(place, '2026-03-02T09:00:00Z', report());
  const unread = async () => on(of, async (tx, head) => withdrawContact(tx, place.people.manager, head, 'Sent in error.'));
  expect(await unread()).toEqual(REFUSED);
  expect(await on(of, async (tx, head) => readsAndWithdraws(tx, place.people.manager, head, ' '))).toEqual({ ok: false, problem: 'reason_missing' });
  const head = await on(of, async (_tx, found) => Promise.resolve(found));
  expect(await withdraws(of)).toEqual({ ok: true, value: null });
  expect(await queueRow(place, of.contactId)).toBeNull();
  expect(await on(of, async (tx) => withdrawContact(tx, place.people.manager, head, 'Sent in error.'))).toEqual({ ok: false, problem: 'ended' });
  await asSystem(place, DAY, async (tx) => {
    expect(await tx.db.closure.findMany({ where: { contactId: of.contactId } })).toMatchObject([{ how: 'withdrawn', by: place.people.manager.actorId, reason: 'Sent in error.', level: 2 }]);
    expect(await tx.db.duty.count({ where: { contactId: of.contactId, discharge: { is: null } } })).toBe(0);
  });
});

test('at level 3, in danger, or decided on it is not withdrawn', async () => {
  const [serious, danger, decided] = [await arrives(place, '2026-03-02T09:00:00Z', report({ indicators: { I076: 'present' } })), await arrives(place, '2026-03-02T09:00:00Z', report(), { immediate: true }), await arrives(place, '2026-03-02T09:00:00Z', report())];
  for (const of of [serious, danger]) expect(await withdraws(of)).toEqual(REFUSED);
  await asSystem(place, DAY, async (tx) => decideFor(tx, decided.contactId, { by: place.people.worker.actorId, level: 2, route: 'EH_SINGLE' }));
  expect(await withdraws(decided)).toEqual({ ok: false, problem: 'already_decided' });
});

test.each<[string, ReportInput]>([
  ['a child under 1', report({ dateOfBirth: '2025-09-01' })],
  ['a referrer who said level 4', report({}, { belief: { level: 4 } })],
  ['a child not born yet', report({ dateOfBirth: undefined, unborn: true })],
])('where no further action takes a second person it is decided: %s', async (_what, given) => {
  const of = await arrives(place, '2026-03-02T09:00:00Z', given);
  expect(await withdraws(of)).toEqual(REFUSED);
  expect(await queueRow(place, of.contactId)).not.toBeNull();
});

test('a third contact in twelve months is decided', async () => {
  const told = report();
  const [first, second, third] = [await arrives(place, '2026-02-20T09:00:00Z', told), await arrives(place, '2026-02-25T09:00:00Z', told), await arrives(place, '2026-03-02T09:00:00Z', told)];
  expect(await withdraws(second)).toEqual({ ok: true, value: null });
  expect(await withdraws(third)).toEqual(REFUSED);
  expect(await withdraws(first)).toEqual({ ok: true, value: null });
});

test('what a worker rated red is decided, and a duty of law or an answer that is owed keeps it here', async () => {
  const rated = await arrives(place, '2026-03-02T09:00:00Z', report());
  expect((await on(rated, async (tx, head) => rateContact(tx, head, { rating: 'red', reason: 'His brother said more.' }))).ok).toBe(true);
  expect(await withdraws(rated)).toEqual(REFUSED);
  for (const code of ['RETURN_INTERVIEW', 'ANSWER_CHALLENGE', 'CHILD_NOT_KNOWN'] as const) {
    const of = await arrives(place, '2026-03-02T09:00:00Z', report());
    await asSystem(place, '2026-03-02T09:10:00Z', async (tx) => openDuty(tx, { contactId: of.contactId, code, dueAt: null, evidence: 'test' }));
    expect(await withdraws(of), code).toEqual(REFUSED);
  }
});

test('that one person opened it alone is looked over by a second all the same (safe practice 14); what was owed of the work ends', async () => {
  const of = await arrives(place, '2026-03-02T09:00:00Z', report());
  await asSystem(place, '2026-03-02T09:10:00Z', async (tx) => openDuty(tx, { contactId: of.contactId, code: 'REVIEW_GLASS', dueAt: null, evidence: 'test' }));
  expect(await withdraws(of)).toEqual({ ok: true, value: null });
  expect(await asSystem(place, DAY, async (tx) => (await openDuties(tx, of.contactId)).map(({ code }) => code))).toEqual(['REVIEW_GLASS']);
});
