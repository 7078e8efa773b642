/** What comes in afterwards (safe practice 8): joined, added, or told again when the first contact is finished. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { openToo, ownOpenAbout } from '@/lib/contact/additions/duplicate-store';
import type { ContactHead } from '@/lib/contact/head';
import { contactsIn12Months } from '@/lib/contact/history-store';
import { report as reportSchema, type ReportInput } from '@/lib/contact/schema';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { tellAgain } from '@/lib/contact/verbs/tell-again';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { dischargeDuty, findOpenDuty } from '@/lib/duty/store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { Temporal } from 'temporal-polyfill';
import { askPage } from './asking-pages';
import { arrives, at, type Case } from './deciding';
import { decideFor } from './letter-scene';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem, queueRow } from './waiting';
import { readsAndWithdraws } from './withdrawing';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const MONDAY = '2026-03-02T09:00:00Z';
const NOON = '2026-03-02T12:00:00Z';
const LATER = '2026-03-02T15:00:00Z';

let families = 0;
/** Children of a family not met before, by what was seen of each. */
function family(): (signs: readonly (readonly string[])[]) => ReportInput {
  families += 1;
  const familyName = `Trewin ${families}`;
  return (signs) => ({
    children: signs.map((ids, index) => ({ givenName: `Perran${index}`, familyName, dateOfBirth: `201${index}-05-14`, indicators: Object.fromEntries(ids.map((id) => [id, 'present' as const])) })),
    reporter: { continuingRole: 'yes', aboutColleague: 'no' },
  });
}

async function headOf(of: Case): Promise<ContactHead> {
  const head = await asSystem(place, LATER, (tx) => findContact(tx, of.reference));
  if (head === null) throw new Error('the contact is there');
  return head;
}

async function joins(from: Case, into: Case, when = NOON, otherChildren = false) {
  const head = await headOf(from);
  const { worker } = place.people;
  return withActor(worker, (tx) => joinContact(tx, worker, head, { into: into.reference, prefix: place.prefix, reason: 'The same family', otherChildren }), at(when));
}

const proposalOf = (of: Case) => asSystem(place, LATER, (tx) => readProposal(tx, of.contactId));
const countOf = (of: Case) => asSystem(place, LATER, (tx) => contactsIn12Months(tx, of.contactId, Temporal.Instant.from(MONDAY)));
const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, when = LATER) => withActor(person, work, at(when));

