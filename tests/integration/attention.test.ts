import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ALARM_KINDS } from '@/lib/attention/clocks';
import { listAlarms } from '@/lib/attention/alarm-store';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { addNote } from '@/lib/contact/verbs/add-note';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { rateContact } from '@/lib/contact/verbs/rate-contact';
import { readContact } from '@/lib/contact/verbs/read-contact';
import { releaseIdleClaims } from '@/lib/contact/verbs/release-idle-claims';
import type { DutyCode } from '@/lib/duty/codes';
import { dischargeDuty, findOpenDuty, openDuty, readOwnDuties } from '@/lib/duty/store';
import { returnLeft } from '@/lib/duty/verbs/return-left';
import type { Person } from '@/lib/access/model';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { addAbsence, addShifts, readOnDuty } from '@/lib/rota/rota-store';
import { copyWeek } from '@/lib/rota/verbs/copy-week';
import { makeShifts } from '@/lib/rota/verbs/make-shifts';
import { shiftForm } from '@/lib/rota/schema';
import { answerChecks } from '@/lib/sharing/verbs/answer-checks';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { asSystem, makeWaiting, queueRow } from './waiting';

const instant = (text: string) => Temporal.Instant.from(text);
let place: Place;

/** A place whose rota has a worker and two managers by day and one worker by night, for the whole of March 2026. */
beforeEach(async () => {
  place = await makePlace();
  const { manager, unqualifiedManager, worker, night } = place.people;
  const month = { from: instant('2026-03-01T00:00:00Z'), to: instant('2026-04-01T00:00:00Z') };
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: manager.actorId, coverOrder: 1, ...month },
      { post: 'duty_manager', accountId: unqualifiedManager.actorId, coverOrder: 2, ...month },
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...month },
      { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...month },
    ]),
  );
});
afterAll(closeDatabase);

const as = async <T>(person: Person, at: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, { at: instant(at) });
const lookAt = (at: string) => asSystem(place, at, look);
const alarms = async () => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id }, orderBy: [{ raisedAt: 'asc' }, { kind: 'asc' }], include: { calls: { orderBy: [{ number: 'asc' }, { channel: 'asc' }] } } }));
const calledNames = async () => {
  const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  return (await alarms()).flatMap(({ calls }) => calls.filter(({ channel }) => channel === 'email').map(({ at, accountId }) => `${at.toISOString().slice(11, 16)} ${names.get(accountId)}`));
};

test('level 4, claimed by nobody: an alarm in the hour’s last minute, each in order every five minutes, then from the first again, until one accepts', async () => {
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
  await lookAt('2026-03-02T10:59:59Z');
  expect(await alarms()).toEqual([]);
  for (const minute of ['00', '01', '04', '05', '10', '15', '20', '25']) await lookAt(`2026-03-02T11:${minute}:00Z`);
  expect(await alarms()).toMatchObject([{ kind: 'not_claimed', contactId: contact.id, round: 1, endedAt: null }]);
  expect(await calledNames()).toEqual(['11:00 manager', '11:05 unqualifiedManager', '11:10 worker', '11:15 night', '11:20 manager', '11:25 unqualifiedManager']);

  const [alarm] = await alarms();
  expect(await as(place.people.unqualifiedManager, '2026-03-02T11:26:00Z', (tx) => acceptAlarm(tx, alarm?.id ?? ''))).toMatchObject({ ok: true });
  expect(await as(place.people.manager, '2026-03-02T11:26:30Z', (tx) => acceptAlarm(tx, alarm?.id ?? ''))).toEqual({ ok: false, problem: 'gone' });
  for (const at of ['11:30', '12:00', '12:25']) await lookAt(`2026-03-02T${at}:00Z`);
  expect(await alarms()).toHaveLength(1);
  // Accepting stops the calling, not the clock: an hour later it is still claimed by nobody.
  await lookAt('2026-03-02T12:26:00Z');
  expect((await alarms()).map(({ round, endedHow, endedBy }) => [round, endedHow, endedBy])).toEqual([[1, 'accepted', place.people.unqualifiedManager.actorId], [2, null, null]]);
  await as(place.people.worker, '2026-03-02T12:27:00Z', (tx) => claimContact(tx, place.people.worker, contact));
  await lookAt('2026-03-02T12:28:00Z');
  expect((await alarms()).map(({ endedHow }) => endedHow)).toEqual(['accepted', 'met']);
});

