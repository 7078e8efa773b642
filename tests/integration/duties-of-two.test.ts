/**
 * What a child may be left without is not ended by one person, nor on no answer (safe practice 7.7, 7.15; statute 3.3, 3.6).
 * Expectations are by hand from the domain.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { recordAgain, toldByTheSame } from '@/lib/contact/additions/record-again';
import type { ContactHead } from '@/lib/contact/head';
import { findContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { countersign } from '@/lib/decision/verbs/countersign';
import { whoDecided } from '@/lib/decision/who-decided-store';
import { dutyDue } from '@/lib/duty/model';
import { addDutyNote } from '@/lib/duty/note-store';
import type { DutyCode } from '@/lib/duty/codes';
import { dutiesOfContact, findOpenDuty, openDuties, openDuty, readDuty } from '@/lib/duty/store';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { takeDuty } from '@/lib/duty/verbs/take-duty';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { made } from './calling';
import { arrives, at, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { anotherManager, knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';
import { readsAndWithdraws } from './withdrawing';

let place: Place;
/** A second social-work-qualified manager: the first one decided, or answered before. */
let other: Person;
beforeAll(async () => {
  place = await makePlace();
  other = await anotherManager(place);
});
afterAll(closeDatabase);

/** Wednesday 18 November 2026. */
const RECEIVED = '2026-11-18T09:00:00Z';
const DECIDED = '2026-11-18T09:40:00Z';
const NOW = '2026-11-18T12:00:00Z';

async function owes(of: Case, code: DutyCode): Promise<string> {
  return withActor(place.people.worker, async (tx) => {
    await openDuty(tx, { contactId: of.contactId, code, occasionId: newId(), ...dutyDue(code, { receivedAt: tx.at }) });
    return (await findOpenDuty(tx, of.contactId, code))?.id ?? '';
  }, at(DECIDED));
}

async function headOf(tx: Tx, { reference }: Case): Promise<ContactHead> {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('the contact is there');
  return head;
}
const codeOf = async (tx: Tx, dutyId: string): Promise<DutyCode> => (await readDuty(tx, dutyId))?.code ?? 'DECIDE_AGAIN';
/** As the page sends it. */
const ends = async (of: Case, person: Person, id: string, how: string, fields: Fields = {}, words = '', when = NOW) =>
  withActor(person, async (tx) => endDuty(tx, person, id, { how, words, fields }, { unborn: false, who: await whoDecided(tx, { contactId: of.contactId, code: await codeOf(tx, id) }) }), at(when));
const writes = async (of: Case, person: Person, dutyId: string) => withActor(person, async (tx) => addDutyNote(tx, { contactId: of.contactId, dutyId, words: 'She lives here: the address was read wrongly.' }), at(DECIDED));
const open = async (of: Case) => (await withActor(place.people.worker, async (tx) => openDuties(tx, of.contactId))).map(({ code }) => code);
const NOON: Fields = { 'when.day': '18', 'when.month': '11', 'when.year': '2026', 'when.time': '11:20' };
const because = (...names: string[]): Fields => Object.fromEntries(names.map((name) => [`${name}.because`, 'Left on the mailbox.']));

