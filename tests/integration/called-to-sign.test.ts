/**
 * Who is called for a second person's signature (safe practice 7.1, 7.7): a social-work-qualified manager who neither did it nor reported
 * the contact nor holds it, and nobody else; and nobody else's Accept ends the calling.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { openDuty } from '@/lib/duty/store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { addShifts } from '@/lib/rota/rota-store';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, harm, type Case } from './deciding';
import { recordFrom } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSystem, makeWaiting } from './waiting';

const month = { from: Temporal.Instant.from('2026-03-01T00:00:00Z'), to: Temporal.Instant.from('2026-04-01T00:00:00Z') };
let place: Place;

/** The duty manager on shift is not social-work-qualified; the one who is works here and is on no shift. */
beforeEach(async () => {
  place = await makePlace();
  const { unqualifiedManager, worker } = place.people;
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: unqualifiedManager.actorId, coverOrder: 1, ...month },
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...month },
    ]),
  );
});
afterAll(closeDatabase);

const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));
const looks = async (...times: string[]) => {
  for (const time of times) await asSystem(place, `2026-03-02T${time}:00Z`, look);
};
const alarmsOf = async (contactId: string) => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => tx.db.alarm.findMany({ where: { contactId }, orderBy: [{ raisedAt: 'asc' }, { kind: 'asc' }], include: { calls: { where: { channel: 'email' }, orderBy: { number: 'asc' } } } }));
const called = async (contactId: string) => {
  const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  return (await alarmsOf(contactId)).map(({ kind, calls }) => [kind, calls.map(({ at: when, accountId }) => `${when.toISOString().slice(11, 16)} ${names.get(accountId)}`)]);
};
const accepts = async (person: Person, contactId: string, kind: string, when = '10:40') => {
  const alarm = (await alarmsOf(contactId)).find((each) => each.kind === kind && each.endedAt === null);
  return as(person, `2026-03-02T${when}:00Z`, (tx) => acceptAlarm(tx, alarm?.id ?? ''));
};
const changes = async (person: Person, data: { qualified: boolean }) => asSystem(place, '2026-03-02T08:00:00Z', async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: person.actorId }, data }));

/** Level 4 by the guide, decided at 3 at half past nine: its second person has until half past ten. */
async function lowered(of: Case): Promise<Case> {
  await claims(of, place.people.worker, '2026-03-02T09:10:00Z');
  expect((await decides(of, place.people.worker, 'CIN_ASSESS', '2026-03-02T09:30:00Z')).inForce).toBe(false);
  return of;
}

test('a manager on shift who may not sign is not called and cannot accept; the one who may is called at home', async () => {
  const { manager, unqualifiedManager, worker } = place.people;
  const of = await lowered(await arrives(place, '2026-03-02T09:00:00Z', harm()));
  await looks('10:29', '10:30', '10:35');
  expect(await called(of.contactId)).toEqual([['not_countersigned', ['10:30 manager', '10:35 manager']]]);

  const shown = async (person: Person, search = {}) => {
    const answer = await askPage('../../app/alarms/page.tsx', person, {}, search);
    return answer.kind === 'shown' ? answer.html() : '';
  };
  const [theirs, hers] = [await shown(unqualifiedManager), await shown(manager)];
  expect(theirs).toContain('Only a social-work-qualified manager signs it');
  const accept = `name="alarm" value="${(await alarmsOf(of.contactId))[0]?.id}"`;
  expect([theirs.includes(accept), hers.includes(accept)]).toEqual([false, true]);
  // Whoever sends the form all the same is told why.
  expect(await accepts(unqualifiedManager, of.contactId, 'not_countersigned')).toEqual({ ok: false, problem: 'not_qualified' });
  expect(await shown(unqualifiedManager, { problem: 'not_qualified' })).toContain('That was not done');
  expect(await accepts(worker, of.contactId, 'not_countersigned')).toEqual({ ok: false, problem: 'not_a_manager' });
  // Their Accept silenced the only call: it goes on.
  await looks('10:41');
  expect((await called(of.contactId))[0]?.[1]).toEqual(['10:30 manager', '10:35 manager', '10:41 manager']);
  expect(await accepts(manager, of.contactId, 'not_countersigned', '10:42')).toMatchObject({ ok: true });
  await looks('10:50');
  expect((await alarmsOf(of.contactId)).map(({ endedHow }) => endedHow)).toEqual(['accepted']);
});

