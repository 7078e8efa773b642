/**
 * Nobody in the area may sign what waits for a second person (safe practice 7.7: a social-work-qualified manager who neither did it nor
 * reported the contact nor holds it): whoever can let somebody in is told, by the reference alone (7.11), once and again every four
 * hours, until somebody may. By hand from domain 7; Monday 2 March 2026.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { protectableChildren } from '@/lib/contact/protection/store';
import { endProtection } from '@/lib/contact/protection/verbs/end-protection';
import { recordProtection } from '@/lib/contact/protection/verbs/record-protection';
import { findContact } from '@/lib/contact/store';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { countersign } from '@/lib/decision/verbs/countersign';
import { openDuty } from '@/lib/duty/store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
/** One manager is social-work-qualified, the other is not. */
beforeEach(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const on = (time: string, day = '02') => `2026-03-${day}T${time}:00Z`;
const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));
const looks = async (...times: string[]) => {
  for (const time of times) await asSystem(place, time.includes('T') ? time : on(time), look);
};
const qualifies = async (person: Person, qualified: boolean, when = on('08:00')) => asSystem(place, when, async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: person.actorId }, data: { qualified } }));
const alarms = async () => asSystem(place, on('00:00', '31'), async (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, kind: 'nobody_signs' }, orderBy: { raisedAt: 'asc' }, include: { calls: { orderBy: { number: 'asc' } } } }));
/** Of each such alarm the contact, when the administrator was told, and how it ended. */
const told = async () => (await alarms()).map(({ contactId, calls, endedHow }) => [contactId, calls.map(({ at: when, accountId, channel }) => `${when.toISOString().slice(11, 16)} ${channel} ${accountId === place.people.administrator.actorId}`), endedHow]);
const page = async (file: string, person: Person) => {
  const shown = await askPage(`../../app/${file}/page.tsx`, person, {});
  return shown.kind === 'shown' ? shown.html() : shown.kind;
};

/** Level 4 by the guide, decided at 3 at half past nine: its second person has until half past ten. */
async function lowered(by = place.people.worker): Promise<Case> {
  const of = await arrives(place, on('09:00'), harm());
  await knowNobody(place, of.contactId);
  await claims(of, by, on('09:10'));
  expect((await decides(of, by, 'CIN_ASSESS', on('09:30'))).inForce).toBe(false);
  return of;
}

test('the only manager who may sign decided it: administrators are told once it is late, by its reference alone, again after four hours, and no more once somebody may', async () => {
  const { manager, administrator, otherWorker } = place.people;
  const of = await lowered(manager);
  await looks('10:29');
  expect(await told()).toEqual([]);
  await looks('10:30', '10:31', '10:35', '14:29', '14:30', '14:31');
  expect(await told()).toEqual([[of.contactId, ['10:30 email true', '14:30 email true'], null]]);
  const mails = await asSystem(place, on('15:00'), async (tx) => tx.db.message.findMany({ where: { authorityId: place.id, toAddress: administrator.email }, orderBy: { madeAt: 'asc' } }));
  expect(mails).toHaveLength(2);
  for (const { subject, body } of mails) {
    expect(`${subject} ${body}`.replaceAll(of.reference, '').replace(/https?:\S+/g, '').replace(/\s+/g, ' ').trim()).toBe('There is a message for you: There is a message for you about . Sign in to read it:');
    expect(body).toMatch(/\/admin\/people$/);
  }

  // What is missing stands on their page, and no name of the family.
  const shown = await page('admin/people', administrator);
  expect(shown).toContain('Nobody who may sign is here');
  expect([shown.includes(of.reference), shown.includes('Ashby')]).toEqual([true, false]);

  await qualifies(place.people.unqualifiedManager, true, on('14:40'));
  await looks('14:41', '18:31');
  expect(await told()).toEqual([[of.contactId, ['10:30 email true', '14:30 email true'], 'met']]);
  expect(await page('admin/people', administrator)).not.toContain('Nobody who may sign is here');
  expect(await page('admin/people', otherWorker)).not.toContain(of.reference);
});

