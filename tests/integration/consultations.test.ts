/**
 * A consultation is no way round the decision (safe practice 2; N10, N23): it is held against the guide, counted, decided on, and becomes a
 * concern in one step with its clocks from when the call began.
 */
import { readFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addWords } from '@/lib/contact/additions/add-words';
import { readAuthority } from '@/lib/access/store';
import { offeredTo } from '@/lib/emergency/hand-over-store';
import { raiseConsultation } from '@/lib/contact/call/verbs/raise-consultation';
import { unbornOf } from '@/lib/contact/unborn-store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact as readAsItIs } from '@/lib/contact/verbs/read-contact';
import { recordBirth } from '@/lib/contact/verbs/record-birth';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { withdrawContact } from '@/lib/decision/verbs/withdraw-contact';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { countersign } from '@/lib/decision/verbs/countersign';
import { dutiesOfContact } from '@/lib/duty/store';
import { gateRefusals } from '@/lib/letter/family/family-gate';
import { readGate } from '@/lib/letter/family/family-store';
import { closeContact } from '@/lib/letter/verbs/close-contact';
import { previewLetter } from '@/lib/letter/verbs/preview-letter';
import { sendLetter } from '@/lib/letter/verbs/send-letter';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { readMorning } from '@/lib/attention/capacity-store';
import { closeDatabase } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { as, BEGAN, fromSchool, made, MADE } from './calling';
import { arrives, claims, decides, earlyHelp, handsIn, saves, typed, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const CLAIMED = '2026-03-04T10:20:00Z';
const DECIDED = '2026-03-04T11:00:00Z';
const LATER = '2026-03-05T09:00:00Z';

/** A consultation about a named child, by a worker who then holds it. */
async function consulted(more: Parameters<typeof fromSchool>[1] = {}): Promise<Case> {
  const { worker } = place.people;
  const call = await made(worker, fromSchool(place, { 'call.kind': 'consultation', ...more }));
  await knowNobody(place, call.contactId);
  const of: Case = { place, contactId: call.contactId, reference: call.reference };
  await claims(of, worker, CLAIMED);
  return of;
}

const raise = (of: Case, at: string) =>
  as(place.people.worker, async (tx) => {
    const head = await findContact(tx, of.reference);
    if (head === null) throw new Error('the contact is there');
    return raiseConsultation(tx, place.people.worker, head);
  }, at);

/** Told and closed, as the letters' own tests do: here only that it has ended matters. */
const closes = ({ contactId }: Case) =>
  asSystem(place, LATER, async (tx) => {
    await tx.db.closure.create({ data: { authorityId: place.id, contactId, at: new Date(LATER), by: place.people.worker.actorId, how: 'told', level: 2, route: 'EH_SINGLE', reason: '' } });
    await tx.db.queueRow.deleteMany({ where: { contactId } });
  });

/** Raised after it was closed. @returns the contact in which it goes on, and what was proposed and is owed there. */
async function goesOn(of: Case) {
  const raised = await raise(of, '2026-03-06T09:00:00Z');
  if (!raised.ok) throw new Error(raised.problem);
  return asSystem(place, '2026-03-06T09:05:00Z', async (tx) => {
    const head = await findContact(tx, raised.value.reference);
    const [contact, proposal] = [await readContact(tx, head?.id ?? ''), await readProposal(tx, head?.id ?? '')];
    if (contact === null || proposal === null) throw new Error('the contact is there');
    return { ...contact, proposal, duties: await dutiesOfContact(tx, contact.id) };
  });
}

const whole = (contactId: string) => asSystem(place, LATER, (tx) => readContact(tx, contactId));

test('is a contact like any other, marked as what it is: guide, queue, clocks, duty', async () => {
  const of = await consulted({ 'seen.1': ['I018', 'I099'], 'belief.level': '2' });
  expect(await whole(of.contactId)).toMatchObject({ kind: 'consultation', channel: 'phone' });
  // I099 is a high-risk sign: level 4. Decided by Thursday 10:00, 24 hours from when the call began.
  expect(await queueRow(place, of.contactId)).toMatchObject({ level: 4, marks: ['consultation'], nextDueAt: new Date('2026-03-05T10:00:00Z') });
  expect((await as(place.people.worker, (tx) => dutiesOfContact(tx, of.contactId), LATER)).map(({ code }) => code)).toContain('ACKNOWLEDGE');
});

describe('advice is no way round the decision', () => {
  test('at level 4 it ends as advice only with a reason and a second person; until then the proposal governs and nothing closes', async () => {
    const { worker, manager } = place.people;
    const of = await consulted({ 'seen.1': ['I018', 'I099'] });
    expect(await as(worker, (tx) => closeContact(tx, worker, of.contactId), DECIDED)).toEqual({ ok: false, problem: 'no_decision' });
    const head = await as(manager, (tx) => findContact(tx, of.reference), DECIDED);
    if (head === null) throw new Error('the contact is there');
    expect(await as(manager, (tx) => withdrawContact(tx, place.people.manager, head, 'Only advice.'), DECIDED)).toEqual({ ok: false, problem: 'needs_decision' });
    const advice = await typed(of, 'UNIV_ADVICE');
    const withoutReasons = Object.fromEntries(Object.entries(advice).filter(([name]) => !name.startsWith('proposalReason') && !name.startsWith('noStrategyReason')));
    await saves(of, worker, withoutReasons, DECIDED);
    expect(await handsIn(of, worker, DECIDED)).toEqual({ ok: false, problem: 'not_complete' });
    const decided = await decides(of, worker, 'UNIV_ADVICE', DECIDED);
    expect(decided.inForce).toBe(false);
    expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'awaiting_countersign', level: 4, nextDueAt: new Date('2026-03-05T10:00:00Z') });
    expect(await as(worker, (tx) => closeContact(tx, worker, of.contactId), LATER)).toEqual({ ok: false, problem: 'awaiting_countersign' });
    expect(await as(manager, (tx) => countersign(tx, manager, { contactId: of.contactId, decisionId: decided.decisionId, verdict: 'agreed', comment: 'Police and health agree.' }), LATER)).toEqual({ ok: true, value: { inForce: true } });
    expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'decided', level: 1 });
  });

  test('at level 2 it is the worker’s advice, by a decision, with its reason', async () => {
    const of = await consulted();
    expect((await decides(of, place.people.worker, 'EH_SINGLE', DECIDED)).inForce).toBe(true);
    expect(await queueRow(place, of.contactId)).toMatchObject({ state: 'decided', level: 2, marks: ['consultation'] });
  });
});

