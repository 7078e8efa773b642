/** The history of a family on one line (issue 4, section 2; safe practice 6, 13, 14): whose it is, its gaps, and what a reader may not open. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withGaps } from '@/lib/chronology/model';
import { readHousehold } from '@/lib/chronology/household-store';
import { readChronology, type Chronology } from '@/lib/chronology/store';
import { sayPair } from '@/lib/contact/identity/say-pair';
import type { ReportInput } from '@/lib/contact/schema';
import { readContact, findContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { lookAtAddress } from '@/lib/contact/verbs/look-at-address';
import { notSameChild } from '@/lib/contact/verbs/not-same-child';
import { readWorkspace } from '@/lib/contact/workspace-store';
import type { Person } from '@/lib/access/model';
import type { DutyCode } from '@/lib/duty/codes';
import { findOpenDuty, openDuty } from '@/lib/duty/store';
import { endDuty } from '@/lib/duty/verbs/end-duty';
import { readDecision } from '@/lib/decision/store';
import { historyLooked } from '@/lib/decision/history-store';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { arrives, at, decides, claims, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';

let place: Place;
let worker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker } = place.people);
});
afterAll(closeDatabase);

const NOW = '2026-03-02T12:00:00Z';
let families = 0;
/** Names of a family not met before. */
const family = () => `Nankivell ${(families += 1)}`;
const child = (givenName: string, familyName: string, dateOfBirth: string, more: object = {}) => ({ givenName, familyName, dateOfBirth, ...more });
const said = (children: readonly object[], household: readonly object[] = [], more: ReportInput = {}): ReportInput => ({ children: children as ReportInput['children'], household: household as ReportInput['household'], reporter: { continuingRole: 'yes', aboutColleague: 'no' }, ...more });

async function lineOf(of: Case, person: Person = worker): Promise<Chronology> {
  return withActor(person, async (tx) => {
    const contact = await readContact(tx, of.contactId);
    if (contact === null) throw new Error('not there for them');
    const { earlier, historyUntil } = await readWorkspace(tx, of.contactId);
    return readChronology(tx, contact, earlier, ({ sameBy }) => sameBy, historyUntil);
  }, at(NOW));
}

/** Each row as "kind scope reference", each gap as its months, newest first. */
const rowsOf = ({ entries }: Chronology) => withGaps(entries).map((item) => (item.kind === 'gap' ? item.months : [item.entry.kind, item.entry.scope, item.entry.current ? 'this' : (item.entry.reference ?? 'address')].join(' ')));

async function knowsNobody(of: Case, person: Person = worker): Promise<void> {
  await withActor(person, async (tx) => declareBeforeOpening(tx, { id: of.contactId }, { knows: 'no', reason: '' }), at(NOW));
}

async function householdOf(of: Case, person: Person = worker) {
  return withActor(person, async (tx) => {
    const contact = await readContact(tx, of.contactId);
    return contact === null ? null : readHousehold(tx, contact);
  }, at(NOW));
}

/** Each of the household as "name kind", with the contacts that name them, latest first. */
async function membersOf(of: Case): Promise<[string, string[]][]> {
  const household = await householdOf(of);
  return (household?.members ?? []).map((member) => [`${member.name || 'nobody named'} ${member.kind}`, (household?.contacts ?? []).filter(({ id }) => member.contacts.has(id)).map(({ reference }) => reference)]);
}

const personOf = async (of: Case, nth: number) => withActor(worker, async (tx) => (await readContact(tx, of.contactId))?.people[nth]?.id ?? '', at(NOW));

async function says(of: Case, nth: number, other: Case, otherNth: number, outcome: string, reason = ''): Promise<void> {
  const [childId, otherId] = [await personOf(of, nth), await personOf(other, otherNth)];
  expect(await withActor(worker, async (tx) => sayPair(tx, { id: of.contactId }, { childId, otherId, outcome, reason }), at(NOW))).toEqual({ ok: true, value: null });
}

async function pageOf(of: Case, person: Person = worker): Promise<string> {
  const page = await askPage('../../app/contacts/[reference]/page.tsx', person, { reference: of.reference });
  return page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
}

