/** Who a family may be, while it is still spoken of (issue 4, section 2; safe practice 13, 14): asked before anything is shown, said by the worker, confirmed on the contact. */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { knownNow, type KnownNow } from '@/app/calls/[draft]/_parts/known-now';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { guideNow } from '@/lib/contact/call/guide-now';
import { memberWho, whoField, whyField } from '@/lib/contact/call/known-fields';
import { puttingTo } from '@/lib/contact/call/put-to';
import { readCall } from '@/lib/contact/call/read-call';
import { readWho } from '@/lib/contact/identity/candidate-store';
import type { ReportInput } from '@/lib/contact/schema';
import { readContact, readProposal } from '@/lib/contact/store';
import { saveCall } from '@/lib/contact/verbs/save-call';
import { startCall } from '@/lib/contact/verbs/start-call';
import { submitContact } from '@/lib/contact/verbs/submit-contact';
import { findOpenDuty } from '@/lib/duty/store';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { readDraft } from '@/lib/platform/draft/store';
import { londonDate } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { arrives, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem, queueRow } from './waiting';

// A Wednesday in March: London is at UTC.
const BEGAN = '2026-03-04T10:00:00Z';
const SAVED = '2026-03-04T10:05:00Z';
const MADE = '2026-03-04T10:14:00Z';

let place: Place;
let worker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker } = place.people);
});
afterAll(closeDatabase);

const as = <T>(person: Person, work: (tx: Tx) => Promise<T>, at: string = SAVED) => withActor(person, work, { at: Temporal.Instant.from(at) });