describe('joined into another', () => {
  test('the guide proposes anew on the facts of both about the child they share, and of that child alone', async () => {
    const told = family();
    const first = await arrives(place, MONDAY, told([['I018'], ['I076']]));
    // The elder alone, three hours later: a high-risk sign (I099, level 4).
    const second = await arrives(place, NOON, told([['I099']]));
    expect((await proposalOf(first))?.level).toBe(3);
    expect((await joins(second, first)).ok).toBe(true);
    const both = await proposalOf(first);
    expect([both?.version, both?.level]).toEqual([2, 4]);
    expect(both?.input.children[0]?.indicators).toMatchObject({ I018: 'present', I099: 'present' });
    expect(both?.input.children[1]?.indicators).toEqual({ I076: 'present' });
    expect(both?.input.facts?.contactsIn12Months).toBe(2);
    expect(await queueRow(place, first.contactId)).toMatchObject({ level: 4, readAt: null, contactsIn12Months: 2, nextDueAt: new Date('2026-03-03T09:00:00Z') });
  });

  test('two contacts that weigh little apart may weigh more together', async () => {
    const told = family();
    const [first, second] = [await arrives(place, MONDAY, told([['I018']])), await arrives(place, NOON, told([['I037']]))];
    await joins(second, first);
    expect((await proposalOf(first))?.input.children[0]?.indicators).toMatchObject({ I018: 'present', I037: 'present' });
  });

  test('where no child is known to be the same, the higher of the two still governs', async () => {
    const [first, second] = [await arrives(place, MONDAY, family()([['I018']])), await arrives(place, NOON, family()([['I099']]))];
    expect((await joins(second, first, NOON, true)).ok).toBe(true);
    expect((await proposalOf(first))?.version).toBe(1);
    expect(await queueRow(place, first.contactId)).toMatchObject({ level: 4, contactsIn12Months: 2 });
  });

  test('what was decided is decided again, by the joined contact’s own earlier clock', async () => {
    const told = family();
    const [first, second] = [await arrives(place, MONDAY, told([['I018']])), await arrives(place, NOON, told([['I018']]))];
    await asSystem(place, '2026-03-02T10:00:00Z', (tx) => decideFor(tx, first.contactId, { by: place.people.worker.actorId, level: 2, route: 'EH_SINGLE' }));
    await joins(second, first, LATER);
    expect(await queueRow(place, first.contactId)).toMatchObject({ state: 'received', marks: ['reopened'], nextDueAt: new Date('2026-03-03T12:00:00Z') });
    expect((await asSystem(place, LATER, (tx) => findOpenDuty(tx, first.contactId, 'DECIDE_AGAIN')))?.dueAt?.toString()).toBe('2026-03-03T12:00:00Z');
  });

  test('and where it is to be decided again already, by the earlier of both', async () => {
    const told = family();
    const [first, second] = [await arrives(place, MONDAY, told([['I018']])), await arrives(place, '2026-03-02T09:30:00Z', told([['I018']]))];
    await asSystem(place, '2026-03-02T10:00:00Z', (tx) => decideFor(tx, first.contactId, { by: place.people.worker.actorId, level: 2, route: 'EH_SINGLE' }));
    const owed = async () => {
      const duty = await asSystem(place, LATER, (tx) => findOpenDuty(tx, first.contactId, 'DECIDE_AGAIN'));
      return [duty?.dueAt?.toString(), duty?.evidence];
    };
    const adds = (when: string) => withActor(place.people.teacher, (tx) => addToContact(tx, first.contactId, { key: newId(), text: 'He was late again.', indicators: {}, immediate: false }), at(when));
    await adds(NOON);
    expect((await owed())[0]).toBe('2026-03-03T12:00:00Z');
    await joins(second, first, '2026-03-02T13:00:00Z');
    const [dueAt, how] = await owed();
    expect(dueAt).toBe('2026-03-03T09:30:00Z');
    expect(how).toContain('09:30');
    // What comes in later takes nothing of it back.
    await adds('2026-03-02T14:00:00Z');
    expect(await owed()).toEqual([dueAt, how]);
  });
});

describe('another open contact about the same child', () => {
  const offered = (of: Case, person: Person = place.people.worker) =>
    as(person, async (tx) => {
      const contact = await readContact(tx, of.contactId);
      return contact === null ? null : openToo(tx, contact);
    });

  test('is offered from both, with what is the same and why; joined it is offered no more', async () => {
    const told = family();
    const first = await arrives(place, MONDAY, told([['I018', 'I099']]));
    const second = await arrives(place, NOON, told([['I099']]));
    await arrives(place, NOON, family()([['I099']]));
    // Three hours lie between 09:00 and 12:00, and both name I099.
    expect(await offered(second)).toMatchObject([{ reference: first.reference, joins: true, same: [{ ordinal: 1, sameBy: 'name_and_birth' }], alike: { hoursApart: 3, signs: ['I099'], sameWhen: false, sameWhere: false } }]);
    expect(await offered(first)).toMatchObject([{ reference: second.reference }]);
    await as(place.people.worker, (tx) => declareBeforeOpening(tx, { id: second.contactId }, { knows: 'no', reason: '' }));
    const page = await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: second.reference });
    expect(page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind).toContain(`Add this to ${first.reference}`);
    expect((await joins(second, first, LATER)).ok).toBe(true);
    expect(await offered(first)).toEqual([]);
  });

  test('is not offered where it has ended, nor to somebody who may know a person in it', async () => {
    const told = family();
    const [first, second] = [await arrives(place, MONDAY, told([['I018']])), await arrives(place, NOON, told([['I018']]))];
    const { otherWorker, manager } = place.people;
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await forge(client, 'contact_acquaintance', { authority_id: place.id, contact_id: first.contactId, account_id: otherWorker.actorId, grounds: '{own_name}' });
      await client.query('reset session_replication_role');
    });
    expect(await offered(second, otherWorker)).toEqual([]);
    expect(await offered(second)).toHaveLength(1);
    const head = await headOf(first);
    await as(manager, (tx) => readsAndWithdraws(tx, manager, head, 'Sent twice'));
    expect(await offered(second)).toEqual([]);
  });

  test('is offered to a partner only where they reported it themselves', async () => {
    const told: ReportInput = { children: [{ givenName: 'Demelza', familyName: 'Quiller', dateOfBirth: '2012-07-09', indicators: { I018: 'present' } }] };
    const own = await arrives(place, MONDAY, told);
    const asked = (person: Person) => as(person, (tx) => ownOpenAbout(tx, { children: reportSchema.parse(told).children }));
    const { teacher, otherTeacher, lead, manager } = place.people;
    expect(await asked(teacher)).toMatchObject([{ reference: own.reference, name: 'Demelza Quiller' }]);
    for (const other of [otherTeacher, lead]) expect(await asked(other)).toEqual([]);
    const head = await headOf(own);
    await as(manager, (tx) => readsAndWithdraws(tx, manager, head, 'Sent twice'));
    expect(await asked(teacher)).toEqual([]);
  });
});

