import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { readColleagues } from '@/lib/access/people-store';
import { disablePerson } from '@/lib/access/verbs/manage-person';
import { findContact, readContact } from '@/lib/contact/store';
import { releaseIdleClaims } from '@/lib/contact/verbs/release-idle-claims';
import { readWho } from '@/lib/contact/identity/candidate-store';
import { sameChildren } from '@/lib/contact/history-store';
import { notSameChild } from '@/lib/contact/verbs/not-same-child';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { childField } from '@/lib/decision/schema';
import { readReferral } from '@/lib/decision/referral-store';
import { countersign } from '@/lib/decision/verbs/countersign';
import { awaitingDecisions, readDecisions } from '@/lib/decision/store';
import { dutiesOfContact } from '@/lib/duty/store';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { arrives, at, basisOf, claims, decides, earlyHelp, harm, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Wednesday 18 November 2026, 10:00; decided at 11:00 and answered at 11:30. */
const RECEIVED = '2026-11-18T10:00:00Z';
const DECIDED = '2026-11-18T11:00:00Z';
const ANSWERED = '2026-11-18T11:30:00Z';

/** A contact proposed at 4 that its worker decided at 3: it waits for a second person. */
async function waiting(holder: Person = place.people.worker): Promise<Case & { decisionId: string }> {
  const contact = await arrives(place, RECEIVED, harm());
  await claims(contact, holder, RECEIVED);
  const made = await decides(contact, holder, 'CIN_ASSESS', DECIDED);
  expect(made.inForce).toBe(false);
  return { ...contact, decisionId: made.decisionId };
}

async function answer(of: Case & { decisionId: string }, person: Person, verdict: string, comment = 'Read with the worker.') {
  return withActor(person, async (tx) => countersign(tx, person, { contactId: of.contactId, decisionId: of.decisionId, verdict, comment }), at(ANSWERED));
}

const dutiesOf = (of: Case) => withActor(place.people.manager, async (tx) => dutiesOfContact(tx, of.contactId));

test('agreed: the decision is in force, what it lets go opens its duties, and their clocks start then', async () => {
  const contact = await waiting();
  expect(await answer(contact, place.people.manager, 'agreed')).toEqual({ ok: true, value: { inForce: true } });
  expect(await queueRow(place, contact.contactId)).toMatchObject({ state: 'decided', level: 3, route: 'CIN_ASSESS', nextDueAt: null });
  const duties = await dutiesOf(contact);
  // One working day from Wednesday is Thursday 19 November, 17:00.
  expect(duties.filter(({ discharge }) => discharge === null).map(({ code, dueAt }) => [code, dueAt?.toString()])).toEqual(expect.arrayContaining([['ALLOCATE_ASSESSMENT', '2026-11-19T17:00:00Z'], ['TELL_REFERRER', '2026-11-19T17:00:00Z']]));
  expect(duties.find(({ code }) => code === 'COUNTERSIGN')?.discharge).toMatchObject({ by: place.people.manager.actorId, how: 'done' });
});

test('returned: the time without an act begins anew for its worker, who could do nothing while it waited', async () => {
  const contact = await waiting();
  expect(await answer(contact, place.people.manager, 'returned')).toMatchObject({ ok: true });
  const holderAt = async (time: string) => {
    await asSystem(place, `2026-11-18T${time}Z`, releaseIdleClaims);
    return (await queueRow(place, contact.contactId))?.holderId;
  };
  // Decided at 11:00, returned at 11:30; at level 4 half an hour without an act (safe practice 1).
  expect(await holderAt('11:59:00')).toBe(place.people.worker.actorId);
  expect(await holderAt('12:00:00')).toBeNull();
});

test('agreed after an earlier report turned out to be of another child: what was decided still follows, since nothing else opens it', async () => {
  const family = `Trethewey ${newId().slice(0, 4)}`;
  const ava = { givenName: 'Ava', familyName: family, dateOfBirth: '2018-05-06', indicators: { I054: 'present' as const } };
  const ben = { kind: 'child' as const, givenName: 'Ben', familyName: family, dateOfBirth: '2015-09-12' };
  for (const when of ['2026-10-05T10:00:00Z', '2026-11-02T10:00:00Z']) await arrives(place, when, { children: [ava] });
  const contact = await arrives(place, RECEIVED, { children: [ava], household: [ben] });
  await claims(contact, place.people.worker, RECEIVED);
  const [first, second] = (await basisOf(contact)).situation.children;
  if (first === undefined || second === undefined) throw new Error('two children');
  const made = await decides(contact, place.people.worker, 'CIN_ASSESS', DECIDED, { [childField('standing', second.personId)]: 'different', [childField('standingReason', second.personId)]: 'At his father’s all week.', [childField('route', second.personId)]: 'UNIV_ADVICE', [childField('childSeen', second.personId)]: 'yes', [childField('seenBy', second.personId)]: 'Form tutor, today', [childField('childViews', second.personId)]: 'He is glad at his father’s.' });
  const [decision] = (await basisOf(contact)).decisions;
  expect(decision?.countersignReasons).toEqual([{ code: 'ADVICE_THIRD_CONTACT', personId: second.personId }]);
  await withActor(place.people.otherWorker, async (tx) => {
    const head = await findContact(tx, contact.reference);
    const pair = (await sameChildren(tx, contact.contactId)).find(({ personId }) => personId === first.personId);
    if (head === null || pair === undefined) throw new Error('she was told of before');
    expect((await notSameChild(tx, head, { personId: first.personId, otherPersonId: pair.otherPersonId, reason: 'Her cousin of the same name.' })).ok).toBe(true);
  }, at('2026-11-18T11:15:00Z'));
  expect((await basisOf(contact)).situation.contactsIn12Months).toBe(2);

  expect(await answer({ ...contact, decisionId: made.decisionId }, place.people.manager, 'agreed')).toEqual({ ok: true, value: { inForce: true } });
  const owed = (await dutiesOf(contact)).filter(({ discharge }) => discharge === null).map(({ code }) => code);
  expect(owed).toEqual(expect.arrayContaining(['ALLOCATE_ASSESSMENT', 'TELL_REFERRER']));
  expect(await withActor(place.people.manager, async (tx) => readReferral(tx, contact.contactId))).toMatchObject({ decisionId: made.decisionId });
});

test('returned: the proposal goes on governing, the clocks go on, and the worker is asked to decide again', async () => {
  const contact = await waiting();
  expect(await answer(contact, place.people.manager, 'returned', 'The bruise is not explained.')).toEqual({ ok: true, value: { inForce: false } });
  expect(await queueRow(place, contact.contactId)).toMatchObject({ state: 'claimed', level: 4, route: 'STRATEGY', nextDueAt: new Date('2026-11-19T10:00:00Z') });
  const duties = await dutiesOf(contact);
  expect(duties.find(({ code }) => code === 'DECIDE_AGAIN')).toMatchObject({ ownerId: place.people.worker.actorId, discharge: null });
  expect(duties.find(({ code }) => code === 'COUNTERSIGN')?.discharge).not.toBeNull();
  expect(duties.find(({ code }) => code === 'DECIDE_AGAIN')?.dueAt?.toString()).toBe('2026-11-18T12:30:00Z');
  await decides(contact, place.people.worker, 'STRATEGY', '2026-11-18T11:45:00Z', { changeReason: 'Returned.' });
  expect(await queueRow(place, contact.contactId)).toMatchObject({ state: 'decided', level: 4 });
  expect((await dutiesOf(contact)).filter(({ code, discharge }) => code === 'DECIDE_AGAIN' && discharge === null)).toEqual([]);
});

test('returned to whoever is not here any more: that it is decided again is owed by the duty service, and nobody is told that they were asked', async () => {
  const left = await makePlace();
  const contact = await arrives(left, RECEIVED, harm());
  const { worker, manager, administrator } = left.people;
  await claims(contact, worker, RECEIVED);
  const made = await decides(contact, worker, 'CIN_ASSESS', DECIDED);
  const own = (await withActor(administrator, readColleagues)).find(({ accountId }) => accountId === worker.actorId);
  expect((await withActor(administrator, (tx) => disablePerson(tx, own?.membershipId ?? ''), at('2026-11-18T11:10:00Z'))).ok).toBe(true);
  await asSystem(left, '2026-11-18T11:15:00Z', releaseIdleClaims);
  expect(await queueRow(left, contact.contactId)).toMatchObject({ holderId: null });
  const returned = await withActor(manager, (tx) => countersign(tx, manager, { contactId: contact.contactId, decisionId: made.decisionId, verdict: 'returned', comment: 'The bruise is not explained.' }), at(ANSWERED));
  expect(returned).toEqual({ ok: true, value: { inForce: false, asksNobody: true } });
  const again = (await withActor(manager, (tx) => dutiesOfContact(tx, contact.contactId))).find(({ code }) => code === 'DECIDE_AGAIN');
  expect(again).toMatchObject({ ownerId: null, ownerRole: 'cads_social_worker', discharge: null });
});

describe('nobody signs for themselves', () => {
  test('the decider, though a qualified manager, is refused by the verb', async () => {
    const contact = await waiting(place.people.manager);
    expect(await answer(contact, place.people.manager, 'agreed')).toEqual({ ok: false, problem: 'decider' });
  });

  test('and by the database, whatever the application says', async () => {
    const contact = await waiting(place.people.manager);
    const { manager, otherWorker } = place.people;
    const sign = (decidedBy: string, by: string) => withActor(manager, async (tx) => tx.db.$executeRaw`insert into countersign (authority_id, decision_id, decided_by, by, at, verdict, comment) values (${place.id}, ${contact.decisionId}::uuid, ${decidedBy}::uuid, ${by}::uuid, now(), 'agreed', 'self')`);
    await expect(sign(manager.actorId, manager.actorId)).rejects.toThrow(/countersign_second_person|23514/);
    // Naming another as the decider does not help: the key is that of the decision itself.
    await expect(sign(otherWorker.actorId, manager.actorId)).rejects.toThrow(/23503|foreign key/i);
    expect(await queueRow(place, contact.contactId)).toMatchObject({ state: 'awaiting_countersign' });
  });

  test('a manager without the qualification, a social worker and whoever holds it are refused', async () => {
    const contact = await waiting();
    expect(await answer(contact, place.people.unqualifiedManager, 'agreed')).toEqual({ ok: false, problem: 'not_qualified' });
    expect(await answer(contact, place.people.otherWorker, 'agreed')).toEqual({ ok: false, problem: 'not_a_manager' });
    const taken = await waiting();
    await withActor(place.people.worker, async (tx) => tx.db.claim.updateMany({ where: { contactId: taken.contactId, endedAt: null }, data: { endedAt: dateOf(now()), endedHow: 'released' } }));
    await claims(taken, place.people.manager, ANSWERED);
    expect(await answer(taken, place.people.manager, 'agreed')).toEqual({ ok: false, problem: 'claimer' });
  });
});

test('an answer is a choice and a reason', async () => {
  const contact = await waiting();
  expect(await answer(contact, place.people.manager, '')).toEqual({ ok: false, problem: 'verdict_missing' });
  expect(await answer(contact, place.people.manager, 'agreed', '  ')).toEqual({ ok: false, problem: 'comment_missing' });
  expect(await queueRow(place, contact.contactId)).toMatchObject({ state: 'awaiting_countersign' });
});

test('one answer to one decision: of two at once one counts', async () => {
  const contact = await waiting();
  const answers = await Promise.all([answer(contact, place.people.manager, 'agreed'), answer(contact, place.people.manager, 'returned')]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, problem: 'not_awaiting' });
});