test('each call is an e-mail and a text with the reference and nothing else', async () => {
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
  await lookAt('2026-03-02T11:00:00Z');
  const messages = await asSystem(place, '2026-03-02T11:00:00Z', async (tx) => tx.db.message.findMany({ where: { authorityId: place.id }, orderBy: { channel: 'asc' } }));
  expect(messages.map(({ channel, toAddress }) => [channel, toAddress])).toEqual([['email', place.people.manager.email], ['text', '01632 960100']]);
  for (const { subject, body } of messages) {
    const rest = `${subject} ${body}`.replaceAll(contact.reference, '').replace(/https?:\S+/g, '');
    expect(rest.replace(/\s+/g, ' ').trim()).toMatch(/^(There is a message for you: )?There is a message for you about \.( Sign in to read it:)?$/);
  }
  // Staff see whether it went; account mail stays unseen.
  expect(await as(place.people.worker, '2026-03-02T11:01:00Z', async (tx) => tx.db.message.count())).toBe(2);
  expect(await as(place.people.teacher, '2026-03-02T11:01:00Z', async (tx) => tx.db.message.count())).toBe(0);
});

async function alarmsPage(search: Record<string, string>): Promise<string> {
  const answer = await askPage('../../app/alarms/page.tsx', place.people.manager, {}, search);
  return answer.kind === 'shown' ? answer.html() : '';
}

test('of more open alarms than a page shows none is out of sight: it says so, and the newest can be accepted on the next', async () => {
  for (let minute = 0; minute < 52; minute += 1) await makeWaiting(place, { receivedAt: instant('2026-03-02T09:00:00Z').add({ minutes: minute }).toString(), level: 4, route: 'STRATEGY' });
  await lookAt('2026-03-02T10:59:00Z');
  const all = await as(place.people.manager, '2026-03-02T11:00:00Z', (tx) => listAlarms(tx, 'open', 500));
  const shownOn = (page: string) => all.flatMap(({ id }, at) => (page.includes(`name="alarm" value="${id}"`) ? [at] : []));
  const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
  const [first, next] = [await alarmsPage({}), await alarmsPage({ after: '50' })];
  expect(shownOn(first)).toEqual(upTo(0, 50));
  expect(first).toMatch(/<strong>More are open:<\/strong> <a [^>]*href="\/alarms\?after=50"/);
  expect(all.length).toBeGreaterThan(51);
  expect(shownOn(next)).toEqual(upTo(50, all.length));
  expect(next).not.toContain('More are open');
  expect(next).toContain('Back to the oldest');
  expect(await alarmsPage({ after: '100' })).toContain('No more are open');
}, 60_000);

test('of many calls about an alarm the list tells the last five, each with both its ways, and how many there were', async () => {
  await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
  const shown = async () => (await as(place.people.manager, '2026-03-02T12:00:00Z', (tx) => listAlarms(tx, 'open', 50)))[0]?.calls.map(({ number, channels }) => `${number} ${channels.map(({ channel }) => channel).join(' ')}`);
  for (const minute of ['00', '05', '10', '15', '20']) await lookAt(`2026-03-02T11:${minute}:00Z`);
  expect(await shown()).toEqual(['1 email text', '2 email text', '3 email text', '4 email text', '5 email text']);
  expect(await alarmsPage({})).toContain('<summary>5 calls</summary>');
  expect(await alarmsPage({})).not.toContain('More are open');
  for (const minute of ['25', '30']) await lookAt(`2026-03-02T11:${minute}:00Z`);
  expect(await shown()).toEqual(['3 email text', '4 email text', '5 email text', '6 email text', '7 email text']);
  expect(await alarmsPage({})).toContain('<summary>The last 5 of 7 calls</summary>');
});