describe('counts', () => {
  test('for a named child as one of three in twelve months, and shows in the history as what it was', async () => {
    const { worker } = place.people;
    const child = { 'child.1.familyName': 'Tregenza' };
    const first = await made(worker, fromSchool(place, { ...child, 'call.kind': 'consultation' }), '2026-01-14T10:00:00Z', '2026-01-14T10:20:00Z');
    await made(worker, fromSchool(place, { ...child, 'call.kind': 'consultation' }), '2026-02-11T10:00:00Z', '2026-02-11T10:20:00Z');
    const third = await made(worker, fromSchool(place, child));
    const proposal = await asSystem(place, MADE, (tx) => readProposal(tx, third.contactId));
    expect(proposal?.input.facts?.contactsIn12Months).toBe(3);
    // Norfolk's guide raises a third contact in twelve months: a manager looks at the pattern (domain 2.2, behaviour 5).
    expect(proposal?.document.flags.managerReview).toBe(true);
    const { earlier } = await asSystem(place, MADE, (tx) => readWorkspace(tx, third.contactId));
    expect(earlier.find(({ reference }) => reference === first.reference)).toMatchObject({ kind: 'consultation' });
    await knowNobody(place, third.contactId);
    const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: third.reference });
    expect(page.kind === 'shown' ? await page.html() : page.kind).toContain('Consultation');
    const morning = await as(place.people.manager, (tx) => readMorning(tx, tx.at), MADE);
    expect(morning.consultations.map(({ contactId }) => contactId)).toContain(first.contactId);
  });
});