test('a decision that a later one replaced is not signed any more', async () => {
  const contact = await waiting();
  await decides(contact, place.people.worker, 'STRATEGY', '2026-11-18T11:10:00Z', { changeReason: 'More is known.' });
  expect(await answer(contact, place.people.manager, 'agreed')).toEqual({ ok: false, problem: 'superseded' });
  const listed = await withActor(place.people.manager, async (tx) => awaitingDecisions(tx));
  expect(listed.map(({ contactId }) => contactId)).not.toContain(contact.contactId);
});

test('what waits is listed once', async () => {
  const contact = await waiting();
  const listed = await withActor(place.people.manager, async (tx) => awaitingDecisions(tx));
  expect(listed.filter(({ contactId }) => contactId === contact.contactId).map(({ id }) => id)).toEqual([contact.decisionId]);
});

test('a decision that needs no second person takes no answer', async () => {
  const contact = await arrives(place, RECEIVED, earlyHelp());
  await claims(contact, place.people.worker, RECEIVED);
  const made = await decides(contact, place.people.worker, 'EH_SINGLE', DECIDED);
  expect(await answer({ ...contact, decisionId: made.decisionId }, place.people.manager, 'agreed')).toEqual({ ok: false, problem: 'not_awaiting' });
  expect(await answer({ ...contact, decisionId: newId() }, place.people.manager, 'agreed')).toEqual({ ok: false, problem: 'not_awaiting' });
});

