/** The night (safe practice 1): what is answered to what cannot wait, what emergency duty decides, and who takes over. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { fieldsOfNight, nightOf, setNight } from '@/lib/access/verbs/set-night';
import type { ContactHead } from '@/lib/contact/head';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { findContact } from '@/lib/contact/store';
import { claimContact } from '@/lib/contact/verbs/claim-contact';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { releaseIdleClaims } from '@/lib/contact/verbs/release-idle-claims';
import { dutiesOfContact, findOpenDuty } from '@/lib/duty/store';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import type { DutyCode } from '@/lib/duty/codes';
import { emergencyDecisionsOf } from '@/lib/emergency/emergency-store';
import { waitingHandOvers } from '@/lib/emergency/hand-over-store';
import { acceptHandOver } from '@/lib/emergency/verbs/accept-hand-over';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { TO_SERVICE } from '@/lib/emergency/model';
import { handOverShift } from '@/lib/emergency/verbs/hand-over-shift';
import { progressOf } from '@/lib/letter/progress';
import { readProgress } from '@/lib/letter/progress-store';
import { newId } from '@/lib/platform/ids';
import type { Fields } from '@/lib/platform/draft/model';
import { Temporal } from 'temporal-polyfill';
import { writeReceipt } from '@/lib/letter/verbs/write-receipt';
import type { LetterText } from '@/lib/letter/model';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { arrives, at, claims, earlyHelp, harm, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

// Monday 2 March 2026: the front door closes at 17:00.
const NIGHT = '2026-03-02T22:10:00Z';
const DAY = '2026-03-02T10:00:00Z';

/** The first paragraph of the receipt that is written when a report arrives. */
async function receiptOf(arrived: Case, when: string): Promise<string> {
  const id = await withActor(place.people.teacher, (tx) => writeReceipt(tx, arrived.contactId), at(when));
  const letter = await asSystem(place, when, (tx) => tx.db.letter.findUniqueOrThrow({ where: { authorityId_id: { authorityId: place.id, id: id ?? '' } } }));
  return JSON.stringify((letter.body as unknown as LetterText).blocks[0]);
}

test('a report at level 4 is answered first with the number of that moment; another is not', async () => {
  expect(await receiptOf(await arrives(place, NIGHT, harm()), NIGHT)).toContain('Ring 01632 960002 now, the emergency duty team.');
  expect(await receiptOf(await arrives(place, DAY, harm()), DAY)).toContain('Ring 01632 960001 now.');
  expect(await receiptOf(await arrives(place, NIGHT, earlyHelp()), NIGHT)).toContain('A person has not read it yet.');
});

const ACTED: Fields = { outcome: 'acted', why: 'He was alone with the man.', acts: ['police_999', 'strategy_by_telephone'], done: 'Rang 999.', when: '23:40', spokenTo: 'Sgt Orme', strategyWith: 'Sgt Orme; Dr Ncube', childWhere: 'With his aunt', safeUntil: 'Until 7' };
const WAITS: Fields = { outcome: 'can_wait', why: 'He is in hospital.', safeBecause: 'On the ward.', wouldChange: 'A visitor', told: 'The ward sister' };

async function headOf({ reference }: Case): Promise<ContactHead> {
  const head = await asSystem(place, NIGHT, (tx) => findContact(tx, reference));
  if (head === null) throw new Error('the contact is there');
  return head;
}

async function decides(of: Case, fields: Fields, when = NIGHT, key = newId()) {
  const head = await headOf(of);
  return withActor(place.people.night, (tx) => decideEmergency(tx, head, { key, fields }), at(when));
}

const owed = (of: Case, code: DutyCode) => asSystem(place, NIGHT, (tx) => findOpenDuty(tx, of.contactId, code));
const marksOf = async (of: Case) => (await queueRow(place, of.contactId))?.marks;

