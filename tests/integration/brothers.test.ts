/**
 * Brothers and sisters named beside a reported child (safe practice 7.7, 7.13): what protects one of them is let go of by two persons,
 * by whatever answer it is done. Expectations are by hand from domain 7.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findContact } from '@/lib/contact/store';
import { unbornOf } from '@/lib/contact/unborn-store';
import { recordBirth } from '@/lib/contact/verbs/record-birth';
import { countersign } from '@/lib/decision/verbs/countersign';
import { childField } from '@/lib/decision/schema';
import { readDecisions } from '@/lib/decision/store';
import { waitingDecisions } from '@/lib/decision/waiting-store';
import { openDuties } from '@/lib/duty/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import type { RouteCode } from '@/lib/threshold/model';
import { arrives, at, basisOf, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { makePlace, type Place } from './people';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Wednesday 18 November 2026. */
const RECEIVED = '2026-11-18T09:00:00Z';
const [TEN, ELEVEN, NOON, ONE] = ['2026-11-18T10:00:00Z', '2026-11-18T11:00:00Z', '2026-11-18T12:00:00Z', '2026-11-18T13:00:00Z'] as const;

interface Family extends Case {
  brother: string;
}

async function family(report = earlyHelp()): Promise<Family> {
  const of = await arrives(place, RECEIVED, { ...report, household: [{ kind: 'child', givenName: 'Piran', familyName: 'Penhale', dateOfBirth: '2018-02-01' }] });
  await claims(of, place.people.worker, RECEIVED);
  const beside = (await basisOf(of)).situation.children.find(({ reported }) => !reported);
  if (!beside) throw new Error('there is a brother');
  return { ...of, brother: beside.personId };
}

/** What is typed of the brother. */
const as = ({ brother }: Family, standing: string, more: Fields = {}): Fields => ({ [childField('standing', brother)]: standing, ...more });
const at4 = (of: Family, route: RouteCode = 'STRATEGY') =>
  as(of, 'different', { [childField('standingReason', of.brother)]: 'His arm is broken.', [childField('route', of.brother)]: route, [childField('primaryNeed', of.brother)]: 'N1', [childField('childSeen', of.brother)]: 'no', [childField('seePlan', of.brother)]: 'The hospital, now', [childField('notHeard', of.brother)]: 'not_seen_yet' });
const CHANGED = { changeReason: 'Something else is known.' };
const latest = async (of: Case) => (await withActor(place.people.manager, async (tx) => readDecisions(tx, of.contactId))).at(-1);
const owed = async (of: Case) => (await withActor(place.people.manager, async (tx) => openDuties(tx, of.contactId))).map(({ code }) => code);
const answers = async (of: Case, verdict: 'agreed' | 'returned', when: string) => {
  const decision = await latest(of);
  return withActor(place.people.manager, async (tx) => countersign(tx, place.people.manager, { contactId: of.contactId, decisionId: decision?.id ?? '', verdict, comment: 'Read with the worker.' }), at(when));
};

test.each(['same', 'separate_household', 'not_known'])('a brother at level 4 is not let go of by one person as “%s”', async (standing) => {
  const { worker } = place.people;
  const of = await family();
  expect(await decides(of, worker, 'EH_SINGLE', TEN, at4(of))).toMatchObject({ inForce: true });
  expect(await owed(of)).toContain('HOLD_STRATEGY');
  expect(await decides(of, worker, 'EH_SINGLE', ELEVEN, { ...as(of, standing), ...CHANGED })).toMatchObject({ inForce: false });
  expect(await latest(of)).toMatchObject({ direction: 'lowers', countersignReasons: [{ code: 'LOWERS', personId: of.brother }] });
  expect(await owed(of)).toEqual(expect.arrayContaining(['HOLD_STRATEGY', 'COUNTERSIGN']));
  // Whoever is asked sees what is at stake: level 4, though neither the guide nor the decision says so.
  const waiting = await withActor(place.people.manager, async (tx) => waitingDecisions(tx));
  expect(waiting.filter(({ decision }) => decision.contactId === of.contactId).map(({ atStake }) => atStake)).toEqual([4]);
});

