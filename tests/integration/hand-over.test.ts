/** What each service is offered to hand to the other, and what counts as handed (safe practice 1, decision 19). */
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { NextRequest } from 'next/server';
import { Temporal } from 'temporal-polyfill';
import { handOverForm } from '@/app/hand-over/typed';
import { SESSION_COOKIE } from '@/lib/access/session';
import type { Person } from '@/lib/access/model';
import type { ContactHead } from '@/lib/contact/head';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { findContact } from '@/lib/contact/store';
import { reassignContact } from '@/lib/contact/verbs/reassign-contact';
import type { DutyCode } from '@/lib/duty/codes';
import { dutyDue } from '@/lib/duty/model';
import { findOpenDuty, openDuties, openDuty } from '@/lib/duty/store';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import { daysContacts, waitingHandOvers } from '@/lib/emergency/hand-over-store';
import { TO_SERVICE } from '@/lib/emergency/model';
import { acceptHandOver } from '@/lib/emergency/verbs/accept-hand-over';
import { decideEmergency } from '@/lib/emergency/verbs/decide-emergency';
import { handOverShift } from '@/lib/emergency/verbs/hand-over-shift';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { typedBefore } from '@/lib/platform/draft/typed';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { addBar } from '@/lib/restriction/bar-store';
import { cookieOf } from './asking-pages';
import { arrives, at, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

// Monday 2 March 2026: the front door is open from 08:45 to 17:00.
const DAY = '2026-03-02T11:00:00Z';
const EVENING = '2026-03-02T16:50:00Z';
const NIGHT = '2026-03-02T22:10:00Z';

const marksOf = async (of: Case) => (await queueRow(place, of.contactId))?.marks;

async function headOf({ reference }: Case): Promise<ContactHead> {
  const head = await asSystem(place, NIGHT, (tx) => findContact(tx, reference));
  if (head === null) throw new Error('the contact is there');
  return head;
}

/** Each contact with its line. */
async function handsOver(person: Person, when: string, lines: Map<string, string>, more: Partial<Parameters<typeof handOverShift>[2]> = {}) {
  return withActor(person, (tx) => handOverShift(tx, person, { key: newId(), to: TO_SERVICE, note: 'Quiet.', lines, ...more }), at(when));
}

describe('of somebody who works by day and by night', () => {
  const offered = async (person: Person) => (await withActor(person, (tx) => daysContacts(tx, person.role), at(EVENING))).map(({ contactId }) => contactId).sort();
  /** The worker's second place of work. */
  const nightsToo = async (): Promise<Person> => {
    const { worker } = place.people;
    const membershipId = newId();
    await asSystem(place, DAY, async (tx) => tx.db.membership.create({ data: { authorityId: place.id, id: membershipId, accountId: worker.actorId, role: 'emergency_duty_worker', qualified: true, jobTitle: 'Social worker', phone: '01632 960100' } }));
    return { ...worker, role: 'emergency_duty_worker', membershipId };
  };

  test('what they hold by day is the day’s: they hand it over for the night, and a manager is offered it', async () => {
    const { worker, manager } = place.people;
    await nightsToo();
    const [taken, given] = [await arrives(place, DAY, harm()), await arrives(place, DAY, harm())];
    await claims(taken, worker, DAY);
    expect(await withActor(manager, async (tx) => reassignContact(tx, manager, await headOf(given), { to: worker.actorId, reason: 'She knows the school.' }), at(DAY))).toMatchObject({ ok: true });
    expect([await marksOf(taken), await marksOf(given)]).toEqual([[], []]);
    const both = [taken.contactId, given.contactId].sort();
    expect([await offered(worker), await offered(manager)]).toEqual([both, both]);
    expect(await handsOver(worker, EVENING, new Map([[taken.contactId, 'Ring the aunt at nine.']]))).toEqual({ ok: true, value: { handed: 1 } });
  });

  test('what they take at night is the night’s, and so is what was claimed before anybody wrote in which role', async () => {
    const { worker, manager, night } = place.people;
    const atNight = await nightsToo();
    const [taken, given, old, byNight] = [await arrives(place, DAY, harm()), await arrives(place, DAY, harm()), await arrives(place, DAY, earlyHelp()), await arrives(place, DAY, earlyHelp())];
    await claims(taken, atNight, NIGHT);
    // A manager gives it at night: to whom, of the two that she is, nobody says.
    expect(await withActor(manager, async (tx) => reassignContact(tx, manager, await headOf(given), { to: worker.actorId, reason: 'She is out tonight.' }), at(NIGHT))).toMatchObject({ ok: true });
    await asSystem(place, DAY, async (tx) => tx.db.claim.create({ data: { authorityId: place.id, id: newId(), contactId: old.contactId, accountId: worker.actorId, at: new Date(DAY), how: 'claimed' } }));
    // Somebody of the night alone holds nothing by day, whoever gave it.
    expect(await withActor(manager, async (tx) => reassignContact(tx, manager, await headOf(byNight), { to: night.actorId, reason: 'For tonight.' }), at(EVENING))).toMatchObject({ ok: true });
    await asSystem(place, NIGHT, (tx) => refreshQueue(tx, old.contactId));
    expect(await Promise.all([taken, given, old, byNight].map(marksOf))).toEqual([['with_emergency_duty'], ['with_emergency_duty'], ['with_emergency_duty'], ['with_emergency_duty']]);
  });
});

/** What they took at night and could not do goes with whoever is there by day: it must not wait for somebody who sleeps (safe practice 1). */
describe('what somebody of the night owes in their own name', () => {
  const MORNING = '2026-03-03T08:55:00Z';
  const dutyOf = (of: Case, code: DutyCode) => asSystem(place, MORNING, (tx) => findOpenDuty(tx, of.contactId, code));
  const takes = async (person: Person, of: Case, code: DutyCode, when: string) => {
    const id = (await dutyOf(of, code))?.id ?? '';
    expect(await withActor(person, (tx) => takeDuty(tx, person, id), at(when))).toMatchObject({ ok: true });
  };
  const accepts = async (person: Person, when: string) => {
    const [handOver] = await withActor(person, (tx) => waitingHandOvers(tx), at(when));
    return withActor(person, (tx) => acceptHandOver(tx, person, { handOverId: handOver?.id ?? '' }), at(when));
  };
  /** Decided by somebody of the day, who keeps it in their hands. */
  const decided = async (when: string): Promise<Case> => {
    const of = await arrives(place, DAY, harm());
    await claims(of, place.people.worker, DAY);
    await decides(of, place.people.worker, 'STRATEGY', when);
    return of;
  };

  test('a strategy discussion of a contact that the day decided and holds is handed over in the morning, and whoever accepts owes it', async () => {
    const { worker, manager, night } = place.people;
    const of = await decided('2026-03-02T16:00:00Z');
    await takes(night, of, 'HOLD_STRATEGY', '2026-03-02T18:00:00Z');
    expect(await handsOver(night, MORNING, new Map([[of.contactId, 'Police rung twice; health not reached.']]))).toEqual({ ok: true, value: { handed: 1 } });
    expect((await dutyOf(of, 'HOLD_STRATEGY'))?.ownerId, 'theirs until somebody accepts').toBe(night.actorId);
    expect(await accepts(manager, '2026-03-03T09:10:00Z')).toEqual({ ok: true, value: { accepted: 1 } });
    expect(await dutyOf(of, 'HOLD_STRATEGY')).toMatchObject({ ownerId: manager.actorId, dueAt: Temporal.Instant.from('2026-03-03T16:00:00Z') });
    // What nobody had is nobody’s still, and the contact stays with whoever of the day holds it.
    expect([(await dutyOf(of, 'MEDICAL_TODAY'))?.ownerId, (await queueRow(place, of.contactId))?.holderId]).toEqual([null, worker.actorId]);
    expect(await handsOver(night, '2026-03-03T09:20:00Z', new Map([[of.contactId, 'Quiet.']])), 'once').toEqual({ ok: false, problem: 'nothing_to_hand_over' });
  });

  test('a doctor today, taken by one of the night and handed over by another', async () => {
    const { manager, night, otherWorker } = place.people;
    await asSystem(place, NIGHT, async (tx) => tx.db.membership.updateMany({ where: { authorityId: place.id, accountId: otherWorker.actorId }, data: { role: 'emergency_duty_worker' } }));
    const second: Person = { ...otherWorker, role: 'emergency_duty_worker' };
    const of = await arrives(place, '2026-03-03T02:00:00Z', earlyHelp());
    await asSystem(place, '2026-03-03T02:00:00Z', (tx) => openDuty(tx, { contactId: of.contactId, code: 'MEDICAL_TODAY', ...dutyDue('MEDICAL_TODAY', { receivedAt: tx.at }) }));
    await takes(second, of, 'MEDICAL_TODAY', '2026-03-03T02:10:00Z');
    expect(await handsOver(night, MORNING, new Map([[of.contactId, 'No bed until ten.']]))).toEqual({ ok: true, value: { handed: 1 } });
    expect(await accepts(manager, '2026-03-03T09:10:00Z')).toEqual({ ok: true, value: { accepted: 1 } });
    expect((await dutyOf(of, 'MEDICAL_TODAY'))?.ownerId).toBe(manager.actorId);
  });

  test('what somebody took over for the day is theirs, though they work by night too: it is not handed over again', async () => {
    const { manager, night } = place.people;
    await asSystem(place, DAY, async (tx) => tx.db.membership.create({ data: { authorityId: place.id, id: newId(), accountId: manager.actorId, role: 'emergency_duty_worker', qualified: true, jobTitle: 'Team manager', phone: '01632 960101' } }));
    const of = await decided('2026-03-02T16:00:00Z');
    await takes(night, of, 'HOLD_STRATEGY', '2026-03-02T18:00:00Z');
    expect(await handsOver(night, MORNING, new Map([[of.contactId, 'Health not reached.']]))).toEqual({ ok: true, value: { handed: 1 } });
    expect(await accepts(manager, '2026-03-03T09:10:00Z')).toEqual({ ok: true, value: { accepted: 1 } });
    expect(await handsOver(night, '2026-03-03T09:20:00Z', new Map([[of.contactId, 'Quiet.']]))).toEqual({ ok: false, problem: 'nothing_to_hand_over' });
    expect((await dutyOf(of, 'HOLD_STRATEGY'))?.ownerId).toBe(manager.actorId);
  });

  test('of somebody who works by day too what falls to emergency duty, and not what they owe by day', async () => {
    const { worker, manager, night } = place.people;
    await asSystem(place, DAY, async (tx) => tx.db.membership.create({ data: { authorityId: place.id, id: newId(), accountId: worker.actorId, role: 'emergency_duty_worker', qualified: true, jobTitle: 'Social worker', phone: '01632 960100' } }));
    const [byDay, byNight] = [await decided('2026-03-02T14:00:00Z'), await decided('2026-03-02T16:00:00Z')];
    expect((await dutyOf(byDay, 'HOLD_STRATEGY'))?.ownerId).toBe(worker.actorId);
    await takes(worker, byNight, 'HOLD_STRATEGY', '2026-03-02T18:00:00Z');
    expect(await handsOver(night, MORNING, new Map([[byNight.contactId, 'Not held yet.']]))).toEqual({ ok: true, value: { handed: 1 } });
    expect(await accepts(manager, '2026-03-03T09:10:00Z')).toEqual({ ok: true, value: { accepted: 1 } });
    expect([(await dutyOf(byDay, 'HOLD_STRATEGY'))?.ownerId, (await dutyOf(byNight, 'HOLD_STRATEGY'))?.ownerId]).toEqual([worker.actorId, manager.actorId]);
  });

  test('handing over itself, though the night came to owe it twice, is owed no more once it was done', async () => {
    const { worker, night } = place.people;
    const of = await arrives(place, DAY, harm());
    await claims(of, worker, DAY);
    expect(await handsOver(worker, EVENING, new Map([[of.contactId, 'Ring the aunt at nine.']]))).toEqual({ ok: true, value: { handed: 1 } });
    // Something happened before anybody of the night had accepted it.
    const acted = { outcome: 'acted', why: 'He was alone with the man.', acts: ['police_999'], done: 'Rang 999.', when: '17:01', spokenTo: 'Sgt Orme', childWhere: 'With his aunt', safeUntil: 'Until 7' };
    const head = await headOf(of);
    expect(await withActor(night, (tx) => decideEmergency(tx, head, { key: newId(), fields: acted }), at('2026-03-02T17:03:00Z'))).toMatchObject({ ok: true });
    expect(await accepts(night, '2026-03-02T17:10:00Z')).toEqual({ ok: true, value: { accepted: 1 } });
    const owed = () => asSystem(place, MORNING, async (tx) => (await openDuties(tx, of.contactId)).filter(({ code }) => code === 'HAND_OVER').length);
    expect(await owed()).toBe(2);
    expect(await handsOver(night, MORNING, new Map([[of.contactId, 'Aunt leaves at seven.']]))).toEqual({ ok: true, value: { handed: 1 } });
    expect(await owed()).toBe(0);
  });
});

describe('the night’s contacts', () => {
  const MORNING = '2026-03-03T08:55:00Z';
  const acceptsAll = async (when: string) => {
    const { manager } = place.people;
    const [handOver] = await withActor(manager, (tx) => waitingHandOvers(tx), at(when));
    return withActor(manager, (tx) => acceptHandOver(tx, manager, { handOverId: handOver?.id ?? '' }), at(when));
  };

  test('given to a manager by name, it is theirs to accept, but what is closed to them is any manager’s', async () => {
    const { night, manager, unqualifiedManager } = place.people;
    const [open, closed] = [await arrives(place, NIGHT, harm()), await arrives(place, NIGHT, harm())];
    await asSystem(place, NIGHT, async (tx) => addBar(tx, { contactId: closed.contactId, accountId: manager.actorId, ground: 'declared', reason: 'Her neighbour.' }));
    const lines = new Map([open, closed].map(({ contactId }) => [contactId, 'Aunt leaves at seven.']));
    expect(await handsOver(night, MORNING, lines, { to: manager.actorId })).toEqual({ ok: true, value: { handed: 2 } });
    const owner = async ({ contactId }: Case) => (await asSystem(place, MORNING, (tx) => findOpenDuty(tx, contactId, 'ACCEPT_HAND_OVER')))?.ownerId;
    expect([await owner(open), await owner(closed)]).toEqual([manager.actorId, null]);
    const [handOver] = await withActor(unqualifiedManager, (tx) => waitingHandOvers(tx), at(MORNING));
    expect(await withActor(unqualifiedManager, (tx) => acceptHandOver(tx, unqualifiedManager, { handOverId: handOver?.id ?? '', contactId: closed.contactId }), at(MORNING))).toEqual({ ok: true, value: { accepted: 1 } });
  });

  test('its note may tell of any of its contacts: where one of them is closed to somebody they are not given it', async () => {
    const { night, manager, unqualifiedManager } = place.people;
    const [open, closed] = [await arrives(place, NIGHT, harm()), await arrives(place, NIGHT, harm())];
    await asSystem(place, NIGHT, async (tx) => addBar(tx, { contactId: closed.contactId, accountId: manager.actorId, ground: 'declared', reason: 'Her neighbour.' }));
    const note = 'The smallest one’s grandmother rang twice.';
    await handsOver(night, MORNING, new Map([open, closed].map(({ contactId }) => [contactId, 'Aunt leaves at seven.'])), { note });
    const read = async (person: Person) => withActor(person, (tx) => waitingHandOvers(tx), at(MORNING));
    expect(await read(unqualifiedManager)).toMatchObject([{ note, contacts: [{}, {}] }]);
    expect(await read(manager)).toMatchObject([{ note: '', contacts: [{ contactId: open.contactId }] }]);
  });

  test('what the day accepted is not offered again when a second worker hands over what came in late', async () => {
    const { night, manager } = place.people;
    const [first, late] = [await arrives(place, NIGHT, harm()), await arrives(place, '2026-03-03T08:40:00Z', earlyHelp())];
    expect(await handsOver(night, MORNING, new Map([[first.contactId, 'Aunt leaves at seven.'], [late.contactId, 'Not looked at.']]))).toEqual({ ok: true, value: { handed: 2 } });
    expect(await acceptsAll('2026-03-03T09:10:00Z')).toEqual({ ok: true, value: { accepted: 2 } });
    const second = await arrives(place, '2026-03-03T08:44:00Z', earlyHelp());
    expect(await handsOver(night, '2026-03-03T09:20:00Z', new Map([[second.contactId, 'Came in as we left.']]))).toEqual({ ok: true, value: { handed: 1 } });
    expect(await queueRow(place, first.contactId)).toMatchObject({ marks: [], holderId: manager.actorId });
    // The next night it is the night's again as soon as the night has it.
    expect(await handsOver(manager, '2026-03-03T16:50:00Z', new Map([[first.contactId, 'Ring at nine.']]))).toEqual({ ok: true, value: { handed: 1 } });
    const [toNight] = (await withActor(night, (tx) => waitingHandOvers(tx), at('2026-03-03T17:05:00Z'))).filter(({ direction }) => direction === 'to_night');
    expect(await withActor(night, (tx) => acceptHandOver(tx, night, { handOverId: toNight?.id ?? '' }), at('2026-03-03T17:05:00Z'))).toEqual({ ok: true, value: { accepted: 1 } });
    expect(await handsOver(night, '2026-03-04T08:50:00Z', new Map([[first.contactId, 'Quiet.']]))).toEqual({ ok: true, value: { handed: 1 } });
  });

  test('three hundred that wait to be accepted take no place from the one that does not', async () => {
    const { night } = place.people;
    const [danger, last] = [await arrives(place, NIGHT, harm()), await arrives(place, NIGHT, earlyHelp())];
    const handOverId = newId();
    await asSuperuser(async (db) => {
      await db.query('set session_replication_role = replica');
      await db.query('create temp table made as select gen_random_uuid() as id, number from generate_series(1, 300) as number');
      for (const [table, id] of [['contact', 'id'], ['queue_row', 'contact_id']] as const) {
        await db.query(`insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(t) || jsonb_build_object('${id}', m.id, 'key', m.id, 'reference', t.reference || m.number))).* from ${table} t cross join made m where t.${id} = $1`, [danger.contactId]);
      }
      await db.query(`insert into hand_over (authority_id, id, key, at, by, direction, note) values ($1, $2, $2, $3, $4, 'to_day', 'A night of many.')`, [place.id, handOverId, MORNING, night.actorId]);
      await db.query(`insert into hand_over_item (authority_id, hand_over_id, contact_id, line) select $1, $2, id, 'Quiet.' from made`, [place.id, handOverId]);
    });
    const lines = new Map([danger, last].map(({ contactId }) => [contactId, 'Not looked at.']));
    expect(await handsOver(night, MORNING, lines)).toEqual({ ok: true, value: { handed: 2 } });
  });
});

describe('sent to the page', () => {
  const ago = (minutes: number) => now().subtract({ minutes }).toString();
  const posts = async (what: 'send' | 'accept', person: Person, fields: Record<string, string>): Promise<string> => {
    const { POST } = what === 'send' ? await import('@/app/hand-over/send/route') : await import('@/app/hand-over/accept/route');
    const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin };
    const answer = await POST(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams(fields) }), { params: Promise.resolve({}) });
    return answer.headers.get('location') ?? String(answer.status);
  };
  const kept = () => withActor(place.people.worker, (tx) => typedBefore(tx, handOverForm('to_night')));
  /** Two that the worker holds, and the form for the first. */
  const forTonight = async () => {
    const [first, second] = [await arrives(place, ago(5), harm()), await arrives(place, ago(4), harm())];
    for (const of of [first, second]) await claims(of, place.people.worker, ago(3));
    return { first, second, form: { key: newId(), to: TO_SERVICE, note: 'Her aunt is away.', watch: first.contactId, [`line.${first.contactId}`]: 'Ring at nine.' } };
  };

  test('sent again after a lost answer it is the same hand-over, and its words do not come back', async () => {
    const { worker, otherWorker } = place.people;
    const { form, second } = await forTonight();
    expect(await posts('send', worker, form)).toMatch(/\/hand-over\?way=to_night&done=handed$/);
    expect(await posts('send', worker, form)).toMatch(/\/hand-over\?way=to_night&done=handed$/);
    expect(await withActor(worker, (tx) => waitingHandOvers(tx))).toMatchObject([{ contacts: [{ contactId: form.watch }] }]);
    expect(await kept()).toEqual({});
    // Other words, one child more, or another person under the same key: nothing is taken for sent that was not.
    expect(await posts('send', worker, { ...form, note: 'Her aunt is back.' })).toContain('problem=same_key_other_content');
    expect(await posts('send', worker, { ...form, watch: second.contactId, [`line.${second.contactId}`]: 'Ring at ten.' })).toContain('problem=same_key_other_content');
    expect(await kept()).toMatchObject({ key: '', [`line.${second.contactId}`]: 'Ring at ten.' });
    expect(await posts('send', otherWorker, form)).toContain('problem=same_key_other_content');
  });

  test('what names a contact that is none accepts nothing; what names none accepts everything', async () => {
    const { worker, night } = place.people;
    const { form, second } = await forTonight();
    const both = new Map([[form.watch, 'Ring at nine.'], [second.contactId, 'Ring at ten.']]);
    expect(await handsOver(worker, ago(2), both)).toEqual({ ok: true, value: { handed: 2 } });
    const [handOver] = await withActor(night, (tx) => waitingHandOvers(tx));
    const accepts = (contact: Record<string, string>) => posts('accept', night, { handOver: handOver?.id ?? '', ...contact });
    expect(await accepts({ contact: `${second.contactId}x` })).toMatch(/\?problem=missing$/);
    expect(await withActor(night, (tx) => waitingHandOvers(tx))).toMatchObject([{ contacts: [{ accepted: null }, { accepted: null }] }]);
    expect(await accepts({})).toMatch(/\?done=accepted$/);
    expect(await withActor(night, (tx) => waitingHandOvers(tx))).toEqual([]);
  });
});