/** Every contact with a line of its own. */
async function handsOver(person: Person, when: string, lines: Map<string, string>, more: Partial<Parameters<typeof handOverShift>[2]> = {}) {
  return withActor(person, (tx) => handOverShift(tx, person, { key: newId(), to: TO_SERVICE, note: 'A quiet night.', lines, ...more }), at(when));
}

/** What the one who reported reads. */
async function wordsFor(of: Case, when: string): Promise<string> {
  const facts = (await withActor(place.people.teacher, (tx) => readProgress(tx, [of.contactId]), at(when))).get(of.contactId);
  if (facts === undefined) throw new Error('their own contact');
  return progressOf(facts, Temporal.Instant.from(when)).words;
}

describe('what emergency duty decides', () => {
  test('it acts: the contact is in its hands and marked, level and route stay open, both clocks run on', async () => {
    const of = await arrives(place, NIGHT, harm());
    const before = await queueRow(place, of.contactId);
    expect((await decides(of, ACTED)).ok).toBe(true);
    expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'claimed', level: 4, nextDueAt: before?.nextDueAt, holderId: place.people.night.actorId, marks: ['with_emergency_duty'] });
    const kept = await asSystem(place, NIGHT, (tx) => emergencyDecisionsOf(tx, [of.contactId]));
    expect(kept).toMatchObject([{ outcome: 'acted', urgent: true, by: place.people.night.actorId, document: { acts: ['police_999', 'strategy_by_telephone'], childWhere: 'With his aunt' } }]);
    expect((await owed(of, 'HAND_OVER'))?.dueAt?.toString()).toBe('2026-03-03T09:00:00Z');
    expect(await owed(of, 'REVIEW_CAN_WAIT')).toBeNull();
    expect(await owed(of, 'ACKNOWLEDGE')).toBeNull();
    expect(await wordsFor(of, NIGHT)).toBe('A person of the service has taken it on. The emergency duty team is dealing with it.');
  });

  test('to let wait what is at level 4 asks its own reason and brings a manager to it within the hour', async () => {
    const of = await arrives(place, NIGHT, harm());
    expect(await decides(of, WAITS)).toEqual({ ok: false, problem: 'not_complete' });
    expect(await marksOf(of)).toEqual([]);
    expect((await decides(of, { ...WAITS, although: 'The police stay with him.' })).ok).toBe(true);
    expect(await owed(of, 'REVIEW_CAN_WAIT')).toMatchObject({ ownerRole: 'manager', dueAt: Temporal.Instant.from('2026-03-02T23:10:00Z') });
    // "It can wait" must not sound like help on its way.
    expect(await wordsFor(of, NIGHT)).toBe('A person of the service has taken it on.');
  });

  test('words of the night are no hand-over; by day somebody takes it over, and the mark goes', async () => {
    const { night, worker } = place.people;
    const of = await arrives(place, NIGHT, harm());
    await decides(of, ACTED);
    const duty = await owed(of, 'HAND_OVER');
    const fields: Fields = { 'when.day': '3', 'when.month': '3', 'when.year': '2026', 'when.time': '07:55', spoken: 'Rang the night worker at home.', known: 'He is with his aunt.' };
    const end = async (person: Person, when: string) => withActor(person, (tx) => endDuty(tx, person, duty?.id ?? '', { how: 'done', words: '', fields }), at(when));
    expect(await end(night, '2026-03-03T08:00:00Z')).toEqual({ ok: false, problem: 'hands_over' });
    // They may know somebody in it: asked first, like everybody.
    await knowNobody(place, of.contactId);
    expect(await end(worker, '2026-03-03T09:10:00Z')).toMatchObject({ ok: true });
    expect(await owed(of, 'HAND_OVER')).toBeNull();
    await asSystem(place, '2026-03-03T09:11:00Z', releaseIdleClaims);
    await withActor(worker, async (tx) => claimContact(tx, worker, await headOf(of)), at('2026-03-03T09:12:00Z'));
    expect(await queueRow(place, of.contactId)).toMatchObject({ marks: [], holderId: worker.actorId });
  });

  test('what is not urgent waits without a manager', async () => {
    const of = await arrives(place, NIGHT, earlyHelp());
    expect((await decides(of, WAITS)).ok).toBe(true);
    expect(await owed(of, 'REVIEW_CAN_WAIT')).toBeNull();
  });

  test('the same form twenty times at once is one decision; other words under its key are refused', async () => {
    const of = await arrives(place, NIGHT, harm());
    const key = newId();
    const all = await Promise.all(Array.from({ length: 20 }, () => decides(of, ACTED, NIGHT, key)));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(await asSystem(place, NIGHT, (tx) => emergencyDecisionsOf(tx, [of.contactId]))).toHaveLength(1);
    expect(await decides(of, { ...ACTED, done: 'Something else' }, NIGHT, key)).toEqual({ ok: false, problem: 'same_key_other_content' });
  });

  test('a colleague’s claim is not taken away', async () => {
    const of = await arrives(place, NIGHT, harm());
    await claims(of, place.people.worker, NIGHT);
    await decides(of, ACTED);
    expect(await queueRow(place, of.contactId)).toMatchObject({ holderId: place.people.worker.actorId, marks: ['with_emergency_duty'] });
  });
});