test('immediate danger: read within 15 minutes or an alarm, and at night the emergency duty worker at once', async () => {
  const byDay = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', immediate: true });
  await lookAt('2026-03-02T10:14:59Z');
  expect(await alarms()).toEqual([]);
  await lookAt('2026-03-02T10:15:00Z');
  expect(await alarms()).toMatchObject([{ kind: 'not_seen', contactId: byDay.id }]);
  await as(place.people.worker, '2026-03-02T10:16:00Z', (tx) => readContact(tx, place.people.worker, byDay));
  await lookAt('2026-03-02T10:17:00Z');
  expect((await alarms())[0]).toMatchObject({ endedHow: 'met' });

  const byNight = await makeWaiting(place, { receivedAt: '2026-03-03T01:00:00Z', immediate: true });
  for (const at of ['01:00:20', '01:05:20', '01:15:20']) await lookAt(`2026-03-03T${at}Z`);
  const ofNight = (await alarms()).filter(({ contactId }) => contactId === byNight.id);
  expect(ofNight.map(({ kind }) => kind)).toEqual(['arrived_at_night', 'not_seen']);
  // One voice for one contact, though two clocks have run out.
  expect(ofNight.map(({ calls }) => calls.length)).toEqual([6, 0]);
  expect(ofNight[0]?.calls[0]?.accountId).toBe(place.people.night.actorId);
  await as(place.people.night, '2026-03-03T01:16:00Z', (tx) => acceptAlarm(tx, ofNight[0]?.id ?? ''));
  expect((await alarms()).filter(({ contactId, endedAt }) => contactId === byNight.id && endedAt === null)).toEqual([]);
});

test('two workers that look at once raise one alarm and call once; an hour without a worker only delays', async () => {
  await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
  await Promise.all(Array.from({ length: 4 }, () => lookAt('2026-03-02T12:03:00Z')));
  expect((await alarms()).map(({ calls }) => calls.map(({ number, channel }) => `${number} ${channel}`))).toEqual([['1 email', '1 text']]);
});

test('nobody on the rota is an alarm, and every manager is called', async () => {
  place = await makePlace();
  await lookAt('2026-03-02T10:00:00Z');
  await lookAt('2026-03-02T10:05:00Z');
  const gaps = await alarms();
  expect(gaps.map(({ kind, occasion }) => [kind, occasion.split(' ')[0]]).sort()).toEqual([['nobody_on', 'duty_manager'], ['nobody_on', 'duty_social_worker'], ['nobody_on', 'emergency_duty_worker']]);
  expect(new Set(gaps[0]?.calls.map(({ accountId }) => accountId))).toEqual(new Set([place.people.manager.actorId, place.people.unqualifiedManager.actorId]));
});

test('somebody away is not called but who covers; somebody disabled is not on', async () => {
  const { manager, worker, otherWorker, unqualifiedManager } = place.people;
  await asSystem(place, '2026-03-02T08:00:00Z', async (tx) => {
    await addAbsence(tx, { accountId: worker.actorId, coveredBy: otherWorker.actorId, from: instant('2026-03-02T08:00:00Z'), to: instant('2026-03-02T18:00:00Z') });
    await tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: unqualifiedManager.actorId }, data: { disabledAt: new Date('2026-03-02T08:00:00Z') } });
  });
  const on = await as(manager, '2026-03-02T10:00:00Z', (tx) => readOnDuty(tx));
  expect(on.filter(({ post }) => post !== 'emergency_duty_worker').map(({ accountId, insteadOf }) => [accountId, insteadOf])).toEqual([[manager.actorId, null], [otherWorker.actorId, worker.actorId]]);
});