describe('the line of a family', () => {
  test('has contacts, decisions, plans and enquiries of the child, of brothers and sisters and of adults, with the gaps between', async () => {
    const name = family();
    const [ida, otto] = [child('Ida', name, '2017-02-02', { openPlan: 'CIN', openPlanWhere: 'this' }), child('Otto', name, '2013-03-03')];
    const dana = child('Dana', name, '1990-04-04', { kind: 'adult' });
    // Otto alone, in 2024; with Ida, in spring 2025, when Ida has a plan; Dana with another child, in autumn; Ida now.
    const alone = await arrives(place, '2024-01-15T10:00:00Z', said([otto]));
    const both = await arrives(place, '2025-04-15T10:00:00Z', said([ida, otto]));
    const adult = await arrives(place, '2025-09-15T10:00:00Z', said([child('Bo', family(), '2020-05-05')], [dana]));
    const now = await arrives(place, '2026-03-02T09:00:00Z', said([child('Ida', name, '2017-02-02')], [dana]));
    await claims(both, worker, '2025-04-15T10:30:00Z');
    await decides(both, worker, 'EH_CAF', '2025-04-15T11:00:00Z');

    // 15 September to 2 March: 5 months. 15 April to 15 September: 4 months and 30 days from the decision, 11:00. 15 January 2024 to 15 April 2025: 15 months.
    expect(rowsOf(await lineOf(now))).toEqual([
      'contact child this', 5, `contact household ${adult.reference}`, 5, `decision child ${both.reference}`, `plan child ${both.reference}`, `contact child ${both.reference}`, 15, `contact sibling ${alone.reference}`,
    ]);
    await knowsNobody(now);
    const html = await pageOf(now);
    expect(html).toContain('Before this one: 0 in 3 months, 1 in 12 months, 1 in 36 months.');
    expect(html).toContain('15 months with nothing recorded');
    expect(html).toContain('Child in need plan, as it was told');
    expect(html).toContain('The same as a table');
  });

  test('shows what came later and has ended as long as a decision is waited for, and says that it is later; a decision keeps that it was there', async () => {
    const name = family();
    const morgan = child('Morgan', name, '2018-06-06');
    const monday = await arrives(place, '2026-02-23T09:00:00Z', said([morgan]));
    const tuesday = await arrives(place, '2026-02-24T09:00:00Z', said([morgan, child('Petrok', name, '2015-05-05')]));
    // Of the brother alone, whom only Tuesday's contact names.
    const brother = await arrives(place, '2026-02-24T15:00:00Z', said([child('Petrok', name, '2015-05-05')]));
    for (const { contactId } of [tuesday, brother]) await withActor(systemOf(place.id), async (tx) => tx.db.closure.create({ data: { authorityId: place.id, contactId, at: new Date('2026-02-24T17:00:00Z'), by: worker.actorId, how: 'told', level: 2, route: 'EH_SINGLE', reason: '' } }));
    expect(rowsOf(await lineOf(monday))).toEqual([`contact sibling ${brother.reference}`, `contact child ${tuesday.reference}`, 'contact child this']);
    await knowsNobody(monday);
    const html = await pageOf(monday);
    expect(html).toContain('0 earlier, 1 later about these children');
    expect(html).toContain('Came later than this contact.');
    // It is in no figure of what there was before.
    expect(html).toContain('No earlier contact about these children is known here.');

    await claims(monday, worker, '2026-03-02T10:00:00Z');
    const { decisionId } = await decides(monday, worker, 'EH_CAF', '2026-03-02T11:00:00Z');
    expect(rowsOf(await lineOf(monday))).toEqual(['contact child this']);
    const looked = await withActor(worker, async (tx) => {
      const decision = await readDecision(tx, decisionId);
      return decision === null ? [] : historyLooked(tx, decision);
    }, at(NOW));
    expect(looked.map(({ reference }) => reference)).toEqual([tuesday.reference]);
  });

  /** Domain 3.1. What another system holds may be still to come; what was not to be was not held. */
  test('has the conferences that were held, and says of one that another system holds no more than that', async () => {
    const { manager } = place.people;
    const wenna = child('Wenna', family(), '2016-09-09');
    const before = await arrives(place, '2026-01-12T09:00:00Z', said([wenna]));
    const now = await arrives(place, '2026-03-02T09:00:00Z', said([wenna]));
    const day = { 'when.day': '9', 'when.month': '2', 'when.year': '2026' };
    const conference = { ...day, system: 'The case system, 40213', who: 'R. Okonjo' };
    const ended = async (code: DutyCode, how: string, fields: Fields, words = '') => {
      const done = await withActor(manager, async (tx) => {
        await openDuty(tx, { contactId: before.contactId, code, occasionId: newId(), dueAt: null, evidence: 'Told by hand.' });
        return endDuty(tx, manager, (await findOpenDuty(tx, before.contactId, code))?.id ?? '', { how, words, fields });
      }, at('2026-02-09T12:00:00Z'));
      expect(done, code).toMatchObject({ ok: true });
    };
    await ended('TRANSFER_IN', 'done', { ...day, chair: 'R. Okonjo', left: 'P. Nandakumar', plan: 'yes', agreed: 'The core group meets on Friday.' });
    await ended('CONVENE_ICPC', 'done', { ...conference, ended: 'held' });
    await ended('CONVENE_ICPC', 'done', { ...conference, ended: 'elsewhere' });
    await ended('CONVENE_ICPC', 'ended_lawfully', {}, 'The enquiries ended without a conference.');
    const titles = (await lineOf(now)).entries.filter(({ kind }) => kind === 'enquiry').map(({ title, at: when }) => [title, when.toString()]);
    expect(titles.sort()).toEqual(['Child protection conference entered in another system', 'Child protection conference held', 'Transfer-in conference held'].map((title) => [title, '2026-02-09T12:00:00Z']));
  });

  test('two who are taken for one are told apart also where the other contact came later', async () => {
    const tamara = child('Tamara', family(), '2016-09-09');
    const earlier = await arrives(place, '2026-02-23T09:00:00Z', said([tamara]));
    const later = await arrives(place, '2026-02-24T09:00:00Z', said([tamara]));
    const [personId, otherPersonId] = [await personOf(earlier, 0), await personOf(later, 0)];
    const done = await withActor(worker, async (tx) => {
      const head = await findContact(tx, earlier.reference);
      return head === null ? null : notSameChild(tx, head, { personId, otherPersonId, reason: 'Cousins of one name.' });
    }, at(NOW));
    expect(done).toEqual({ ok: true, value: null });
    expect(rowsOf(await lineOf(earlier))).toEqual(['contact child this']);
  });

  test('shows of a contact that was not opened yet no words that anybody wrote of others, and afterwards does', async () => {
    const name = family();
    const [ida, otto] = [child('Ida', name, '2017-02-02'), child('Otto', name, '2013-03-03')];
    const alone = await arrives(place, '2024-01-15T10:00:00Z', said([otto], [], { incident: { what: 'Otto was alone.' } }));
    const both = await arrives(place, '2025-04-15T10:00:00Z', said([ida, otto], [], { incident: { what: 'Both were cold.' } }));
    const now = await arrives(place, '2026-03-02T09:00:00Z', said([ida]));
    const wordsOf = async () => (await lineOf(now)).entries.filter(({ kind, current }) => kind === 'contact' && !current).map(({ reference, words, about }) => [reference, words, about]);
    expect(await wordsOf()).toEqual([[both.reference, 'Both were cold.', ['name_and_birth']], [alone.reference, '', [`named together with the child in ${both.reference}`]]]);
    await knowsNobody(alone);
    expect((await wordsOf())[1]).toEqual([alone.reference, 'Otto was alone.', [`Otto ${name}, named together with the child in ${both.reference}`]]);
  });

  test('says the third in twelve months from the guide’s own rule', async () => {
    const ida = said([child('Ida', family(), '2017-02-02')]);
    await arrives(place, '2025-05-01T10:00:00Z', ida);
    const second = await arrives(place, '2025-11-01T10:00:00Z', ida);
    const third = await arrives(place, '2026-03-02T09:00:00Z', ida);
    for (const of of [second, third]) await knowsNobody(of);
    expect(await pageOf(third)).toContain('The 3rd in 12 months.');
    expect(await pageOf(second)).not.toContain('in 12 months.</strong>');
  });

  test('calls a consultation one', async () => {
    const ida = said([child('Ida', family(), '2017-02-02')]);
    const advice = await arrives(place, '2026-02-20T10:00:00Z', ida);
    const now = await arrives(place, '2026-03-02T09:00:00Z', ida);
    await asSuperuser((client) => client.query("update contact set kind = 'consultation' where id = $1", [advice.contactId]));
    expect(rowsOf(await lineOf(now))).toEqual(['contact child this', `consultation child ${advice.reference}`]);
    await knowsNobody(now);
    expect(await pageOf(now)).toContain('Consultation, <a');
  });

  test('names who else is involved: who told us, who is named as helping, the school; none that is to be kept secret', async () => {
    const ida = child('Ida', family(), '2017-02-02', { school: 'Hollow Lane Primary', gp: 'Mill Surgery' });
    const before = await arrives(place, '2025-11-01T10:00:00Z', said([{ ...ida, school: 'Refuge School', keepSchoolSecret: true }], [], { agencies: [{ name: 'Fenland Recovery', worker: 'P. Osei', stillInvolved: 'no' }] }));
    const now = await arrives(place, '2026-03-02T09:00:00Z', said([ida]));
    const involved = async () => Object.fromEntries((await lineOf(now)).involved.map(({ name, how }) => [name, how]));
    expect(await involved()).toEqual({ [place.agencies.school.name]: ['told'], 'Hollow Lane Primary': ['school'], 'Mill Surgery': ['surgery'] });
    await knowsNobody(before);
    expect(await involved()).toEqual({ [place.agencies.school.name]: ['told'], 'Hollow Lane Primary': ['school'], 'Mill Surgery': ['surgery'], 'Fenland Recovery': ['stopped'] });
  });
});