describe('handed over and accepted', () => {
  // A place of its own: by night everything goes.
  let own: Place;
  beforeAll(async () => {
    own = place;
    place = await makePlace();
  });
  afterAll(() => {
    place = own;
  });

  test('a night, its morning, and the evening after', async () => {
    const { night, manager, worker, otherWorker, teacher } = place.people;
    const touched = await arrives(place, NIGHT, harm());
    const untouched = await arrives(place, NIGHT, earlyHelp());
    const byDay = await arrives(place, DAY, earlyHelp());
    await decides(touched, ACTED);

    // Everything of the night goes, and each with a line.
    expect(await handsOver(night, '2026-03-03T08:55:00Z', new Map([[touched.contactId, 'Aunt leaves at 7.']]))).toEqual({ ok: false, problem: 'line_missing' });
    const lines = new Map([[touched.contactId, 'Aunt leaves at 7.'], [untouched.contactId, 'Not looked at.']]);
    expect(await handsOver(night, '2026-03-03T08:55:00Z', lines, { note: ' ' })).toEqual({ ok: false, problem: 'note_missing' });
    expect(await handsOver(night, '2026-03-03T08:55:00Z', lines, { to: teacher.actorId })).toEqual({ ok: false, problem: 'no_colleague' });
    expect(await handsOver(night, '2026-03-03T08:55:00Z', lines)).toEqual({ ok: true, value: { handed: 2 } });
    expect(await marksOf(byDay)).toEqual([]);
    expect(await owed(touched, 'HAND_OVER')).toBeNull();
    expect(await owed(untouched, 'ACCEPT_HAND_OVER')).toMatchObject({ ownerRole: 'manager', ownerId: null, dueAt: Temporal.Instant.from('2026-03-03T09:30:00Z') });

    // Until it is accepted it stays with emergency duty, and is not handed over twice.
    expect([await marksOf(touched), await marksOf(untouched)]).toEqual([['with_emergency_duty'], ['with_emergency_duty']]);
    expect(await wordsFor(untouched, '2026-03-03T09:00:00Z')).toBe('We have it. A person has not read it yet.');
    expect(await handsOver(night, '2026-03-03T08:58:00Z', lines)).toEqual({ ok: false, problem: 'nothing_to_hand_over' });

    const [handOver] = await withActor(manager, (tx) => waitingHandOvers(tx));
    const accept = (person: Person, contactId?: string) => withActor(person, (tx) => acceptHandOver(tx, person, { handOverId: handOver?.id ?? '', contactId }), at('2026-03-03T09:10:00Z'));
    expect(await accept(night)).toEqual({ ok: false, problem: 'not_yours' });
    expect(await accept(worker, touched.contactId)).toEqual({ ok: true, value: { accepted: 1 } });
    expect(await accept(otherWorker, touched.contactId)).toEqual({ ok: false, problem: 'accepted_already' });
    expect(await queueRow(place, touched.contactId)).toMatchObject({ holderId: worker.actorId, marks: [] });
    expect(await accept(manager)).toEqual({ ok: true, value: { accepted: 1 } });
    expect(await queueRow(place, untouched.contactId)).toMatchObject({ holderId: manager.actorId, marks: [] });
    expect(await withActor(manager, (tx) => waitingHandOvers(tx))).toEqual([]);
    expect(await owed(touched, 'ACCEPT_HAND_OVER')).toBeNull();

    // In the evening the one who holds it asks the night to watch it, and it comes back in the morning.
    const evening = '2026-03-03T16:30:00Z';
    expect(await handsOver(worker, evening, new Map([[untouched.contactId, 'Not mine to give.']]))).toEqual({ ok: false, problem: 'nothing_to_hand_over' });
    expect(await handsOver(worker, evening, new Map([[touched.contactId, 'Ring the aunt at 21:00.']]))).toEqual({ ok: true, value: { handed: 1 } });
    expect(await owed(touched, 'ACCEPT_HAND_OVER')).toMatchObject({ ownerRole: 'emergency_duty_worker', dueAt: Temporal.Instant.from('2026-03-03T17:30:00Z') });
    expect(await queueRow(place, touched.contactId), 'the day has it until the night accepts').toMatchObject({ holderId: worker.actorId, marks: [] });
    const [toNight] = await withActor(night, (tx) => waitingHandOvers(tx));
    expect(await withActor(night, (tx) => acceptHandOver(tx, night, { handOverId: toNight?.id ?? '' }), at('2026-03-03T17:05:00Z'))).toEqual({ ok: true, value: { accepted: 1 } });
    expect(await queueRow(place, touched.contactId)).toMatchObject({ holderId: night.actorId, marks: ['with_emergency_duty'] });
    expect((await owed(touched, 'HAND_OVER'))?.dueAt?.toString()).toBe('2026-03-04T09:00:00Z');

    // A second night's hand-over has duties of its own.
    expect((await handsOver(night, '2026-03-04T08:50:00Z', new Map([[touched.contactId, 'All quiet.']]))).ok).toBe(true);
    const accepts = (await asSystem(place, NIGHT, (tx) => dutiesOfContact(tx, touched.contactId))).filter(({ code }) => code === 'ACCEPT_HAND_OVER');
    expect(accepts.map(({ dueAt, discharge }) => [dueAt?.toString(), discharge?.how])).toEqual([
      ['2026-03-03T09:30:00Z', 'accepted'],
      ['2026-03-03T17:30:00Z', 'accepted'],
      ['2026-03-04T09:30:00Z', undefined],
    ]);
  });
});

