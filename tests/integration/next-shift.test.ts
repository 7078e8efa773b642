/** Whoever of emergency duty goes off while the night goes on gives what they hold to the next shift (safe practice 1, decision 19). */
import { NextRequest } from 'next/server';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { openSession } from '@/lib/access/open-session';
import { sealSession, SESSION_COOKIE } from '@/lib/access/session';
import type { ContactHead } from '@/lib/contact/head';
import { findContact } from '@/lib/contact/store';
import { findOpenDuty, openDuty } from '@/lib/duty/store';
import type { DutyCode } from '@/lib/duty/codes';
import { waitingHandOvers } from '@/lib/emergency/hand-over-store';
import { TO_SERVICE } from '@/lib/emergency/model';
import { acceptHandOver } from '@/lib/emergency/verbs/accept-hand-over';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { handOverShift } from '@/lib/emergency/verbs/hand-over-shift';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { arrives, at, claims, earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem, queueRow } from './waiting';

let place: Place;
/** Comes on in the middle of the night. */
let second: Person;
beforeEach(async () => {
  place = await makePlace();
  second = { ...place.people.otherWorker, role: 'emergency_duty_worker' };
  await asSystem(place, night('22:10'), async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: second.actorId }, data: { role: 'emergency_duty_worker' } }));
});
afterAll(closeDatabase);

// Monday 2 March 2026: the front door closes at 17:00 and opens at 08:45.
const night = (time: string) => `2026-03-02T${time}:00Z`;
const next = (time: string) => `2026-03-03T${time}:00Z`;
const ACTED: Fields = { outcome: 'acted', why: 'He was alone with the man.', acts: ['police_999'], done: 'Rang 999.', when: '22:14', spokenTo: 'Sgt Orme', childWhere: 'With his aunt', safeUntil: 'Until 7' };

async function acted(): Promise<Case> {
  const of = await arrives(place, night('22:10'), harm());
  const head = await asSystem(place, night('22:10'), (tx) => findContact(tx, of.reference));
  await withActor(place.people.night, (tx) => decideEmergency(tx, head as ContactHead, { key: newId(), fields: ACTED }), at(night('22:15')));
  return of;
}

const handsOver = async (person: Person, when: string, lines: Map<string, string>, more: Partial<Parameters<typeof handOverShift>[2]> = {}) => withActor(person, (tx) => handOverShift(tx, person, { key: newId(), to: TO_SERVICE, note: 'Quiet.', lines, way: 'next_shift', ...more }), at(when));
const accepts = async (person: Person, when: string) => {
  const [handOver] = await withActor(person, (tx) => waitingHandOvers(tx), at(when));
  return withActor(person, (tx) => acceptHandOver(tx, person, { handOverId: handOver?.id ?? '' }), at(when));
};
const owed = (of: Case, code: DutyCode) => asSystem(place, night('22:10'), (tx) => findOpenDuty(tx, of.contactId, code));
const holderOf = async (of: Case) => (await queueRow(place, of.contactId))?.holderId;

test('what they hold goes, each with its line; it is theirs until a colleague of the night accepts it, who owes it from then on', async () => {
  const [mine, untouched, theirs] = [await acted(), await arrives(place, night('22:20'), earlyHelp()), await arrives(place, night('22:20'), earlyHelp())];
  await claims(theirs, second, night('22:30'));
  expect(await handsOver(place.people.night, next('01:00'), new Map())).toEqual({ ok: false, problem: 'line_missing' });
  const lines = new Map([[mine.contactId, 'Ring the aunt at seven.']]);
  expect(await handsOver(place.people.night, next('01:00'), lines, { to: place.people.night.actorId })).toEqual({ ok: false, problem: 'no_colleague' });
  expect(await handsOver(place.people.night, next('01:00'), lines, { to: place.people.worker.actorId })).toEqual({ ok: false, problem: 'no_colleague' });
  expect(await handsOver(place.people.night, next('01:00'), lines, { to: second.actorId })).toEqual({ ok: true, value: { handed: 1 } });
  // A named colleague owes that it is accepted within half an hour, and the morning stays the one who acted’s until then.
  expect(await owed(mine, 'ACCEPT_HAND_OVER')).toMatchObject({ ownerRole: 'emergency_duty_worker', ownerId: second.actorId, dueAt: Temporal.Instant.from(next('01:30')) });
  expect([await holderOf(mine), (await owed(mine, 'HAND_OVER'))?.ownerId]).toEqual([place.people.night.actorId, place.people.night.actorId]);
  // Nobody accepts from themselves, and the day has no part in it.
  expect(await accepts(place.people.night, next('01:05'))).toEqual({ ok: false, problem: 'not_yours' });
  expect(await accepts(place.people.manager, next('01:05'))).toEqual({ ok: false, problem: 'not_yours' });
  expect(await accepts(second, next('01:10'))).toEqual({ ok: true, value: { accepted: 1 } });
  expect(await queueRow(place, mine.contactId)).toMatchObject({ holderId: second.actorId, marks: ['with_emergency_duty'] });
  expect([await owed(mine, 'ACCEPT_HAND_OVER'), (await owed(mine, 'HAND_OVER'))?.ownerId, (await owed(mine, 'HAND_OVER'))?.dueAt?.toString()]).toEqual([null, second.actorId, next('09:00')]);
  expect([await holderOf(untouched), await holderOf(theirs)]).toEqual([null, second.actorId]);
});