test('whoever works in another role now is not on in the post that they had: it is a gap', async () => {
  const { manager, unqualifiedManager } = place.people;
  await asSystem(place, '2026-03-02T08:00:00Z', async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: { in: [manager.actorId, unqualifiedManager.actorId] } }, data: { role: 'cads_social_worker' } }));
  const on = await asSystem(place, '2026-03-02T10:00:00Z', (tx) => readOnDuty(tx));
  expect(on.filter(({ post }) => post === 'duty_manager')).toEqual([]);
  await lookAt('2026-03-02T10:00:00Z');
  expect((await alarms()).map(({ kind, occasion }) => [kind, occasion.split(' ')[0]])).toContainEqual(['nobody_on', 'duty_manager']);
});

test('a claim without an act goes back after 30 minutes at level 4, after two hours otherwise; an act begins the time anew', async () => {
  const { worker } = place.people;
  const high = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
  const low = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z' });
  for (const contact of [high, low]) await as(worker, '2026-03-02T10:05:00Z', (tx) => claimContact(tx, worker, contact));
  const release = (at: string) => asSystem(place, `2026-03-02T${at}Z`, releaseIdleClaims);
  expect(await release('10:34:59')).toBe(0);
  await as(worker, '2026-03-02T10:34:59Z', (tx) => addNote(tx, high, 'Rang the school.'));
  expect(await release('10:35:00')).toBe(0);
  expect(await release('11:04:59')).toBe(1);
  expect(await queueRow(place, high.id)).toMatchObject({ holderId: null, state: 'received' });
  expect(await release('12:04:59')).toBe(0);
  expect(await release('12:05:00')).toBe(1);
  const claims = await asSystem(place, '2026-03-02T13:00:00Z', async (tx) => tx.db.claim.findMany({ where: { authorityId: place.id } }));
  expect(claims.map(({ endedHow }) => endedHow)).toEqual(['idle', 'idle']);
  // Received at ten and nobody’s again after an hour: the next look calls somebody.
  await lookAt('2026-03-02T11:05:00Z');
  expect((await alarms()).map(({ kind, contactId }) => [kind, contactId])).toContainEqual(['not_claimed', high.id]);
});

test('the end of a shift and a disabled account give a claim back', async () => {
  const { otherWorker, worker } = place.people;
  await asSystem(place, '2026-03-02T08:00:00Z', async (tx) => addShifts(tx, [{ post: 'duty_social_worker', accountId: otherWorker.actorId, coverOrder: 2, from: instant('2026-03-02T08:45:00Z'), to: instant('2026-03-02T17:00:00Z') }]));
  const [one, two] = [await makeWaiting(place, { receivedAt: '2026-03-02T16:50:00Z' }), await makeWaiting(place, { receivedAt: '2026-03-02T16:50:00Z' })];
  await as(otherWorker, '2026-03-02T16:55:00Z', (tx) => claimContact(tx, otherWorker, one));
  await as(worker, '2026-03-02T16:55:00Z', (tx) => claimContact(tx, worker, two));
  expect(await asSystem(place, '2026-03-02T16:59:59Z', releaseIdleClaims)).toBe(0);
  expect(await asSystem(place, '2026-03-02T17:00:00Z', releaseIdleClaims)).toBe(1);
  await asSystem(place, '2026-03-02T17:01:00Z', async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: worker.actorId }, data: { disabledAt: new Date('2026-03-02T17:01:00Z') } }));
  expect(await asSystem(place, '2026-03-02T17:01:00Z', releaseIdleClaims)).toBe(1);
  const claims = await asSystem(place, '2026-03-02T18:00:00Z', async (tx) => tx.db.claim.findMany({ where: { authorityId: place.id }, orderBy: { endedAt: 'asc' } }));
  expect(claims.map(({ endedHow }) => endedHow)).toEqual(['shift_end', 'disabled']);
});