/** Families that are not like one another, each with a birthday of its own: nobody is found by chance. */
const FAMILIES = ['Trembath', 'Bolitho', 'Carlyon', 'Hocking', 'Polglase', 'Rosewarne', 'Vivian'];
let families = -1;
const family = () => FAMILIES[(families += 1)] ?? 'Odger';
const day = () => String(10 + families);
const told = (children: readonly object[]): ReportInput => ({ children: children as ReportInput['children'], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
const spokenOf = (key: string, givenName: string, familyName: string): Fields => ({ [`child.${key}.givenName`]: givenName, [`child.${key}.familyName`]: familyName, [`child.${key}.birth.day`]: day(), [`child.${key}.birth.month`]: '2', [`child.${key}.birth.year`]: '2017' });
const about = (familyName: string, more: Fields = {}): Fields => ({ 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'R. Mensah', 'you.continuingRole': 'yes', 'you.aboutColleague': 'no', 'happened.what': 'Came hungry.', 'seen.1': 'I018', children: '1', ...spokenOf('1', 'Ida', familyName), ...more });

interface Call {
  id: string;
  key: string;
  version: number;
}

async function begins(person: Person = worker): Promise<Call> {
  const id = await as(person, (tx) => startCall(tx), BEGAN);
  return { id, key: (await as(person, (tx) => readDraft(tx, id)))?.key ?? '', version: 1 };
}

async function types(call: Call, fields: Fields, person: Person = worker): Promise<KnownNow & { in12Months: number; managerReview: boolean; level: number }> {
  return as(person, async (tx) => {
    const saved = await saveCall(tx, person, { draftId: call.id, posted: fields, version: call.version });
    if (!saved.ok) throw new Error(saved.problem.code);
    call.version = saved.value.version;
    const read = await readCall(tx, saved.value, await readAuthority(tx));
    const { known, family: now } = await knownNow(tx, { id: call.id, fields: saved.value.content.fields }, read, false);
    const guide = guideNow(read.report, read.guide, londonDate(read.began), now.in12Months);
    return { ...known, in12Months: now.in12Months, level: guide.level, managerReview: guide.because.some(({ title }) => /12 months|twelve|repeat|third/i.test(title)) };
  });
}

async function becomes(call: Call, person: Person = worker): Promise<{ contactId: string; reference: string }> {
  const made = await as(person, async (tx) => submitContact(tx, person, await readAuthority(tx), { draftId: call.id, key: call.key, version: call.version }), MADE);
  if (!made.ok) throw new Error(made.problem);
  return made.value;
}

const idaOf = async (of: Case): Promise<string> => (await asSystem(place, SAVED, (tx) => readContact(tx, of.contactId)))?.people[0]?.id ?? '';
const ida = (familyName: string, more: object = {}) => ({ givenName: 'Ida', familyName, dateOfBirth: `2017-02-${day()}`, ...more });
const referencesIn = (known: KnownNow) => known.children.flatMap(({ candidates }) => candidates.flatMap(({ line }) => line.flatMap((row) => ('gap' in row ? [row.gap] : [row.reference]))));

describe('before the worker said that they know nobody', () => {
  test('nothing is told but that there may be an earlier contact; after it, why, when and at which level, and no words of the record', async () => {
    const name = family();
    const first = await arrives(place, '2025-01-10T10:00:00Z', told([ida(name, { indicators: { I018: 'present' } })]));
    const call = await begins();
    const before = await types(call, about(`${name}son`));
    expect(before).toMatchObject({ any: true, knows: null, children: [], open: [], in12Months: 1 });
    const asked = await askPage('../../app/calls/[draft]/page.tsx', worker, { draft: call.id });
    const html = asked.kind === 'shown' ? await asked.html() : asked.kind;
    expect(html).toContain('There may be an earlier contact about this family.');
    for (const secret of [first.reference, 'likely the same', 'date of birth the same', `Ida ${name},`]) expect(html).not.toContain(secret);

    const after = await types(call, { ...about(`${name}son`), 'call.knows': 'no' });
    const [candidate] = after.children[0]?.candidates ?? [];
    expect(referencesIn(after)).toEqual([first.reference]);
    expect(candidate?.line[0]).toMatchObject({ when: '10 January 2025', level: 2 });
    expect(candidate?.reasons.map(({ words }) => words)).toContain('date of birth the same');
    expect(candidate).toMatchObject({ named: '', said: null, mayKnow: false });
  });

  test('nothing at all is there of a restricted child, also when its id is typed', async () => {
    const name = family();
    const closed = await arrives(place, '2025-11-10T10:00:00Z', told([ida(name)]));
    const hidden = await idaOf(closed);
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      const restricted = await forge(client, 'restricted_child', { authority_id: place.id, registered_by: place.people.manager.actorId });
      await forge(client, 'contact_restriction', { authority_id: place.id, contact_id: closed.contactId, kind: 'restricted_child', restricted_child_id: restricted['id'] });
      await client.query('reset session_replication_role');
    });
    const call = await begins();
    expect(await types(call, { ...about(name), 'call.knows': 'no', [whoField('1', hidden)]: 'same' })).toMatchObject({ any: false, children: [], open: [], in12Months: 1 });
    const { contactId } = await becomes(call);
    const links = await asSystem(place, MADE, (tx) => tx.db.matchDecision.count({ where: { authorityId: place.id, contactId } }));
    expect(links).toBe(0);
  });

  test('who may know the family is shown nothing, cannot take that back by typing, and is kept out of what the call becomes', async () => {
    const name = family();
    await arrives(place, '2025-11-10T10:00:00Z', told([ida(name)]));
    const { otherWorker } = place.people;
    const call = await begins(otherWorker);
    expect(await types(call, { ...about(name), 'call.knows': 'not_sure' }, otherWorker)).toMatchObject({ any: true, knows: 'not_sure', children: [] });
    expect(await types(call, { ...about(name), 'call.knows': 'no' }, otherWorker)).toMatchObject({ knows: 'not_sure', children: [] });
    const { contactId, reference } = await becomes(call, otherWorker);
    expect((await askPage('../../app/contacts/[reference]/page.tsx', otherWorker, { reference })).kind).toBe('missing');
    expect(await asSystem(place, MADE, (tx) => findOpenDuty(tx, contactId, 'CONFLICT'))).not.toBeNull();
  });
});

