import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decide } from '@/lib/decision/verbs/decide';
import { saveDecisionDraft } from '@/lib/decision/verbs/save-decision-draft';
import { childField } from '@/lib/decision/schema';
import { readDecisions } from '@/lib/decision/store';
import { dutiesOfContact } from '@/lib/duty/store';
import { openDrafts, readConflicts } from '@/lib/platform/draft/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { arrives, at, basisOf, claims, decides, earlyHelp, handsIn, harm, saves, typed, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Friday 20 November 2026: reached us at 10:00, decided at 16:00. The next working day is Monday the 23rd. */
const RECEIVED = '2026-11-20T10:00:00Z';
const DECIDED = '2026-11-20T16:00:00Z';

async function ready(report = earlyHelp()): Promise<Case> {
  const waiting = await arrives(place, RECEIVED, report);
  await claims(waiting, place.people.worker, RECEIVED);
  return waiting;
}

const decisionsOf = (of: Case) => withActor(place.people.manager, async (tx) => readDecisions(tx, of.contactId));

async function owed(of: Case): Promise<Record<string, string | null>> {
  const duties = await withActor(place.people.manager, async (tx) => dutiesOfContact(tx, of.contactId));
  return Object.fromEntries(duties.filter(({ discharge }) => discharge === null).map(({ code, dueAt }) => [code, dueAt?.toString() ?? null]));
}

test('agreeing with the guide takes effect at once and opens what follows, with its due instants', async () => {
  const contact = await ready();
  expect(await basisOf(contact)).toMatchObject({ situation: { children: [{ proposed: { level: 2, route: 'EH_SINGLE' } }] } });
  const made = await decides(contact, place.people.worker, 'EH_SINGLE', DECIDED);
  expect(made).toMatchObject({ inForce: true, fresh: true });
  expect(await queueRow(place, contact.contactId)).toMatchObject({ state: 'decided', level: 2, route: 'EH_SINGLE', nextDueAt: null });
  expect(await owed(contact)).toEqual({ REGISTER_EARLY_HELP: '2026-11-24T17:00:00Z', TELL_REFERRER: '2026-11-23T17:00:00Z' });
  expect(await decisionsOf(contact)).toMatchObject([{ version: 1, by: place.people.worker.actorId, direction: 'agrees', needsCountersign: false, rationale: 'Because of what was seen.', children: [{ standing: 'own', primaryNeed: 'N1', proposed: { level: 2 } }] }]);
});

test('raising protects at once: the strategy discussion falls to the night team after 15:00 on a Friday, and a manager looks afterwards', async () => {
  const contact = await ready();
  expect(await decides(contact, place.people.worker, 'STRATEGY', DECIDED)).toMatchObject({ inForce: true });
  expect(await queueRow(place, contact.contactId)).toMatchObject({ state: 'decided', level: 4, route: 'STRATEGY' });
  expect(await owed(contact)).toEqual({ HOLD_STRATEGY: '2026-11-21T16:00:00Z', REVIEW_RAISED: '2026-11-23T17:00:00Z', TELL_REFERRER: '2026-11-23T17:00:00Z' });
});

test('lowering waits for the second person: the proposal governs, both clocks go on, nobody is told', async () => {
  const contact = await ready(harm());
  expect(await decides(contact, place.people.worker, 'CIN_ASSESS', DECIDED)).toMatchObject({ inForce: false });
  expect(await queueRow(place, contact.contactId)).toMatchObject({ state: 'awaiting_countersign', level: 4, route: 'STRATEGY', nextDueAt: new Date('2026-11-21T10:00:00Z') });
  const duties = await owed(contact);
  expect(duties).toMatchObject({ COUNTERSIGN: '2026-11-20T17:00:00Z' });
  expect(Object.keys(duties)).not.toContain('TELL_REFERRER');
  expect(Object.keys(duties)).not.toContain('ALLOCATE_ASSESSMENT');
  expect((await decisionsOf(contact))[0]?.countersignReasons.map(({ code }) => code)).toEqual(['BELOW_4', 'NO_STRATEGY']);
});

