/**
 * Looking people up (issue 4, section 2; safe practice 6, 12, 13, 14; decision 39): who is found and by what, who is never
 * revealed, what a person's page tells, and whom managers are told of.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { acceptAlarm } from '@/lib/attention/verbs/accept-alarm';
import { look } from '@/lib/attention/verbs/look';
import type { ContactHead } from '@/lib/contact/head';
import { readWho } from '@/lib/contact/identity/candidate-store';
import { recordContact } from '@/lib/contact/record';
import { report, type ReportInput } from '@/lib/contact/schema';
import { findContact, readContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { findPeople, type Found } from '@/lib/lookup/find-store';
import { readLook, type Look } from '@/lib/lookup/look-store';
import { readAsked } from '@/lib/lookup/model';
import { addressesTold, birthsTold, namesTold } from '@/lib/lookup/person';
import { readAppearances } from '@/lib/lookup/person-store';
import { readRelations } from '@/lib/lookup/relation-store';
import { readSearch } from '@/lib/lookup/search-store';
import { endRelation } from '@/lib/lookup/verbs/end-relation';
import { forgetSearches } from '@/lib/lookup/verbs/forget-searches';
import { lookUp } from '@/lib/lookup/verbs/look-up';
import { recordRelation } from '@/lib/lookup/verbs/record-relation';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { become, forge } from './rows';
import { asSuperuser } from './superuser';

afterAll(closeDatabase);

let place: Place;
let worker: Person;
let otherWorker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker, otherWorker } = place.people);
});

type Child = NonNullable<ReportInput['children']>[number];
type Member = NonNullable<ReportInput['household']>[number];

const WREN: Child = { givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2019-05-14', sex: 'F', address: '12 Mill Lane', postcode: 'NR1 1AA' };

async function arrive(children: readonly Child[], receivedAt: string, { household = [], agencies = [], at = place }: { household?: readonly Member[]; agencies?: NonNullable<ReportInput['agencies']>; at?: Place } = {}): Promise<ContactHead> {
  return withActor(systemOf(at.id), async (tx) => {
    const said = report.parse({ children: [...children], household: [...household], agencies });
    const recorded = await recordContact(tx, { report: said, agency: { ...at.agencies.school, kind: 'school' }, referrer: { id: null, name: 'Somebody', role: 'Somebody', phone: '01632 960199', email: '' }, channel: 'phone', receivedAt: Temporal.Instant.from(receivedAt), key: newId(), immediate: false }, await readAuthority(tx));
    if (!recorded.ok) throw new Error(recorded.problem);
    const head = await findContact(tx, recorded.value.reference);
    if (head === null) throw new Error('no contact');
    return head;
  }, { at: Temporal.Instant.from(receivedAt) });
}

const knowsNobody = (person: Person, ...contacts: readonly ContactHead[]) => withActor(person, async (tx) => { for (const contact of contacts) await declareBeforeOpening(tx, contact, { knows: 'no', reason: 'Another family.' }); });

/** Looks up in one transaction what is typed, as the results page does. */
async function found(fields: Record<string, string>, person: Person = worker): Promise<Found[]> {
  const { asked, errors } = readAsked({ reason: 'call', reasonWords: 'A caller asks', ...fields }, person.role);
  if (asked === null) throw new Error(errors.map(({ message }) => message).join());
  return withActor(person, async (tx) => (await findPeople(tx, asked, place.prefix)).found);
}
const namesFound = async (fields: Record<string, string>, person?: Person) => (await found(fields, person)).map(({ told }) => told?.name);

/** The row of the nth person of a contact. */
const rowOf = async (contact: ContactHead, nth = 0) => withActor(systemOf(place.id), async (tx) => (await readContact(tx, contact.id))?.people[nth]?.id ?? '');

async function link(one: ContactHead, other: ContactHead): Promise<void> {
  const [mine, theirs] = [await rowOf(one), await rowOf(other)];
  expect(await withActor(worker, async (tx) => sayWho(tx, one, { childId: mine, otherId: theirs, outcome: 'same', reason: '' }))).toEqual({ ok: true, value: null });
}

async function openSomebody(personId: string, person: Person = worker, searchId: string | null = null): Promise<string> {
  const opened = await withActor(person, async (tx) => openPerson(tx, personId, { searchId, contactId: null }));
  if (!opened.ok) throw new Error(opened.problem);
  return opened.value;
}