test('of much that waits administrators are told in one message; what comes after it in another, and all of it again after four hours in one', async () => {
  const { manager } = place.people;
  await qualifies(manager, false);
  for (let each = 0; each < 3; each += 1) await lowered();
  await looks('10:30', '10:31');
  const times = async () => (await told()).flatMap(([, calls]) => calls ?? []).sort();
  expect([(await told()).length, await times()]).toEqual([3, ['10:30 email true']]);
  const later = await arrives(place, on('11:00'), harm());
  await knowNobody(place, later.contactId);
  await claims(later, place.people.worker, on('11:05'));
  await decides(later, place.people.worker, 'CIN_ASSESS', on('11:10'));
  await looks('12:10', '12:11');
  expect([(await told()).length, await times()]).toEqual([4, ['10:30 email true', '12:10 email true']]);
  // Four hours after the last: the page that it led to shows all of them.
  await looks('14:30', '16:09', '16:10', '16:11');
  expect(await times()).toEqual(['10:30 email true', '12:10 email true', '16:10 email true']);
});

test('nobody ends it by accepting it, and it silences no other alarm', async () => {
  const { manager, unqualifiedManager, worker } = place.people;
  await qualifies(manager, false);
  const of = await lowered();
  await looks('10:30');
  const [alarm] = await alarms();
  for (const person of [manager, unqualifiedManager, worker]) expect(await as(person, on('10:31'), async (tx) => acceptAlarm(tx, alarm?.id ?? ''))).toEqual({ ok: false, problem: 'gone' });
  const shown = await page('alarms', unqualifiedManager);
  expect(shown).toContain('administrator of the area');
  expect(shown).not.toContain(`name="alarm" value="${alarm?.id}"`);
  // The manager who has to find somebody hears of it as before.
  const rung = await asSystem(place, on('10:32'), async (tx) => tx.db.alarm.findMany({ where: { contactId: of.contactId, kind: 'not_countersigned' }, include: { calls: true } }));
  expect(rung.map(({ calls }) => calls.length > 0)).toEqual([true]);
  await looks('10:33');
  expect((await told()).map(([, calls]) => calls)).toEqual([['10:30 email true']]);
});

test('where somebody may sign, also on no shift, no administrator is told', async () => {
  await lowered();
  await looks('10:30', '10:35', '15:00');
  expect(await told()).toEqual([]);
});

test('who may sign and says that they know the family is nobody', async () => {
  const { manager } = place.people;
  const of = await lowered();
  await as(manager, on('09:40'), async (tx) => declareBeforeOpening(tx, { id: of.contactId }, { knows: 'yes', reason: 'His aunt is my neighbour.' }));
  await looks('10:30');
  expect((await told()).map(([contactId]) => contactId)).toEqual([of.contactId]);
});

/** Police protection, and it is asked that the child goes home. */
async function goingHome(): Promise<Case> {
  const { worker } = place.people;
  const of = await arrives(place, on('08:30'), harm());
  await knowNobody(place, of.contactId);
  await claims(of, worker, on('08:40'));
  const when = (name: string, time: string): Fields => ({ [`${name}.day`]: '2', [`${name}.month`]: '3', [`${name}.year`]: '2026', [`${name}.time`]: time });
  const head = async (tx: Tx) => {
    const found = await findContact(tx, of.reference);
    if (found === null) throw new Error('it is there');
    return found;
  };
  const child = await as(worker, on('08:50'), async (tx) => (await protectableChildren(tx, of.contactId))[0]?.id ?? '');
  const done = await as(worker, on('08:50'), async (tx) => recordProtection(tx, worker, await head(tx), { child, kind: 'police', force: 'Norfolk Constabulary', officer: 'PS 1204 Hale', place: 'With her aunt', ...when('began', '08:00') }));
  if (!done.ok) throw new Error(done.problem);
  expect(await as(worker, on('09:00'), async (tx) => endProtection(tx, await head(tx), { protection: done.value.id, how: 'returned', words: 'Her aunt has moved in', ...when('ended', '15:00') }))).toMatchObject({ ok: true });
  return of;
}