test('what the one who decided owes next is in their name; what falls to the night team or a manager is not', async () => {
  const { worker } = place.people;
  const owners = async (of: Case) => Object.fromEntries((await withActor(worker, async (tx) => dutiesOfContact(tx, of.contactId))).map(({ code, ownerId, ownerRole }) => [code, ownerId ?? ownerRole]));
  const morning = await ready();
  await decides(morning, worker, 'STRATEGY', '2026-11-20T11:00:00Z');
  expect(await owners(morning)).toMatchObject({ HOLD_STRATEGY: worker.actorId, TELL_REFERRER: worker.actorId, REVIEW_RAISED: 'manager' });
  const evening = await ready();
  await decides(evening, worker, 'STRATEGY', DECIDED);
  expect(await owners(evening)).toMatchObject({ HOLD_STRATEGY: 'emergency_duty_worker', TELL_REFERRER: worker.actorId });
});

test('what the law asks for beside the level opens also when the decision lowers', async () => {
  const contact = await ready({ ...harm(), incident: { positionOfTrust: 'yes' } });
  await decides(contact, place.people.worker, 'CIN_ASSESS', DECIDED);
  // The allegation was received on Friday the 20th: one working day ends on Monday at 17:00.
  expect(await owed(contact)).toMatchObject({ LADO: '2026-11-23T17:00:00Z' });
});

test('a third contact in twelve months asks a manager to look at the pattern', async () => {
  const report = earlyHelp();
  await arrives(place, '2026-03-02T10:00:00Z', report);
  await arrives(place, '2026-06-02T10:00:00Z', report);
  const contact = await ready(report);
  await decides(contact, place.people.worker, 'EH_SINGLE', DECIDED);
  expect(await owed(contact)).toMatchObject({ REVIEW_PATTERN: '2026-11-23T17:00:00Z' });
});

test('only whoever holds it decides', async () => {
  const contact = await ready();
  await saves(contact, place.people.otherWorker, await typed(contact, 'EH_SINGLE'), DECIDED);
  expect(await handsIn(contact, place.people.otherWorker, DECIDED)).toEqual({ ok: false, problem: 'not_held' });
  expect(await decisionsOf(contact)).toEqual([]);
});

test('an incomplete decision is kept and not taken', async () => {
  const contact = await ready();
  await saves(contact, place.people.worker, { rationale: 'Half a thought' }, DECIDED);
  expect(await handsIn(contact, place.people.worker, DECIDED)).toEqual({ ok: false, problem: 'not_complete' });
  const kept = await withActor(place.people.worker, async (tx) => openDrafts(tx, 'decision', contact.contactId));
  expect(kept[0]?.content.fields['rationale']).toBe('Half a thought');
});

describe('once', () => {
  test('twenty presses of the same button make one decision and one set of duties', async () => {
    const contact = await ready();
    const { worker } = place.people;
    await saves(contact, worker, await typed(contact, 'STRATEGY'), DECIDED);
    const [draft] = await withActor(worker, async (tx) => openDrafts(tx, 'decision', contact.contactId));
    if (!draft) throw new Error('there is a draft');
    const press = async () => withActor(worker, async (tx) => decide(tx, worker, { contactId: contact.contactId, draftId: draft.id, version: draft.version, key: draft.key }), at(DECIDED));
    const answers = await Promise.all(Array.from({ length: 20 }, press));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(new Set(answers.map((answer) => (answer.ok ? answer.value.decisionId : answer.problem))).size).toBe(1);
    expect(answers.filter((answer) => answer.ok && answer.value.fresh)).toHaveLength(1);
    expect(await decisionsOf(contact)).toHaveLength(1);
    expect(Object.keys(await owed(contact)).sort()).toEqual(['HOLD_STRATEGY', 'REVIEW_RAISED', 'TELL_REFERRER']);
    const again = await withActor(worker, async (tx) => decide(tx, worker, { contactId: contact.contactId, draftId: draft.id, version: draft.version + 1, key: draft.key }), at(DECIDED));
    expect(again).toEqual({ ok: false, problem: 'changed' });
  });

  test('of ten who decide at once, one decision stands, and everybody else keeps their text', async () => {
    const contact = await ready();
    const { worker, otherWorker, night, manager, unqualifiedManager } = place.people;
    const deciders = [worker, otherWorker, night, manager, unqualifiedManager];
    for (const person of deciders) await saves(contact, person, await typed(contact, 'EH_SINGLE', { rationale: `By ${person.name}` }), DECIDED);
    const answers = await Promise.all([...deciders, ...deciders].map(async (person) => handsIn(contact, person, DECIDED).catch(() => null)));
    expect(answers.filter((answer) => answer?.ok === true && answer.value.fresh)).toHaveLength(1);
    expect(await decisionsOf(contact)).toMatchObject([{ version: 1, by: worker.actorId }]);
    expect(await handsIn(contact, manager, DECIDED)).toEqual({ ok: false, problem: 'stale' });
    const kept = await withActor(manager, async (tx) => openDrafts(tx, 'decision', contact.contactId));
    expect(kept[0]?.content.fields['rationale']).toBe('By Jocasta Kerr');
  });

  test('the database itself has room for one decision of a version', async () => {
    const contact = await ready();
    await decides(contact, place.people.worker, 'EH_SINGLE', DECIDED);
    const [first] = await decisionsOf(contact);
    const copy = withActor(place.people.worker, async (tx) => tx.db.$executeRaw`
      insert into decision select authority_id, gen_random_uuid(), contact_id, version, gen_random_uuid(), at, by, level, route, proposal_id, rationale, family_views, if_nothing, change_mind, change_reason, direction, needs_countersign, countersign_reasons, history_read, document
      from decision where id = ${first?.id}::uuid`);
    await expect(copy).rejects.toThrow(/23505|unique/i);
    await expect(withActor(place.people.worker, async (tx) => tx.db.$executeRaw`update decision set rationale = 'other' where id = ${first?.id}::uuid`)).rejects.toThrow(/permission denied|42501/);
  });
});