test('what happened at the address joins the line only with a reason, as date and level, and is no repeat (domain 7.13)', async () => {
  const home = { address: '3 Quay Row', postcode: 'TR1 2XX' };
  const others = await arrives(place, '2025-12-01T10:00:00Z', said([child('Zed', family(), '2019-01-01', { ...home, indicators: { I099: 'present' } })]));
  const now = await arrives(place, '2026-03-02T09:00:00Z', said([child('Ida', family(), '2017-02-02', home)]));
  expect(rowsOf(await lineOf(now))).toEqual(['contact child this']);
  const head = await withActor(worker, async (tx) => findContact(tx, now.reference), at(NOW));
  if (head === null) throw new Error('the contact is there');
  await withActor(worker, async (tx) => lookAtAddress(tx, head, 'The neighbour says that others were hurt there.'), at(NOW));
  const line = await lineOf(now);
  expect(rowsOf(line)).toEqual(['contact child this', 'contact address address']);
  expect(line.entries.find(({ scope }) => scope === 'address')).toMatchObject({ level: 4, route: null, reference: null, title: '', words: '', about: [] });
  await knowsNobody(now);
  const html = await pageOf(now);
  expect(html).not.toContain(others.reference);
  expect(html).not.toContain('Before this one: 1');
});

test('two who are hidden have no address in common for what stands in its place (domain 7.6)', async () => {
  // Of the second nobody thought, and only the repetition is hidden.
  const hidden = (names: [string, string], address: string, postcode: string): ReportInput => said([child(names[0], family(), '2018-01-01', { address, postcode, keepAddressSecret: true }), child(names[1], family(), '2016-01-01', { address, postcode })]);
  await arrives(place, '2025-12-02T10:00:00Z', hidden(['Loveday', 'Jory'], '4 Refuge Row', 'TR1 9ZZ'));
  const now = await arrives(place, '2026-03-02T09:00:00Z', hidden(['Elowen', 'Denzel'], '7 Haven Way', 'TR1 9ZY'));
  const head = await withActor(worker, async (tx) => findContact(tx, now.reference), at(NOW));
  if (head === null) throw new Error('the contact is there');
  await withActor(worker, async (tx) => lookAtAddress(tx, head, 'What was known of the house?'), at(NOW));
  expect(rowsOf(await lineOf(now))).toEqual(['contact child this']);
});