test('an addition counts in the repeat rule: two of them make a third telling', async () => {
  const of = await arrives(place, MONDAY, family()([['I018']]));
  const adds = (text: string, when: string) => withActor(place.people.teacher, (tx) => addToContact(tx, of.contactId, { key: newId(), text, indicators: {}, immediate: false }), at(when));
  expect(await countOf(of)).toBe(1);
  await adds('Again today.', NOON);
  await adds('And again.', LATER);
  expect(await countOf(of)).toBe(3);
  const proposal = await proposalOf(of);
  expect([proposal?.input.facts?.contactsIn12Months, proposal?.document.flags.managerReview]).toEqual([3, true]);
  expect((await queueRow(place, of.contactId))?.contactsIn12Months).toBe(3);
});

/** Domain 3.2: 15 working days from when we were told of it, the first time. Of Monday 2 March they end on Monday 23 March; of Monday 9 March on Monday 30 March, in summer time. */
test('a child who moved in with a plan, told of again: the conference is due no later than by the first telling, until it was held', async () => {
  const moved = { givenName: 'Elowen', familyName: 'Trembath', dateOfBirth: '2016-09-03', openPlan: 'CP', openPlanWhere: 'other', homeAuthority: 'this' } as const;
  const NEXT = '2026-03-09T09:00:00Z';
  const conference = async (of: Case) => asSystem(place, NEXT, (tx) => findOpenDuty(tx, of.contactId, 'TRANSFER_IN'));
  const first = await arrives(place, MONDAY, { children: [moved] });
  const other = await arrives(place, NEXT, { children: [{ ...moved, givenName: 'Cador', dateOfBirth: '2018-02-11' }] });
  const second = await arrives(place, NEXT, { children: [moved] });
  const due = async (of: Case) => (await conference(of))?.dueAt?.toString();
  expect([await due(first), await due(other), await due(second)]).toEqual(['2026-03-23T17:00:00Z', '2026-03-30T16:00:00Z', '2026-03-23T17:00:00Z']);
  expect((await conference(second))?.evidence).toBe('It was told of before, in another contact, and is due from then.');
  for (const of of [first, second]) await asSystem(place, NEXT, async (tx) => dischargeDuty(tx, (await conference(of))?.id ?? '', 'done', 'Held on Friday.'));
  expect(await due(await arrives(place, NEXT, { children: [moved] }))).toBe('2026-03-30T16:00:00Z');
});