const personPage = async (lookId: string, person: Person = worker) => {
  const page = await askPage('../../app/people/[look]/page.tsx', person, { look: lookId });
  return page.kind === 'shown' ? page.html() : page.kind === 'moved' ? `moved to ${page.to}` : page.kind;
};

const restrict = (contact: ContactHead, guardian: Person) =>
  asSuperuser(async (client) => {
    // With the database's own marks, which the product relies on.
    await client.query('begin');
    await become(client, systemOf(place.id));
    const restricted = await forge(client, 'restricted_child', { authority_id: place.id, registered_by: place.people.manager.actorId });
    await forge(client, 'restricted_guardian', { authority_id: place.id, restricted_child_id: restricted['id'], account_id: guardian.actorId });
    await forge(client, 'contact_restriction', { authority_id: place.id, contact_id: contact.id, kind: 'restricted_child', restricted_child_id: restricted['id'] });
    await client.query('commit');
  });

describe('a search', () => {
  test('finds children and adults by each of its ways, and by a name only where the reader said that they know nobody; else by initials', async () => {
    const contact = await arrive([{ ...WREN, nhsNumber: '9990000018' }], '2026-02-02T09:00:00Z', { household: [{ givenName: 'Maud', familyName: 'Penhaligon', dateOfBirth: '1990-03-01', relationship: 'Mother', livesWithChild: 'yes' }] });
    const ways = [{ givenName: 'Wren', familyName: 'Ashby' }, { familyName: 'Ashby', 'birth.year': '2019' }, { 'birth.day': '14', 'birth.month': '5', 'birth.year': '2019' }, { nhsNumber: '999 000 0018' }, { postcode: 'NR1 1AA' }, { address: '12 Mill Lane' }];
    for (const way of ways) expect(await namesFound(way), JSON.stringify(way)).toEqual(['WA']);
    expect(await namesFound({ reference: contact.reference.toLowerCase() })).toEqual(['WA', 'MP']);
    const [maud] = await found({ givenName: 'Maude', familyName: 'Penhaligon' });
    expect(maud?.told).toMatchObject({ name: 'MP', named: false, adult: true, age: '36', contacts: 1 });
    // An adult is found by the names they had before, as a child is.
    await arrive([{ ...WREN, givenName: 'Gerren', familyName: 'Lugg', dateOfBirth: '2010-10-21' }], '2026-02-02T09:00:00Z', { household: [{ givenName: 'Zennor', familyName: 'Lugg', otherNames: 'née Trevaskis; known as Zenna', relationship: 'Mother' }] });
    for (const name of [{ givenName: 'Zennor', familyName: 'Trevaskis' }, { givenName: 'Zenna', familyName: 'Lugg' }]) expect(await namesFound(name)).toEqual(['ZL']);
    await knowsNobody(worker, contact);
    expect(await namesFound({ nhsNumber: '9990000018' })).toEqual(['Wren Ashby']);
    expect(await namesFound({ familyName: 'Penhaligon' })).toEqual(['Maud Penhaligon']);
    // What one reader said opens nothing to another.
    expect(await namesFound({ familyName: 'Penhaligon' }, otherWorker)).toEqual(['MP']);
  });

  test('finds nobody of another authority, nobody by an address that is kept secret, and no pregnancy that has ended', async () => {
    const elsewhere = await makePlace();
    await arrive([{ ...WREN, givenName: 'Loveday', familyName: 'Nance' }], '2026-02-02T09:00:00Z', { at: elsewhere });
    expect(await found({ familyName: 'Nance' })).toEqual([]);
    const later = await arrive([{ ...WREN, givenName: 'Jory', familyName: 'Kitto', address: '7 Quay Street', postcode: 'TR1 2HE' }], '2026-02-02T09:00:00Z');
    await arrive([{ ...WREN, givenName: 'Tegen', familyName: 'Rowe', address: '8 Quay Street', postcode: 'TR1 2HE', keepAddressSecret: true }], '2026-02-02T09:00:00Z');
    expect(await namesFound({ postcode: 'TR1 2HE' })).toEqual(['JK']);
    await withActor(worker, async (tx) => keepSecret(tx, later, { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'They fled.' }));
    expect(await namesFound({ postcode: 'TR1 2HE' })).toEqual([]);
    expect(await namesFound({ address: '7 Quay Street' })).toEqual([]);
    expect(await namesFound({ familyName: 'Kitto' })).toEqual(['JK']);
    const unborn = await arrive([{ ...WREN, givenName: 'Baby', familyName: 'Tonkin', dateOfBirth: null, unborn: true }], '2026-02-02T09:00:00Z');
    expect(await found({ familyName: 'Tonkin' })).toHaveLength(1);
    const row = await rowOf(unborn);
    await asSuperuser((client) => forge(client, 'unborn_state', { authority_id: place.id, contact_id: unborn.id, person_id: row, state: 'pregnancy_ended' }));
    expect(await found({ familyName: 'Tonkin' })).toEqual([]);
  });

  test('is the searcher’s alone, forgets what was typed, and stands in the ledger with its reason and no word of what was typed', async () => {
    const at = Temporal.Instant.from('2026-03-02T10:00:00Z');
    const id = await withActor(worker, async (tx) => lookUp(tx, worker, { familyName: 'Ashby', reason: 'call' }), { at });
    const mine = (person: Person, minutes: number) => withActor(person, async (tx) => readSearch(tx, id), { at: at.add({ minutes }) });
    expect((await mine(worker, 29))?.typed).toMatchObject({ familyName: 'Ashby' });
    expect(await mine(otherWorker, 1)).toBeNull();
    expect(await mine(worker, 30)).toBeNull();
    const typed = async () => asSuperuser(async (client) => (await client.query<{ typed: unknown }>('select typed from people_search where id = $1', [id])).rows[0]?.typed);
    await withActor(systemOf(place.id), forgetSearches, { at: at.add({ minutes: 29 }) });
    expect(await typed()).not.toBeNull();
    await withActor(systemOf(place.id), forgetSearches, { at: at.add({ minutes: 30 }) });
    expect(await typed()).toBeNull();
    const entries = await asSuperuser(async (client) => (await client.query<{ detail: unknown }>("select detail from ledger_entry where authority_id = $1 and action = 'people.looked_up' and object_id = $2", [place.id, id])).rows);
    expect(entries).toHaveLength(1);
    expect(JSON.stringify(entries)).toContain('call');
    expect(JSON.stringify(entries)).not.toContain('Ashby');
    // What could not be looked up is kept for its author, and found nothing.
    const wrong = await withActor(worker, async (tx) => lookUp(tx, worker, { 'birth.year': '2019' }));
    const page = await askPage('../../app/search/[search]/page.tsx', worker, { search: wrong });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain('With a part of the date of birth, give a name too');
    expect(html).toContain('value="2019"');
  });
});