test('the second person is on record beside the decision for good', async () => {
  const contact = await waiting();
  await answer(contact, place.people.manager, 'agreed', 'Seen by a paediatrician.');
  const [made] = await withActor(place.people.manager, async (tx) => readDecisions(tx, contact.contactId));
  expect(made?.countersign).toMatchObject({ by: place.people.manager.actorId, verdict: 'agreed', comment: 'Seen by a paediatrician.' });
  await expect(withActor(place.people.manager, async (tx) => tx.db.$executeRaw`update countersign set comment = 'x' where decision_id = ${contact.decisionId}::uuid`)).rejects.toThrow(/permission denied|42501/);
});

test('what a waiting decision raised on a contact that names no child governs, as it does for a child', async () => {
  const { worker, manager } = place.people;
  const contact = await arrives(place, RECEIVED, { children: [], incident: { what: 'He shouts at the class and will not stop.', positionOfTrust: 'yes' }, reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
  await claims(contact, worker, RECEIVED);
  const { decisionId } = await decides(contact, worker, 'EH_SINGLE', DECIDED);
  expect(await answer({ ...contact, decisionId }, manager, 'agreed')).toEqual({ ok: true, value: { inForce: true } });
  expect((await basisOf(contact)).situation.children).toMatchObject([{ personId: 'contact', before: { level: 2 } }]);
  // Two agreed to early help. An assessment raises it, is owed at once, and waits for being below what the guide proposed.
  expect(await decides(contact, worker, 'CIN_ASSESS', '2026-11-18T11:40:00Z', { changeReason: 'The school knows more.' })).toMatchObject({ inForce: false });
  expect((await dutiesOf(contact)).find(({ code }) => code === 'ALLOCATE_ASSESSMENT')?.discharge).toBeNull();
  expect((await basisOf(contact)).situation.children).toMatchObject([{ personId: 'contact', before: { level: 3, route: 'CIN_ASSESS' } }]);
  await decides(contact, worker, 'EH_SINGLE', '2026-11-18T11:50:00Z', { changeReason: 'It was another class.' });
  expect((await basisOf(contact)).decisions.at(-1)).toMatchObject({ direction: 'lowers', needsCountersign: true });
});

test('whoever decides or signs is told of contacts that may be about the child, until somebody says of them', async () => {
  const { worker, manager } = place.people;
  const tamsin = { givenName: 'Tamsin', dateOfBirth: '2018-01-09', sex: 'F' as const };
  for (const [when, familyName] of [['2026-08-03T09:00:00Z', 'Keast'], ['2026-09-07T09:00:00Z', 'Carlyon']] as const) await arrives(place, when, { children: [{ ...tamsin, familyName }] });
  const contact = await arrives(place, RECEIVED, { children: [{ ...tamsin, familyName: 'Pascoe', indicators: { I099: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
  await claims(contact, worker, RECEIVED);
  await knowNobody(place, contact.contactId);
  const { reference } = contact;
  const told = async (page: string, person: Person) => {
    const answer = await askPage(`../../app/contacts/[reference]/${page}/page.tsx`, person, { reference });
    return answer.kind === 'shown' ? (await answer.html()).replaceAll('<!-- -->', '') : answer.kind;
  };
  // Held since it was claimed, which is not since when it stands as it does.
  const bar = async (state: string) => {
    const answer = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference });
    expect(answer.kind === 'shown' ? (await answer.html()).replaceAll('<!-- -->', '') : answer.kind).toContain(`${state}, held since <time`);
  };
  const words = '2 other contacts may be about these children, and nobody has said.';
  expect(await told('decision', worker)).toContain(words);
  expect(await told('emergency', place.people.night)).toContain(words);
  expect((await decides(contact, worker, 'CIN_ASSESS', DECIDED)).inForce).toBe(false);
  await bar('To countersign');
  const shown = await told('countersign', manager);
  expect(shown).toContain(words);
  expect(shown).toContain(`href="/contacts/${reference}#who"`);

  await withActor(worker, async (tx) => {
    const [whole, head] = [await readContact(tx, contact.contactId), await findContact(tx, reference)];
    if (whole === null || head === null) throw new Error('it is there');
    for (const who of await readWho(tx, whole)) for (const { other } of who.candidates) await sayWho(tx, head, { childId: who.childId, otherId: other.id, outcome: 'not_same', reason: 'Another mother.' });
  });
  expect(await told('countersign', manager)).not.toContain('may be about these children');
});