describe('joined into another', () => {
  const MORNING = '2026-03-03T09:10:00Z';
  const joins = async (from: Case, into: Case, when: string) => {
    const { worker } = place.people;
    expect(await withActor(worker, async (tx) => joinContact(tx, worker, await headOf(from), { into: into.reference, prefix: place.prefix, reason: 'The same family.', otherChildren: true }), at(when))).toMatchObject({ ok: true });
  };
  const acceptsOf = async (person: Person, of: Case, when: string) => {
    const handOver = (await withActor(person, (tx) => waitingHandOvers(tx), at(when))).find(({ contacts }) => contacts.some(({ contactId }) => contactId === of.contactId));
    expect(await withActor(person, (tx) => acceptHandOver(tx, person, { handOverId: handOver?.id ?? '', contactId: of.contactId }), at(when))).toEqual({ ok: true, value: { accepted: 1 } });
  };
  let own: Place;
  beforeEach(async () => {
    own = place;
    place = await makePlace();
  });
  afterEach(() => {
    place = own;
  });

  test('what the day had accepted before it was joined is not with emergency duty again; what it had not is', async () => {
    const { night, worker } = place.people;
    const [accepted, taken, main] = [await arrives(place, NIGHT, harm()), await arrives(place, NIGHT, harm()), await arrives(place, DAY, earlyHelp())];
    await decides(accepted, ACTED);
    expect((await handsOver(night, '2026-03-03T08:55:00Z', new Map([[accepted.contactId, 'Quiet.'], [taken.contactId, 'Quiet.']]))).ok).toBe(true);
    await acceptsOf(worker, accepted, MORNING);
    await joins(accepted, main, '2026-03-03T09:20:00Z');
    expect(await marksOf(main)).toEqual([]);

    // One that the day accepted does not answer for one that it did not.
    await decides(taken, ACTED, '2026-03-03T08:58:00Z');
    await joins(main, taken, '2026-03-03T09:30:00Z');
    expect(await marksOf(taken)).toEqual(['with_emergency_duty']);
    await acceptsOf(worker, taken, '2026-03-03T09:40:00Z');
    expect(await marksOf(taken)).toEqual([]);
  });

  test('what was handed to the day and not accepted goes on with the other, and is accepted with it', async () => {
    const { night, manager, worker } = place.people;
    const [first, second, main] = [await arrives(place, NIGHT, harm()), await arrives(place, NIGHT, earlyHelp()), await arrives(place, DAY, earlyHelp())];
    await decides(first, ACTED);
    expect((await handsOver(night, '2026-03-03T08:55:00Z', new Map([[first.contactId, 'Aunt leaves at 7.'], [second.contactId, 'Quiet.']]))).ok).toBe(true);
    await joins(first, main, MORNING);
    expect(await marksOf(main)).toEqual(['with_emergency_duty']);
    expect(await owed(main, 'HAND_OVER')).toMatchObject({ ownerId: null, dueAt: Temporal.Instant.from('2026-03-03T09:30:00Z') });

    // Whoever accepts what was handed over has what it went into.
    await acceptsOf(manager, first, '2026-03-03T09:20:00Z');
    expect(await owed(main, 'HAND_OVER')).toBeNull();
    expect(await queueRow(place, main.contactId)).toMatchObject({ marks: [], holderId: manager.actorId });

    // The second of the same hand-over goes on too, and ends where somebody of the day takes it over by the duty.
    await joins(second, main, '2026-03-03T09:25:00Z');
    const duty = await owed(main, 'HAND_OVER');
    expect([await marksOf(main), duty?.occasionId]).toEqual([['with_emergency_duty'], second.contactId]);
    await knowNobody(place, main.contactId);
    const fields: Fields = { 'when.day': '3', 'when.month': '3', 'when.year': '2026', 'when.time': '09:26', spoken: 'Rang the night worker at home.', known: 'He is with his aunt.' };
    expect(await withActor(worker, (tx) => endDuty(tx, worker, duty?.id ?? '', { how: 'done', words: '', fields }), at('2026-03-03T09:28:00Z'))).toMatchObject({ ok: true });
    await asSystem(place, '2026-03-03T09:28:00Z', (tx) => refreshQueue(tx, main.contactId));
    expect(await marksOf(main)).toEqual([]);
  });
});