describe('somebody restricted, or known to the searcher', () => {
  test('is revealed by no result, no figure and no place in the list; and opened by no id that somebody knows', async () => {
    const child: Child = { ...WREN, givenName: 'Demelza', familyName: 'Carne', dateOfBirth: '2011-11-11', postcode: 'PL1 1AA', address: '2 Hoe Road' };
    const other = await arrive([{ ...child, givenName: 'Demelsa' }], '2026-01-02T09:00:00Z');
    const closed = await arrive([child], '2026-02-02T09:00:00Z', { household: [{ givenName: 'Piran', familyName: 'Carne', relationship: 'Father' }] });
    const before = await found({ givenName: 'Demelza', familyName: 'Carne' }, otherWorker);
    expect(before).toHaveLength(2);
    await restrict(closed, worker);
    await link(other, closed);
    for (const way of [{ givenName: 'Demelza', familyName: 'Carne' }, { 'birth.day': '11', 'birth.month': '11', 'birth.year': '2011' }, { postcode: 'PL1 1AA' }]) {
      const seen = await found(way, otherWorker);
      expect(seen.map(({ contactId }) => contactId), JSON.stringify(way)).toEqual([other.id]);
      expect(seen[0]).toMatchObject({ told: { contacts: 1 }, lastAt: Temporal.Instant.from('2026-01-02T09:00:00Z') });
    }
    expect(await found({ familyName: 'Carne', givenName: 'Piran' }, otherWorker)).toEqual([]);
    expect(await found({ reference: closed.reference }, otherWorker)).toEqual([]);
    // The score of the other is what it was when nothing was restricted.
    const bits = (list: readonly Found[]) => list.find(({ contactId }) => contactId === other.id)?.told?.reasons;
    expect(bits(await found({ givenName: 'Demelza', familyName: 'Carne' }, otherWorker))).toEqual(bits(before));
    expect((await found({ givenName: 'Demelza', familyName: 'Carne' }, worker))[0]?.told).toMatchObject({ contacts: 2 });
    const [hidden, shown] = [await rowOf(closed), await rowOf(other)];
    expect(await withActor(otherWorker, async (tx) => openPerson(tx, hidden, { searchId: null, contactId: null }))).toEqual({ ok: false, problem: 'not_there' });
    await knowsNobody(otherWorker, other);
    const html = await personPage(await openSomebody(shown, otherWorker), otherWorker);
    expect(html).toContain(other.reference);
    expect(html).not.toContain(closed.reference);
    expect(html).not.toContain('Piran');
  });

  test('a restricted sister is in her brother’s contact and household for her guardian alone', async () => {
    const mother: Member = { givenName: 'Kerensa', familyName: 'Hosken', dateOfBirth: '1991-03-03', relationship: 'Mother', livesWithChild: 'yes' };
    const sister = await arrive([{ ...WREN, givenName: 'Lowenna', familyName: 'Hosken', dateOfBirth: null, address: '', postcode: '' }], '2026-02-02T09:00:00Z', { household: [mother] });
    const brother = await arrive([{ ...WREN, givenName: 'Perran', familyName: 'Hosken', dateOfBirth: null, address: '', postcode: '', sex: 'M' }], '2026-02-03T09:00:00Z', { household: [mother] });
    await restrict(sister, worker);
    for (const person of [worker, otherWorker]) await knowsNobody(person, brother);
    const pages = async (person: Person) => (await Promise.all(['page', 'household/page'].map(async (file) => {
      const page = await askPage(`../../app/contacts/[reference]/${file}.tsx`, person, { reference: brother.reference });
      return page.kind === 'shown' ? page.html() : page.kind;
    })));
    for (const html of await pages(otherWorker)) {
      expect(html).toContain('Perran');
      expect(html).not.toContain(sister.reference);
      expect(html).not.toContain('Lowenna');
    }
    expect((await pages(worker))[1]).toContain(sister.reference);
  });

  test('a match to somebody close is asked of before a word is shown', async () => {
    const contact = await arrive([{ ...WREN, givenName: 'Morwen', familyName: 'Jelbert', dateOfBirth: '2010-10-10' }], '2026-02-02T09:00:00Z');
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await forge(client, 'contact_acquaintance', { authority_id: place.id, contact_id: contact.id, account_id: otherWorker.actorId, grounds: '{own_name}' });
      await client.query('reset session_replication_role');
    });
    const [line] = await found({ familyName: 'Jelbert' }, otherWorker);
    // When they were last told of, and nothing else.
    expect(line).toEqual({ personId: await rowOf(contact), contactId: contact.id, lastAt: Temporal.Instant.from('2026-02-02T09:00:00Z'), told: null });
    const searchId = await withActor(otherWorker, async (tx) => lookUp(tx, otherWorker, { familyName: 'Jelbert', reason: 'call' }));
    const results = await askPage('../../app/search/[search]/page.tsx', otherWorker, { search: searchId });
    const shown = results.kind === 'shown' ? (await results.html()).split('<tbody')[1]?.split('</tbody>')[0] : results.kind;
    expect(shown).toContain('You may know somebody in this contact.');
    for (const untold of ['Child', 'family name the same', 'contacts']) expect(shown).not.toContain(untold);
    const lookId = await openSomebody(line?.personId ?? '', otherWorker);
    expect(await personPage(lookId, otherWorker)).toContain(`moved to /contacts/${contact.reference}/before`);
    await knowsNobody(otherWorker, contact);
    expect(await personPage(lookId, otherWorker)).toContain('Morwen Jelbert');
  });

  test('of two linked contacts the one in which somebody may be known tells its date and level alone, in results and on the page', async () => {
    const first: Child = { ...WREN, givenName: 'Zennor', familyName: 'Chegwin', dateOfBirth: '2009-09-09' };
    const open = await arrive([{ ...first, dateOfBirth: null, ageWords: 'about ten' }], '2025-02-02T09:00:00Z');
    const close = await arrive([{ ...first, givenName: 'Xenia' }], '2026-02-02T09:00:00Z');
    await link(open, close);
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await forge(client, 'contact_acquaintance', { authority_id: place.id, contact_id: close.id, account_id: otherWorker.actorId, grounds: '{own_name}' });
      await client.query('reset session_replication_role');
    });
    const [line] = await found({ givenName: 'Xenia', familyName: 'Chegwin' }, otherWorker);
    expect(line?.told).toMatchObject({ name: 'ZC', age: 'age not known' });
    await knowsNobody(otherWorker, open);
    const lookId = await openSomebody(await rowOf(open), otherWorker);
    const appearances = await withActor(otherWorker, async (tx) => {
      const mine = await readLook(tx, lookId);
      return mine === null ? [] : readAppearances(tx, mine);
    });
    expect(appearances.map(({ contactId, route, state, words }) => [contactId, route !== null, state !== null, words !== null])).toEqual([[close.id, false, false, false], [open.id, true, true, true]]);
    expect(appearances[0]?.level).not.toBeNull();
    const html = await personPage(lookId, otherWorker);
    expect(html).not.toContain('Xenia');
    // No name, date or address is part of an id.
    expect(html).not.toMatch(/id="[^"]*(Zennor|Chegwin|Mill Lane)/);
  });
});