test('what is owed by somebody who left, or works otherwise now, is nobody’s again and stands among what is to be taken', async () => {
  const { worker, otherWorker, manager } = place.people;
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z' });
  const at = '2026-03-02T10:30:00Z';
  const owe = async (code: DutyCode, ownerId: string, more: object = {}) => asSystem(place, at, async (tx) => openDuty(tx, { contactId: contact.id, code, ownerId, dueAt: instant('2026-03-03T12:00:00Z'), evidence: 'test', ...more }));
  await owe('LADO', worker.actorId);
  await owe('HOLD_STRATEGY', otherWorker.actorId);
  await owe('COUNTERSIGN', manager.actorId, { ownerRole: 'manager' });
  // Whoever learned of it reports it, whoever they are.
  await owe('FGM_POLICE', place.people.teacher.actorId);
  expect(await asSystem(place, at, returnLeft)).toBe(0);
  const change = async (person: Person, data: object) => asSystem(place, at, async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: person.actorId }, data }));
  await change(worker, { disabledAt: new Date(at) });
  // A manager's duty is no social worker's.
  await change(manager, { role: 'cads_social_worker' });
  expect(await asSystem(place, at, returnLeft)).toBe(2);
  const owners = await asSystem(place, at, async (tx) => tx.db.duty.findMany({ where: { contactId: contact.id, code: { in: ['LADO', 'HOLD_STRATEGY', 'COUNTERSIGN', 'FGM_POLICE'] } }, orderBy: { code: 'asc' }, select: { code: true, ownerId: true } }));
  expect(owners).toEqual([{ code: 'COUNTERSIGN', ownerId: null }, { code: 'FGM_POLICE', ownerId: place.people.teacher.actorId }, { code: 'HOLD_STRATEGY', ownerId: otherWorker.actorId }, { code: 'LADO', ownerId: null }]);
  expect((await as(otherWorker, at, (tx) => readOwnDuties(tx, 'cads_social_worker', tx.at))).untaken.map(({ code }) => code)).toContain('LADO');
});

test('rated up it moves and its clock begins; rated down it moves, keeps its clock, and a manager sees it', async () => {
  const { worker } = place.people;
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 2 });
  const rate = (of: typeof contact, at: string, rating: string, reason = 'The school rang again.') => as(worker, at, (tx) => rateContact(tx, of, { rating, reason }));
  expect(await rate(contact, '2026-03-02T12:00:00Z', 'red', ' ')).toEqual({ ok: false, problem: 'reason_missing' });
  expect(await rate(contact, '2026-03-02T12:00:00Z', 'green')).toEqual({ ok: false, problem: 'same_rating' });
  expect(await rate(contact, '2026-03-02T12:00:00Z', 'red')).toMatchObject({ ok: true });
  expect(await queueRow(place, contact.id)).toMatchObject({ riskRank: 1, level: 2, ratedBelow: false, urgentSince: new Date('2026-03-02T12:00:00Z') });
  await lookAt('2026-03-02T13:00:00Z');
  expect((await alarms()).map(({ kind }) => kind)).toEqual(['not_claimed']);

  const high = await makeWaiting(place, { receivedAt: '2026-03-02T14:00:00Z', level: 4, route: 'STRATEGY' });
  await rate(high, '2026-03-02T14:10:00Z', 'blue');
  expect(await queueRow(place, high.id)).toMatchObject({ riskRank: 4, level: 4, ratedBelow: true, urgentSince: new Date('2026-03-02T14:00:00Z') });
  await lookAt('2026-03-02T15:00:00Z');
  expect((await alarms()).filter(({ contactId }) => contactId === high.id).map(({ kind }) => kind)).toEqual(['not_claimed']);
  const kept = await asSystem(place, '2026-03-02T16:00:00Z', async (tx) => tx.db.contactRating.findMany({ where: { contactId: high.id } }));
  expect(kept).toMatchObject([{ rating: 'blue', before: 'red', reason: 'The school rang again.', by: worker.actorId }]);
});