test('the household is on one page: each with every contact that names them, decisions of brothers and sisters side by side', async () => {
  const name = family();
  const [ida, otto] = [child('Ida', name, '2017-02-02', { indicators: { I018: 'present' } }), child('Otto', name, '2013-03-03')];
  const alone = await arrives(place, '2025-01-15T10:00:00Z', said([otto]));
  const both = await arrives(place, '2025-04-15T10:00:00Z', said([ida], [{ kind: 'child', givenName: 'Otto', familyName: name, dateOfBirth: '2013-03-03', livesWithChild: 'yes' }]));
  const now = await arrives(place, '2026-03-02T09:00:00Z', said([ida], [child('Dana', name, '1990-04-04', { kind: 'adult' })]));
  await claims(both, worker, '2025-04-15T10:30:00Z');
  await decides(both, worker, 'EH_SINGLE', '2025-04-15T11:00:00Z');
  const table = async () => {
    const household = await householdOf(now);
    const referenceOf = new Map(household?.contacts.map(({ id, reference }) => [id, reference]));
    return household?.members.map((member) => [member.name, member.kind, [...member.contacts].map(([id, decided]) => [referenceOf.get(id), decided && [decided.standing, decided.level]])]);
  };
  // Otto stands in contacts that were not opened: before they are, nobody is named from them.
  expect(await table()).toEqual([[`Ida ${name}`, 'child', [[now.reference, null], [both.reference, ['own', 2]]]], [`Dana ${name}`, 'adult', [[now.reference, null]]]]);
  for (const of of [both, alone, now]) await knowsNobody(of);
  expect(await table()).toEqual([
    [`Ida ${name}`, 'child', [[now.reference, null], [both.reference, ['own', 2]]]],
    [`Otto ${name}`, 'child', expect.arrayContaining([[both.reference, ['same', 2]], [alone.reference, null]])],
    [`Dana ${name}`, 'adult', [[now.reference, null]]],
  ]);
  const page = await askPage('../../app/contacts/[reference]/household/page.tsx', worker, { reference: now.reference });
  const html = page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
  expect(html).toContain('Decisions for each child, side by side');
  expect(html).toContain('Decided for this child');
});