describe('a person’s page', () => {
  test('tells everything that contacts tell, each with when and where, and is its opener’s alone for an hour', async () => {
    const first = await arrive([{ ...WREN, givenName: 'Baby girl', familyName: 'Trelawny', dateOfBirth: null, ageWords: 'three days', address: '1 Fore Street', postcode: 'TR2 1AA' }], '2024-02-02T09:00:00Z', { agencies: [{ name: 'Midwifery', worker: 'A. Hart', doing: 'Visits', stillInvolved: 'no' }] });
    const second = await arrive([{ ...WREN, givenName: 'Ella', familyName: 'Trelawny', dateOfBirth: '2024-01-30', otherNames: 'Ellie', address: 'Dunlin House', keepAddressSecret: true }], '2025-02-02T09:00:00Z', { household: [{ givenName: 'Jowan', familyName: 'Trelawny', relationship: 'Father', livesWithChild: 'no', parentalResponsibility: 'yes' }] });
    const third = await arrive([{ ...WREN, givenName: 'Ella', familyName: 'Pascoe-Trelawny', dateOfBirth: '2024-01-30', address: '', postcode: '' }], '2026-02-02T09:00:00Z');
    await link(second, first);
    await link(third, second);
    await knowsNobody(worker, first, second);
    const lookId = await openSomebody(await rowOf(second));
    const seen = await withActor(worker, async (tx) => { const mine = await readLook(tx, lookId); return mine === null ? [] : readAppearances(tx, mine); });
    // The third was not said to be of nobody they know: it is there, and tells nothing.
    expect(seen.map(({ reference, words }) => [reference, words !== null])).toEqual([[third.reference, false], [second.reference, true], [first.reference, true]]);
    const values = (told: ReturnType<typeof namesTold>) => told.map(({ value }) => value);
    expect(values(namesTold(seen))).toEqual(['Ella Trelawny', 'Also: Ellie', 'Baby girl Trelawny']);
    expect(values(birthsTold(seen))).toEqual(['30/1/2024', 'Said to be “three days” then']);
    expect(values(addressesTold(seen))).toEqual(['Kept secret', '1 Fore Street, TR2 1AA']);
    const html = await personPage(lookId);
    for (const words of ['Ella Trelawny', 'Jowan Trelawny', 'Parental responsibility', 'Midwifery, A. Hart: Visits (no longer)', 'Kept secret', third.reference]) expect(html).toContain(words);
    // The family of the second contact is a picture too: one who does not live there, and no line that says more than the table.
    expect(html).toContain(`Family as told in ${second.reference}, as a picture of the table`);
    expect(html).toMatch(/<svg[^>]*role="img"/);
    for (const words of ['Dunlin', 'Pascoe']) expect(html).not.toContain(words);
    expect(await personPage(lookId, otherWorker)).toBe('missing');
    const later = await withActor(worker, async (tx) => readLook(tx, lookId), { at: now().add({ minutes: 61 }) });
    expect(later).toBeNull();
  });

  test('leads to the household of each contact, and that to everybody’s page', async () => {
    const household = [{ givenName: 'Cador', familyName: 'Roskilly', dateOfBirth: '1988-08-08', relationship: 'Father' }];
    const first = await arrive([{ ...WREN, givenName: 'Kitto', familyName: 'Roskilly', dateOfBirth: '2014-04-14' }, { ...WREN, givenName: 'Ysella', familyName: 'Roskilly', dateOfBirth: '2012-02-12' }], '2024-02-02T09:00:00Z', { household });
    const now = await arrive([{ ...WREN, givenName: 'Kitto', familyName: 'Roskilly', dateOfBirth: '2014-04-14' }], '2026-02-02T09:00:00Z', { household });
    await knowsNobody(worker, first, now);
    expect(await personPage(await openSomebody(await rowOf(now)))).toContain(`href="/contacts/${now.reference}/household"`);
    const page = await askPage('../../app/contacts/[reference]/household/page.tsx', worker, { reference: now.reference });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    // Whoever an earlier contact names beside them is opened by that one.
    for (const [reference, personId] of [[now.reference, await rowOf(now)], [now.reference, await rowOf(now, 1)], [first.reference, await rowOf(first, 1)]] as const) expect(html).toMatch(new RegExp(`action="/contacts/${reference}/person"[^>]*>(?:(?!</form>).)*value="${personId}"`, 's'));
    const auditors = await askPage('../../app/contacts/[reference]/household/page.tsx', place.people.auditor, { reference: now.reference });
    expect(auditors.kind === 'shown' ? await auditors.html() : auditors.kind).not.toContain('/person"');
  });

  test('adults are proposed to be one person as children are; an adult and a child only where they were born on one day', async () => {
    const father: Member = { givenName: 'Cador', familyName: 'Nancarrow', dateOfBirth: '1991-07-07', relationship: 'Father' };
    const before = await arrive([{ ...WREN, givenName: 'Ysella', familyName: 'Angove', dateOfBirth: '2015-01-01' }], '2024-02-02T09:00:00Z', { household: [father] });
    // He was a child himself, and his son has his name.
    const childhood = await arrive([{ ...WREN, givenName: 'Cador', familyName: 'Nancarrow', dateOfBirth: '1991-07-07' }], '2005-02-02T09:00:00Z');
    const now = await arrive([{ ...WREN, givenName: 'Cador', familyName: 'Nancarrow', dateOfBirth: '2020-02-02' }], '2026-02-02T09:00:00Z', { household: [father] });
    const who = await withActor(worker, async (tx) => {
      const whole = await readContact(tx, now.id);
      return whole === null ? [] : readWho(tx, whole);
    });
    expect(who.map(({ name, adult, candidates }) => [name, adult, candidates.map(({ other }) => other.reference).sort()])).toEqual([
      ['Cador Nancarrow', false, []],
      ['Cador Nancarrow', true, [before.reference, childhood.reference].sort()],
    ]);
  });
});