test('who reported the contact is not called to sign and cannot accept', async () => {
  const { manager, unqualifiedManager } = place.people;
  await changes(unqualifiedManager, { qualified: true });
  const of = await lowered({ place, ...(await recordFrom(place, unqualifiedManager, '2026-03-02T09:00:00Z', harm())) });
  await looks('10:30', '10:35');
  expect(await called(of.contactId)).toEqual([['not_countersigned', ['10:30 manager', '10:35 manager']]]);
  expect(await accepts(unqualifiedManager, of.contactId, 'not_countersigned')).toEqual({ ok: false, problem: 'referrer' });
  expect(await accepts(manager, of.contactId, 'not_countersigned')).toMatchObject({ ok: true });
});

test('a request for checks rings neither who asked, nor who holds the contact, nor who is not qualified', async () => {
  const { manager, unqualifiedManager, worker } = place.people;
  const fields = { 'checks.agencies': 'GP', 'checks.question': 'Seen?', 'checks.reason': 'RISK', 'checks.why': 'He may be hurt.' };
  await changes(unqualifiedManager, { qualified: true });
  const of = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z', level: 4, route: 'STRATEGY' });
  await claims({ place, contactId: of.id, reference: of.reference }, unqualifiedManager, '2026-03-02T09:05:00Z');
  expect((await as(worker, '2026-03-02T09:10:00Z', (tx) => askForChecks(tx, of.id, fields))).ok).toBe(true);
  await looks('10:10');
  expect(await called(of.id)).toEqual([['checks_unanswered', ['10:10 manager']]]);
  expect(await accepts(unqualifiedManager, of.id, 'checks_unanswered')).toEqual({ ok: false, problem: 'claimer' });

  const own = await makeWaiting(place, { receivedAt: '2026-03-02T09:00:00Z', level: 4, route: 'STRATEGY' });
  await claims({ place, contactId: own.id, reference: own.reference }, worker, '2026-03-02T09:05:00Z');
  expect((await as(unqualifiedManager, '2026-03-02T09:10:00Z', (tx) => askForChecks(tx, own.id, fields))).ok).toBe(true);
  await looks('10:15');
  expect(await called(own.id)).toEqual([['checks_unanswered', ['10:15 manager']]]);
  expect(await accepts(unqualifiedManager, own.id, 'checks_unanswered')).toEqual({ ok: false, problem: 'decider' });
  expect(await accepts(manager, own.id, 'checks_unanswered')).toMatchObject({ ok: true });
});

test('what the night left to wait a manager looks at who signs nothing; it speaks for no signature, and its Accept is for none', async () => {
  const { unqualifiedManager } = place.people;
  const of = await lowered(await arrives(place, '2026-03-02T09:00:00Z', harm()));
  await asSystem(place, '2026-03-02T09:40:00Z', async (tx) => openDuty(tx, { contactId: of.contactId, code: 'REVIEW_CAN_WAIT', ownerRole: 'manager', dueAt: Temporal.Instant.from('2026-03-02T10:20:00Z'), evidence: 'test' }));
  await looks('10:20', '10:30');
  expect(await called(of.contactId)).toEqual([['not_countersigned', ['10:20 unqualifiedManager', '10:30 unqualifiedManager']], ['not_countersigned', ['10:30 manager']]]);
  const [night] = await alarmsOf(of.contactId);
  expect(await as(unqualifiedManager, '2026-03-02T10:31:00Z', (tx) => acceptAlarm(tx, night?.id ?? ''))).toMatchObject({ ok: true });
  expect((await alarmsOf(of.contactId)).map(({ endedHow }) => endedHow)).toEqual(['accepted', null]);
});

test('where nobody may sign, a manager hears that somebody has to be found, and their Accept does not end it', async () => {
  const { manager, unqualifiedManager } = place.people;
  await changes(manager, { qualified: false });
  const of = await lowered(await arrives(place, '2026-03-02T09:00:00Z', harm()));
  // Looked at every minute, and called every five: by turns each manager whose own act it is not.
  await looks(...Array.from({ length: 11 }, (_, minute) => `10:${30 + minute}`));
  expect(await called(of.contactId)).toEqual([['nobody_signs', ['10:30 administrator']], ['not_countersigned', ['10:30 unqualifiedManager', '10:35 unqualifiedManager', '10:40 unqualifiedManager']]]);
  expect(await accepts(unqualifiedManager, of.contactId, 'not_countersigned')).toEqual({ ok: false, problem: 'not_qualified' });
});