test('a week is made and copied once, by somebody who may be in the post', async () => {
  const { manager, worker, night } = place.people;
  const form = (accountId: string, post: string) => shiftForm.parse({ monday: '2026-06-01', post, accountId, coverOrder: '1', days: ['1', '2'], from: '8:45', to: '17:00', replaces: '' });
  const make = (accountId: string, post: string) => as(manager, '2026-05-20T09:00:00Z', (tx) => makeShifts(tx, form(accountId, post)));
  expect(await make(night.actorId, 'duty_manager')).toEqual({ ok: false, problem: 'not_in_post' });
  expect(await make(worker.actorId, 'duty_social_worker')).toEqual({ ok: true, value: null });
  expect(await make(worker.actorId, 'duty_social_worker')).toEqual({ ok: false, problem: 'already_there' });
  const copy = () => as(manager, '2026-05-20T09:00:00Z', (tx) => copyWeek(tx, Temporal.PlainDate.from('2026-06-08')));
  expect(await copy()).toEqual({ ok: true, value: { copied: 2 } });
  expect(await copy()).toEqual({ ok: false, problem: 'already_there' });
  expect((await as(worker, '2026-06-09T07:45:00Z', (tx) => readOnDuty(tx))).map(({ accountId }) => accountId)).toEqual([worker.actorId]);
  // Only a manager makes it, whatever the application does.
  await expect(as(worker, '2026-05-20T09:00:00Z', (tx) => makeShifts(tx, form(worker.actorId, 'duty_social_worker')))).rejects.toThrow(/row-level security/);
});

test('a request to go to other agencies without the parents, unanswered by its due, is an alarm until a manager answers', async () => {
  const { worker, manager } = place.people;
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z', level: 4, route: 'STRATEGY' });
  await as(worker, '2026-03-02T10:05:00Z', (tx) => claimContact(tx, worker, contact));
  const fields = { 'checks.agencies': 'GP', 'checks.question': 'Seen?', 'checks.reason': 'RISK', 'checks.why': 'He may be hurt.' };
  const asked = await as(worker, '2026-03-02T10:10:00Z', (tx) => askForChecks(tx, contact.id, fields));
  if (!asked.ok) throw new Error(asked.problem);
  // At level 4 a manager has an hour, as for any second person.
  await lookAt('2026-03-02T11:09:59Z');
  expect(await alarms()).toEqual([]);
  for (const minute of ['10', '15']) await lookAt(`2026-03-02T11:${minute}:00Z`);
  expect((await alarms()).map(({ kind, contactId, endedAt }) => [kind, contactId, endedAt])).toEqual([['checks_unanswered', contact.id, null]]);
  // Only a qualified manager may answer it (safe practice 7.7), though another is on shift.
  expect(await calledNames()).toEqual(['11:10 manager', '11:15 manager']);
  const answer = { requestId: asked.value.requestId, fields: { 'answer.verdict': 'agreed', 'answer.comment': 'It cannot wait.' } };
  expect(await as(manager, '2026-03-02T11:16:00Z', (tx) => answerChecks(tx, manager, contact.id, answer))).toEqual({ ok: true, value: null });
  await lookAt('2026-03-02T11:20:00Z');
  expect((await alarms()).map(({ endedHow }) => endedHow)).toEqual(['met']);
});

test.each(['HOLD_STRATEGY', 'HAND_OVER', 'ACCEPT_HAND_OVER', 'REVIEW_CAN_WAIT', 'FIND_OUT_WHO', 'MEDICAL_TODAY', 'HOMELESS_16_17'] as const)('%s that is late calls somebody at its own instant, and stops when it is done', async (code) => {
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T10:00:00Z' });
  await asSystem(place, '2026-03-02T10:30:00Z', async (tx) => openDuty(tx, { contactId: contact.id, code, dueAt: instant('2026-03-02T12:00:00Z'), evidence: 'test' }));
  await lookAt('2026-03-02T11:59:59Z');
  expect(await alarms()).toEqual([]);
  await lookAt('2026-03-02T12:00:00Z');
  expect((await alarms()).map(({ kind, contactId, endedAt }) => [kind, contactId, endedAt])).toEqual([[code === 'REVIEW_CAN_WAIT' ? 'not_countersigned' : 'duty_late', contact.id, null]]);
  expect(await calledNames()).toEqual(['12:00 manager']);
  await asSystem(place, '2026-03-02T12:10:00Z', async (tx) => dischargeDuty(tx, (await findOpenDuty(tx, contact.id, code))?.id ?? '', 'done', 'It was held.'));
  await lookAt('2026-03-02T12:11:00Z');
  expect((await alarms()).map(({ endedHow }) => endedHow)).toEqual(['met']);
});