describe('without these answers a duty goes on', () => {
  test.each(['OUT_OF_AREA', 'OPEN_CASE'] as const)('%s: a named person accepted it, at a time', async (code) => {
    const of = await arrives(place, RECEIVED, earlyHelp());
    const id = await owes(of, code);
    const { worker } = place.people;
    expect(await ends(of, worker, id, 'accepted', because('name', 'role', 'team', 'reached', 'when'))).toEqual({ ok: false, problem: 'evidence_missing' });
    expect(await ends(of, worker, id, 'accepted', { ...because('name', 'role', 'team', 'reached'), ...NOON })).toEqual({ ok: false, problem: 'evidence_missing' });
    expect(await ends(of, worker, id, 'accepted', { ...because('role', 'team', 'reached', 'when'), name: 'R. Okonjo' })).toEqual({ ok: false, problem: 'evidence_missing' });
    expect(await open(of)).toContain(code);
    expect(await ends(of, worker, id, 'accepted', { ...because('role', 'team', 'reached'), ...NOON, name: 'R. Okonjo' })).toMatchObject({ ok: true });
  });

  test('HOLD_STRATEGY: when, police, health, and whether enquiries begin (3.3)', async () => {
    const of = await arrives(place, RECEIVED, harm());
    const id = await owes(of, 'HOLD_STRATEGY');
    const held: Fields = { ...NOON, police: 'DS Ferrant', health: 'Dr Amadi', section47: 'yes', ...because('chair', 'agreed') };
    expect(await ends(of, place.people.worker, id, 'done', because('when', 'chair', 'police', 'health', 'section47', 'agreed'))).toEqual({ ok: false, problem: 'evidence_missing' });
    for (const name of ['police', 'health', 'section47']) expect(await ends(of, place.people.worker, id, 'done', { ...held, [name]: '', ...because(name) }), name).toEqual({ ok: false, problem: 'evidence_missing' });
    expect(await ends(of, place.people.worker, id, 'done', held)).toMatchObject({ ok: true });
  });

  /** A strategy discussion of a contact ends as held on a day of 2026, with this answer whether enquiries begin, and is written down then. */
  const discussed = async (of: Case, section47: string, day: string, month = '11', when = NOW) =>
    ends(of, place.people.worker, await owes(of, 'HOLD_STRATEGY'), 'done', { ...NOON, 'when.day': day, 'when.month': month, police: 'DS Ferrant', health: 'Dr Amadi', section47, ...because('chair', 'agreed') }, '', when);
  const conferencesOf = async (of: Case) => (await withActor(place.people.manager, async (tx) => dutiesOfContact(tx, of.contactId))).filter(({ code }) => code === 'CONVENE_ICPC');
  const opensNone = { ok: true, value: { opened: [] } };
  const opensOne = { ok: true, value: { opened: ['CONVENE_ICPC'] } };
  const CONFERENCE: Fields = { ...NOON, system: 'The case system, 40213', who: 'R. Okonjo' };

  /** Domain 3.1: a conference within 15 working days of the discussion at which s.47 was initiated. By hand: Monday 16 to Monday 7 December, Tuesday 17 to Tuesday 8 December 2026, 17:00. */
  test('HOLD_STRATEGY: where enquiries begin a conference is owed, from the first such discussion; where they do not, none', async () => {
    const { worker, manager } = place.people;
    const of = await arrives(place, RECEIVED, harm());
    expect(await discussed(of, 'no', '16')).toMatchObject(opensNone);
    expect(await conferencesOf(of)).toEqual([]);
    expect(await discussed(of, 'yes', '17')).toMatchObject(opensOne);
    expect(await conferencesOf(of)).toMatchObject([{ ownerRole: 'manager', ownerId: null, discharge: null, evidence: expect.stringContaining('Strategy discussion held Tue 17 Nov 2026') as string }]);
    expect((await conferencesOf(of))[0]?.dueAt?.toString()).toBe('2026-12-08T17:00:00Z');
    // One that was held before it and is written down after it; and one after it.
    for (const day of ['16', '18']) expect(await discussed(of, 'yes', day)).toMatchObject(opensNone);
    expect((await conferencesOf(of)).map(({ dueAt }) => dueAt?.toString())).toEqual(['2026-12-07T17:00:00Z']);
    const id = (await conferencesOf(of))[0]?.id ?? '';
    const elsewhere: Fields = { ...CONFERENCE, ended: 'elsewhere' };
    expect(await ends(of, worker, id, 'done', elsewhere)).toEqual({ ok: false, problem: 'not_your_role' });
    expect(await ends(of, manager, id, 'done', { ...elsewhere, ended: '' })).toEqual({ ok: false, problem: 'evidence_missing' });
    expect(await ends(of, manager, id, 'done', elsewhere)).toMatchObject({ ok: true });
    // That system holds it for all that is discussed until it is due, Monday 7 December; the 15 working days ran from the first.
    expect(await discussed(of, 'yes', '18')).toMatchObject(opensNone);
    expect(await discussed(of, 'yes', '4', '12', '2026-12-07T09:00:00Z')).toMatchObject(opensNone);
    // Enquiries that begin on Tuesday 8 December are others: to Thursday 31 December, without Christmas Day and the Monday on which Boxing Day is kept.
    expect(await discussed(of, 'yes', '8', '12', '2026-12-08T12:00:00Z')).toMatchObject(opensOne);
    expect((await conferencesOf(of)).filter(({ discharge }) => discharge === null).map(({ dueAt }) => dueAt?.toString())).toEqual(['2026-12-31T17:00:00Z']);
  });

  /** Domain 3.1, by hand: 15 working days from Thursday 19 November 2026 end on Thursday 10 December, 17:00. */
  test('CONVENE_ICPC: one that was held is that of what was discussed before; one that was not to be is of nothing', async () => {
    const { manager } = place.people;
    const of = await arrives(place, RECEIVED, harm());
    const owed = async () => (await conferencesOf(of)).filter(({ discharge }) => discharge === null);
    const openId = async () => (await owed())[0]?.id ?? '';
    expect(await discussed(of, 'yes', '16')).toMatchObject(opensOne);
    expect(await ends(of, manager, await openId(), 'ended_lawfully', {}, 'The enquiries ended without a conference.')).toMatchObject({ ok: true });
    expect(await discussed(of, 'yes', '17'), 'the enquiries before had none').toMatchObject(opensOne);
    expect(await ends(of, manager, await openId(), 'done', { ...CONFERENCE, ended: 'held', 'when.day': '14' }), 'a Saturday').toEqual({ ok: false, problem: 'evidence_missing' });
    expect(await ends(of, manager, await openId(), 'done', { ...CONFERENCE, ended: 'held' })).toMatchObject({ ok: true });
    expect(await discussed(of, 'yes', '17'), 'written down late').toMatchObject(opensNone);
    expect(await discussed(of, 'yes', '19', '11', '2026-11-19T12:00:00Z')).toMatchObject(opensOne);
    expect(await discussed(of, 'yes', '17', '11', '2026-11-19T12:00:00Z'), 'and still of the one before').toMatchObject(opensNone);
    expect((await owed()).map(({ dueAt }) => dueAt?.toString())).toEqual(['2026-12-10T17:00:00Z']);
  });

  test('MEDICAL_TODAY: the child was seen, somewhere, by somebody', async () => {
    const of = await arrives(place, RECEIVED, earlyHelp());
    const id = await owes(of, 'MEDICAL_TODAY');
    const seen: Fields = { ...NOON, where: 'St Erth hospital, Dr Amadi', taker: 'Her aunt', consent: 'parent', result: 'No fracture.' };
    const { 'when.day': _, 'when.month': __, 'when.year': ___, 'when.time': ____, ...never } = seen;
    expect(await ends(of, place.people.worker, id, 'done', { ...never, 'when.because': 'Mother did not come.' })).toEqual({ ok: false, problem: 'evidence_missing' });
    expect(await ends(of, place.people.worker, id, 'done', { ...seen, where: '', 'where.because': 'Mother did not come.' })).toEqual({ ok: false, problem: 'evidence_missing' });
    expect(await ends(of, place.people.worker, id, 'done', seen)).toMatchObject({ ok: true });
  });
});