test('a strategy discussion that they took in their own name goes too, though somebody of the day holds the contact', async () => {
  const { worker } = place.people;
  const of = await arrives(place, night('16:00'), harm());
  await claims(of, worker, night('16:05'));
  await asSystem(place, night('16:30'), (tx) => openDuty(tx, { contactId: of.contactId, code: 'HOLD_STRATEGY', ownerRole: 'emergency_duty_worker', ownerId: place.people.night.actorId, dueAt: Temporal.Instant.from(next('16:30')), evidence: 'test' }));
  expect(await handsOver(place.people.night, next('01:00'), new Map([[of.contactId, 'Police and health rung; not held yet.']]))).toEqual({ ok: true, value: { handed: 1 } });
  expect(await accepts(second, next('01:10'))).toEqual({ ok: true, value: { accepted: 1 } });
  expect([(await owed(of, 'HOLD_STRATEGY'))?.ownerId, await holderOf(of)]).toEqual([second.actorId, worker.actorId]);
});

test('what nobody accepted before the morning goes to the day all the same, and waits for nobody of the night any more', async () => {
  const of = await acted();
  const lines = new Map([[of.contactId, 'Ring the aunt at seven.']]);
  expect(await handsOver(place.people.night, next('01:00'), lines)).toEqual({ ok: true, value: { handed: 1 } });
  expect(await handsOver(second, next('08:50'), lines, { way: 'to_day' })).toEqual({ ok: true, value: { handed: 1 } });
  expect(await withActor(second, async (tx) => (await waitingHandOvers(tx)).map(({ direction }) => direction))).toEqual(['to_day']);
  expect(await owed(of, 'ACCEPT_HAND_OVER')).toMatchObject({ ownerRole: 'manager' });
  expect(await accepts(place.people.manager, next('09:10'))).toEqual({ ok: true, value: { accepted: 1 } });
  expect(await queueRow(place, of.contactId)).toMatchObject({ holderId: place.people.manager.actorId, marks: [] });
});

test('the page of hand-overs offers the night both ways, and the day its own', async () => {
  await acted();
  const shown = async (person: Person, search: Record<string, string> = {}) => {
    const answer = await askPage('../../app/hand-over/page.tsx', person, {}, search);
    return answer.kind === 'shown' ? answer.html() : '';
  };
  expect(await shown(place.people.night)).toMatch(/Hand the night over.*way=next_shift.*name="way" value="to_day"/s);
  expect(await shown(place.people.night, { way: 'next_shift' })).toMatch(/Hand over to the next shift.*name="way" value="next_shift".*What the next shift must know.*The shift as a whole/s);
  expect(await shown(place.people.worker, { way: 'next_shift' })).not.toContain('next shift must know');
});

test('signed out in the midst of it, whoever signs in again finds their words for the next shift, not for the day, and what they typed for the morning beside them', async () => {
  const of = await acted();
  const leaver = place.people.night;
  const signsIn = async () => sealSession(await openSession(leaver.actorId, { id: leaver.membershipId, authorityId: leaver.authorityId, role: leaver.role, agencyId: leaver.agencyId }, 'pwd'));
  const posts = async (what: 'save' | 'send', cookie: string, fields: Record<string, string>) => {
    const { POST } = what === 'send' ? await import('@/app/hand-over/send/route') : await import('@/app/hand-over/save/route');
    const headers = { cookie: `${SESSION_COOKIE}=${cookie}`, origin: config().publicOrigin };
    return (await POST(new NextRequest(`${config().publicOrigin}/hand-over`, { method: 'POST', headers, body: new URLSearchParams(fields) }), { params: Promise.resolve({}) })).headers.get('location');
  };
  const shown = async (search: Record<string, string> = {}) => {
    const answer = await askPage('../../app/hand-over/page.tsx', leaver, {}, search);
    return answer.kind === 'shown' ? answer.html() : '';
  };
  const typed = (way: string, line: string) => ({ way, key: newId(), to: TO_SERVICE, note: 'Quiet.', [`line.${of.contactId}`]: line });
  const waiting = () => withActor(second, async (tx) => (await waitingHandOvers(tx)).map(({ direction, contacts }) => [direction, contacts.map(({ contactId }) => contactId)]));
  const [morning, tonight] = [typed('to_day', 'The school opens at eight.'), typed('next_shift', 'Ring the aunt at seven.')];

  const cookie = await signsIn();
  expect(await posts('save', cookie, morning)).toBe('/hand-over?way=to_day&saved=yes');
  await asSuperuser((client) => client.query("update session set seen_at = seen_at - interval '31 minutes' where membership_id = $1", [leaver.membershipId]));
  expect(await posts('send', cookie, tonight)).toBe('/sign-in?return=%2Fhand-over');
  expect(await waiting()).toEqual([]);
  const back = await shown();
  expect(back).toMatch(/Hand over to the next shift.*href="\/hand-over\?way=to_day#handing".*name="way" value="next_shift".*Ring the aunt at seven\./s);
  expect(back).not.toContain(morning[`line.${of.contactId}`]);
  const forTheDay = await shown({ way: 'to_day' });
  expect(forTheDay).toMatch(/Hand the night over.*name="way" value="to_day".*The school opens at eight\./s);
  expect(forTheDay).not.toContain(tonight[`line.${of.contactId}`]);

  expect(await posts('send', await signsIn(), tonight)).toBe('/hand-over?way=next_shift&done=handed');
  expect(await waiting()).toEqual([['next_shift', [of.contactId]]]);
  expect(await shown({ way: 'to_day' })).toContain('The school opens at eight.');
});