test('brothers and sisters without a name, or of one name, stay two; and nobody is of a household whose pregnancy has ended', async () => {
  const name = family();
  const ida = child('Ida', name, '2017-02-02');
  const baby = { ...child('', name, ''), dateOfBirth: null, unborn: true };
  const first = await arrives(place, '2025-01-15T10:00:00Z', said([ida], [{ kind: 'child', givenName: 'Jo', familyName: name }, { kind: 'child', relationship: 'Brother' }]));
  const second = await arrives(place, '2025-04-15T10:00:00Z', said([ida], [{ kind: 'child', givenName: 'Jo', familyName: name }, { kind: 'child', relationship: 'Brother' }]));
  const now = await arrives(place, '2026-03-02T09:00:00Z', said([ida, baby]));
  for (const of of [first, second, now]) await knowsNobody(of);
  const unborn = await personOf(now, 1);
  expect((await membersOf(now)).map(([who]) => who)).toContain(`${name} child`);
  await asSuperuser((client) => forge(client, 'unborn_state', { authority_id: place.id, contact_id: now.contactId, person_id: unborn, state: 'pregnancy_ended' }));
  const siblings = [`Jo ${name} child`, 'nobody named child'];
  expect(await membersOf(now)).toEqual([
    [`Ida ${name} child`, [now.reference, second.reference, first.reference]],
    ...siblings.map((who) => [who, [second.reference]]),
    ...siblings.map((who) => [who, [first.reference]]),
  ]);
  // Somebody says that one Jo is the other.
  await says(second, 1, first, 1, 'same');
  expect(await membersOf(now)).toContainEqual([`Jo ${name} child`, [second.reference, first.reference]]);
});