test('what only a second person can settle calls managers and nobody else, also by night, and they alone accept it', async () => {
  const { night, manager } = place.people;
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T22:00:00Z' });
  await asSystem(place, '2026-03-02T22:10:00Z', async (tx) => openDuty(tx, { contactId: contact.id, code: 'REVIEW_CAN_WAIT', ownerRole: 'manager', dueAt: instant('2026-03-02T23:10:00Z'), evidence: 'test' }));
  await lookAt('2026-03-02T23:10:00Z');
  await lookAt('2026-03-02T23:15:00Z');
  const late = (await alarms()).find(({ kind }) => kind === 'not_countersigned');
  expect(await calledNames()).toEqual(['23:10 manager', '23:15 unqualifiedManager']);
  // Whoever let it wait is on shift.
  expect(await as(night, '2026-03-02T23:16:00Z', (tx) => acceptAlarm(tx, late?.id ?? ''))).toEqual({ ok: false, problem: 'gone' });
  expect(await as(manager, '2026-03-02T23:17:00Z', (tx) => acceptAlarm(tx, late?.id ?? ''))).toMatchObject({ ok: true });
});

test('danger that comes while a second person is looked for is heard by whoever is on', async () => {
  const { night } = place.people;
  const contact = await makeWaiting(place, { receivedAt: '2026-03-02T22:00:00Z', level: 4, route: 'STRATEGY' });
  await asSystem(place, '2026-03-02T22:10:00Z', async (tx) => openDuty(tx, { contactId: contact.id, code: 'REVIEW_CAN_WAIT', ownerRole: 'manager', dueAt: instant('2026-03-02T21:59:00Z'), evidence: 'test' }));
  await lookAt('2026-03-02T22:11:00Z');
  expect((await alarms()).map(({ kind, calls }) => [kind, calls[0]?.accountId === night.actorId])).toEqual([['arrived_at_night', true], ['not_countersigned', false]]);
});

test('where everybody who is on was called three times and nobody accepts, every manager hears of it too', async () => {
  place = await makePlace();
  const { night } = place.people;
  await asSystem(place, '2026-03-01T00:00:00Z', async (tx) => addShifts(tx, [{ post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, from: instant('2026-03-01T00:00:00Z'), to: instant('2026-04-01T00:00:00Z') }]));
  const contact = await makeWaiting(place, { receivedAt: '2026-03-03T01:00:00Z', level: 4, route: 'STRATEGY' });
  for (const minute of ['00', '05', '10', '15', '20', '25']) await lookAt(`2026-03-03T01:${minute}:00Z`);
  const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  const calls = (await alarms()).filter(({ contactId }) => contactId === contact.id).flatMap((alarm) => alarm.calls.filter(({ channel }) => channel === 'email').map(({ accountId }) => names.get(accountId)));
  expect([calls.slice(0, 3), calls.slice(3, 5).toSorted(), calls[5]]).toEqual([['night', 'night', 'night'], ['manager', 'unqualifiedManager'], 'night']);
});

test('the database takes every kind of alarm that the product knows', async () => {
  const [check] = await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => tx.db.$queryRaw<{ words: string }[]>`select pg_get_constraintdef(oid) as words from pg_constraint where conname = 'alarm_kind'`);
  const taken = [...(check?.words ?? '').matchAll(/'(\w+)'/g)].map(([, kind]) => kind);
  expect(ALARM_KINDS.filter((kind) => !taken.includes(kind))).toEqual([]);
});
