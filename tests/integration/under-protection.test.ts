/**
 * A child under police protection (Children Act 1989 s.46: 72 hours from when the police took or kept the child, and no longer) or an
 * emergency protection order (ss.44, 45: eight days, extended once by at most seven): somebody is called before it ends, day and night,
 * and the duty stands until somebody records what follows. That the child goes home takes two persons (safe practice 7.7).
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import { openProtections, type ProtectionProblem } from '@/lib/contact/protection/model';
import { waitingReturns } from '@/lib/contact/protection/waiting-store';
import { protectableChildren, protectionsOf } from '@/lib/contact/protection/store';
import { answerReturn } from '@/lib/contact/protection/verbs/answer-return';
import { endProtection } from '@/lib/contact/protection/verbs/end-protection';
import { recordProtection } from '@/lib/contact/protection/verbs/record-protection';
import { findContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { releaseContact } from '@/lib/contact/verbs/release-contact';
import { withdrawContact } from '@/lib/decision/verbs/withdraw-contact';
import { dutiesOfContact } from '@/lib/duty/store';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import type { Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import { addShifts } from '@/lib/rota/rota-store';
import { askPage } from './asking-pages';
import { arrives, at, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { anotherManager, knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

const november = { from: Temporal.Instant.from('2026-11-01T00:00:00Z'), to: Temporal.Instant.from('2026-12-10T00:00:00Z') };
let place: Place;

beforeEach(async () => {
  place = await makePlace();
  const { manager, worker, night } = place.people;
  await asSystem(place, '2026-11-01T00:00:00Z', async (tx) =>
    addShifts(tx, [
      { post: 'duty_manager', accountId: manager.actorId, coverOrder: 1, ...november },
      { post: 'duty_social_worker', accountId: worker.actorId, coverOrder: 1, ...november },
      { post: 'emergency_duty_worker', accountId: night.actorId, coverOrder: 1, ...november },
    ]),
  );
});
afterAll(closeDatabase);

const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));
const head = async (tx: Tx, of: Case) => {
  const found = await findContact(tx, of.reference);
  if (found === null) throw new Error('the contact is there');
  return found;
};
const whenTyped = (name: string, date: string, time: string): Fields => {
  const [year = '', month = '', day = ''] = date.split('-');
  return { [`${name}.day`]: day, [`${name}.month`]: month, [`${name}.year`]: year, [`${name}.time`]: time };
};
const arrivesKnown = async (when: string, report: Parameters<typeof arrives>[2]): Promise<Case> => {
  const of = await arrives(place, when, report);
  await knowNobody(place, of.contactId);
  return of;
};
const childOf = async (of: Case) => asSystem(place, '2026-12-09T00:00:00Z', async (tx) => (await protectableChildren(tx, of.contactId))[0]?.id ?? '');
const records = async (of: Case, person: Person, when: string, typed: Fields): Promise<Result<{ id: string }, ProtectionProblem>> => as(person, when, async (tx) => recordProtection(tx, person, await head(tx, of), typed));
const police = async (of: Case, date: string, time: string, more: Fields = {}): Promise<Fields> => ({ child: await childOf(of), kind: 'police', force: 'Norfolk Constabulary', officer: 'PS 1204 Hale', place: 'With her aunt at 4 Quince Row', ...whenTyped('began', date, time), ...more });
const order = async (of: Case, began: [string, string], ends: [string, string], more: Fields = {}): Promise<Fields> => ({ child: await childOf(of), kind: 'order', court: 'Norwich Family Court', case: 'NR26C00123', place: 'With foster carers', ...whenTyped('began', ...began), ...whenTyped('ends', ...ends), ...more });
const ends = async (of: Case, person: Person, when: string, typed: Fields) => as(person, when, async (tx) => endProtection(tx, await head(tx, of), typed));
const answers = async (of: Case, person: Person, when: string, protectionId: string, verdict = 'agreed', comment = 'Seen and safe') => as(person, when, async (tx) => answerReturn(tx, person, await head(tx, of), { protectionId, verdict, comment }));
const idOf = (done: Result<{ id: string }, ProtectionProblem>) => {
  if (!done.ok) throw new Error(done.problem);
  return done.value.id;
};
const going = (protection: string, how: string, date: string, time: string): Fields => ({ protection, how, words: 'Her aunt has moved in, and the health visitor looks in each day', ...whenTyped('ended', date, time) });
const duties = async (of: Case) => asSystem(place, '2026-12-09T00:00:00Z', async (tx) => (await dutiesOfContact(tx, of.contactId)).filter(({ code }) => code === 'PROTECTION_ENDS' || code === 'AGREE_RETURN'));
const owed = async (of: Case) => (await duties(of)).map(({ code, dueAt, discharge }) => `${code} ${dueAt?.toString().slice(0, 16)} ${discharge === null ? 'open' : discharge.how}`);
const html = async (file: string, person: Person, params: Record<string, string>) => {
  const shown = await askPage(`../../app/${file}/page.tsx`, person, params);
  return shown.kind === 'shown' ? shown.html() : shown.kind;
};

/** Friday 20 November 2026: a child harmed, whom the police took at 22:15; 72 hours end on Monday at 22:15. */
async function taken(): Promise<{ of: Case; id: string }> {
  const of = await arrivesKnown('2026-11-20T22:30:00Z', harm());
  await claims(of, place.people.night, '2026-11-20T22:35:00Z');
  return { of, id: idOf(await records(of, place.people.night, '2026-11-20T23:00:00Z', await police(of, '2026-11-20', '22:15'))) };
}

