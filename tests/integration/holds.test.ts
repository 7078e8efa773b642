import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { linksOf } from '@/lib/contact/additions/link-store';
import { findContact, readContact } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { openLinkedContact } from '@/lib/contact/verbs/open-linked-contact';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { historyLooked } from '@/lib/decision/history-store';
import { readHolds } from '@/lib/decision/hold-store';
import { secondPersons } from '@/lib/decision/second-person-store';
import { readReferral } from '@/lib/decision/referral-store';
import { childField } from '@/lib/decision/schema';
import { readDecision, readDecisions } from '@/lib/decision/store';
import { acceptReferral } from '@/lib/decision/verbs/accept-referral';
import { addChild } from '@/lib/decision/verbs/add-child';
import { answerHold } from '@/lib/decision/verbs/answer-hold';
import { countersign } from '@/lib/decision/verbs/countersign';
import { endHold } from '@/lib/decision/verbs/end-hold';
import { holdForChecks } from '@/lib/decision/verbs/hold-for-checks';
import { passCountersign } from '@/lib/decision/verbs/pass-countersign';
import { dutiesOfContact } from '@/lib/duty/store';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { lettersOf } from '@/lib/letter/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { addAccess, addOfficer } from '@/lib/restriction/access-store';
import { addRestriction } from '@/lib/restriction/restricted-store';
import { addAcquaintance } from '@/lib/restriction/opening-store';
import type { Fields } from '@/lib/platform/draft/model';
import { askPage } from './asking-pages';
import { arrives, at, basisOf, claims, decides, earlyHelp, handsIn, harm, saves, typed, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Wednesday 18 November 2026. Received at 10:00: 24 hours end on Thursday at 10:00, one working day at 17:00. */
const RECEIVED = '2026-11-18T10:00:00Z';
const ASKED = '2026-11-18T10:30:00Z';

/** What a worker types into a hold until an hour of that Wednesday. */
const holding = (time: string, more: Fields = {}): Fields => ({
  checking: 'Whether the father is back',
  withWhom: 'Police desk, by telephone',
  whySafe: 'She is at school and her aunt fetches her',
  planWhat: 'The aunt keeps her',
  planUntil: 'Six',
  planWatches: 'The class teacher until three, then the aunt',
  planIfFails: '999, then the desk',
  parentsTold: 'yes',
  'until-day': '18',
  'until-month': '11',
  'until-year': '2026',
  'until-time': time,
  ...more,
});

async function ready(report = earlyHelp()): Promise<Case> {
  const waiting = await arrives(place, RECEIVED, report);
  await claims(waiting, place.people.worker, RECEIVED);
  return waiting;
}

const holds = (of: Case, fields: Fields, person: Person = place.people.worker, when = ASKED) => withActor(person, async (tx) => holdForChecks(tx, person, of.contactId, fields), at(when));
const holdsOf = (of: Case) => withActor(place.people.manager, async (tx) => readHolds(tx, of.contactId));
const dutiesOf = (of: Case) => withActor(place.people.manager, async (tx) => dutiesOfContact(tx, of.contactId));
const openDutiesOf = async (of: Case) => Object.fromEntries((await dutiesOf(of)).filter(({ discharge }) => discharge === null).map(({ code, dueAt, ownerId }) => [code, [dueAt?.toString(), ownerId]]));

async function answers(of: Case, person: Person, verdict: string, comment = 'I rang the school.') {
  const [hold] = (await holdsOf(of)).slice(-1);
  return withActor(person, async (tx) => answerHold(tx, person, { contactId: of.contactId, holdId: hold?.id ?? '', verdict, comment }), at('2026-11-18T10:40:00Z'));
}

describe('held for checks', () => {
  test('until an instant of its own: marked in the queue, owed by whoever asked, and neither clock moves', async () => {
    const contact = await ready();
    const before = await queueRow(place, contact.contactId);
    expect(await holds(contact, holding('16:00'))).toEqual({ ok: true, value: { held: true } });
    const after = await queueRow(place, contact.contactId);
    expect(after).toMatchObject({ marks: ['held_for_checks'], heldUntil: new Date('2026-11-18T16:00:00Z'), state: 'claimed' });
    for (const clock of ['receivedAt', 'due24hAt', 'due1wdAt', 'nextDueAt'] as const) expect(after?.[clock]).toEqual(before?.[clock]);
    expect(await openDutiesOf(contact)).toMatchObject({ HELD_CHECK: ['2026-11-18T16:00:00Z', place.people.worker.actorId] });
  });

  test('at most 24 hours below level 4, and 4 hours at it', async () => {
    const contact = await ready();
    const tomorrow = { 'until-day': '19' };
    expect(await holds(contact, holding('10:31', tomorrow))).toEqual({ ok: false, problem: 'not_complete' });
    expect((await holds(contact, holding('10:30', tomorrow))).ok).toBe(true);
    const severe = await ready(harm());
    expect(await holds(severe, holding('14:31'))).toEqual({ ok: false, problem: 'not_complete' });
    expect(await holds(severe, holding('14:30'))).toEqual({ ok: true, value: { held: false } });
  });

  test('every answer is owed, and a time that has passed is no time', async () => {
    const contact = await ready();
    for (const name of ['checking', 'withWhom', 'whySafe', 'planWhat', 'planUntil', 'planWatches', 'planIfFails', 'parentsTold', 'until-time']) expect(await holds(contact, holding('16:00', { [name]: ' ' })), name).toEqual({ ok: false, problem: 'not_complete' });
    expect(await holds(contact, holding('10:30'))).toEqual({ ok: false, problem: 'not_complete' });
    expect(await holdsOf(contact)).toEqual([]);
  });

  test('never where a child may be in danger now, nor by anybody but the holder, nor once decided, nor twice at once', async () => {
    const { worker, otherWorker } = place.people;
    const now = await arrives(place, RECEIVED, { ...harm(), firstQuestions: { cannotWait: 'yes' } });
    await withActor(place.people.manager, async (tx) => tx.db.queueRow.updateMany({ where: { contactId: now.contactId }, data: { immediate: true } }));
    expect(await holds(now, holding('11:00'))).toEqual({ ok: false, problem: 'immediate' });
    const contact = await ready();
    expect(await holds(contact, holding('16:00'), otherWorker)).toEqual({ ok: false, problem: 'not_held' });
    const pressed = await Promise.all([holds(contact, holding('16:00')), holds(contact, holding('16:00'))]);
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
    expect(pressed.find(({ ok }) => !ok)).toEqual({ ok: false, problem: 'already' });
    const decided = await ready();
    await decides(decided, worker, 'EH_SINGLE', ASKED);
    expect(await holds(decided, holding('16:00'))).toEqual({ ok: false, problem: 'decided' });
  });

  test('at level 4 a manager is asked, within an hour; until they agree it is not held', async () => {
    const contact = await ready(harm());
    await holds(contact, holding('13:00'));
    expect(await queueRow(place, contact.contactId)).toMatchObject({ marks: [], heldUntil: null });
    expect(await openDutiesOf(contact)).toMatchObject({ AGREE_HOLD: ['2026-11-18T11:30:00Z', null] });
    const { worker, otherWorker, manager, unqualifiedManager } = place.people;
    expect(await answers(contact, worker, 'agreed')).toEqual({ ok: false, problem: 'not_a_manager' });
    expect(await answers(contact, otherWorker, 'agreed')).toEqual({ ok: false, problem: 'not_a_manager' });
    expect(await answers(contact, unqualifiedManager, 'agreed')).toEqual({ ok: false, problem: 'not_qualified' });
    expect(await answers(contact, manager, 'agreed', ' ')).toEqual({ ok: false, problem: 'comment_missing' });
    expect(await answers(contact, manager, 'agreed')).toEqual({ ok: true, value: { held: true } });
    expect(await queueRow(place, contact.contactId)).toMatchObject({ marks: ['held_for_checks'], level: 4, nextDueAt: new Date('2026-11-19T10:00:00Z') });
    const owed = await openDutiesOf(contact);
    expect(owed['HELD_CHECK']).toEqual(['2026-11-18T13:00:00Z', worker.actorId]);
    expect(owed['AGREE_HOLD']).toBeUndefined();
  });

  test('nobody agrees with themselves, whatever the application says', async () => {
    const { manager } = place.people;
    const contact = await arrives(place, RECEIVED, harm());
    await claims(contact, manager, RECEIVED);
    await holds(contact, holding('13:00'), manager);
    expect(await answers(contact, manager, 'agreed')).toEqual({ ok: false, problem: 'own' });
    const [hold] = await holdsOf(contact);
    await expect(withActor(manager, async (tx) => tx.db.$executeRaw`insert into hold_answer (authority_id, hold_id, held_by, contact_id, by, at, verdict, comment) values (${place.id}, ${hold?.id}::uuid, ${manager.actorId}::uuid, ${contact.contactId}::uuid, ${manager.actorId}::uuid, now(), 'agreed', 'self')`)).rejects.toThrow(/hold_answer_second_person|23514/);
  });

  test('nobody agrees to it on what was known when it was asked for: what came in, danger, and a time that has passed end in a refusal', async () => {
    const { manager, teacher } = place.people;
    const came = await ready(harm());
    await holds(came, holding('13:00'));
    await withActor(teacher, async (tx) => addToContact(tx, came.contactId, { key: newId(), text: 'He is at the gate.', indicators: {}, immediate: true }), at('2026-11-18T10:35:00Z'));
    expect(await answers(came, manager, 'agreed')).toEqual({ ok: false, problem: 'immediate' });
    expect(await answers(came, manager, 'refused')).toEqual({ ok: true, value: { held: false } });
    const said = await ready(harm());
    await holds(said, holding('13:00'));
    await withActor(teacher, async (tx) => addToContact(tx, said.contactId, { key: newId(), text: 'Her aunt is ill.', indicators: {}, immediate: false }), at('2026-11-18T10:35:00Z'));
    expect(await answers(said, manager, 'agreed')).toEqual({ ok: false, problem: 'came_in' });
    const late = await ready(harm());
    await holds(late, holding('10:35'));
    expect(await answers(late, manager, 'agreed')).toEqual({ ok: false, problem: 'too_late' });
    for (const each of [came, said, late]) expect((await queueRow(place, each.contactId))?.marks).not.toContain('held_for_checks');
  });

  test('nor does a manager who may know the family', async () => {
    const { manager } = place.people;
    const contact = await ready(harm());
    await holds(contact, holding('13:00'));
    await asSystem(place, ASKED, async (tx) => addAcquaintance(tx, contact.contactId, manager.actorId, ['close_name']));
    for (const verdict of ['agreed', 'refused']) expect(await answers(contact, manager, verdict)).toEqual({ ok: false, problem: 'conflicted' });
  });

  test('refused, it is over and is to be decided', async () => {
    const contact = await ready(harm());
    await holds(contact, holding('13:00'));
    expect(await answers(contact, place.people.manager, 'refused')).toEqual({ ok: true, value: { held: false } });
    expect(await queueRow(place, contact.contactId)).toMatchObject({ marks: [], state: 'claimed' });
    expect(await openDutiesOf(contact)).not.toHaveProperty('AGREE_HOLD');
  });

  test('a second time, or checks of which the parents are not told, ask a manager below level 4 too', async () => {
    const untold = await ready();
    expect(await holds(untold, holding('16:00', { parentsTold: 'no' }))).toEqual({ ok: false, problem: 'not_complete' });
    await holds(untold, holding('16:00', { parentsTold: 'no', untoldReason: 'He would take her away.' }));
    expect(await holdsOf(untold)).toMatchObject([{ needsAgreement: true, reasons: ['CHECKS_UNTOLD'] }]);
    const again = await ready();
    await holds(again, holding('12:00'));
    expect(await withActor(place.people.worker, async (tx) => endHold(tx, again.contactId, ''), at(ASKED))).toEqual({ ok: false, problem: 'words_missing' });
    await withActor(place.people.worker, async (tx) => endHold(tx, again.contactId, 'The police rang back.'), at('2026-11-18T11:00:00Z'));
    expect(await queueRow(place, again.contactId)).toMatchObject({ marks: [] });
    expect(await openDutiesOf(again)).not.toHaveProperty('HELD_CHECK');
    await holds(again, holding('16:00'), place.people.worker, '2026-11-18T11:10:00Z');
    expect((await holdsOf(again)).at(-1)).toMatchObject({ needsAgreement: true, reasons: ['AGAIN'] });
  });

  test('past its time it is a duty overdue with an owner, and the contact stays marked and undecided', async () => {
    const contact = await ready();
    await holds(contact, holding('11:00'));
    const [held] = (await dutiesOf(contact)).filter(({ code }) => code === 'HELD_CHECK');
    expect(held).toMatchObject({ ownerId: place.people.worker.actorId, discharge: null });
    expect(held?.dueAt?.toString()).toBe('2026-11-18T11:00:00Z');
    expect(await queueRow(place, contact.contactId)).toMatchObject({ marks: ['held_for_checks'], nextDueAt: new Date('2026-11-19T10:00:00Z') });
  });

  test('a decision ends it, and says without which answer it was made', async () => {
    const contact = await ready();
    await holds(contact, holding('16:00'));
    await saves(contact, place.people.worker, await typed(contact, 'EH_SINGLE'), '2026-11-18T11:00:00Z');
    expect(await handsIn(contact, place.people.worker, '2026-11-18T11:00:00Z')).toEqual({ ok: false, problem: 'not_complete' });
    await decides(contact, place.people.worker, 'EH_SINGLE', '2026-11-18T11:00:00Z', { withoutReason: 'The aunt has her for the week.' });
    expect(await queueRow(place, contact.contactId)).toMatchObject({ marks: [], heldUntil: null, state: 'decided' });
    expect(await openDutiesOf(contact)).not.toHaveProperty('HELD_CHECK');
    const [decision] = await withActor(place.people.manager, async (tx) => readDecisions(tx, contact.contactId));
    expect(decision?.document).toMatchObject({ without: [{ what: 'Police desk, by telephone: Whether the father is back', asked: 'Wed 18 Nov 2026 10:30' }], withoutReason: 'The aunt has her for the week.' });
    expect(await holdsOf(contact)).toMatchObject([{ end: { how: 'decided' } }]);
  });
});

describe('a decision that lowers waits in every word (7.7)', () => {
  test('no letter, no closure, no release of the clock', async () => {
    const { worker, manager } = place.people;
    const contact = await ready(harm());
    const before = await queueRow(place, contact.contactId);
    const { decisionId } = await decides(contact, worker, 'CIN_ASSESS', ASKED);
    await withActor(worker, async (tx) => {
      expect(await writeOutcomeLetter(tx, decisionId)).toBeNull();
      expect((await lettersOf(tx, contact.contactId)).filter(({ kind }) => kind === 'outcome')).toEqual([]);
      expect(await closeContact(tx, worker, contact.contactId)).toEqual({ ok: false, problem: 'awaiting_countersign' });
    }, at(ASKED));
    const after = await queueRow(place, contact.contactId);
    for (const clock of ['receivedAt', 'due24hAt', 'due1wdAt', 'nextDueAt', 'level', 'route'] as const) expect(after?.[clock], clock).toEqual(before?.[clock]);
    expect(await withActor(manager, async (tx) => readReferral(tx, contact.contactId))).toBeNull();
  });

  test('advice on a proposal of 3 or 4 is a decision with a reason, countersigned', async () => {
    const contact = await ready(harm());
    await saves(contact, place.people.worker, await typed(contact, 'UNIV_ADVICE', { [childField('proposalReason', (await basisOf(contact)).situation.children[0]?.personId ?? '')]: '' }), ASKED);
    expect(await handsIn(contact, place.people.worker, ASKED)).toEqual({ ok: false, problem: 'not_complete' });
    expect(await decides(contact, place.people.worker, 'UNIV_ADVICE', ASKED)).toMatchObject({ inForce: false });
  });

  test('it is passed to another manager who may sign, with the reason; the due instant does not move', async () => {
    const { worker, manager, unqualifiedManager, otherWorker } = place.people;
    const second = await withActor(manager, async (tx) => secondPersons(tx));
    const contact = await ready(harm());
    await decides(contact, worker, 'CIN_ASSESS', ASKED);
    const pass = (to: string, reason = 'I am called to court.') => withActor(manager, async (tx) => passCountersign(tx, manager, { contactId: contact.contactId, to, reason }), at('2026-11-18T10:45:00Z'));
    const due = (await openDutiesOf(contact))['COUNTERSIGN']?.[0];
    expect(await pass(manager.actorId, ' ')).toEqual({ ok: false, problem: 'pass_reason_missing' });
    for (const nobody of [unqualifiedManager.actorId, otherWorker.actorId, worker.actorId, 'nobody']) expect(await pass(nobody)).toEqual({ ok: false, problem: 'pass_nobody' });
    expect(second.map(({ actorId }) => actorId)).toContain(manager.actorId);
    expect((await pass(manager.actorId)).ok).toBe(true);
    expect((await openDutiesOf(contact))['COUNTERSIGN']).toEqual([due, manager.actorId]);
    expect(await pass(manager.actorId)).toEqual({ ok: false, problem: 'pass_nobody' });
    const { notes } = await withActor(manager, async (tx) => readWorkspace(tx, contact.contactId));
    expect(notes[0]?.text).toContain('I am called to court.');
  });

  test('it is passed to nobody who is not let into a closed contact', async () => {
    const { worker, manager, unqualifiedManager } = place.people;
    const contact = await ready(harm());
    await decides(contact, worker, 'CIN_ASSESS', ASKED);
    const lets = ({ actorId: accountId }: Person) => asSystem(place, ASKED, async (tx) => addAccess(tx, { contactId: contact.contactId, accountId, how: 'broken_glass', restrictionId: null, untilAt: now().add({ hours: 24 }), reason: 'Its guardian is away.' }));
    await asSystem(place, ASKED, async (tx) => addRestriction(tx, { contactId: contact.contactId, kind: 'position_of_trust', restrictedChildId: null, ground: 'lado', referrerId: null }));
    // She is the authority's designated officer; the other manager is none.
    await asSystem(place, ASKED, async (tx) => addOfficer(tx, unqualifiedManager.actorId, 'lado'));
    const pass = () => withActor(unqualifiedManager, async (tx) => passCountersign(tx, unqualifiedManager, { contactId: contact.contactId, to: manager.actorId, reason: 'He is qualified.' }), at('2026-11-18T10:45:00Z'));
    expect(await pass()).toEqual({ ok: false, problem: 'pass_nobody' });
    await lets(manager);
    expect((await pass()).ok).toBe(true);
    await asSystem(place, ASKED, async (tx) => tx.db.namedOfficer.updateMany({ where: { authorityId: place.id }, data: { endedAt: new Date(ASKED), endedBy: manager.actorId } }));
  });
});

describe('contact and referral (7.19)', () => {
  const referralOf = (of: Case) => withActor(place.people.manager, async (tx) => readReferral(tx, of.contactId));

  test('an assessment or a strategy discussion makes it one, once; early help does not', async () => {
    const help = await ready();
    await decides(help, place.people.worker, 'EH_SINGLE', ASKED);
    expect(await referralOf(help)).toBeNull();
    const strategy = await ready();
    await decides(strategy, place.people.worker, 'STRATEGY', ASKED);
    expect(await referralOf(strategy)).toMatchObject({ basis: 'strategy', by: place.people.worker.actorId });
    const assessment = await ready();
    const made = await decides(assessment, place.people.worker, 'CIN_ASSESS', ASKED);
    expect(await referralOf(assessment)).toMatchObject({ basis: 'assessment', decisionId: made.decisionId });
    await decides(assessment, place.people.worker, 'STRATEGY', '2026-11-18T12:00:00Z', { changeReason: 'More is known.' });
    expect(await referralOf(assessment)).toMatchObject({ basis: 'assessment', decisionId: made.decisionId });
  });

  test('a lowering one becomes it when it is countersigned', async () => {
    const contact = await ready(harm());
    const { decisionId } = await decides(contact, place.people.worker, 'CIN_ASSESS', ASKED);
    expect(await referralOf(contact)).toBeNull();
    const { manager } = place.people;
    await withActor(manager, async (tx) => countersign(tx, manager, { contactId: contact.contactId, decisionId, verdict: 'agreed', comment: 'Read.' }), at('2026-11-18T11:00:00Z'));
    expect(await referralOf(contact)).toMatchObject({ basis: 'assessment', by: manager.actorId });
  });

  test('or when a manager accepts it as one that ends with no further action', async () => {
    const { worker, manager } = place.people;
    const contact = await ready();
    const accept = (person: Person, words: string) => withActor(person, async (tx) => acceptReferral(tx, person, { contactId: contact.contactId, version: 1, words }), at('2026-11-18T12:00:00Z'));
    expect(await accept(manager, 'x')).toEqual({ ok: false, problem: 'not_in_force' });
    await decides(contact, worker, 'EH_SINGLE', ASKED);
    expect(await accept(worker, 'x')).toEqual({ ok: false, problem: 'not_a_manager' });
    expect(await accept(manager, ' ')).toEqual({ ok: false, problem: 'words_missing' });
    expect(await accept(manager, 'We looked into it as children’s services.')).toEqual({ ok: true, value: null });
    expect(await accept(manager, 'Again.')).toEqual({ ok: false, problem: 'referral_already' });
    expect(await referralOf(contact)).toMatchObject({ basis: 'accepted', words: 'We looked into it as children’s services.' });
  });
});

describe('every child (7.13)', () => {
  test('a child whom the report does not name is added, and the next decision must say how they stand', async () => {
    const { worker } = place.people;
    const contact = await ready({ ...harm(), household: [{ kind: 'adult', givenName: 'Kerra', familyName: 'Penhale' }] });
    const adds = (fields: Record<string, string>) => withActor(worker, async (tx) => addChild(tx, worker, contact.contactId, fields), at(ASKED));
    expect(await adds({ givenName: '', familyName: '', ageWords: '', tie: '', lives: '' })).toMatchObject({ ok: false });
    expect(await adds({ givenName: 'Piran', familyName: '', ageWords: '7 months', tie: 'alleged', lives: 'With his mother' })).toMatchObject({ ok: true });
    const { situation } = await basisOf(contact);
    expect(situation.children).toMatchObject([{ reported: true }, { name: 'Piran', tie: 'alleged', reported: false, underOne: true }]);
    const piran = situation.children[1]?.personId ?? '';
    await decides(contact, worker, 'STRATEGY', ASKED, { [childField('standing', piran)]: 'not_known' });
    const unknown = (await dutiesOf(contact)).filter(({ code }) => code === 'CHILD_NOT_KNOWN');
    // One working day from Wednesday is Thursday the 19th, 17:00.
    expect(unknown).toMatchObject([{ personId: piran, discharge: null }]);
    expect(unknown[0]?.dueAt?.toString()).toBe('2026-11-19T17:00:00Z');
    await decides(contact, worker, 'STRATEGY', '2026-11-18T12:00:00Z', { changeReason: 'He is found.', [childField('standing', piran)]: 'same' });
    expect((await dutiesOf(contact)).find(({ code }) => code === 'CHILD_NOT_KNOWN')?.discharge).toMatchObject({ how: 'done' });
  });

  test('a child alleged to have harmed has a contact of their own, and nothing of who told us goes with them', async () => {
    const { worker, teacher } = place.people;
    const contact = await ready(harm());
    const opened = await withActor(worker, async (tx) => {
      const head = await findContact(tx, contact.reference);
      if (!head) throw new Error('the contact is there');
      return openLinkedContact(tx, worker, head, { givenName: 'Jago', familyName: 'Trewin', ageWords: '14', what: 'Said to have hurt a younger child at a club.' });
    }, at(ASKED));
    if (!opened.ok) throw new Error('it was opened');
    await withActor(worker, async (tx) => {
      const head = await findContact(tx, opened.value.reference);
      const whole = head && (await readContact(tx, head.id));
      expect(whole).toMatchObject({ referrerId: null, referrerName: worker.name, agencyId: null, agencyKind: 'council' });
      expect(whole?.receivedAt.toString()).toBe(ASKED);
      expect(JSON.stringify(whole)).not.toContain(teacher.name);
      expect(JSON.stringify(whole)).not.toContain('Penhale');
      expect(JSON.stringify(whole)).not.toContain(contact.reference);
      expect(await linksOf(tx, contact.contactId)).toMatchObject([{ reference: opened.value.reference, other: 'alleged_child' }]);
      expect(await linksOf(tx, head?.id ?? '')).toMatchObject([{ reference: contact.reference, other: 'source' }]);
    });
  });
});

test('the history that stood beside a decision is what was there before it, with the decider’s own openings', async () => {
  const { worker, otherWorker } = place.people;
  const report = earlyHelp();
  const earlier = await arrives(place, '2026-06-02T10:00:00Z', report);
  const contact = await ready(report);
  const opens = (person: Person, when: string) => withActor(person, async (tx) => tx.ledger({ action: 'contact.opened', objectKind: 'contact', objectId: earlier.contactId }), at(when));
  await opens(otherWorker, '2026-11-18T10:05:00Z');
  await opens(worker, '2026-11-18T10:10:00Z');
  const { decisionId } = await decides(contact, worker, 'EH_SINGLE', ASKED, { historyRead: 'no', historyNotRead: 'The child stood beside me.' });
  await opens(worker, '2026-11-18T10:50:00Z');
  const look = () => withActor(worker, async (tx) => {
    const decision = await readDecision(tx, decisionId);
    if (decision === null) throw new Error('it was made');
    return historyLooked(tx, decision);
  }, at('2026-11-18T11:00:00Z'));
  expect(await look()).toMatchObject([{ reference: earlier.reference }]);
  expect((await look())[0]?.openedAt?.toString()).toBe('2026-11-18T10:10:00Z');
  // Told apart afterwards: it is no history of the child any more, and it was there then.
  await withActor(worker, async (tx) => {
    const [head, mine, theirs] = [await findContact(tx, contact.reference), await readContact(tx, contact.contactId), await readContact(tx, earlier.contactId)];
    if (head === null) throw new Error('the contact is there');
    expect((await sayWho(tx, head, { childId: mine?.people[0]?.id ?? '', otherId: theirs?.people[0]?.id ?? '', outcome: 'not_same', reason: 'Cousins.' })).ok).toBe(true);
    expect((await readWorkspace(tx, contact.contactId)).earlier).toEqual([]);
  }, at('2026-11-18T11:05:00Z'));
  expect(await look()).toMatchObject([{ reference: earlier.reference }]);
  await withActor(place.people.manager, async (tx) => declareBeforeOpening(tx, { id: contact.contactId }, { knows: 'no', reason: '' }), at('2026-11-18T11:06:00Z'));
  const page = await askPage('../../app/contacts/[reference]/decisions/[version]/page.tsx', place.people.manager, { reference: contact.reference, version: '1' });
  const html = page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
  expect(html).toContain('said that they had not looked at the history. Why: The child stood beside me.');
  expect(html).toContain(earlier.reference);
});