describe('who is who', () => {
  test('is written down with responsibility, days and source, ended, found to be a mistake and undone; nothing is overwritten', async () => {
    const contact = await arrive([{ ...WREN, givenName: 'Kerra', familyName: 'Bolitho', dateOfBirth: '2016-06-06' }], '2026-02-02T09:00:00Z', { household: [{ givenName: 'Senara', familyName: 'Bolitho', relationship: 'Aunt' }] });
    await knowsNobody(worker, contact);
    const [child, aunt] = [await rowOf(contact), await rowOf(contact, 1)];
    const lookId = await openSomebody(child);
    const opened = async (work: (tx: Tx, mine: Look) => Promise<unknown>) => withActor(worker, async (tx) => {
      const mine = await readLook(tx, lookId);
      return mine === null ? null : work(tx, mine);
    });
    const typed = { other: aunt, relation: 'Special guardian', parentalResponsibility: 'yes', 'from.day': '1', 'from.month': '9', 'from.year': '2023', source: 'Court order seen' };
    // Nothing is taken that leaves out how it is known, or ends before it begins.
    for (const gap of [{ source: '' }, { parentalResponsibility: '' }, { 'until.day': '1', 'until.month': '8', 'until.year': '2023' }, { other: child }]) expect(await opened((tx, mine) => recordRelation(tx, mine, { ...typed, ...gap }))).toEqual({ ok: false, problem: 'gaps' });
    expect(await opened((tx, mine) => recordRelation(tx, mine, typed))).toEqual({ ok: true, value: null });
    const known = async (person: Person = worker) => withActor(person, async (tx) => readRelations(tx, [aunt], [contact.id]));
    const [relation] = await known();
    // From the other's side, too.
    expect(relation).toMatchObject({ personId: child, otherId: aunt, relation: 'Special guardian', parentalResponsibility: 'yes', fromOn: '2023-09-01', over: null });
    const end = (how: string, more: Record<string, string> = {}) => opened((tx, mine) => endRelation(tx, mine, { relation: relation?.id ?? '', how, why: 'The court ended it', ...more }));
    expect(await end('undone')).toEqual({ ok: false, problem: 'gaps' });
    expect(await end('ended', { 'until.day': '2', 'until.month': '2', 'until.year': '2025' })).toEqual({ ok: true, value: null });
    expect((await known())[0]?.over).toEqual({ how: 'ended', untilOn: '2025-02-02' });
    expect(await end('mistake')).toEqual({ ok: false, problem: 'gaps' });
    expect(await end('undone')).toEqual({ ok: true, value: null });
    // In the picture and the table, of the person and of the contact alike: by whom to whom, with responsibility and days.
    const contactPage = async () => {
      const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: contact.reference });
      return page.kind === 'shown' ? page.html() : page.kind;
    };
    for (const html of [await personPage(lookId), await contactPage()]) {
      expect(html).toContain('Senara Bolitho: Special guardian of Kerra Bolitho, with parental responsibility, from 1/9/2023');
      expect(html).toMatch(/<text[^>]*font-style="italic"[^>]*>PR, from 2023<\/text>/);
    }
    expect((await known())[0]).toMatchObject({ over: null, ends: [{ how: 'ended', why: 'The court ended it' }, { how: 'undone' }] });
    const html = await personPage(lookId);
    for (const words of ['Special guardian', 'with parental responsibility', 'from 1/9/2023', 'Court order seen']) expect(html).toContain(words);
    expect(await end('mistake')).toEqual({ ok: true, value: null });
    for (const html of [await personPage(lookId), await contactPage()]) expect(html).not.toContain('Special guardian of Kerra');
    // Whoever may not open the contact reads none of it.
    await restrict(contact, worker);
    expect(await known(otherWorker)).toEqual([]);
  });
});