/** Looks at these times, and says of each alarm of these two kinds whom it called when, and how it ended. */
async function looks(of: Case, ...times: string[]) {
  for (const time of times) await asSystem(place, time, look);
  const names = new Map(Object.entries(place.people).map(([name, { actorId }]) => [actorId, name]));
  const rows = await asSystem(place, '2026-12-09T00:00:00Z', async (tx) => tx.db.alarm.findMany({ where: { authorityId: place.id, contactId: of.contactId, kind: { in: ['protection_ends', 'duty_late'] } }, orderBy: { raisedAt: 'asc' }, include: { calls: { where: { channel: 'email' }, orderBy: { number: 'asc' } } } }));
  return rows.map(({ id, kind, calls, endedHow }) => ({ id, said: `${kind}: ${calls.map(({ at: when, accountId }) => `${when.toISOString().slice(8, 16)} ${names.get(accountId)}`).join(', ')}: ${endedHow ?? 'open'}` }));
}
const accepts = async (person: Person, when: string, id: string) => as(person, when, async (tx) => acceptAlarm(tx, id));
/** Everything else that the contact asks for is quiet: decided on, and what it owed beside done. */
async function quiet(of: Case): Promise<void> {
  await decides(of, place.people.night, 'IMMEDIATE', '2026-11-20T23:10:00Z');
  await elseDone(of);
}
async function elseDone(of: Case): Promise<void> {
  await asSystem(place, '2026-11-20T23:20:00Z', async (tx) => {
    const { authorityId } = tx.actor;
    for (const { id } of await tx.db.duty.findMany({ where: { authorityId, contactId: of.contactId, open: true, code: { not: 'PROTECTION_ENDS' } }, select: { id: true } })) await tx.db.dutyDischarge.create({ data: { authorityId, dutyId: id, at: new Date('2026-11-20T23:20:00Z'), by: tx.actor.actorId, how: 'done', words: 'Done.', evidence: [] } });
  });
}

