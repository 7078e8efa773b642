/**
 * What becomes of a decision by what is learned afterwards (safe practice 7.5, 7.7, 7.8, 7.13, 7.15). Expectations are by hand from
 * domain 7; Monday 2 March 2026.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { findContact } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { openLawDuty } from '@/lib/contact/verbs/open-law-duty';
import { withdrawContact } from '@/lib/decision/verbs/withdraw-contact';
import { childField } from '@/lib/decision/schema';
import { addChild } from '@/lib/decision/verbs/add-child';
import { countersign } from '@/lib/decision/verbs/countersign';
import { dischargeDuty, dutiesOfContact } from '@/lib/duty/store';
import { readProgress } from '@/lib/letter/progress-store';
import { agreeToTell } from '@/lib/letter/verbs/agree-to-tell';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { arrives, at, basisOf, claims, decides, earlyHelp, harm, typed, saves, handsIn, type Case } from './deciding';
import { decideFor } from './letter-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const RECEIVED = '2026-03-02T09:00:00Z';
const CLAIMED = '2026-03-02T09:10:00Z';
const DECIDED = '2026-03-02T10:00:00Z';
const as = async <T>(person: Person, when: string, work: (tx: Tx) => Promise<T>) => withActor(person, work, at(when));
const headOf = async (tx: Tx, { reference }: Case) => {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('it is there');
  return head;
};
const duties = async (of: Case, code: string) => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => (await dutiesOfContact(tx, of.contactId)).filter((each) => each.code === code));
const owed = async (of: Case, code: string) => (await duties(of, code)).filter(({ discharge }) => discharge === null);
const ends = async (of: Case, code: string, when: string) => asSystem(place, when, async (tx) => dischargeDuty(tx, (await owed(of, code))[0]?.id ?? '', 'done', 'Done.'));
const adds = async (of: Case, when: string, indicators: Record<string, string[]> = {}) => as(place.people.teacher, when, async (tx) => addToContact(tx, of.contactId, { key: crypto.randomUUID(), text: 'More.', indicators, immediate: false }));
const signs = async (of: Case, decisionId: string, verdict: string, when: string) => as(place.people.manager, when, async (tx) => countersign(tx, place.people.manager, { contactId: of.contactId, decisionId, verdict, comment: 'Read.' }));
const held = async (report = earlyHelp()) => {
  const of = await arrives(place, RECEIVED, report);
  await knowNobody(place, of.contactId);
  await claims(of, place.people.worker, CLAIMED);
  return of;
};

describe('a child whom a worker names after the decision (7.13)', () => {
  const names = async (of: Case, when: string) => as(place.people.worker, when, async (tx) => addChild(tx, place.people.worker, of.contactId, { givenName: 'Merryn', familyName: '', ageWords: '4', tie: 'alleged', lives: 'With her aunt' }));

  test('is decided on: nothing is told and nothing closed before, and nobody has to read what a colleague put there', async () => {
    const { worker } = place.people;
    const of = await held();
    const { decisionId } = await decides(of, worker, 'EH_SINGLE', DECIDED);
    const letterId = (await as(worker, DECIDED, async (tx) => writeOutcomeLetter(tx, decisionId))) ?? '';
    expect((await names(of, '2026-03-02T11:00:00Z')).ok).toBe(true);
    expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'claimed', marks: ['reopened'], nextDueAt: new Date('2026-03-03T11:00:00Z') });
    expect(await owed(of, 'DECIDE_AGAIN')).toMatchObject([{ decisionId }]);
    await as(worker, '2026-03-02T11:05:00Z', async (tx) => previewLetter(tx, worker, of.contactId, letterId));
    expect(await as(worker, '2026-03-02T11:05:00Z', async (tx) => sendLetter(tx, worker, { contactId: of.contactId, letterId }))).toEqual({ ok: false, problem: 'not_in_force' });
    expect((await as(worker, '2026-03-02T11:05:00Z', async (tx) => closeContact(tx, worker, of.contactId))).ok).toBe(false);
    const merryn = (await basisOf(of)).situation.children[1]?.personId ?? '';
    await decides(of, worker, 'EH_SINGLE', '2026-03-02T11:10:00Z', { changeReason: 'Merryn.', [childField('standing', merryn)]: 'same' });
    expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'decided', nextDueAt: null });
    expect(await owed(of, 'DECIDE_AGAIN')).toEqual([]);
  });

  test('of whom it is not known how they stand, then known, then not known again, it is owed to find out again', async () => {
    const { worker } = place.people;
    const of = await held();
    await names(of, '2026-03-02T09:30:00Z');
    const merryn = (await basisOf(of)).situation.children[1]?.personId ?? '';
    const as1 = (standing: string) => ({ changeReason: 'Heard.', [childField('standing', merryn)]: standing, [childField('standingReason', merryn)]: 'Said by her aunt.' });
    await decides(of, worker, 'EH_SINGLE', DECIDED, as1('not_known'));
    expect(await owed(of, 'CHILD_NOT_KNOWN')).toHaveLength(1);
    await decides(of, worker, 'EH_SINGLE', '2026-03-02T11:00:00Z', as1('separate_household'));
    expect(await owed(of, 'CHILD_NOT_KNOWN')).toEqual([]);
    await decides(of, worker, 'EH_SINGLE', '2026-03-02T12:00:00Z', as1('not_known'));
    expect(await owed(of, 'CHILD_NOT_KNOWN')).toMatchObject([{ personId: merryn }]);
    // While a second person is waited for nobody has found out.
    expect(await decides(of, worker, 'UNIV_ADVICE', '2026-03-02T13:00:00Z', as1('same'))).toMatchObject({ inForce: false });
    expect(await owed(of, 'CHILD_NOT_KNOWN')).toHaveLength(1);
  });
});

describe('what comes in while a second person is waited for (7.7, 7.8)', () => {
  test('nobody agrees over it, and the strategy discussion stays owed', async () => {
    const { worker } = place.people;
    const of = await held(harm());
    await decides(of, worker, 'STRATEGY', DECIDED);
    const { decisionId } = await decides(of, worker, 'CIN_ASSESS', '2026-03-02T11:00:00Z', { changeReason: 'A doctor saw him.' });
    await adds(of, '2026-03-02T11:30:00Z', { 1: ['I098'] });
    expect(await signs(of, decisionId, 'agreed', '2026-03-02T11:40:00Z')).toEqual({ ok: false, problem: 'came_in' });
    expect(await owed(of, 'HOLD_STRATEGY')).toHaveLength(1);
    expect(await signs(of, decisionId, 'returned', '2026-03-02T11:45:00Z')).toEqual({ ok: true, value: { inForce: false } });
  });

  test('returned, it is decided again within the hour by whoever holds it, also where it was owed already', async () => {
    const { worker } = place.people;
    const of = await held(harm());
    const { decisionId } = await decides(of, worker, 'CIN_ASSESS', DECIDED);
    await adds(of, '2026-03-02T10:10:00Z');
    expect((await owed(of, 'DECIDE_AGAIN')).map(({ dueAt }) => dueAt?.toString())).toEqual(['2026-03-03T10:10:00Z']);
    await signs(of, decisionId, 'returned', '2026-03-02T10:30:00Z');
    expect((await owed(of, 'DECIDE_AGAIN')).map(({ dueAt, ownerId }) => [dueAt?.toString(), ownerId])).toEqual([['2026-03-02T11:30:00Z', worker.actorId]]);
  });

  test('what a decision raised for one child while it let go of another takes two persons to be let go of, returned or not', async () => {
    const { worker } = place.people;
    // I054 is level 3, I018 level 2.
    const report = earlyHelp();
    const of = await held({ ...report, children: [...(report.children ?? []), { givenName: 'Bryok', familyName: 'Penhale', dateOfBirth: '2018-01-01', indicators: { I018: 'present' } }] });
    const [a, b] = (await basisOf(of)).situation.children.map(({ personId }) => personId);
    if (a === undefined || b === undefined) throw new Error('two children');
    const decide = async (routes: Record<string, string>, when: string) => {
      await saves(of, worker, { ...(await typed(of, 'EH_SINGLE')), ...Object.fromEntries(Object.entries(routes).map(([id, route]) => [childField('route', id), route])), changeReason: 'Heard more.', seePlan: 'x', [`seePlan.${a}`]: 'School, today', [`seePlan.${b}`]: 'School, today' }, when);
      const done = await handsIn(of, worker, when);
      if (!done.ok) throw new Error(done.problem);
      return done.value;
    };
    const first = await decide({ [a]: 'UNIV_ADVICE', [b]: 'STRATEGY' }, DECIDED);
    expect(first.inForce).toBe(false);
    expect(await owed(of, 'HOLD_STRATEGY')).toHaveLength(1);
    await signs(of, first.decisionId, 'returned', '2026-03-02T10:30:00Z');
    const second = await decide({ [a]: 'EH_SINGLE', [b]: 'EH_SINGLE' }, '2026-03-02T11:00:00Z');
    expect(second.inForce).toBe(false);
    expect((await basisOf(of)).decisions.at(-1)?.countersignReasons).toEqual([{ code: 'LOWERS', personId: b }]);
    expect(await owed(of, 'HOLD_STRATEGY')).toHaveLength(1);
  });
});

describe('a position of trust that is learned after the report (7.5, 7.15)', () => {
  const AGREED = { agreedByRole: 'designated_officer', agreedByName: 'Ms Trewhella', agreedOn: '2026-03-02', content: 'received', words: 'By telephone, 10:40.' };
  const outcomes = async (of: Case) => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => tx.db.letter.count({ where: { contactId: of.contactId, kind: 'outcome' } }));
  const kept = async (of: Case) => asSystem(place, '2026-03-31T00:00:00Z', async (tx) => (await readProgress(tx, [of.contactId])).get(of.contactId)?.keptFromReferrer);

  test.each(['added', 'joined'] as const)('%s: the agency of the one whom it may be about is told nothing until the officer agrees', async (how) => {
    const { manager, worker } = place.people;
    const of = await held();
    if (how === 'added') await adds(of, '2026-03-02T09:20:00Z', { 1: ['I126'] });
    else {
      const other = await arrives(place, '2026-03-02T09:15:00Z', { ...earlyHelp(), incident: { what: 'He hurt her.', positionOfTrust: 'yes' } });
      await knowNobody(place, other.contactId);
      expect((await as(manager, '2026-03-02T09:20:00Z', async (tx) => joinContact(tx, manager, await headOf(tx, other), { into: of.reference, prefix: place.prefix, reason: 'The same class.', otherChildren: true }))).ok).toBe(true);
    }
    const decisionId = await asSystem(place, DECIDED, async (tx) => decideFor(tx, of.contactId, { by: worker.actorId, level: 4, route: 'STRATEGY' }));
    await asSystem(place, DECIDED, async (tx) => writeOutcomeLetter(tx, decisionId));
    expect([await outcomes(of), await kept(of)]).toEqual([0, true]);
    expect(await asSystem(place, '2026-03-02T11:00:00Z', async (tx) => agreeToTell(tx, { contactId: of.contactId }, AGREED))).toMatchObject({ ok: true });
    expect(await outcomes(of)).toBe(1);
  });

  test('a letter that was written before the officer was asked does not go', async () => {
    const { worker } = place.people;
    const of = await held();
    const { decisionId } = await decides(of, worker, 'EH_SINGLE', DECIDED);
    const letterId = (await as(worker, DECIDED, async (tx) => writeOutcomeLetter(tx, decisionId))) ?? '';
    await as(worker, '2026-03-02T10:05:00Z', async (tx) => previewLetter(tx, worker, of.contactId, letterId));
    expect((await as(worker, '2026-03-02T10:10:00Z', async (tx) => openLawDuty(tx, await headOf(tx, of), { code: 'LADO', child: '', why: 'Her mother rang: it was his teacher.' }))).ok).toBe(true);
    expect(await as(worker, '2026-03-02T10:15:00Z', async (tx) => sendLetter(tx, worker, { contactId: of.contactId, letterId }))).toEqual({ ok: false, problem: 'not_agreed' });
    expect(await kept(of)).toBe(true);
    await ends(of, 'LADO', '2026-03-02T10:20:00Z');
    expect((await as(worker, '2026-03-02T10:25:00Z', async (tx) => sendLetter(tx, worker, { contactId: of.contactId, letterId }))).ok).toBe(true);
  });
});

test('what the law asks was done once and may be owed once more', async () => {
  const { worker } = place.people;
  const of = await held(harm());
  const child = (await basisOf(of)).situation.children[0]?.personId ?? '';
  const again = async (when: string) => as(worker, when, async (tx) => openLawDuty(tx, await headOf(tx, of), { code: 'MEDICAL_TODAY', child, why: 'A new burn.' }));
  expect(await again('2026-03-02T09:30:00Z')).toEqual({ ok: false, problem: 'open_already' });
  await ends(of, 'MEDICAL_TODAY', DECIDED);
  expect(await again('2026-03-02T16:00:00Z')).toEqual({ ok: true, value: null });
  expect(await owed(of, 'MEDICAL_TODAY')).toMatchObject([{ personId: child }]);
  expect(await again('2026-03-02T16:05:00Z')).toEqual({ ok: false, problem: 'open_already' });
});

test('a new injury that is added is looked at by a doctor on its own day, by itself, and once while it is open', async () => {
  const of = await held(harm());
  const child = (await basisOf(of)).situation.children[0]?.personId ?? '';
  await adds(of, '2026-03-02T09:30:00Z', { 1: ['I099'] });
  expect(await duties(of, 'MEDICAL_TODAY'), 'one is open').toHaveLength(1);
  await ends(of, 'MEDICAL_TODAY', DECIDED);
  await adds(of, '2026-03-04T10:00:00Z');
  await adds(of, '2026-03-04T10:00:00Z', { 1: ['I018'] });
  expect(await owed(of, 'MEDICAL_TODAY'), 'no injury').toEqual([]);
  // By hand: the end of Thursday 5 March, on which it reached us.
  await adds(of, '2026-03-05T10:00:00Z', { 1: ['I099'] });
  await adds(of, '2026-03-05T11:00:00Z', { 1: ['I099'] });
  const anew = await owed(of, 'MEDICAL_TODAY');
  expect(anew.map(({ personId, dueAt }) => [personId, dueAt?.toString()])).toEqual([[child, '2026-03-06T00:00:00Z']]);
});

/**
 * Safe practice 15: "16/17 homelessness, MARAC, NRM" and the designated officer are owed each time that it happens. By hand, told again on Thursday
 * 5 March at 10:00: the same day ends at midnight, one working day ends on Friday at 17:00.
 */