test('every kind that waits: checks without the parents, a child who goes home, what the night left to wait', async () => {
  const { worker, manager, unqualifiedManager } = place.people;
  await qualifies(manager, false);
  const home = await goingHome();
  const asked = await arrives(place, on('09:00'), harm());
  expect((await as(worker, on('09:10'), async (tx) => askForChecks(tx, asked.contactId, { 'checks.agencies': 'GP', 'checks.question': 'Seen?', 'checks.reason': 'RISK', 'checks.why': 'He may be hurt.' }))).ok).toBe(true);
  await looks('09:59');
  expect(await told()).toEqual([]);
  await looks('10:00', '10:10');
  expect((await told()).map(([contactId]) => contactId)).toEqual([home.contactId, asked.contactId]);

  // Any manager looks at what the night left to wait: nobody, where none works here.
  const left = await arrives(place, on('09:00'), earlyHelp());
  await asSystem(place, on('10:20'), async (tx) => openDuty(tx, { contactId: left.contactId, code: 'REVIEW_CAN_WAIT', ownerRole: 'manager', dueAt: Temporal.Instant.from(on('11:00')), evidence: 'test' }));
  await looks('11:00');
  expect((await told()).map(([contactId]) => contactId)).not.toContain(left.contactId);
  await asSystem(place, on('11:10'), async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: { in: [manager.actorId, unqualifiedManager.actorId] } }, data: { disabledAt: new Date(on('11:10')) } }));
  await looks('11:11');
  expect((await told()).map(([contactId]) => contactId)).toContain(left.contactId);
});

test('a decision below level 4 calls nobody to sign it; that nobody may is told once its working day is over', async () => {
  const { worker, manager } = place.people;
  await qualifies(manager, false);
  const of = await arrives(place, on('09:00'), { children: [{ givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2025-11-14', indicators: { I018: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
  await knowNobody(place, of.contactId);
  await claims(of, worker, on('09:10'));
  expect((await decides(of, worker, 'UNIV_ADVICE', on('09:30'))).inForce).toBe(false);
  // A working day from Monday ends on Tuesday at 17:00.
  await looks(on('16:59', '03'));
  expect(await told()).toEqual([]);
  await looks(on('17:00', '03'), on('17:30', '03'));
  expect(await told()).toEqual([[of.contactId, ['17:00 email true'], null]]);
});

test('who may sign and is not named for a restricted child is nobody', async () => {
  const { manager, unqualifiedManager, night, otherWorker } = place.people;
  const of = await lowered();
  const child = await asSystem(place, on('09:40'), async (tx) => tx.db.contactPerson.findFirstOrThrow({ where: { contactId: of.contactId, kind: 'child' }, select: { givenName: true, familyName: true } }));
  const form = { ...child, dateOfBirth: { day: '1', month: '3', year: '2020' }, nhsNumber: '', address: '', postcode: '', reason: 'adoption', reasonWords: '', guardians: [night.actorId, otherWorker.actorId], second: unqualifiedManager.actorId };
  const made = await as(manager, on('09:40'), async (tx) => registerRestricted(tx, manager, form));
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  expect(await as(unqualifiedManager, on('09:41'), async (tx) => confirmRestricted(tx, unqualifiedManager, made.value.id))).toMatchObject({ ok: true });
  await looks('10:30');
  expect((await told()).map(([contactId]) => contactId)).toEqual([of.contactId]);
});

test('once it is signed it is over', async () => {
  const { manager } = place.people;
  await qualifies(manager, false);
  const of = await lowered();
  await looks('10:30');
  await qualifies(manager, true, on('10:40'));
  const signer = { ...manager, qualified: true };
  const decisionId = await asSystem(place, on('10:40'), async (tx) => (await tx.db.decision.findFirstOrThrow({ where: { contactId: of.contactId }, select: { id: true } })).id);
  expect(await as(signer, on('10:41'), async (tx) => countersign(tx, signer, { contactId: of.contactId, decisionId, verdict: 'agreed', comment: 'Seen and safe' }))).toMatchObject({ ok: true });
  await looks('10:42');
  expect((await told()).map(([, , how]) => how)).toEqual(['met']);
});
