/** What a join carries with it (safe practice 8 and 14): how urgent a worker found it, and who must not see it. Expectations are by hand from domain 7. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { rateContact } from '@/lib/contact/verbs/rate-contact';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readBars } from '@/lib/restriction/bar-store';
import { addAcquaintance, readOpening, readShown } from '@/lib/restriction/opening-store';
import { arrives, at, basisOf, decides, claims, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

let families = 0;
/** Reports of one child not met before. */
function family(): (sign?: string) => ReportInput {
  families += 1;
  const child = { givenName: 'Kerensa', familyName: `Tangye ${families}`, dateOfBirth: '2016-04-02' };
  return (sign = 'I018') => ({ children: [{ ...child, indicators: { [sign]: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
}

const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));

async function headOf(tx: Tx, of: Case) {
  const head = await findContact(tx, of.reference);
  if (head === null) throw new Error('the contact is there');
  return head;
}

const joins = async (from: Case, into: Case, when: string, otherChildren = false) => {
  const { worker } = place.people;
  return as(worker, when, async (tx) => joinContact(tx, worker, await headOf(tx, from), { into: into.reference, prefix: place.prefix, reason: 'One concern.', otherChildren }));
};
const rates = async (of: Case, rating: string, when: string) => as(place.people.worker, when, async (tx) => rateContact(tx, await headOf(tx, of), { rating, reason: 'What was said on the telephone.' }));

/** Two reports about one child, an hour apart. */
async function two(): Promise<{ into: Case; from: Case }> {
  const told = family();
  return { into: await arrives(place, '2026-03-02T09:00:00Z', told()), from: await arrives(place, '2026-03-02T10:00:00Z', told()) };
}

describe('how urgent a worker found it', () => {
  test('goes with it: danger stays danger, with the attention that it asked for since it was rated', async () => {
    const { into, from } = await two();
    expect((await rates(into, 'blue', '2026-03-02T10:04:00Z')).ok).toBe(true);
    expect((await rates(from, 'immediate', '2026-03-02T10:05:00Z')).ok).toBe(true);
    expect((await joins(from, into, '2026-03-02T10:10:00Z')).ok).toBe(true);
    expect(await queueRow(place, into.contactId)).toMatchObject({ immediate: true, riskRank: 0, urgentSince: new Date('2026-03-02T10:05:00Z') });
    // Somebody who has both before them rates it anew.
    expect((await rates(into, 'amber', '2026-03-02T10:30:00Z')).ok).toBe(true);
    expect(await queueRow(place, into.contactId)).toMatchObject({ immediate: false, riskRank: 2 });
  });

  test('lowers nothing, and goes on through a second join', async () => {
    const { into, from } = await two();
    await rates(into, 'red', '2026-03-02T10:04:00Z');
    await rates(from, 'blue', '2026-03-02T10:05:00Z');
    await joins(from, into, '2026-03-02T10:10:00Z');
    expect(await queueRow(place, into.contactId)).toMatchObject({ riskRank: 1 });
    const last = await arrives(place, '2026-03-02T10:15:00Z', family()());
    expect((await joins(into, last, '2026-03-02T10:20:00Z', true)).ok).toBe(true);
    expect(await queueRow(place, last.contactId)).toMatchObject({ riskRank: 1, urgentSince: new Date('2026-03-02T10:04:00Z') });
  });

  test('reaching a decided contact it is not decided on, whatever it had gone into before; decided, it is settled', async () => {
    const { worker } = place.people;
    const told = family();
    const [into, between, from] = [await arrives(place, '2026-03-02T09:00:00Z', told()), await arrives(place, '2026-03-02T10:00:00Z', told()), await arrives(place, '2026-03-02T09:30:00Z', told())];
    await rates(from, 'immediate', '2026-03-02T10:01:00Z');
    expect((await joins(from, between, '2026-03-02T10:05:00Z')).ok).toBe(true);
    await claims(into, worker, '2026-03-02T10:06:00Z');
    await decides(into, worker, 'EH_SINGLE', '2026-03-02T10:10:00Z');
    expect((await joins(between, into, '2026-03-02T10:20:00Z')).ok).toBe(true);
    // The earlier of the two clocks that came with it: that of 09:30.
    expect(await queueRow(place, into.contactId)).toMatchObject({ state: 'claimed', immediate: true, nextDueAt: new Date('2026-03-03T09:30:00Z') });
    await as(worker, '2026-03-02T10:25:00Z', async (tx) => markRead(tx, worker, await headOf(tx, into)));
    await decides(into, worker, 'EH_SINGLE', '2026-03-02T10:30:00Z', { changeReason: 'Read with it.' });
    expect(await queueRow(place, into.contactId)).toMatchObject({ state: 'decided', immediate: false });
  });
});

describe('who must not see it', () => {
  /** Of whoever is here: may they find the contact, and what may a list show them of it? */
  const sees = async (person: Person, of: Case) => as(person, '2026-03-02T12:00:00Z', async (tx) => [(await findContact(tx, of.reference)) !== null, (await readShown(tx, [of.contactId])).get(of.contactId)]);

  test('whoever knows the family is kept out of what it went into, holds it no more, and reads it no more', async () => {
    const { otherWorker, manager } = place.people;
    // Another family, so that nothing but the join says whom they know.
    const [into, from] = [await arrives(place, '2026-03-02T09:00:00Z', family()()), await arrives(place, '2026-03-02T10:00:00Z', family()())];
    await claims(into, otherWorker, '2026-03-02T10:01:00Z');
    await as(otherWorker, '2026-03-02T10:02:00Z', async (tx) => declareBeforeOpening(tx, await headOf(tx, from), { knows: 'yes', reason: 'My neighbour.' }));
    expect(await queueRow(place, into.contactId)).toMatchObject({ holderId: otherWorker.actorId });
    expect((await joins(from, into, '2026-03-02T10:10:00Z', true)).ok).toBe(true);
    expect((await sees(otherWorker, into))[0]).toBe(false);
    expect(await queueRow(place, into.contactId)).toMatchObject({ state: 'received', holderId: null });
    expect(await as(manager, '2026-03-02T12:00:00Z', async (tx) => (await readBars(tx, into.contactId)).map(({ accountId, ground, reason }) => [accountId, ground, reason]))).toEqual([[otherWorker.actorId, 'declared', 'My neighbour.']]);
  });

  test('whoever may know somebody is asked before they open what it went into; whoever said that they do not is not', async () => {
    const { otherWorker, manager } = place.people;
    const [into, from] = [await arrives(place, '2026-03-02T09:00:00Z', family()()), await arrives(place, '2026-03-02T10:00:00Z', family()())];
    for (const { actorId } of [otherWorker, manager]) await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => addAcquaintance(tx, from.contactId, actorId, ['close_name']));
    await as(manager, '2026-03-02T10:05:00Z', async (tx) => declareBeforeOpening(tx, await headOf(tx, from), { knows: 'no', reason: 'A namesake.' }));
    expect((await joins(from, into, '2026-03-02T10:10:00Z', true)).ok).toBe(true);
    expect([(await sees(otherWorker, into))[1], await as(otherWorker, '2026-03-02T12:00:00Z', async (tx) => readOpening(tx, into.contactId))]).toEqual(['nothing', { open: false, grounds: ['close_name'] }]);
    expect((await sees(manager, into))[1]).not.toBe('nothing');
  });

  test('what went past the agency’s lead does not show to them in the other report of their agency', async () => {
    const { lead, teacher } = place.people;
    const told = family();
    const into = await arrives(place, '2026-03-02T09:00:00Z', told());
    const from = await arrives(place, '2026-03-02T10:00:00Z', { ...told(), reporter: { continuingRole: 'yes', aboutColleague: 'no', leadKnows: 'past_lead' } });
    expect((await sees(lead, into))[0]).toBe(true);
    expect((await joins(from, into, '2026-03-02T10:10:00Z')).ok).toBe(true);
    expect([(await sees(lead, into))[0], (await sees(teacher, into))[0]]).toEqual([false, true]);
  });
});

describe('a join makes less of nobody’s word: advice against the level 4 of whoever reported what was joined in takes two persons', () => {
  const told = (level?: 4): ReportInput => {
    families += 1;
    const child = { givenName: 'Morwenna', familyName: `Tangye ${families}`, dateOfBirth: '2016-04-02' };
    return { children: [child], reporter: { continuingRole: 'yes', aboutColleague: 'no' }, ...(level === undefined ? {} : { belief: { level } }) };
  };

  /** Decided as advice by one person who has read it. */
  async function advised(of: Case, when: string, more: Fields = {}): Promise<{ inForce: boolean; asked: string[] }> {
    const { worker } = place.people;
    await as(worker, when, async (tx) => markRead(tx, worker, await headOf(tx, of)));
    const { inForce } = await decides(of, worker, 'UNIV_ADVICE', when, more);
    return { inForce, asked: (await basisOf(of)).decisions.at(-1)?.countersignReasons.map(({ code }) => code) ?? [] };
  }

  test('in one step', async () => {
    const [into, from] = [await arrives(place, '2026-03-02T09:00:00Z', told()), await arrives(place, '2026-03-02T10:00:00Z', told(4))];
    expect((await joins(from, into, '2026-03-02T10:10:00Z', true)).ok).toBe(true);
    await claims(into, place.people.worker, '2026-03-02T10:20:00Z');
    const done = await advised(into, '2026-03-02T10:30:00Z');
    expect(done.inForce).toBe(false);
    expect(done.asked).toContain('ADVICE_AGAINST_4');
  });

  test('in two, also where the first was before a decision that knew nothing of it', async () => {
    const [into, between, from] = [await arrives(place, '2026-03-02T09:00:00Z', told()), await arrives(place, '2026-03-02T09:30:00Z', told()), await arrives(place, '2026-03-02T10:00:00Z', told(4))];
    expect((await joins(from, between, '2026-03-02T10:10:00Z', true)).ok).toBe(true);
    await claims(into, place.people.worker, '2026-03-02T10:20:00Z');
    expect((await decides(into, place.people.worker, 'EH_SINGLE', '2026-03-02T10:30:00Z')).inForce).toBe(true);
    expect((await joins(between, into, '2026-03-02T10:40:00Z', true)).ok).toBe(true);
    const done = await advised(into, '2026-03-02T10:50:00Z', { changeReason: 'Read with it.' });
    expect(done.inForce).toBe(false);
    expect(done.asked).toContain('ADVICE_AGAINST_4');
  });
});