test('of two who worked the night the other’s claims go with the hand-over too; somebody of the day keeps theirs', async () => {
  const own = await makePlace();
  const before = place;
  place = own;
  const { night, worker, otherWorker, unqualifiedManager, manager } = own.people;
  // A second worker at night; and somebody who works by day as well as by night.
  const second: Person = { ...otherWorker, role: 'emergency_duty_worker' };
  await asSystem(own, NIGHT, async (tx) => tx.db.membership.updateMany({ where: { authorityId: own.id, accountId: second.actorId }, data: { role: 'emergency_duty_worker' } }));
  const [theirs, later, days, both] = [await arrives(own, NIGHT, harm()), await arrives(own, NIGHT, harm()), await arrives(own, NIGHT, harm()), await arrives(own, NIGHT, harm())];
  await claims(theirs, second, NIGHT);
  await claims(days, unqualifiedManager, NIGHT);
  const lines = new Map([theirs, later, days, both].map(({ contactId }) => [contactId, 'Quiet.']));
  expect(await handsOver(night, '2026-03-03T08:50:00Z', lines)).toEqual({ ok: true, value: { handed: 4 } });
  await claims(later, second, '2026-03-03T08:55:00Z');
  // By day in the name of the day.
  await asSystem(own, NIGHT, async (tx) => tx.db.membership.create({ data: { authorityId: own.id, id: newId(), accountId: worker.actorId, role: 'emergency_duty_worker', qualified: true, jobTitle: 'Social worker', phone: '01632 960100' } }));
  await claims(both, worker, '2026-03-03T09:00:00Z');
  const [handOver] = await withActor(manager, (tx) => waitingHandOvers(tx));
  expect(await withActor(manager, (tx) => acceptHandOver(tx, manager, { handOverId: handOver?.id ?? '' }), at('2026-03-03T09:10:00Z'))).toEqual({ ok: true, value: { accepted: 4 } });
  const holders = await Promise.all([theirs, later, days, both].map(async ({ contactId }) => (await queueRow(own, contactId))?.holderId));
  expect(holders).toEqual([manager.actorId, manager.actorId, unqualifiedManager.actorId, worker.actorId]);
  place = before;
});