test('who is who is written down and shown without what is kept secret of the contact, before or later', async () => {
  const contact = await arrive([{ ...WREN, givenName: 'Eseld', familyName: 'Gribble', address: '4 Refuge Row', postcode: 'TR1 9ZZ', keepAddressSecret: true }], '2026-02-02T09:00:00Z', { household: [{ givenName: 'Nessa', familyName: 'Gribble', relationship: 'Mother', address: '9 Haven Court' }] });
  await knowsNobody(worker, contact);
  const [child, mother] = [await rowOf(contact), await rowOf(contact, 1)];
  const lookId = await openSomebody(child);
  const opened = async (work: (tx: Tx, mine: Look) => Promise<unknown>) => withActor(worker, async (tx) => {
    const mine = await readLook(tx, lookId);
    return mine === null ? null : work(tx, mine);
  });
  expect(await opened((tx, mine) => recordRelation(tx, mine, { other: mother, relation: 'Mother, of 4 Refuge Row', parentalResponsibility: 'yes', source: 'She rang from 4 Refuge Row and from 9 Haven Court' }))).toEqual({ ok: true, value: null });
  const known = async () => (await withActor(worker, async (tx) => readRelations(tx, [child], [contact.id])))[0];
  expect(await opened(async (tx, mine) => endRelation(tx, mine, { relation: (await known())?.id ?? '', how: 'mistake', why: 'Said at 4 Refuge Row, and at 9 Haven Court' }))).toEqual({ ok: true, value: null });
  const kept = async () => asSuperuser(async (client) => JSON.stringify((await client.query('select r.relation, r.source, e.why from person_relation r join person_relation_end e on e.relation_id = r.id where r.contact_id = $1', [contact.id])).rows));
  expect(await kept()).not.toContain('Refuge');
  expect(await kept()).toContain('9 Haven Court');
  expect((await known())?.source).toContain('9 Haven Court');
  expect(await withActor(worker, async (tx) => keepSecret(tx, contact, { chosen: [{ place: 'household.0', detail: 'address' }], fresh: null, reason: 'They fled.' }))).toMatchObject({ ok: true });
  const shown = await personPage(lookId);
  expect(shown).toContain('She rang from');
  for (const secret of ['Refuge', 'Haven']) expect(shown).not.toContain(secret);
});