describe('becomes a concern in one step', () => {
  test('undecided: the same contact, its clocks from when the call began, and the mark gone; twice is once', async () => {
    const of = await consulted();
    const before = await queueRow(place, of.contactId);
    expect(await raise(of, DECIDED)).toEqual({ ok: true, value: { reference: of.reference } });
    expect(await raise(of, LATER)).toEqual({ ok: true, value: { reference: of.reference } });
    expect(await queueRow(place, of.contactId)).toMatchObject({ marks: [], receivedAt: new Date(BEGAN), nextDueAt: before?.nextDueAt, state: 'claimed' });
    const { events } = await asSystem(place, LATER, (tx) => readWorkspace(tx, of.contactId));
    expect(events.filter(({ kind }) => kind === 'consultation_raised').map(({ actorId }) => actorId)).toEqual([place.people.worker.actorId]);
    expect(await whole(of.contactId)).toMatchObject({ kind: 'consultation' });
  });

  test('decided: it is decided again, by the clock that began with the call', async () => {
    const of = await consulted();
    await decides(of, place.people.worker, 'EH_SINGLE', DECIDED);
    expect(await raise(of, LATER)).toEqual({ ok: true, value: { reference: of.reference } });
    expect(await queueRow(place, of.contactId)).toMatchObject({ marks: ['reopened'], receivedAt: new Date(BEGAN), nextDueAt: new Date('2026-03-05T10:00:00Z') });
    const again = (await as(place.people.worker, (tx) => dutiesOfContact(tx, of.contactId), LATER)).find(({ code }) => code === 'DECIDE_AGAIN');
    expect(again).toMatchObject({ discharge: null });
    expect(again?.dueAt?.toString()).toBe('2026-03-05T10:00:00Z');
  });

  /** Safe practice 2, 5, 8: what had been decided on the advice is not told once it is a concern that waits to be decided. */
  test('decided and not told: the letter of that goes no more, nor is one to the family offered, until it is decided again', async () => {
    const { worker } = place.people;
    const of = await consulted();
    const { decisionId } = await decides(of, worker, 'EH_SINGLE', DECIDED);
    const letterId = (await as(worker, (tx) => writeOutcomeLetter(tx, decisionId), '2026-03-04T11:05:00Z')) ?? '';
    const sends = (id: string, at: string) => as(worker, async (tx) => {
      await previewLetter(tx, worker, of.contactId, id);
      return sendLetter(tx, worker, { contactId: of.contactId, letterId: id });
    }, at);
    const family = (at: string) => as(worker, async (tx) => gateRefusals(await readGate(tx, of.contactId), tx.at), at);
    expect(await family('2026-03-04T11:10:00Z')).toEqual([]);
    expect((await raise(of, '2026-03-04T11:20:00Z')).ok).toBe(true);
    expect(await sends(letterId, '2026-03-04T11:30:00Z')).toEqual({ ok: false, problem: 'not_in_force' });
    expect(await family('2026-03-04T11:30:00Z')).toEqual(['no_decision']);
    expect((await as(worker, (tx) => dutiesOfContact(tx, of.contactId), '2026-03-04T11:30:00Z')).find(({ code }) => code === 'TELL_REFERRER')?.discharge).toBeNull();
    await as(worker, async (tx) => {
      const head = await findContact(tx, of.reference);
      if (head !== null) await readAsItIs(tx, worker, head);
    }, '2026-03-04T11:35:00Z');
    await decides(of, worker, 'EH_SINGLE', '2026-03-04T11:40:00Z', { changeReason: 'It is a concern now.' });
    expect(await family('2026-03-04T11:45:00Z')).toEqual([]);
  });

  test('decided by day and raised at night: it goes into the morning’s hand-over', async () => {
    const of = await consulted();
    await decides(of, place.people.worker, 'EH_SINGLE', DECIDED);
    const goes = () => as(place.people.night, async (tx) => (await offeredTo(tx, 'to_day', 'emergency_duty_worker', (await readAuthority(tx)).settings)).some(({ contactId }) => contactId === of.contactId), '2026-03-05T08:00:00Z');
    expect(await goes()).toBe(false);
    expect((await raise(of, '2026-03-04T22:00:00Z')).ok).toBe(true);
    expect(await goes()).toBe(true);
  });

  test('closed: it goes on in a contact of its own from the same beginning, counted once', async () => {
    const { worker } = place.people;
    const of = await consulted();
    const { decisionId } = await decides(of, worker, 'EH_SINGLE', DECIDED);
    await as(worker, (tx) => writeOutcomeLetter(tx, decisionId), DECIDED);
    await closes(of);
    const raised = await raise(of, '2026-03-06T09:00:00Z');
    if (!raised.ok) throw new Error(raised.problem);
    expect(raised.value.reference).not.toBe(of.reference);
    expect(await raise(of, '2026-03-06T09:05:00Z')).toEqual(raised);
    const head = await asSystem(place, LATER, (tx) => findContact(tx, raised.value.reference));
    const anew = await whole(head?.id ?? '');
    const before = await whole(of.contactId);
    expect(anew).toMatchObject({ kind: 'concern', followsId: of.contactId, referrerName: 'Rosalie Mensah', referrerPhone: '01632 960771', report: before?.report });
    expect(anew?.receivedAt.toString()).toBe(BEGAN);
    expect(await queueRow(place, anew?.id ?? '')).toMatchObject({ contactsIn12Months: 1, nextDueAt: new Date('2026-03-05T10:00:00Z'), marks: [] });
  });

  test('closed: what was added to it, and what the caller answered, goes with it, and the guide proposes on all of it', async () => {
    const { worker } = place.people;
    const of = await consulted();
    const said = { key: crypto.randomUUID(), text: 'She says that he held her by the throat.', indicators: { 1: ['I099'] }, immediate: true, kind: 'update' as const, receivedAt: Temporal.Instant.from('2026-03-04T13:00:00Z'), caller: 'Rosalie Mensah', channel: 'phone' as const };
    expect((await asSystem(place, '2026-03-04T13:05:00Z', (tx) => addWords(tx, of.contactId, said))).ok).toBe(true);
    await asSystem(place, LATER, async (tx) => {
      await tx.db.question.create({ data: { authorityId: place.id, id: crypto.randomUUID(), contactId: of.contactId, askedAt: new Date(DECIDED), askedBy: worker.actorId, text: 'Who lives there?', answer: 'Her stepfather.', answeredAt: new Date('2026-03-04T14:00:00Z'), answeredBy: worker.actorId } });
    });
    await closes(of);
    const raised = await raise(of, '2026-03-06T09:00:00Z');
    if (!raised.ok) throw new Error(raised.problem);
    const head = await asSystem(place, LATER, (tx) => findContact(tx, raised.value.reference));
    const { additions } = await asSystem(place, LATER, (tx) => readWorkspace(tx, head?.id ?? ''));
    expect(additions.map(({ text, immediate, kind, caller, channel, receivedAt }) => ({ text, immediate, kind, caller, channel, receivedAt: receivedAt.toString() }))).toEqual(
      expect.arrayContaining([
        { text: said.text, immediate: true, kind: 'update', caller: said.caller, channel: 'phone', receivedAt: '2026-03-04T13:00:00Z' },
        { text: 'Who lives there?\n\nHer stepfather.', immediate: false, kind: 'answer', caller: '', channel: null, receivedAt: '2026-03-04T14:00:00Z' },
      ]),
    );
    expect(additions).toHaveLength(2);
    // I099 is a high-risk sign, and somebody is in danger now. The call and what was added are two tellings; what was answered to our own question is none.
    expect(await queueRow(place, head?.id ?? '')).toMatchObject({ level: 4, immediate: true, readAt: null, nextDueAt: new Date('2026-03-05T10:00:00Z'), contactsIn12Months: 2 });
    const next = await made(worker, fromSchool(place, { 'child.1.familyName': (await whole(of.contactId))?.report.children[0]?.familyName ?? '' }), '2026-03-06T10:00:00Z', '2026-03-06T10:10:00Z');
    expect((await queueRow(place, next.contactId))?.contactsIn12Months).toBe(3);

    // What was kept so before is one, too, and nothing else that was added.
    const migration = readFileSync(new URL('../../prisma/migrations/20261207020100_answers_are_no_telling/migration.sql', import.meta.url), 'utf8');
    await asSuperuser(async (client) => {
      await client.query("update addition set kind = 'addition' where contact_id = $1 and kind in ('answer', 'update')", [head?.id]);
      await client.query(`begin; ${migration} commit;`);
      const { rows } = await client.query<{ kind: string }>('select kind from addition where contact_id = $1 order by received_at', [head?.id]);
      expect(rows.map(({ kind }) => kind)).toEqual(['addition', 'answer']);
    });
  });

  test('closed: what was told on a later call goes with it, owed from the day of that call (safe practice 8, 15)', async () => {
    const of = await consulted();
    const told = { 'call.kind': 'update', 'call.reference': of.reference, 'child.1.givenName': 'Maya', 'child.1.familyName': (await whole(of.contactId))?.report.children[0]?.familyName ?? '', 'seen.1': '', 'belief.level': '', 'child.1.fgmKnown': 'yes', 'child.1.openPlan': 'CP', 'child.1.openPlanWhere': 'other', 'child.1.nonMobile': 'yes', 'safety.cannotWait': 'not_known' };
    expect((await made(place.people.worker, fromSchool(place, told), '2026-03-04T13:00:00Z', '2026-03-04T13:20:00Z')).contactId).toBe(of.contactId);
    await closes(of);
    const { id, proposal, duties } = await goesOn(of);
    // Known genital mutilation is level 4, and the police hear of it by the end of the next working day after the call of the Wednesday.
    expect(proposal).toMatchObject({ level: 4, input: { children: [{ indicators: { I018: 'present' }, facts: { fgmKnown: true, nonMobile: true, openPlan: { kind: 'CP', where: 'other' } } }] } });
    expect(await queueRow(place, id)).toMatchObject({ level: 4, marks: ['perhaps_immediate', 'transferred_not_accepted'] });
    expect(duties.map(({ code }) => code)).toEqual(expect.arrayContaining(['FGM_POLICE', 'OUT_OF_AREA']));
    expect(duties.find(({ code }) => code === 'FGM_POLICE')?.dueAt?.toString()).toBe('2026-03-05T17:00:00Z');
  });

  test('closed: a child who was born meanwhile stands in it, with what was seen of the baby (safe practice 8, 12)', async () => {
    const { worker } = place.people;
    const of = await consulted({ 'child.1.givenName': 'Unborn baby of Demelza', 'child.1.unborn': 'yes', 'child.1.birth.day': '', 'child.1.birth.month': '', 'child.1.birth.year': '', 'seen.1': 'I018' });
    await as(worker, async (tx) => {
      const [head, [unborn]] = [await findContact(tx, of.reference), await unbornOf(tx, of.contactId)];
      if (head === null || unborn === undefined) throw new Error('a contact about an unborn child');
      const born = await recordBirth(tx, head, unborn.personId, { 'born.1.givenName': 'Loveday', 'born.1.familyName': 'Roskilly', 'born.1.birth.day': '3', 'born.1.birth.month': '3', 'born.1.birth.year': '2026', 'born.1.sex': 'F' });
      expect(born.ok).toBe(true);
    }, CLAIMED);
    const seen = { key: crypto.randomUUID(), text: 'A bruise on the cheek.', indicators: { 1: ['I098'] }, immediate: false };
    expect((await asSystem(place, DECIDED, (tx) => addWords(tx, of.contactId, seen))).ok).toBe(true);
    await closes(of);
    const { people, proposal, duties } = await goesOn(of);
    const baby = people.find(({ bornAs }) => bornAs !== null);
    expect(baby).toMatchObject({ givenName: 'Loveday', dateOfBirth: '2026-03-03' });
    // I098, bruising of a child who cannot move about alone, is looked at by a doctor on its day (domain 3).
    expect(proposal.input.children.find(({ id }) => id === String(baby?.ordinal))).toMatchObject({ indicators: { I018: 'present', I098: 'present' }, facts: { nonMobile: true } });
    expect(duties.filter(({ code }) => code === 'MEDICAL_TODAY').map(({ personId }) => personId)).toEqual([baby?.id]);
  });

  /** I099 is a high-risk sign, level 4; I018 is one of early help, level 2. Nothing known is lost on the way (safe practice 8). */
  test('closed: what a report that was joined in said of a child of the household goes with it', async () => {
    const { worker } = place.people;
    const denzil = { givenName: 'Denzil', familyName: `Tregear ${crypto.randomUUID().slice(0, 4)}`, dateOfBirth: '2017-06-11' };
    const of = await consulted({ members: '1', 'member.1.kind': 'child', 'member.1.givenName': denzil.givenName, 'member.1.familyName': denzil.familyName, 'member.1.birth.day': '11', 'member.1.birth.month': '6', 'member.1.birth.year': '2017' });
    const second = await arrives(place, DECIDED, { children: [{ ...denzil, indicators: { I099: 'present' } }], reporter: { continuingRole: 'yes', aboutColleague: 'no' }, dangerToStaff: 'His uncle keeps a crossbow.' });
    await knowNobody(place, second.contactId);
    const joined = await as(worker, async (tx) => {
      const head = await findContact(tx, second.reference);
      return head === null ? null : joinContact(tx, worker, head, { into: of.reference, prefix: place.prefix, reason: 'One family.' });
    }, DECIDED);
    expect(joined?.ok).toBe(true);
    await closes(of);
    const { id, proposal, report } = await goesOn(of);
    expect(proposal.document.children.map(({ id: child, level }) => [child, level])).toEqual([['1', 2], ['2', 4]]);
    expect(await queueRow(place, id)).toMatchObject({ level: 4 });
    expect(report.dangerToStaff).toBe('His uncle keeps a crossbow.');
  });

  test('joined into a contact that is open it is decided with that one: no other begins, and the page says which; once that has ended it goes on', async () => {
    const { worker } = place.people;
    const [of, between, into] = [await consulted(), await arrives(place, DECIDED, earlyHelp()), await arrives(place, DECIDED, earlyHelp())];
    for (const { contactId } of [between, into]) await knowNobody(place, contactId);
    for (const [from, to] of [[of, between], [between, into]] as const) {
      const joined = await as(worker, async (tx) => {
        const head = await findContact(tx, from.reference);
        return head === null ? null : joinContact(tx, worker, head, { into: to.reference, prefix: place.prefix, reason: 'One family.', otherChildren: true });
      }, DECIDED);
      expect(joined?.ok).toBe(true);
    }
    const card = async () => {
      const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: of.reference });
      return page.kind === 'shown' ? ((await page.html()).split('id="kind"')[1] ?? '').split('</section>')[0] ?? '' : page.kind;
    };
    expect(await card()).toContain(`It was joined, and is decided with <a class="govuk-link ds-reference" href="/contacts/${into.reference}">`);
    expect(await card()).not.toContain('Make it a concern');
    expect(await raise(of, LATER)).toEqual({ ok: false, problem: 'decided_elsewhere' });
    expect(await asSystem(place, LATER, async (tx) => [await tx.db.contact.count({ where: { followsId: of.contactId } }), await tx.db.consultationRaised.count({ where: { contactId: of.contactId } })])).toEqual([0, 0]);
    await closes(into);
    expect(await card()).toContain('Make it a concern');
    expect((await goesOn(of)).followsId).toBe(of.contactId);
  });

  test('and only a consultation does', async () => {
    const concern = await made(place.people.worker, fromSchool(place));
    await knowNobody(place, concern.contactId);
    expect(await raise({ place, ...concern }, LATER)).toEqual({ ok: false, problem: 'no_consultation' });
  });
});

test('of a protected caller it says nothing: what they say is a concern (safe practice 14)', async () => {
  const call = await made(place.people.worker, fromSchool(place, { 'call.kind': 'consultation', 'you.protectMe': 'yes' }));
  expect(await whole(call.contactId)).toMatchObject({ sealed: true, kind: 'concern' });
  expect(await queueRow(place, call.contactId)).toMatchObject({ marks: [] });
});