test('an area’s own times hold from when its administrator sets them; nobody else sets them, whatever the application does', async () => {
  const own = await makePlace();
  const lines = { dayPhone: '01632 960001', nightPhone: '01632 960777', publicPhone: '01632 960003', dutyHours: { from: '09:00', to: '16:30' } };
  const [before, night] = [place, { lines, alarms: { everyMinutes: 3, gapAheadHours: 6, unsentAuthorMinutes: 60, unsentLeadMinutes: 30, lookedUpPerHour: 40 }, handOver: { morning: '08:30', acceptedBy: '08:50', minutes: 15 }, followUp: { workingDays: 2, linkDays: 7 } }];
  place = own;
  const first = await arrives(own, NIGHT, harm());
  await decides(first, ACTED);
  await withActor(own.people.administrator, async (tx) => setNight(tx, night, fieldsOfNight(nightOf((await readAuthority(tx)).settings))), at(NIGHT));
  const second = await arrives(own, NIGHT, harm());
  await decides(second, ACTED);
  // What is owed already keeps its time.
  expect([(await owed(first, 'HAND_OVER'))?.dueAt?.toString(), (await owed(second, 'HAND_OVER'))?.dueAt?.toString()]).toEqual(['2026-03-03T09:00:00Z', '2026-03-03T08:30:00Z']);
  // The number of the night is the new one at once, and the ledger has both.
  expect(await receiptOf(second, NIGHT)).toContain('Ring 01632 960777 now, the emergency duty team.');
  const changed = await asSystem(own, NIGHT, async (tx) => tx.db.ledgerEntry.findMany({ where: { authorityId: own.id, action: 'settings.changed' } }));
  expect(changed).toHaveLength(1);
  const kept = changed[0]?.detail as { before: string; after: string };
  expect(kept.before).toMatch(/960002.*17:00/);
  expect(kept.after).toMatch(/960777.*16:30/);
  await expect(withActor(own.people.manager, async (tx) => setNight(tx, night, fieldsOfNight(nightOf((await readAuthority(tx)).settings))), at(NIGHT))).rejects.toThrow(/row-level security|No record was found|not found/i);
  place = before;
});