describe('police protection', () => {
  test('its end is 72 hours after the child was taken, the duty service’s to meet, and no words on the duty’s page end it', async () => {
    const { of, id } = await taken();
    const [duty] = await duties(of);
    expect(duty).toMatchObject({ code: 'PROTECTION_ENDS', ownerRole: 'cads_social_worker', ownerId: null, occasionId: id, personId: await childOf(of), law: expect.stringContaining('s.46') as string });
    expect(await owed(of)).toEqual(['PROTECTION_ENDS 2026-11-23T22:15 open']);
    expect(await as(place.people.manager, '2026-11-21T10:00:00Z', async (tx) => endDuty(tx, place.people.manager, duty?.id ?? '', { how: 'ended_lawfully', words: 'Not owed', fields: {} }))).toMatchObject({ ok: false, problem: 'ends_by_its_act' });
  });

  test('the night’s worker is called on Sunday at 22:15, and whoever is on anew when it has ended, also after somebody accepted', async () => {
    const { of } = await taken();
    await quiet(of);
    expect(await looks(of, '2026-11-22T22:14:00Z')).toEqual([]);
    const [first] = await looks(of, '2026-11-22T22:15:00Z');
    expect(first?.said).toBe('protection_ends: 22T22:15 night: open');
    expect(await accepts(place.people.night, '2026-11-22T22:16:00Z', first?.id ?? '')).toMatchObject({ ok: true });
    const later = await looks(of, '2026-11-23T02:15:00Z', '2026-11-23T02:16:00Z', '2026-11-23T22:14:00Z', '2026-11-23T22:15:00Z');
    expect(later.map(({ said }) => said.split(' ')[0])).toEqual(['protection_ends:', 'protection_ends:', 'duty_late:']);
    expect(later[1]?.said).toMatch(/^protection_ends: 23T02:16 night.*: met$/);
    expect(later[2]?.said).toBe('duty_late: 23T22:15 night: open');
  });

  test('it is shown with its hours left on the contact and on the duties of the service', async () => {
    const of = await arrivesKnown('2026-11-20T09:00:00Z', harm());
    await claims(of, place.people.worker, '2026-11-20T09:10:00Z');
    const began = now().subtract({ hours: 60, minutes: 30 }).toZonedDateTimeISO('Europe/London');
    const typed = await police(of, began.toPlainDate().toString(), began.toPlainTime().toString({ smallestUnit: 'minute' }));
    idOf(await withActor(place.people.worker, async (tx) => recordProtection(tx, place.people.worker, await head(tx, of), typed)));
    for (const page of [await html('contacts/[reference]', place.people.worker, { reference: of.reference }), await html('duties', place.people.worker, {}), await html('contacts/[reference]/under-protection', place.people.worker, { reference: of.reference })]) expect(page).toMatch(/11 hours 2\d minutes left/);
    expect(await html('contacts/[reference]/decision', place.people.worker, { reference: of.reference })).toContain('less than level 4 takes a second person');
    expect(await html('my/contacts/[reference]', place.people.teacher, { reference: of.reference })).not.toMatch(/Quince|police protection|Hale/i);
  });

  test('a child is under one at a time, an unborn child under none, and emergency duty records on what it has', async () => {
    const { of } = await taken();
    expect(await records(of, place.people.worker, '2026-11-21T10:00:00Z', await police(of, '2026-11-21', '09:00'))).toMatchObject({ ok: false, problem: 'already' });
    const unborn = await arrivesKnown('2026-11-20T09:00:00Z', { children: [{ unborn: true, dueDate: '2027-01-10', familyName: 'Penrose', indicators: { I084: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
    const person = await asSystem(place, '2026-11-21T00:00:00Z', async (tx) => (await tx.db.contactPerson.findFirstOrThrow({ where: { contactId: unborn.contactId, unborn: true } })).id);
    expect(await records(unborn, place.people.worker, '2026-11-21T10:00:00Z', { ...(await police(of, '2026-11-21', '09:00')), child: person })).toMatchObject({ ok: false, problem: 'not_complete' });
    const days = await arrivesKnown('2026-11-20T09:00:00Z', harm());
    await claims(days, place.people.worker, '2026-11-20T09:10:00Z');
    expect(await records(days, place.people.night, '2026-11-20T23:00:00Z', await police(days, '2026-11-20', '22:15'))).toMatchObject({ ok: false, problem: 'not_with_night' });
  });

  test('a mistake is put right by a record of its own, whose end counts; both stay', async () => {
    const { of, id } = await taken();
    expect(await records(of, place.people.worker, '2026-11-21T09:00:00Z', await police(of, '2026-11-20', '20:15', { corrects: id }))).toMatchObject({ ok: false, problem: 'not_complete' });
    idOf(await records(of, place.people.worker, '2026-11-21T09:00:00Z', await police(of, '2026-11-20', '20:15', { corrects: id, reason: 'The police took her two hours before' })));
    expect(await owed(of)).toEqual(['PROTECTION_ENDS 2026-11-23T20:15 open', 'PROTECTION_ENDS 2026-11-23T22:15 ended_lawfully']);
    expect(await records(of, place.people.worker, '2026-11-21T09:05:00Z', await police(of, '2026-11-20', '20:15', { corrects: id, reason: 'Again' }))).toMatchObject({ ok: false, problem: 'missing' });
    const all = await asSystem(place, '2026-12-01T00:00:00Z', async (tx) => protectionsOf(tx, of.contactId));
    expect([all.length, openProtections(all).length]).toEqual([2, 1]);
  });
});

describe('what follows', () => {
  test('that she goes home waits for a second person: until then it runs, and the one who asked is not the second', async () => {
    const { manager, unqualifiedManager } = place.people;
    const { of, id } = await taken();
    expect(await ends(of, place.people.worker, '2026-11-21T10:00:00Z', going(id, 'returned', '2026-11-21', '16:00'))).toEqual({ ok: true, value: { asked: true } });
    expect(await owed(of)).toEqual(['AGREE_RETURN 2026-11-21T11:00 open', 'PROTECTION_ENDS 2026-11-23T22:15 open']);
    expect(await ends(of, place.people.worker, '2026-11-21T10:05:00Z', going(id, 'returned', '2026-11-21', '16:00'))).toMatchObject({ ok: false, problem: 'asked_already' });
    expect(await answers(of, place.people.worker, '2026-11-21T10:10:00Z', id)).toMatchObject({ ok: false, problem: 'not_a_manager' });
    expect(await answers(of, unqualifiedManager, '2026-11-21T10:10:00Z', id)).toMatchObject({ ok: false, problem: 'not_qualified' });
    expect(await answers(of, manager, '2026-11-21T10:10:00Z', id, '')).toMatchObject({ ok: false, problem: 'verdict_missing' });
    expect(await answers(of, manager, '2026-11-21T10:10:00Z', id, 'refused')).toEqual({ ok: true, value: { agreed: false } });
    expect(await owed(of)).toEqual(['AGREE_RETURN 2026-11-21T11:00 done', 'PROTECTION_ENDS 2026-11-23T22:15 open']);
    await ends(of, place.people.worker, '2026-11-21T12:00:00Z', going(id, 'returned', '2026-11-21', '16:00'));
    expect(await answers(of, manager, '2026-11-21T12:10:00Z', id)).toEqual({ ok: true, value: { agreed: true } });
    expect(await owed(of)).toEqual(['AGREE_RETURN 2026-11-21T11:00 done', 'AGREE_RETURN 2026-11-21T13:00 done', 'PROTECTION_ENDS 2026-11-23T22:15 done']);
  });

  test('a manager who asked does not agree with themselves, and whom the alarm calls may sign', async () => {
    const { manager, worker } = place.people;
    const { of, id } = await taken();
    await quiet(of);
    await ends(of, manager, '2026-11-23T10:00:00Z', going(id, 'returned', '2026-11-23', '16:00'));
    expect(await answers(of, manager, '2026-11-23T10:10:00Z', id)).toMatchObject({ ok: false, problem: 'own' });
    await asSystem(place, '2026-11-23T11:00:00Z', look);
    const called = await asSystem(place, '2026-12-01T00:00:00Z', async (tx) => tx.db.alarmCall.findMany({ where: { alarm: { kind: 'not_countersigned', contactId: of.contactId } } }));
    expect(called.length).toBeGreaterThan(0);
    expect(called.map(({ accountId }) => accountId)).not.toContain(manager.actorId);
    expect(called.map(({ accountId }) => accountId)).not.toContain(worker.actorId);
  });

  test.each(['s20', 'ico', 'other_authority'])('%s ends it, early or late, as it was', async (how) => {
    const { of, id } = await taken();
    expect(await ends(of, place.people.worker, '2026-11-24T10:00:00Z', going(id, how, '2026-11-24', '11:00'))).toMatchObject({ ok: false, problem: 'not_complete' });
    expect(await ends(of, place.people.worker, '2026-11-24T10:00:00Z', going(id, how, '2026-11-24', '01:00'))).toEqual({ ok: true, value: { asked: false } });
    expect(await owed(of)).toEqual(['PROTECTION_ENDS 2026-11-23T22:15 done']);
    expect(await html('contacts/[reference]/under-protection', place.people.worker, { reference: of.reference })).toContain('after its time had ended');
    expect(await ends(of, place.people.worker, '2026-11-24T10:05:00Z', going(id, how, '2026-11-24', '01:00'))).toMatchObject({ ok: false, problem: 'missing' });
  });

  test('an order follows police protection, is held to 8 days, and is extended once, to 15 in all', async () => {
    const { of, id } = await taken();
    const { worker } = place.people;
    await quiet(of);
    expect(await records(of, worker, '2026-11-23T15:00:00Z', await order(of, ['2026-11-23', '14:30'], ['2026-12-01', '14:31'], { follows: id }))).toMatchObject({ ok: false, problem: 'not_complete' });
    const first = idOf(await records(of, worker, '2026-11-23T15:00:00Z', await order(of, ['2026-11-23', '14:30'], ['2026-12-01', '14:30'], { follows: id })));
    expect(await owed(of)).toEqual(['PROTECTION_ENDS 2026-11-23T22:15 done', 'PROTECTION_ENDS 2026-12-01T14:30 open']);
    // The last working day before Tuesday: Monday 30 November, 09:00.
    expect(await looks(of, '2026-11-30T08:59:00Z')).toEqual([]);
    expect((await looks(of, '2026-11-30T09:00:00Z')).map(({ said }) => said)).toEqual(['protection_ends: 30T09:00 manager: open']);
    expect(await records(of, worker, '2026-12-01T10:00:00Z', await order(of, ['2026-12-01', '09:30'], ['2026-12-08', '14:31'], { follows: first }))).toMatchObject({ ok: false, problem: 'not_complete' });
    const longer = idOf(await records(of, worker, '2026-12-01T10:00:00Z', await order(of, ['2026-12-01', '09:30'], ['2026-12-08', '14:30'], { follows: first })));
    expect(await records(of, worker, '2026-12-08T10:00:00Z', await order(of, ['2026-12-08', '09:30'], ['2026-12-09', '14:30'], { follows: longer }))).toMatchObject({ ok: false, problem: 'not_held_on' });
    const all = await asSystem(place, '2026-12-09T00:00:00Z', async (tx) => protectionsOf(tx, of.contactId));
    expect(all.map(({ followsId, ends: [end] }) => [followsId, end?.how])).toEqual([[null, 'epo'], [id, 'extended'], [first, undefined]]);
  });
});

describe('what was followed is put right as the newest is', () => {
  /** Police protection, an order made on Monday 23 November at 14:30 for eight days, and its extension until 8 December, 14:30. */
  async function extended() {
    const { of, id } = await taken();
    const { worker } = place.people;
    const first = idOf(await records(of, worker, '2026-11-23T15:00:00Z', await order(of, ['2026-11-23', '14:30'], ['2026-12-01', '14:30'], { follows: id })));
    const longer = idOf(await records(of, worker, '2026-12-01T10:00:00Z', await order(of, ['2026-12-01', '09:30'], ['2026-12-08', '14:30'], { follows: first })));
    return { of, id, first, longer };
  }
  const all = async (of: Case) => asSystem(place, '2026-12-09T00:00:00Z', async (tx) => protectionsOf(tx, of.contactId));
  const puts = async (of: Case, typed: Fields) => records(of, place.people.worker, '2026-12-02T10:00:00Z', typed);

  test('the first order: with a reason, what was recorded first kept, and what followed it as it is', async () => {
    const { of, first, longer } = await extended();
    const right = (more: Fields) => order(of, ['2026-11-23', '14:45'], ['2026-12-01', '14:30'], { case: 'NR26C00132', corrects: first, ...more });
    expect(await puts(of, await right({}))).toMatchObject({ ok: false, problem: 'not_complete' });
    const fixed = idOf(await puts(of, await right({ reason: 'The number of the case, and the hour' })));
    const now = await all(of);
    const [old, anew, last] = [first, fixed, longer].map((id) => now.find((one) => one.id === id));
    expect(old).toMatchObject({ named: 'NR26C00123', beganAt: Temporal.Instant.from('2026-11-23T14:30:00Z'), ends: [{ how: 'extended' }] });
    expect(anew).toMatchObject({ named: 'NR26C00132', beganAt: Temporal.Instant.from('2026-11-23T14:45:00Z'), reason: 'The number of the case, and the hour', ends: [{ how: 'extended', endedAt: Temporal.Instant.from('2026-12-01T09:30:00Z'), needsAgreement: false }] });
    // The child is protected by the extension, and of that alone what follows is owed.
    expect(openProtections(now).map(({ id }) => id)).toEqual([last?.id]);
    expect((await owed(of)).filter((line) => line.endsWith('open'))).toEqual(['PROTECTION_ENDS 2026-12-08T14:30 open']);
    const page = await html('contacts/[reference]/under-protection', place.people.worker, { reference: of.reference });
    expect(['NR26C00123', 'NR26C00132', 'Put right by a later record', 'The number of the case, and the hour', `?corrects=${fixed}#record`].map((words) => page.includes(words))).toEqual([true, true, true, true, true]);
    // Once each, and the new one in its turn.
    expect(await puts(of, await right({ reason: 'Again' }))).toMatchObject({ ok: false, problem: 'missing' });
    expect(page).not.toContain(`?corrects=${first}#record`);
    expect(await puts(of, await right({ corrects: fixed, reason: 'The court' }))).toMatchObject({ ok: true });
    expect(openProtections(await all(of)).map(({ id }) => id)).toEqual([longer]);
  });

  test('its end moves what the Act lets the extension last: never shorter than that is recorded, and the extension is held to it from then on', async () => {
    const { of, first, longer } = await extended();
    // Seven days from 1 December, 14:00, end before the extension does.
    expect(await puts(of, await order(of, ['2026-11-23', '14:30'], ['2026-12-01', '14:00'], { corrects: first, reason: 'The hour' }))).toMatchObject({ ok: false, problem: 'not_complete' });
    const shorter = async (end: string) => puts(of, await order(of, ['2026-12-01', '09:30'], ['2026-12-08', end], { corrects: longer, reason: 'The hour' }));
    idOf(await shorter('14:00'));
    idOf(await puts(of, await order(of, ['2026-11-23', '14:30'], ['2026-12-01', '14:00'], { corrects: first, reason: 'The hour' })));
    const [extension] = openProtections(await all(of));
    expect(await puts(of, await order(of, ['2026-12-01', '09:30'], ['2026-12-08', '14:30'], { corrects: extension?.id ?? '', reason: 'Back' }))).toMatchObject({ ok: false, problem: 'not_complete' });
    expect((await owed(of)).filter((line) => line.endsWith('open'))).toEqual(['PROTECTION_ENDS 2026-12-08T14:00 open']);
  });

  test('police protection before an order: it stays police protection, and began before the order was made', async () => {
    const { of, id, longer } = await extended();
    const page = await html('contacts/[reference]/under-protection', place.people.worker, { reference: of.reference });
    expect(page).toContain(`?corrects=${id}#record`);
    expect(await puts(of, await police(of, '2026-11-23', '14:31', { corrects: id, reason: 'The day' }))).toMatchObject({ ok: false, problem: 'not_complete' });
    const fixed = idOf(await puts(of, { ...(await order(of, ['2026-11-20', '20:15'], ['2026-11-27', '10:00'])), ...(await police(of, '2026-11-20', '20:15', { kind: 'order', corrects: id, reason: 'Two hours before' })) }));
    const now = await all(of);
    expect(now.find((one) => one.id === fixed)).toMatchObject({ kind: 'police', endsAt: Temporal.Instant.from('2026-11-23T20:15:00Z'), ends: [{ how: 'epo' }] });
    expect(openProtections(now).map((one) => one.id)).toEqual([longer]);
    expect((await owed(of)).filter((line) => line.endsWith('open'))).toEqual(['PROTECTION_ENDS 2026-12-08T14:30 open']);
  });
});

describe('that a child goes home stands among what waits for a second person (safe practice 7.7)', () => {
  const listed = async (person: Person, of: Case) => (await html('countersign', person, {})).includes(`/contacts/${of.reference}/under-protection?of=`);
  const waits = async () => (await as(place.people.manager, '2026-11-21T10:30:00Z', waitingReturns)).map(({ contactId, due, endsAt }) => [contactId, due?.toString(), endsAt.toString()]);

  test('to be signed within its hour, by whoever may, and not before whoever asked', async () => {
    const { of, id } = await taken();
    const { manager, worker } = place.people;
    const other = await anotherManager(place);
    expect([await waits(), await listed(other, of)]).toEqual([[], false]);
    expect(await html('countersign', other, {})).toContain('Nothing waits for a second person');
    expect(await ends(of, manager, '2026-11-21T10:00:00Z', going(id, 'returned', '2026-11-21', '15:00'))).toMatchObject({ ok: true });
    // Asked at ten: within the hour. The 72 hours run on meanwhile.
    expect(await waits()).toEqual([[of.contactId, '2026-11-21T11:00:00Z', '2026-11-23T22:15:00Z']]);
    expect([await listed(other, of), await listed(manager, of), await html('countersign', worker, {})]).toEqual([true, false, 'missing']);
    // The list is reading, too: the words only to whoever said that they know nobody in the family.
    const shown = async () => (await html('countersign', other, {})).includes('Her aunt has moved in');
    expect(await shown()).toBe(false);
    await as(other, '2026-11-21T10:20:00Z', async (tx) => declareBeforeOpening(tx, { id: of.contactId }, { knows: 'no', reason: '' }));
    expect(await shown()).toBe(true);
    expect(await html('countersign', other, {})).toContain('dateTime="2026-11-21T11:00:00Z"');

    expect(await answers(of, other, '2026-11-21T10:40:00Z', id, 'refused', 'The aunt has gone')).toMatchObject({ ok: true });
    expect([await waits(), await listed(other, of)]).toEqual([[], false]);
  });

  test('nor before whoever holds the contact; gone once something else followed', async () => {
    const { of, id } = await taken();
    const { manager, night } = place.people;
    expect(await ends(of, night, '2026-11-21T10:00:00Z', going(id, 'returned', '2026-11-21', '15:00'))).toMatchObject({ ok: true });
    expect(await listed(manager, of)).toBe(true);
    await as(night, '2026-11-21T10:05:00Z', async (tx) => releaseContact(tx, night, await head(tx, of)));
    await claims(of, manager, '2026-11-21T10:10:00Z');
    expect(await listed(manager, of)).toBe(false);
    expect(await ends(of, night, '2026-11-21T10:30:00Z', going(id, 's20', '2026-11-21', '10:15'))).toMatchObject({ ok: true });
    expect(await waits()).toEqual([]);
  });
});

describe('whatever becomes of the contact', () => {
  test('deciding does not end it; below level 4 a second person is asked', async () => {
    const of = await arrivesKnown('2026-11-20T10:00:00Z', earlyHelp());
    const { worker } = place.people;
    await claims(of, worker, '2026-11-20T10:10:00Z');
    idOf(await records(of, worker, '2026-11-20T11:00:00Z', await police(of, '2026-11-20', '10:15')));
    const decided = await decides(of, worker, 'EH_SINGLE', '2026-11-20T11:30:00Z');
    expect(decided.inForce).toBe(false);
    const kept = await asSystem(place, '2026-11-21T00:00:00Z', async (tx) => tx.db.decision.findFirstOrThrow({ where: { contactId: of.contactId } }));
    expect(JSON.stringify(kept)).toContain('UNDER_PROTECTION');
    await decides(of, worker, 'STRATEGY', '2026-11-20T12:00:00Z', { changeReason: 'Police took her this morning.' });
    expect(await owed(of)).toEqual(['PROTECTION_ENDS 2026-11-23T10:15 open']);
  });

  test('it is not withdrawn', async () => {
    const of = await arrivesKnown('2026-11-20T10:00:00Z', earlyHelp());
    await claims(of, place.people.worker, '2026-11-20T10:10:00Z');
    await html('contacts/[reference]', place.people.worker, { reference: of.reference });
    const withdraws = async (when: string) => as(place.people.manager, when, async (tx) => withdrawContact(tx, place.people.manager, await head(tx, of), 'Sent twice'));
    idOf(await records(of, place.people.worker, '2026-11-20T11:00:00Z', await police(of, '2026-11-20', '10:15')));
    expect(await withdraws('2026-11-20T12:00:00Z')).toMatchObject({ ok: false, problem: 'needs_decision' });
  });

  test('a join carries it: it is owed, shown and ended there, and the other is not decided below level 4 by one person', async () => {
    const { of, id } = await taken();
    const { worker, night } = place.people;
    const other = await arrivesKnown('2026-11-21T10:00:00Z', earlyHelp());
    await claims(other, worker, '2026-11-21T10:10:00Z');
    expect(await as(worker, '2026-11-21T10:20:00Z', async (tx) => joinContact(tx, night, await head(tx, of), { into: other.reference, prefix: place.prefix, reason: 'Her brother', otherChildren: true }))).toMatchObject({ ok: true });
    expect(await owed(of)).toEqual(['PROTECTION_ENDS 2026-11-23T22:15 open']);
    expect(await html('contacts/[reference]', worker, { reference: other.reference })).toContain(`/contacts/${of.reference}/under-protection?of=${id}`);
    const decided = await decides(other, worker, 'EH_SINGLE', '2026-11-21T11:00:00Z');
    expect(decided.inForce).toBe(false);
    expect(JSON.stringify(await asSystem(place, '2026-11-22T00:00:00Z', async (tx) => tx.db.decision.findFirstOrThrow({ where: { contactId: other.contactId } })))).toContain('UNDER_PROTECTION');
    await elseDone(of);
    expect((await looks(of, '2026-11-22T22:15:00Z')).map(({ said }) => said)).toEqual(['protection_ends: 22T22:15 night: open']);
    expect(await ends(of, night, '2026-11-22T23:00:00Z', going(id, 's20', '2026-11-22', '22:50'))).toMatchObject({ ok: true });
    expect(await owed(of)).toEqual(['PROTECTION_ENDS 2026-11-23T22:15 done']);
    expect(await records(of, worker, '2026-11-23T09:00:00Z', await police(of, '2026-11-23', '08:00'))).toMatchObject({ ok: false, problem: 'ended' });
  });

  test('so does a join of a join: shown on both pages of the last, which is not decided as advice by one person', async () => {
    const { of, id } = await taken();
    const { worker, night } = place.people;
    const between = await arrivesKnown('2026-11-21T10:00:00Z', earlyHelp());
    const last = await arrivesKnown('2026-11-21T10:05:00Z', earlyHelp());
    await claims(last, worker, '2026-11-21T10:10:00Z');
    for (const [from, into] of [[of, between], [between, last]] as const) expect(await as(worker, '2026-11-21T10:20:00Z', async (tx) => joinContact(tx, night, await head(tx, from), { into: into.reference, prefix: place.prefix, reason: 'Her cousin', otherChildren: true }))).toMatchObject({ ok: true });
    expect(await html('contacts/[reference]', worker, { reference: last.reference })).toContain(`/contacts/${of.reference}/under-protection?of=${id}`);
    expect(await html('contacts/[reference]/under-protection', worker, { reference: last.reference })).toContain(`href="/contacts/${of.reference}/under-protection"`);
    expect((await decides(last, worker, 'EH_SINGLE', '2026-11-21T11:00:00Z')).inForce).toBe(false);
    expect(JSON.stringify(await asSystem(place, '2026-11-22T00:00:00Z', async (tx) => tx.db.decision.findFirstOrThrow({ where: { contactId: last.contactId } })))).toContain('UNDER_PROTECTION');
  });
});