describe('no longer owed', () => {
  test('a strategy discussion: by no manager’s word, whoever decided; by a decision that two make', async () => {
    const { worker, manager } = place.people;
    const of = await arrives(place, RECEIVED, earlyHelp());
    await claims(of, manager, RECEIVED);
    await decides(of, manager, 'STRATEGY', DECIDED);
    const id = await withActor(worker, async (tx) => (await findOpenDuty(tx, of.contactId, 'HOLD_STRATEGY'))?.id ?? '');
    await writes(of, worker, id);
    for (const person of [manager, other]) expect(await ends(of, person, id, 'ended_lawfully', {}, 'Not needed.')).toEqual({ ok: false, problem: 'ends_by_decision' });
    await knowNobody(place, of.contactId);
    const page = await askPage('../../app/duties/[duty]/page.tsx', manager, { duty: id });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain('nobody calls it off here');
    expect(html).not.toContain('No longer owed in law');
    expect(await decides(of, manager, 'EH_SINGLE', NOW, { changeReason: 'Seen by a doctor.' })).toMatchObject({ inForce: false });
    expect(await open(of)).toContain('HOLD_STRATEGY');
  });

  test.each(['MEDICAL_TODAY', 'OUT_OF_AREA', 'OPEN_CASE'] as const)('%s: one person writes why, another says so who may be second', async (code) => {
    const { worker, manager, unqualifiedManager } = place.people;
    const of = await arrives(place, RECEIVED, earlyHelp());
    await claims(of, manager, RECEIVED);
    await decides(of, manager, 'EH_SINGLE', DECIDED);
    const id = await owes(of, code);
    const off = async (person: Person) => ends(of, person, id, 'ended_lawfully', {}, 'The address was read wrongly.');
    expect(await off(worker)).toEqual({ ok: false, problem: 'managers_ending' });
    expect(await off(unqualifiedManager)).toEqual({ ok: false, problem: 'second_person' });
    expect(await off(manager), 'decided and holds it').toEqual({ ok: false, problem: 'second_person' });
    expect(await off(other), 'nobody else has said it').toEqual({ ok: false, problem: 'not_written' });
    await writes(of, other, id);
    expect(await off(other), 'nor by two hats of one person').toEqual({ ok: false, problem: 'not_written' });
    await writes(of, worker, id);
    await withActor(other, async (tx) => takeDuty(tx, other, id), at(DECIDED));
    expect(await off(other), 'owes it').toEqual({ ok: false, problem: 'second_person' });
    await withActor(worker, async (tx) => takeDuty(tx, worker, id), at(DECIDED));
    await withActor(other, async (tx) => declareBeforeOpening(tx, { id: of.contactId }, { knows: 'no', reason: '' }));
    const page = await askPage('../../app/duties/[duty]/page.tsx', other, { duty: id });
    expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('Two persons: somebody else has written above');
    expect(await off(other)).toMatchObject({ ok: true });
  });
});