test('nor one who stood at 4 as the same; agreed by two it is not asked again, and less than he had is', async () => {
  const { worker } = place.people;
  const of = await family(harm());
  await decides(of, worker, 'STRATEGY', TEN, as(of, 'same'));
  expect(await decides(of, worker, 'STRATEGY', ELEVEN, { ...as(of, 'separate_household'), ...CHANGED })).toMatchObject({ inForce: false });
  expect(await answers(of, 'agreed', ELEVEN)).toEqual({ ok: true, value: { inForce: true } });
  expect(await decides(of, worker, 'STRATEGY', NOON, { ...as(of, 'separate_household'), ...CHANGED })).toMatchObject({ inForce: true });
  // What was last known of him was level 4: that nobody knows, or early help, is less.
  expect(await decides(of, worker, 'STRATEGY', ONE, { ...at4(of, 'EH_SINGLE'), ...CHANGED })).toMatchObject({ inForce: false });
});

test('returned, it is owed again as soon as protection is owed', async () => {
  const { worker } = place.people;
  const of = await family();
  await decides(of, worker, 'EH_SINGLE', TEN, at4(of));
  await decides(of, worker, 'EH_SINGLE', ELEVEN, { ...as(of, 'not_known'), ...CHANGED });
  expect(await answers(of, 'returned', NOON)).toEqual({ ok: true, value: { inForce: false } });
  const again = (await withActor(worker, async (tx) => openDuties(tx, of.contactId))).find(({ code }) => code === 'DECIDE_AGAIN');
  // Level 4 was at stake: one hour, day and night (7.7).
  expect(again?.dueAt?.toString()).toBe(ONE);
});

test('what a returned decision raised for a brother of whom nothing was decided governs until two let go of it', async () => {
  const { worker } = place.people;
  const of = await family(harm());
  // The reported child is let go of and her brother raised: it waits, and comes back.
  expect(await decides(of, worker, 'CIN_ASSESS', TEN, at4(of))).toMatchObject({ inForce: false });
  expect(await answers(of, 'returned', ELEVEN)).toEqual({ ok: true, value: { inForce: false } });
  expect((await basisOf(of)).situation.children.find(({ personId }) => personId === of.brother)).toMatchObject({ before: { level: 4, route: 'STRATEGY' } });
  expect(await decides(of, worker, 'STRATEGY', NOON, { ...as(of, 'separate_household'), ...CHANGED })).toMatchObject({ inForce: false });
});

test('what a returned decision raised before a birth governs for the child who is born', async () => {
  const { worker } = place.people;
  const [unborn, boy] = [{ unborn: true, dueDate: '2026-12-16', familyName: 'Roskilly', indicators: { I018: 'present' as const } }, { givenName: 'Cador', familyName: 'Roskilly', dateOfBirth: '2020-03-01', indicators: { I099: 'present' as const } }];
  const of = await arrives(place, RECEIVED, { children: [unborn, boy], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
  await claims(of, worker, RECEIVED);
  const [expected, brother] = (await basisOf(of)).situation.children;
  // By hand (2.2, 6): any need before birth is level 3.
  expect(expected).toMatchObject({ unborn: true, before: { level: 3 } });
  expect(await decides(of, worker, 'STRATEGY', TEN, { [childField('route', brother?.personId ?? '')]: 'CIN_ASSESS' })).toMatchObject({ inForce: false });
  expect(await answers(of, 'returned', ELEVEN)).toEqual({ ok: true, value: { inForce: false } });
  await withActor(worker, async (tx) => {
    const [head, [pregnancy]] = [await findContact(tx, of.reference), await unbornOf(tx, of.contactId)];
    if (head === null || pregnancy === undefined) throw new Error('it is there');
    const born = await recordBirth(tx, head, pregnancy.personId, { 'born.1.givenName': 'Tegen', 'born.1.familyName': 'Roskilly', 'born.1.birth.day': '17', 'born.1.birth.month': '11', 'born.1.birth.year': '2026', 'born.1.sex': 'F' });
    expect(born).toEqual({ ok: true, value: { born: 1 } });
  }, at(NOON));
  expect((await basisOf(of)).situation.children.find(({ name }) => name.startsWith('Tegen'))).toMatchObject({ before: { level: 4, route: 'STRATEGY' } });
});