test('adults are one by a link and not by a number once somebody told them apart, on the line and in the household', async () => {
  const dana = (familyName: string) => child('Dana', familyName, '1990-04-04', { kind: 'adult' });
  const [name, other] = [family(), family()];
  const before = await arrives(place, '2025-04-15T10:00:00Z', said([child('Bo', family(), '2020-05-05')], [dana(other)]));
  const namesake = await arrives(place, '2025-05-15T10:00:00Z', said([child('Cy', family(), '2020-05-05')], [dana(name)]));
  const now = await arrives(place, '2026-03-02T09:00:00Z', said([child('Ida', name, '2017-02-02')], [dana(name)]));
  for (const of of [before, namesake, now]) await knowsNobody(of);
  const adult = async () => (await membersOf(now)).find(([who]) => who === `Dana ${name} adult`)?.[1];
  const onLine = async () => (await lineOf(now)).entries.filter(({ scope }) => scope === 'household').map(({ reference }) => reference);
  expect(await adult()).toEqual([now.reference, namesake.reference]);
  await says(now, 1, before, 1, 'same');
  await says(now, 1, namesake, 1, 'not_same', 'Another Dana, said the school.');
  expect(await adult()).toEqual([now.reference, before.reference]);
  expect(await onLine()).toEqual([before.reference]);
});

describe('who may not open a contact', () => {
  test('reads of a restricted sister no row, no count and no gap that is shorter for it', async () => {
    const name = family();
    const [ida, mo] = [child('Ida', name, '2017-02-02'), child('Mo', name, '2015-02-02')];
    const before = await arrives(place, '2024-03-02T09:00:00Z', said([ida, mo]));
    const closed = await arrives(place, '2025-03-02T09:00:00Z', said([mo]));
    const now = await arrives(place, '2026-03-02T09:00:00Z', said([ida]));
    const { otherWorker, manager } = place.people;
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      const restricted = await forge(client, 'restricted_child', { authority_id: place.id, registered_by: manager.actorId });
      await forge(client, 'restricted_guardian', { authority_id: place.id, restricted_child_id: restricted['id'], account_id: worker.actorId });
      await forge(client, 'contact_restriction', { authority_id: place.id, contact_id: closed.contactId, kind: 'restricted_child', restricted_child_id: restricted['id'] });
      await client.query('reset session_replication_role');
    });
    expect(rowsOf(await lineOf(now, otherWorker))).toEqual(['contact child this', 24, `contact child ${before.reference}`]);
    await knowsNobody(now, otherWorker);
    expect(await pageOf(now, otherWorker)).not.toContain(closed.reference);
    const household = await askPage('../../app/contacts/[reference]/household/page.tsx', otherWorker, { reference: now.reference });
    const html = household.kind === 'shown' ? await household.html() : household.kind;
    expect(html).toContain(before.reference);
    expect(html).not.toContain(closed.reference);
    expect(html).not.toContain('Mo ');
  });

  test('is told date and level alone of a contact in which they may know somebody, and nothing that came of it', async () => {
    const name = family();
    const before = await arrives(place, '2025-03-02T09:00:00Z', said([child('Ida', name, '2017-02-02', { openPlan: 'EH', indicators: { I018: 'present' } })], [], { incident: { what: 'Seen at the gate.' } }));
    const now = await arrives(place, '2026-03-02T09:00:00Z', said([child('Ida', name, '2017-02-02')]));
    await claims(before, worker, '2025-03-02T10:00:00Z');
    await decides(before, worker, 'EH_CAF', '2025-03-02T11:00:00Z');
    const { otherWorker } = place.people;
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await forge(client, 'contact_acquaintance', { authority_id: place.id, contact_id: before.contactId, account_id: otherWorker.actorId, grounds: '{own_name}' });
      await client.query('reset session_replication_role');
    });
    const line = await lineOf(now, otherWorker);
    expect(rowsOf(line)).toEqual(['contact child this', 12, `contact child ${before.reference}`]);
    expect(line.entries.at(-1)).toMatchObject({ level: 2, route: null, state: null, about: [], title: '', words: 'You may know somebody in this contact. You are asked before anything of it is shown.' });
    expect(line.involved.map(({ references }) => references)).toEqual([[now.reference]]);
    await knowsNobody(now, otherWorker);
    const household = await householdOf(now, otherWorker);
    expect(household?.contacts.find(({ id }) => id === before.contactId)).toMatchObject({ level: 2, route: null, state: null });
    // Nor is anything decided of it before they are asked.
    expect(await pageOf(now, otherWorker)).not.toContain('Tell them apart');
  });
});