describe('a child not born yet', () => {
  const withMother = (mother: NonNullable<ReportInput['household']>[number]): ReportInput => ({ children: [{ givenName: 'Baby', unborn: true, address: '12 Mill Lane', postcode: 'NR1 1AA' }], household: [{ relationship: 'Mother', livesWithChild: 'yes', ...mother }], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });
  const expects = (more: Fields): Fields => ({ 'call.from': `agency:${place.agencies.school.id}`, 'call.callerName': 'R. Mensah', 'you.continuingRole': 'yes', 'you.aboutColleague': 'no', 'happened.what': 'Sleeps in a car.', children: '1', 'child.1.unborn': 'yes', 'child.1.givenName': 'Baby', members: '4', ...more });
  const called = (givenName: string, familyName: string): Fields => ({ 'member.4.givenName': givenName, 'member.4.familyName': familyName, 'member.4.relationship': 'Mother', 'member.4.birth.day': '9', 'member.4.birth.month': '4', 'member.4.birth.year': '2001' });

  test('is looked up by its mother: asked first, then her contacts with their history; said of her, it is her link and no telling of the child', async () => {
    const first = await arrives(place, '2025-06-10T10:00:00Z', withMother({ givenName: 'Kayleigh', familyName: 'Nankervis', dateOfBirth: '2001-04-09' }));
    const people = (await asSystem(place, SAVED, (tx) => readContact(tx, first.contactId)))?.people ?? [];
    const her = people.find(({ kind }) => kind === 'adult')?.id ?? '';
    const call = await begins();
    const said = expects({ ...called('Kayleigh', 'Nankervis') });
    expect(await types(call, said)).toMatchObject({ any: true, knows: null, children: [] });
    const after = await types(call, { ...said, 'call.knows': 'no' });
    expect(after.children).toMatchObject([{ key: memberWho('4'), name: 'Kayleigh Nankervis', mother: true, sayable: true }]);
    expect(after.children[0]?.candidates.map(({ otherId }) => otherId)).toEqual([her]);
    expect(referencesIn(after)).toEqual([first.reference]);
    expect(after.children[0]?.candidates[0]?.likelihood).toMatch(/same person$/);
    const asked = await askPage('../../app/calls/[draft]/page.tsx', worker, { draft: call.id });
    const html = asked.kind === 'shown' ? await asked.html() : asked.kind;
    for (const words of ['Mother of the child not born yet', 'Are they the same person?']) expect(html).toContain(words);
    // What tells of her counts as no telling of the child, and the call is not offered to her contact.
    expect(await types(call, { ...said, 'call.knows': 'no', [whoField(memberWho('4'), her)]: 'same' })).toMatchObject({ in12Months: 1, open: [] });
    const { contactId } = await becomes(call);
    const who = await as(worker, async (tx) => {
      const contact = await readContact(tx, contactId);
      return contact === null ? [] : readWho(tx, contact);
    }, MADE);
    expect(who.map(({ adult, linked }) => [adult, linked.map(({ other }) => other.id)])).toEqual([[false, []], [true, [her]]]);
  });

  test('whose name alone names the mother is looked up too, and nothing can be said of her until she is written down', async () => {
    const first = await arrives(place, '2025-06-10T10:00:00Z', withMother({ givenName: 'Demelza', familyName: 'Pengelly-Quick', dateOfBirth: '2003-05-05' }));
    const call = await begins();
    const known = await types(call, { ...expects({ members: '1' }), 'child.1.givenName': 'Unborn baby of Demelza', 'child.1.familyName': 'Pengelly-Quick', 'child.1.address': '12 Mill Lane', 'child.1.postcode': 'NR1 1AA', 'call.knows': 'no' });
    expect(known.children).toMatchObject([{ name: 'Demelza Pengelly-Quick', mother: true, sayable: false }]);
    expect(referencesIn(known)).toEqual([first.reference]);
    const asked = await askPage('../../app/calls/[draft]/page.tsx', worker, { draft: call.id });
    expect(asked.kind === 'shown' ? await asked.html() : asked.kind).toContain('Write her down among the adults');
  });
});