test('a decision is changed only by a new one with a reason; the old stays, and what it owed is ended', async () => {
  const contact = await ready();
  const { worker } = place.people;
  await decides(contact, worker, 'EH_SINGLE', DECIDED);
  await saves(contact, worker, await typed(contact, 'CIN_ASSESS'), '2026-11-20T16:30:00Z');
  expect(await handsIn(contact, worker, '2026-11-20T16:30:00Z')).toEqual({ ok: false, problem: 'not_complete' });
  await decides(contact, worker, 'CIN_ASSESS', '2026-11-20T16:30:00Z', { changeReason: 'The school rang back.' });
  expect(await decisionsOf(contact)).toMatchObject([{ version: 1, route: 'EH_SINGLE' }, { version: 2, route: 'CIN_ASSESS', direction: 'raises', changeReason: 'The school rang back.' }]);
  expect(Object.keys(await owed(contact)).sort()).toEqual(['ALLOCATE_ASSESSMENT', 'REVIEW_RAISED', 'TELL_REFERRER']);
});

test('letting go of what a decision raised waits for the second person, and the decision before governs meanwhile', async () => {
  const contact = await ready();
  const { worker } = place.people;
  await decides(contact, worker, 'STRATEGY', DECIDED);
  await decides(contact, worker, 'EH_SINGLE', '2026-11-20T17:30:00Z', { changeReason: 'Seen by a doctor.' });
  expect((await decisionsOf(contact))[1]).toMatchObject({ direction: 'lowers', needsCountersign: true, countersignReasons: [{ code: 'LOWERS' }] });
  expect(await queueRow(place, contact.contactId)).toMatchObject({ state: 'awaiting_countersign', level: 4, route: 'STRATEGY' });
  expect(await owed(contact)).toMatchObject({ HOLD_STRATEGY: '2026-11-21T16:00:00Z', COUNTERSIGN: '2026-11-20T18:30:00Z' });
});