test.each([
  ['HOMELESS_16_17', 'I073', '2026-03-06T00:00:00Z'],
  ['LADO', 'I126', '2026-03-06T17:00:00Z'],
  ['MARAC', 'I124', '2026-03-06T17:00:00Z'],
  ['NRM', 'I105', '2026-03-06T17:00:00Z'],
] as const)('%s: done once, it is owed anew when it is told anew, by itself, and not for being known still', async (code, sign, due) => {
  const report = earlyHelp();
  const of = await held({ ...report, children: (report.children ?? []).map((child) => ({ ...child, dateOfBirth: '2009-01-15', indicators: { [sign]: 'present' as const } })) });
  expect(await owed(of, code)).toHaveLength(1);
  await adds(of, '2026-03-02T09:30:00Z', { 1: [sign] });
  expect(await duties(of, code), 'one is open').toHaveLength(1);
  await ends(of, code, DECIDED);
  await adds(of, '2026-03-04T10:00:00Z');
  await adds(of, '2026-03-04T10:00:00Z', { 1: ['I018'] });
  expect(await owed(of, code), 'nothing of the kind').toEqual([]);
  await adds(of, '2026-03-05T10:00:00Z', { 1: [sign] });
  await adds(of, '2026-03-05T11:00:00Z', { 1: [sign] });
  expect((await owed(of, code)).map(({ dueAt }) => dueAt?.toString())).toEqual([due]);
});

test('an allegation that was told with the report and answered for is owed for the next member of staff, and not for words beside it', async () => {
  const of = await held({ ...earlyHelp(), incident: { what: 'The caretaker hit her.', positionOfTrust: 'yes' } });
  await ends(of, 'LADO', DECIDED);
  await adds(of, '2026-03-04T10:00:00Z', { 1: ['I018'] });
  expect(await owed(of, 'LADO')).toEqual([]);
  await adds(of, '2026-03-05T10:00:00Z', { 1: ['I126'] });
  expect(await owed(of, 'LADO')).toHaveLength(1);
});

test('a contact that was decided and is open again is decided again, and not withdrawn', async () => {
  const { worker, manager } = place.people;
  const of = await held();
  await decides(of, worker, 'EH_SINGLE', DECIDED);
  await adds(of, '2026-03-02T11:00:00Z');
  expect(await as(manager, '2026-03-02T11:05:00Z', async (tx) => withdrawContact(tx, place.people.manager, await headOf(tx, of), 'Sent twice.'))).toEqual({ ok: false, problem: 'already_decided' });
  expect(await owed(of, 'REGISTER_EARLY_HELP')).toHaveLength(1);
});