describe('a challenge (3.6)', () => {
  const ANSWER: Fields = { ...NOON, who: 'The manager, the head teacher', result: 'stands', reason: 'Nothing new.' };
  const challenges = async (of: Case) => (await withActor(place.people.worker, async (tx) => dutiesOfContact(tx, of.contactId))).filter(({ code, discharge }) => code === 'ANSWER_CHALLENGE' && discharge === null);

  test('is answered by neither of the two who made the decision', async () => {
    const { worker, manager } = place.people;
    const decided = await arrives(place, RECEIVED, earlyHelp());
    await claims(decided, manager, RECEIVED);
    await decides(decided, manager, 'EH_SINGLE', DECIDED);
    const id = await owes(decided, 'ANSWER_CHALLENGE');
    for (const how of ['done', 'ended_lawfully']) expect(await ends(decided, manager, id, how, ANSWER, 'Answered.'), how).toEqual({ ok: false, problem: 'own_decision' });
    expect(await ends(decided, other, id, 'done', ANSWER)).toMatchObject({ ok: true, value: { opened: [] } });

    const agreed = await arrives(place, RECEIVED, harm());
    await claims(agreed, worker, RECEIVED);
    const { decisionId } = await decides(agreed, worker, 'CIN_ASSESS', DECIDED);
    expect(await withActor(manager, async (tx) => countersign(tx, manager, { contactId: agreed.contactId, decisionId, verdict: 'agreed', comment: 'Seen by a doctor.' }), at(NOW))).toMatchObject({ ok: true });
    expect(await ends(agreed, manager, await owes(agreed, 'ANSWER_CHALLENGE'), 'done', ANSWER)).toEqual({ ok: false, problem: 'own_decision' });
  });

  describe('to a contact that has ended, which a new one tells again', () => {
    /** What the new contact owes is answered by the other manager, and not by the one who settled it before. */
    const isTheOthers = async (fresh: Case) => {
      const id = (await challenges(fresh))[0]?.id ?? (await owes(fresh, 'ANSWER_CHALLENGE'));
      expect(await ends(fresh, place.people.manager, id, 'done', ANSWER)).toEqual({ ok: false, problem: 'own_decision' });
      expect(await ends(fresh, other, id, 'done', ANSWER)).toMatchObject({ ok: true });
    };
    /** In writing, by their link. */
    const again = async (of: Case): Promise<Case> =>
      asSystem(place, '2026-11-18T11:00:00Z', async (tx) => {
        const done = await recordAgain(tx, await readAuthority(tx), of.contactId, { key: newId(), text: 'It is not settled at all.', indicators: {}, immediate: false }, toldByTheSame);
        if (!done.ok) throw new Error(done.problem);
        return { place, ...done.value };
      });
    /** No further action, told and closed: two made it, a worker and the manager. */
    async function closed(): Promise<Case> {
      const { worker, manager } = place.people;
      const of = await arrives(place, RECEIVED, harm());
      await claims(of, worker, RECEIVED);
      const { decisionId } = await decides(of, worker, 'UNIV_ADVICE', DECIDED);
      expect(await withActor(manager, async (tx) => countersign(tx, manager, { contactId: of.contactId, decisionId, verdict: 'agreed', comment: 'Seen by a doctor.' }), at('2026-11-18T09:50:00Z'))).toMatchObject({ ok: true });
      await asSystem(place, '2026-11-18T10:00:00Z', async (tx) => {
        await tx.db.closure.create({ data: { authorityId: place.id, contactId: of.contactId, at: new Date('2026-11-18T10:00:00Z'), by: worker.actorId, how: 'told', level: 1, route: 'UNIV_ADVICE', reason: '' } });
        await tx.db.queueRow.deleteMany({ where: { contactId: of.contactId } });
      });
      return of;
    }

    test('is answered by neither of the two who decided that one, nor where they tell it a third time', async () => {
      const fresh = await again(await closed());
      await asSystem(place, '2026-11-18T10:59:00Z', async (tx) => tx.db.closure.create({ data: { authorityId: place.id, contactId: fresh.contactId, at: new Date('2026-11-18T10:59:00Z'), by: place.people.worker.actorId, how: 'told', level: 1, route: 'UNIV_ADVICE', reason: '' } }));
      const third = await again(fresh);
      await isTheOthers(third);
      await isTheOthers(fresh);
    });

    test('nor where they ring, also with another child named', async () => {
      const of = await closed();
      await knowNobody(place, of.contactId);
      const rings = { 'call.kind': 'challenge', 'call.reference': of.reference, 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'Rosalie Mensah', 'call.verified': 'known', 'you.phone': '01632 960771', 'happened.what': 'Advice is not enough.' };
      const brother = { children: '1', 'child.1.givenName': 'Perran', 'child.1.familyName': 'Trewhella' };
      for (const named of [{}, brother]) {
        const call = await made(place.people.worker, { ...rings, ...named }, '2026-11-18T10:30:00Z', '2026-11-18T10:40:00Z');
        expect(call.contactId).not.toBe(of.contactId);
        await isTheOthers({ place, ...call });
      }
    });

    test('nor where that one was joined, by who decided what it went into', async () => {
      const { worker, manager } = place.people;
      const [from, into] = [await arrives(place, RECEIVED, earlyHelp()), await arrives(place, RECEIVED, earlyHelp())];
      expect(await withActor(worker, async (tx) => joinContact(tx, worker, await headOf(tx, from), { into: into.reference, prefix: place.prefix, reason: 'One concern.', otherChildren: true }), at('2026-11-18T09:10:00Z'))).toMatchObject({ ok: true });
      await withActor(worker, async (tx) => markRead(tx, worker, await headOf(tx, into)), at('2026-11-18T09:15:00Z'));
      await claims(into, manager, '2026-11-18T09:20:00Z');
      await decides(into, manager, 'EH_SINGLE', DECIDED);
      await isTheOthers(await again(from));
    });

    test('nor by who withdrew it', async () => {
      const { manager } = place.people;
      const of = await arrives(place, RECEIVED, earlyHelp());
      expect(await withActor(manager, async (tx) => readsAndWithdraws(tx, manager, await headOf(tx, of), 'Sent twice'), at(DECIDED))).toMatchObject({ ok: true });
      await isTheOthers(await again(of));
    });
  });

  test('whose answer they do not agree with is another manager’s within two working days, and not theirs who answered', async () => {
    const { worker, unqualifiedManager } = place.people;
    const of = await arrives(place, RECEIVED, earlyHelp());
    await claims(of, worker, RECEIVED);
    await decides(of, worker, 'EH_SINGLE', DECIDED);
    expect(await ends(of, other, await owes(of, 'ANSWER_CHALLENGE'), 'done', { ...ANSWER, result: 'on' })).toMatchObject({ ok: true, value: { opened: ['ANSWER_CHALLENGE'] } });
    const [second, ...more] = await challenges(of);
    expect(more).toEqual([]);
    // By hand: answered on Wednesday 18 November 2026; two working days end on Friday at 17:00.
    expect(second).toMatchObject({ ownerRole: 'manager', ownerId: null });
    expect(second?.dueAt?.toString()).toBe('2026-11-20T17:00:00Z');
    expect(second?.evidence).toContain('They did not agree with the answer: it goes to another manager.');
    expect(await ends(of, other, second?.id ?? '', 'done', ANSWER)).toEqual({ ok: false, problem: 'own_answer' });
    expect(await ends(of, unqualifiedManager, second?.id ?? '', 'done', { ...ANSWER, result: 'on' })).toMatchObject({ ok: true });
    const [third] = await challenges(of);
    for (const person of [other, unqualifiedManager]) expect(await ends(of, person, third?.id ?? '', 'done', ANSWER)).toEqual({ ok: false, problem: 'own_answer' });
    expect(await ends(of, place.people.manager, third?.id ?? '', 'done', ANSWER)).toMatchObject({ ok: true, value: { opened: [] } });
    expect(await challenges(of)).toEqual([]);
  });
});