test('brothers and sisters are named: the same for one, a reason for another', async () => {
  const contact = await ready({ ...harm(), household: [{ kind: 'child', givenName: 'Ottoline', familyName: 'Penhale', dateOfBirth: '2026-06-01' }, { kind: 'child', givenName: 'Piran', familyName: 'Penhale' }] });
  const { situation } = await basisOf(contact);
  const [, baby, brother] = situation.children;
  if (!baby || !brother) throw new Error('three children');
  expect(baby).toMatchObject({ reported: false, underOne: true, proposed: null });
  const fields = { ...(await typed(contact, 'STRATEGY')), [childField('standing', brother.personId)]: 'different', [childField('standingReason', brother.personId)]: 'Lives with his father.', [childField('route', brother.personId)]: 'CIN_ASSESS', [childField('primaryNeed', brother.personId)]: 'N5', [childField('childSeen', brother.personId)]: 'no', [childField('seePlan', brother.personId)]: 'His school, tomorrow', [childField('notHeard', brother.personId)]: 'not_seen_yet' };
  await saves(contact, place.people.worker, fields, DECIDED);
  expect(await handsIn(contact, place.people.worker, DECIDED)).toMatchObject({ ok: true, value: { inForce: true } });
  const [made] = await decisionsOf(contact);
  expect(made?.children.find(({ personId }) => personId === baby.personId)).toMatchObject({ standing: 'same', level: 4, route: 'STRATEGY' });
  expect(made?.children.find(({ personId }) => personId === brother.personId)).toMatchObject({ standing: 'different', standingReason: 'Lives with his father.', level: 3 });
  expect(Object.keys(await owed(contact)).sort()).toEqual(expect.arrayContaining(['ALLOCATE_ASSESSMENT', 'HOLD_STRATEGY', 'TELL_REFERRER']));
});

test('two windows on one draft: the later is kept beside, nothing is overwritten', async () => {
  const contact = await ready();
  const { worker } = place.people;
  await saves(contact, worker, { rationale: 'From the first window' }, DECIDED);
  const second = await withActor(worker, async (tx) => saveDecisionDraft(tx, worker, contact.contactId, { fields: { rationale: 'From the second window' }, version: 0, startedFrom: 0, settle: '', conflictId: '' }), at(DECIDED));
  expect(second).toEqual({ ok: false, problem: 'conflict' });
  const both = await withActor(worker, async (tx) => {
    const [draft] = await openDrafts(tx, 'decision', contact.contactId);
    return { saved: draft?.content.fields['rationale'], beside: draft && (await readConflicts(tx, draft.id)) };
  });
  expect(both).toMatchObject({ saved: 'From the first window', beside: [{ fields: { rationale: 'From the second window' } }] });
  const chosen = await withActor(worker, async (tx) => saveDecisionDraft(tx, worker, contact.contactId, { fields: {}, version: 0, startedFrom: 0, settle: 'other', conflictId: both.beside?.[0]?.id ?? '' }), at(DECIDED));
  expect(chosen).toMatchObject({ ok: true });
  const [draft] = await withActor(worker, async (tx) => openDrafts(tx, 'decision', contact.contactId));
  expect(draft?.content.fields['rationale']).toBe('From the second window');
});

test('whoever was overtaken goes on from their own text as a change', async () => {
  const contact = await ready();
  const { worker } = place.people;
  const mine = await typed(contact, 'EH_SINGLE', { rationale: 'Mine' });
  await decides(contact, worker, 'EH_CAF', DECIDED);
  expect(await saves(contact, worker, mine, DECIDED, 0)).toEqual({ ok: false, problem: 'conflict' });
  await withActor(worker, async (tx) => saveDecisionDraft(tx, worker, contact.contactId, { fields: {}, version: 0, startedFrom: 0, settle: 'mine', conflictId: '' }), at(DECIDED));
  expect(await handsIn(contact, worker, DECIDED)).toEqual({ ok: false, problem: 'not_complete' });
  const [draft] = await withActor(worker, async (tx) => openDrafts(tx, 'decision', contact.contactId));
  expect(draft?.content.fields['rationale']).toBe('Mine');
});

test('help that was refused for one child is looked at again, though a strategy discussion is held on another', async () => {
  const report = harm();
  const contact = await ready({ ...report, openness: { agreement: 'refused' }, children: [...(report.children ?? []), { givenName: 'Bryok', familyName: report.children?.[0]?.familyName ?? '', dateOfBirth: '2018-01-01', indicators: { I018: 'present' } }] });
  const bryok = (await basisOf(contact)).situation.children[1]?.personId ?? '';
  const day = { 'reviewOn-day': '18', 'reviewOn-month': '12', 'reviewOn-year': '2026' };
  expect(await decides(contact, place.people.worker, 'STRATEGY', DECIDED, { [childField('route', bryok)]: 'EH_SINGLE', ...day })).toMatchObject({ inForce: true });
  // By hand: the end of that working day.
  const duties = await owed(contact);
  expect(duties).toHaveProperty('HOLD_STRATEGY');
  expect(duties).toMatchObject({ REVIEW_REFUSAL: '2026-12-18T17:00:00Z' });
});