describe('told again when it is finished', () => {
  const again = (person: Person, of: Case, given: Partial<Parameters<typeof tellAgain>[4]> = {}) =>
    as(person, (tx) => tellAgain(tx, person, { prefix: place.prefix, settings: { guideArea: 'norfolk' } }, of.contactId, { key: newId(), text: 'He came with a new bruise.', indicators: { '1': ['I099'] }, immediate: false, ...given }));

  async function finished(): Promise<Case> {
    const of = await arrives(place, MONDAY, { ...family()([['I018']]), incident: { what: 'What was seen then.' } });
    const head = await headOf(of);
    await as(place.people.manager, (tx) => readsAndWithdraws(tx, place.people.manager, head, 'Sent twice'), NOON);
    return of;
  }

  test('nothing is added to the end; a new contact takes the words, names the old one and counts with it', async () => {
    const { teacher, worker } = place.people;
    const old = await finished();
    expect(await as(teacher, (tx) => addToContact(tx, old.contactId, { key: newId(), text: 'x', indicators: {}, immediate: false }))).toEqual({ ok: false, problem: 'closed' });
    const done = await again(teacher, old);
    if (!done.ok) throw new Error(done.problem);
    expect(done.value).toMatchObject({ created: true, urgent: true });
    const { contactId } = done.value;
    const fresh = await as(worker, (tx) => readContact(tx, contactId));
    expect(fresh).toMatchObject({ followsId: old.contactId, referrerId: teacher.actorId, summary: 'He came with a new bruise.', receivedAt: Temporal.Instant.from(LATER) });
    expect(fresh?.report.children[0]).toMatchObject({ givenName: 'Perran0', indicators: { I099: 'present' } });
    expect(JSON.stringify(fresh?.report)).not.toContain('What was seen then.');
    expect(await queueRow(place, contactId)).toMatchObject({ level: 4, contactsIn12Months: 2, readAt: null });
    const { earlier } = await as(worker, (tx) => readWorkspace(tx, contactId));
    expect(earlier.map(({ reference }) => reference)).toEqual([old.reference]);
    const { events } = await as(worker, (tx) => readWorkspace(tx, old.contactId));
    expect(events.at(-1)).toMatchObject({ kind: 'told_again', actorId: teacher.actorId, detail: { contact: contactId } });
  });

  test('a child of whom too little is known to be found again is found by what the contact follows', async () => {
    const { teacher, worker } = place.people;
    const old = await arrives(place, MONDAY, { children: [{ givenName: 'Jo', indicators: {} }] });
    const head = await headOf(old);
    await as(place.people.manager, (tx) => readsAndWithdraws(tx, place.people.manager, head, 'In error'), NOON);
    const done = await again(teacher, old, { indicators: {} });
    if (!done.ok) throw new Error(done.problem);
    const { contactId } = done.value;
    expect((await as(worker, (tx) => readWorkspace(tx, contactId))).earlier).toMatchObject([{ reference: old.reference, same: [{ sameBy: 'told_again' }] }]);
    expect((await queueRow(place, contactId))?.contactsIn12Months).toBe(2);
  });

  test('the same form twenty times at once is one contact; an open contact is not told again; danger is danger', async () => {
    const { teacher } = place.people;
    const old = await finished();
    const key = newId();
    const all = await Promise.all(Array.from({ length: 20 }, () => again(teacher, old, { key })));
    expect(new Set(all.map((each) => (each.ok ? each.value.contactId : each.problem))).size).toBe(1);
    expect(await again(teacher, old, { key, text: 'Other words' })).toEqual({ ok: false, problem: 'same_key_other_content' });
    expect(await again(teacher, await arrives(place, MONDAY, family()([['I018']])))).toEqual({ ok: false, problem: 'closed' });
    const danger = await again(teacher, old, { text: '', indicators: {}, immediate: true });
    if (!danger.ok) throw new Error(danger.problem);
    expect(await queueRow(place, danger.value.contactId)).toMatchObject({ immediate: true, riskRank: 0 });
  });

  test('a wish to go past the agency goes on', async () => {
    const { teacher, lead } = place.people;
    const old = await arrives(place, MONDAY, { ...family()([['I018']]), reporter: { leadKnows: 'past_lead' } });
    const head = await headOf(old);
    await as(place.people.manager, (tx) => readsAndWithdraws(tx, place.people.manager, head, 'In error'), NOON);
    const done = await again(teacher, old);
    if (!done.ok) throw new Error(done.problem);
    expect(await as(lead, (tx) => findContact(tx, done.value.reference))).toBeNull();
  });
});