describe('what the worker says', () => {
  test('that it is the same child makes the third in twelve months, in the call’s proposal and in the contact’s, and is linked there', async () => {
    const name = family();
    const [first, second] = [await arrives(place, '2025-06-10T10:00:00Z', told([ida(name)])), await arrives(place, '2025-12-10T10:00:00Z', told([ida(name)]))];
    const call = await begins();
    const said = about(`${name}son`, { 'call.knows': 'no' });
    const listed = await types(call, said);
    expect(listed).toMatchObject({ in12Months: 1, managerReview: false });
    const [one, two] = [await idaOf(first), await idaOf(second)];
    const found = listed.children[0]?.candidates.map(({ otherId }) => otherId) ?? [];
    expect([...found].sort()).toEqual([one, two].sort());
    expect(await types(call, { ...said, [whoField('1', one)]: 'same' })).toMatchObject({ in12Months: 2, managerReview: false });
    // Posted without them, as when the panel was not on the page: what was said stays.
    expect(await types(call, { ...said, [whoField('1', two)]: 'same' })).toMatchObject({ in12Months: 3, managerReview: true, open: expect.arrayContaining([first.reference, second.reference]) as string[] });

    const { contactId, reference } = await becomes(call);
    const proposal = await asSystem(place, MADE, (tx) => readProposal(tx, contactId));
    expect([proposal?.input.facts?.contactsIn12Months, proposal?.document.flags.managerReview]).toEqual([3, true]);
    const who = await as(worker, async (tx) => {
      const contact = await readContact(tx, contactId);
      return contact === null ? [] : readWho(tx, contact);
    }, MADE);
    expect(who[0]?.linked.map(({ other }) => other.reference).sort()).toEqual([first.reference, second.reference].sort());
    // They said that they know nobody: they are not asked again. A colleague is.
    expect((await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference })).kind).toBe('shown');
    expect((await askPage('../../app/contacts/[reference]/page.tsx', place.people.manager, { reference })).kind).toBe('moved');
  });

  test('adds a call to the open contact of a child who was said to be the same, whatever it is called now (safe practice 8)', async () => {
    const name = family();
    const first = await arrives(place, '2026-03-03T10:00:00Z', told([ida(name, { indicators: { I018: 'present' } })]));
    const call = await begins();
    const said = { ...about(`${name}-Hart`), 'seen.1': 'I099', 'call.knows': 'no', [whoField('1', await idaOf(first))]: 'same' };
    expect((await types(call, said)).open).toEqual([first.reference]);
    const check = await askPage('../../app/calls/[draft]/check/page.tsx', worker, { draft: call.id });
    expect(check.kind === 'shown' ? await check.html() : check.kind).toContain('about a child whom you said to be the same is open');
    await types(call, puttingTo(said, first.reference));
    expect(await becomes(call)).toMatchObject({ contactId: first.contactId, reference: first.reference });
    // The facts of both: the sign of harm (I099, level 4) is the same child's; two tellings, by the earlier clock of the first.
    const proposal = await asSystem(place, MADE, (tx) => readProposal(tx, first.contactId));
    expect([proposal?.level, proposal?.input.children.length, proposal?.input.facts?.contactsIn12Months]).toEqual([4, 1, 2]);
    expect(await queueRow(place, first.contactId)).toMatchObject({ level: 4, readAt: null, nextDueAt: new Date('2026-03-04T10:00:00Z') });
  });

  test('of twins each is found as itself, and "not the same" needs a reason or stays as "not sure"', async () => {
    const name = family();
    const before = await arrives(place, '2025-12-10T10:00:00Z', told([ida(name), { ...ida(name), givenName: 'Ava' }]));
    const people = (await asSystem(place, SAVED, (tx) => readContact(tx, before.contactId)))?.people ?? [];
    const [idaBefore, avaBefore] = [people[0]?.id ?? '', people[1]?.id ?? ''];
    const call = await begins();
    const said = { ...about(name), children: ['1', '2'], ...spokenOf('2', 'Ava', name), 'call.knows': 'no' };
    const listed = await types(call, said);
    expect(listed.children.map(({ key, candidates }) => [key, candidates.map(({ otherId }) => otherId)])).toEqual([['1', [idaBefore]], ['2', [avaBefore]]]);
    await types(call, { ...said, [whoField('1', idaBefore)]: 'not_same', [whoField('2', avaBefore)]: 'not_same', [whyField('2', avaBefore)]: 'Cousins of one name.' });
    const { contactId } = await becomes(call);
    const decided = await asSystem(place, MADE, (tx) => tx.db.matchDecision.findMany({ where: { authorityId: place.id, contactId }, orderBy: { outcome: 'asc' } }));
    expect(decided.map(({ outcome, otherPersonId, by }) => [outcome, otherPersonId, by])).toEqual([['not_same', avaBefore, worker.actorId], ['not_sure', idaBefore, worker.actorId]]);
  });

  test('of a child who is taken off the page goes with it', async () => {
    const name = family();
    const before = await arrives(place, '2025-12-10T10:00:00Z', told([ida(name)]));
    const other = await idaOf(before);
    const call = await begins();
    await types(call, { ...about(name), 'call.knows': 'no', children: ['1', '2'], ...spokenOf('2', 'Bo', name), [whoField('1', other)]: 'same' });
    const left = await types(call, { 'call.knows': 'no', children: '2', ...spokenOf('2', 'Bo', name) });
    expect(left.in12Months).toBe(1);
    expect(Object.keys((await as(worker, (tx) => readDraft(tx, call.id)))?.content.fields ?? {}).filter((field) => field.startsWith('call.who'))).toEqual([]);
  });
});
