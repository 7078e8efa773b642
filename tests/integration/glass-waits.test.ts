/**
 * A wish to break the glass in duty hours (domain 7.14): whoever may agree hears of it at once, managers are called while nobody answers,
 * never whoever asked, and an old wish opens nothing. Tuesday 3 March 2026.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { listAlarms } from '@/lib/attention/alarm-store';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { findContact } from '@/lib/contact/store';
import { answerGlass, breakGlass } from '@/lib/contact/verbs/break-glass';
import { confirmRestricted } from '@/lib/contact/verbs/confirm-restricted';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { readGlassRequests } from '@/lib/restriction/access-store';
import { registerRestricted } from '@/lib/restriction/verbs/register-restricted';
import { askPage } from './asking-pages';
import { recordFrom } from './letter-scene';
import { makePlace, type Place } from './people';

let place: Place;
let reference: string;
const at = (text: string) => ({ at: Temporal.Instant.from(`2026-03-03T${text}:00Z`) });
const system = <T>(work: (tx: Tx) => Promise<T>, when: string) => withActor(systemOf(place.id), work, at(when));
beforeAll(async () => {
  place = await makePlace();
  const { manager, unqualifiedManager, otherWorker, night, teacher } = place.people;
  const typed = { givenName: 'Ottoline', familyName: 'Brackenridge', dateOfBirth: { day: '1', month: '3', year: '2019' }, nhsNumber: '', address: '', postcode: '', reason: 'witness_protection', reasonWords: '', guardians: [otherWorker.actorId, night.actorId], second: unqualifiedManager.actorId };
  const made = await withActor(manager, async (tx) => registerRestricted(tx, manager, typed), at('08:50'));
  if (!made.ok) throw new Error(JSON.stringify(made.problem));
  await withActor(unqualifiedManager, async (tx) => confirmRestricted(tx, unqualifiedManager, made.value.id), at('08:55'));
  ({ reference } = await recordFrom(place, teacher, '2026-03-03T09:00:00Z', { children: [{ givenName: 'Ottoline', familyName: 'Brackenridge', dateOfBirth: '2019-03-01', indicators: { I018: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'told' } }));
});
afterAll(closeDatabase);

const asks = (person: Person, when: string) => withActor(person, async (tx) => breakGlass(tx, person, await readAuthority(tx), { reference, reason: 'The hospital rang with it; she is in the next room.' }), at(when));
const lastWish = (when: string) => system(async (tx) => (await tx.db.glassRequest.findFirstOrThrow({ orderBy: { at: 'desc' } })).id, when);
const agrees = (person: Person, requestId: string, when: string) => withActor(person, (tx) => answerGlass(tx, person, { requestId, answer: 'agree', why: 'I rang the ward.' }), at(when));
const waits = (when: string) => system((tx) => tx.db.alarm.findMany({ where: { kind: 'glass_waits' }, orderBy: { raisedAt: 'asc' }, include: { calls: true } }), when);
const mailsTo = (person: Person) => system((tx) => tx.db.message.count({ where: { toAddress: person.email } }), '10:00');

test('its guardians are told as it is asked; after a quarter of an hour managers are called, and whoever asked neither sees nor accepts it', async () => {
  const { manager, unqualifiedManager, worker, night } = place.people;
  const [before, others] = [await mailsTo(night), await mailsTo(worker)];
  expect(await asks(manager, '10:00')).toEqual({ ok: true, value: 'asked' });
  expect([await mailsTo(night), await mailsTo(worker)]).toEqual([before + 1, others]);

  await system(look, '10:14');
  expect(await waits('10:14')).toEqual([]);
  await system(look, '10:15');
  const [alarm] = await waits('10:15');
  expect(alarm).toMatchObject({ contactId: null, endedAt: null });
  expect([...new Set(alarm?.calls.map(({ accountId }) => accountId))]).toEqual([unqualifiedManager.actorId]);
  for (const { subject, body } of await system((tx) => tx.db.message.findMany({ where: { alarmId: alarm?.id ?? '' } }), '10:15')) expect(`${subject} ${body}`).not.toMatch(new RegExp(`Ottoline|Brackenridge|${reference}`));
  const listed = (person: Person) => withActor(person, async (tx) => (await listAlarms(tx, 'open', 50)).filter(({ kind }) => kind === 'glass_waits').length, at('10:16'));
  expect([await listed(unqualifiedManager), await listed(manager), await listed(worker)]).toEqual([1, 0, 0]);
  expect(await withActor(manager, (tx) => acceptAlarm(tx, alarm?.id ?? ''), at('10:16'))).toEqual({ ok: false, problem: 'gone' });

  expect(await agrees(unqualifiedManager, await lastWish('10:20'), '10:20')).toEqual({ ok: true, value: 'agreed' });
  await system(look, '10:21');
  expect((await waits('10:21')).map(({ endedHow }) => endedHow)).toEqual(['met']);
});

test('a wish that nobody answered for four hours opens nothing, calls nobody any more, and says so to whoever asked', async () => {
  const { manager, worker } = place.people;
  const may = async (when: string) => withActor(worker, async (tx) => (await findContact(tx, reference)) !== null, at(when));
  await asks(worker, '11:00');
  const wish = await lastWish('11:00');
  await system(look, '14:59');
  expect((await waits('14:59')).filter(({ endedAt }) => endedAt === null)).toHaveLength(1);
  expect(await agrees(manager, wish, '15:00')).toEqual({ ok: false, problem: 'gone' });
  expect(await may('15:01')).toBe(false);
  await system(look, '15:01');
  expect((await waits('15:01')).filter(({ endedAt }) => endedAt === null)).toEqual([]);
  const kept = async (when: string) => withActor(worker, async (tx) => (await readGlassRequests(tx)).find(({ id }) => id === wish)?.lapsed, at(when));
  expect([await kept('14:59'), await kept('15:00')]).toEqual([false, true]);

  await asks(worker, '15:05');
  expect(await agrees(manager, await lastWish('15:05'), '15:10')).toEqual({ ok: true, value: 'agreed' });
  expect(await may('15:11')).toBe(true);
});

test('where the only manager asked, the administrator is told once, without a word of it, until another manager is here', async () => {
  const { manager, unqualifiedManager, administrator } = place.people;
  const works = (disabledAt: Date | null) => system((tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, id: unqualifiedManager.membershipId }, data: { disabledAt } }), '16:00');
  const shown = async () => {
    const answer = await askPage('../../app/admin/people/page.tsx', administrator, {});
    return answer.kind === 'shown' ? answer.html() : answer.kind;
  };
  const calledAt = async () => {
    const open = (await waits('16:40')).filter(({ endedAt }) => endedAt === null);
    return open.flatMap(({ calls }) => calls.map(({ at: when, accountId }) => [when.toISOString().slice(11, 16), accountId]));
  };
  await works(new Date('2026-03-03T16:00:00Z'));
  expect(await asks(manager, '16:00')).toEqual({ ok: true, value: 'asked' });
  for (const when of ['16:14', '16:15', '16:16', '16:20']) await system(look, when);
  expect(await calledAt()).toEqual([['16:15', administrator.actorId]]);
  const mails = await system((tx) => tx.db.message.findMany({ where: { toAddress: administrator.email } }), '16:21');
  expect(mails.map(({ body }) => body.includes('/admin/people'))).toEqual([true]);
  for (const { subject, body } of mails) expect(`${subject} ${body}`).not.toMatch(new RegExp(`Ottoline|Brackenridge|${reference}`));
  const page = await shown();
  expect(page).toContain('No manager who may answer is here');
  expect(page).not.toMatch(new RegExp(`Ottoline|Brackenridge|${reference}`));

  await works(null);
  await system(look, '16:25');
  expect((await calledAt()).filter(([, id]) => id !== administrator.actorId)).toEqual(expect.arrayContaining([['16:25', unqualifiedManager.actorId]]));
  expect(await shown()).not.toContain('No manager who may answer is here');
});