describe('managers are told', () => {
  const at = (text: string) => ({ at: Temporal.Instant.from(text) });
  const alarms = async (at_: Place) => asSuperuser(async (client) => (await client.query<{ id: string; kind: string; occasion: string; ended_how: string | null }>("select id, kind, occasion, ended_how from alarm where authority_id = $1 and kind like 'looked_up%' order by kind, raised_at", [at_.id])).rows);
  const search = (person: Person, when: string, fields: Record<string, string>) => withActor(person, async (tx) => lookUp(tx, person, { reason: 'call', reasonWords: 'A complaint', ...fields }), at(when));

  test('who looked up themselves, a colleague or more than an hour asks for; never the one whom it is about, and nobody else', async () => {
    const there = await makePlace();
    const { worker: one, manager, unqualifiedManager, auditor } = there.people;
    const lookAt = (when: string) => withActor(systemOf(there.id), look, at(when));
    await search(one, '2026-03-02T10:01:00Z', { givenName: 'Gareth', familyName: 'Hume' });
    await search(manager, '2026-03-02T10:02:00Z', { givenName: 'Kit', familyName: 'Lorne' });
    await search(one, '2026-03-02T10:03:00Z', { givenName: 'Gareth', familyName: 'Smith' });
    await lookAt('2026-03-02T10:04:00Z');
    expect((await alarms(there)).map(({ kind, occasion }) => [kind, occasion.split(' ')[0]])).toEqual([['looked_up_colleague', manager.actorId], ['looked_up_self', one.actorId]]);
    // The hour's thirty are still no alarm; one more is. It stays one when the hour is over.
    for (let minute = 10; minute < 38; minute += 1) await search(one, `2026-03-02T10:${minute}:00Z`, { familyName: 'Ashby' });
    await lookAt('2026-03-02T10:38:00Z');
    expect((await alarms(there)).map(({ kind }) => kind)).toEqual(['looked_up_colleague', 'looked_up_self']);
    await search(one, '2026-03-02T10:59:00Z', { familyName: 'Ashby' });
    await lookAt('2026-03-02T12:30:00Z');
    expect((await alarms(there)).map(({ kind }) => kind)).toEqual(['looked_up_colleague', 'looked_up_many', 'looked_up_self']);
    // Seen by managers, and never by the one whom it is about.
    const seenBy = (person: Person) => withActor(person, async (tx) => (await tx.db.alarm.findMany({ where: { kind: { startsWith: 'looked_up' } }, orderBy: { kind: 'asc' }, select: { kind: true } })).map(({ kind }) => kind));
    expect(await seenBy(unqualifiedManager)).toEqual(['looked_up_colleague', 'looked_up_many', 'looked_up_self']);
    expect(await seenBy(manager)).toEqual(['looked_up_many', 'looked_up_self']);
    for (const person of [one, auditor]) expect(await seenBy(person)).toEqual([]);
    const called = await asSuperuser(async (client) => (await client.query<{ kind: string; account: string }>("select a.kind, c.account_id as account from alarm_call c join alarm a on a.authority_id = c.authority_id and a.id = c.alarm_id where a.authority_id = $1 and a.kind = 'looked_up_colleague'", [there.id])).rows);
    expect(new Set(called.map(({ account }) => account))).toEqual(new Set([unqualifiedManager.actorId]));
    const about = (await alarms(there)).find(({ kind }) => kind === 'looked_up_colleague')?.id ?? '';
    expect(await withActor(manager, async (tx) => acceptAlarm(tx, about))).toEqual({ ok: false, problem: 'gone' });
    expect(await withActor(unqualifiedManager, async (tx) => acceptAlarm(tx, about))).toMatchObject({ ok: true });
    const page = await askPage('../../app/alarms/page.tsx', unqualifiedManager, {});
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain('Somebody looked up their own name');
    expect(html).toContain('Gareth Hume');
    expect(html).toContain('Searched by name.');
  });

  test('once of somebody who was searched for and opened', async () => {
    const contact = await arrive([{ ...WREN, givenName: 'Hannah', familyName: 'Inman' }], '2026-02-02T09:00:00Z');
    const searchId = await withActor(worker, async (tx) => lookUp(tx, worker, { givenName: 'Hannah', familyName: 'Inman', reason: 'call' }));
    await openSomebody(await rowOf(contact), worker, searchId);
    await withActor(systemOf(place.id), look);
    expect((await alarms(place)).filter(({ kind }) => kind === 'looked_up_colleague')).toHaveLength(1);
  });
});

test('a contact of which nothing is told of somebody is not said to be on their page', async () => {
  const [expected, later] = [await arrive([{ givenName: 'Baby', familyName: 'Rosewarne', dateOfBirth: null, unborn: true }], '2026-01-12T09:00:00Z'), await arrive([{ givenName: 'Loveday', familyName: 'Rosewarne', dateOfBirth: '2026-02-20' }], '2026-03-02T09:00:00Z')];
  await knowsNobody(worker, expected, later);
  await link(later, expected);
  const look = await openSomebody(await rowOf(later));
  expect(await personPage(look)).not.toContain('Nothing of it is on this page');
  const row = await rowOf(expected);
  await asSuperuser((client) => forge(client, 'unborn_state', { authority_id: place.id, contact_id: expected.id, person_id: row, state: 'born' }));
  const page = await personPage(look);
  expect(page).toContain(expected.reference);
  expect([page.split('Nothing of it is on this page').length, page.split('>On this page<').length]).toEqual([2, 2]);
});
