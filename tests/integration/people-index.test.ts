/**
 * The index of people (issue 4, section 2; safe practice 6, 12, 13, 14): who may be whom is found by keys and proposed with
 * reasons, a person decides, and what they decide can be undone. Nobody learns of what they may not open.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { ContactHead } from '@/lib/contact/head';
import { readWho, type WhoIsThis } from '@/lib/contact/identity/candidate-store';
import { recordContact } from '@/lib/contact/record';
import { report, type ReportInput } from '@/lib/contact/schema';
import { findContact, readContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { indexPeople } from '@/lib/contact/verbs/index-people';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { notSameChild } from '@/lib/contact/verbs/not-same-child';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { readWorkspace } from '@/lib/contact/workspace-store';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { become, forge } from './rows';
import { asSuperuser } from './superuser';
import { makeWaiting, queueRow } from './waiting';

afterAll(closeDatabase);

type Child = NonNullable<ReportInput['children']>[number];

const MILL_LANE = { address: '12 Mill Lane', postcode: 'NR1 1AA' };
const HIGH_STREET = { address: '3 High Street', postcode: 'IP24 5AA' };
const WREN: Child = { givenName: 'Wren', familyName: 'Ashby', dateOfBirth: '2019-05-14', sex: 'F', ...MILL_LANE };

let place: Place;
let worker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker } = place.people);
});

/** A telephone report that reached the authority. */
async function arrive(children: readonly Child[], receivedAt: string, at: Place = place): Promise<ContactHead> {
  return withActor(systemOf(at.id), async (tx) => {
    const said = { report: report.parse({ schemaVersion: 1, children: [...children] }), agency: { ...at.agencies.school, kind: 'school' }, referrer: { id: null, name: 'Somebody', role: 'Somebody', phone: '01632 960199', email: '' }, channel: 'phone' as const, receivedAt: Temporal.Instant.from(receivedAt), key: newId(), immediate: false };
    const recorded = await recordContact(tx, said, await readAuthority(tx));
    if (!recorded.ok) throw new Error(recorded.problem);
    const head = await findContact(tx, recorded.value.reference);
    if (head === null) throw new Error('no contact');
    return head;
  }, { at: Temporal.Instant.from(receivedAt) });
}

let minute = 0;
/** Later each time, so that what is said last is said last. */
const as = async <T>(person: Person, work: (tx: Tx) => Promise<T>): Promise<T> => withActor(person, work, { at: Temporal.Instant.from('2026-03-02T12:00:00Z').add({ minutes: (minute += 1) }) });

async function whoOf(contact: ContactHead, person: Person = worker): Promise<WhoIsThis[]> {
  return as(person, async (tx) => {
    const whole = await readContact(tx, contact.id);
    if (whole === null) throw new Error('not there for them');
    return readWho(tx, whole);
  });
}

const proposedIn = (who: WhoIsThis | undefined) => who?.candidates.map(({ other }) => other.reference);
const linkedIn = (who: WhoIsThis | undefined) => who?.linked.map(({ other }) => other.reference);

async function say(contact: ContactHead, other: ContactHead, outcome: string, reason = '', { child = 0, person = worker }: { child?: number; person?: Person } = {}) {
  const [mine, theirs] = [(await whoOf(contact))[child]?.childId ?? '', (await whoOf(other))[child]?.childId ?? ''];
  return as(person, async (tx) => sayWho(tx, contact, { childId: mine, otherId: theirs, outcome, reason }));
}

const counted = async (table: string) => asSuperuser(async (client) => Number((await client.query<{ rows: string }>(`select count(*) as rows from ${table} where authority_id = $1`, [place.id])).rows[0]?.rows));

describe('whom a child may be', () => {
  test('is found with another house and another family name, with the reasons; and nothing is linked by itself', async () => {
    const before = await arrive([{ ...WREN, givenName: 'Tamsin', familyName: 'Ashby', dateOfBirth: '2018-01-09' }], '2026-02-02T09:00:00Z');
    const now = await arrive([{ ...WREN, ...HIGH_STREET, givenName: 'Tamsin', familyName: 'Cole', dateOfBirth: '2018-01-09' }], '2026-03-02T09:00:00Z');
    const [who] = await whoOf(now);
    expect(proposedIn(who)).toEqual([before.reference]);
    expect(who?.candidates[0]?.reasons.map(({ words }) => words)).toEqual(['date of birth the same', 'given name the same', 'family name differs', 'another address', 'sex the same']);
    expect(linkedIn(who)).toEqual([]);
    expect(await counted('person')).toBe(0);
    expect(await counted('person_link')).toBe(0);
    expect((await as(worker, async (tx) => readWorkspace(tx, now.id))).earlier).toEqual([]);
  });

  test('of twins, each is proposed its own earlier self alone, and linking them crosswise or to one child is refused', async () => {
    const twin = (givenName: string): Child => ({ ...WREN, givenName, familyName: 'Trelawny', dateOfBirth: '2020-08-08' });
    const before = await arrive([twin('Ella'), twin('Ava')], '2026-02-02T09:00:00Z');
    const now = await arrive([twin('Ella'), twin('Ava')], '2026-03-02T09:00:00Z');
    const [ella, ava] = await whoOf(now);
    const [ellaBefore, avaBefore] = await whoOf(before);
    expect(ella?.candidates.map(({ other }) => other.id)).toEqual([ellaBefore?.childId]);
    expect(ava?.candidates.map(({ other }) => other.id)).toEqual([avaBefore?.childId]);
    expect((await say(now, before, 'same')).ok).toBe(true);
    const crosswise = await as(worker, async (tx) => sayWho(tx, now, { childId: ava?.childId ?? '', otherId: ellaBefore?.childId ?? '', outcome: 'same', reason: 'By mistake' }));
    expect(crosswise).toEqual({ ok: false, problem: 'two_children' });
    expect((await say(now, before, 'same', '', { child: 1 })).ok).toBe(true);
    expect(await counted('person')).toBe(2);
  });

  test('is nobody of another authority', async () => {
    const elsewhere = await makePlace();
    const child: Child = { ...WREN, givenName: 'Loveday', familyName: 'Nance', nhsNumber: '9990000018' };
    await arrive([child], '2026-02-02T09:00:00Z', elsewhere);
    const now = await arrive([child], '2026-03-02T09:00:00Z');
    expect(proposedIn((await whoOf(now))[0])).toEqual([]);
  });

  test('is found among those who came before there was an index, once they are put into it', async () => {
    const before = await makeWaiting(place, { receivedAt: '2026-02-02T09:00:00Z', children: [{ dateOfBirth: '2015-07-01' }] });
    const now = await arrive([{ ...WREN, ...HIGH_STREET, dateOfBirth: '2015-07-01', familyName: 'Ashby' }], '2026-03-02T09:00:00Z');
    expect(proposedIn((await whoOf(now))[0])).toEqual([]);
    await withActor(systemOf(place.id), async (tx) => expect(await indexPeople(tx)).toBe(true));
    expect(proposedIn((await whoOf(now))[0])).toEqual([before.reference]);
  });

  test('is not found by an address that is kept secret, before or later', async () => {
    const secret = await arrive([{ ...WREN, givenName: 'Merryn', familyName: 'Hosking', dateOfBirth: '2017-03-03', address: '4 Refuge Row', postcode: 'TR1 9ZZ', keepAddressSecret: true }], '2026-02-02T09:00:00Z');
    const later = await arrive([{ ...WREN, givenName: 'Merryn', familyName: 'Hosking', dateOfBirth: '2017-03-03', address: '5 Refuge Row', postcode: 'TR1 9ZY' }], '2026-02-03T09:00:00Z');
    const keysOf = async (contact: ContactHead) => asSuperuser(async (client) => (await client.query<{ kind: string; key: string }>('select kind, key from person_key where contact_id = $1', [contact.id])).rows);
    const ADDRESSED = /TR19Z|refuge/i;
    expect((await keysOf(secret)).filter(({ key }) => ADDRESSED.test(key))).toEqual([]);
    expect((await keysOf(later)).filter(({ key }) => ADDRESSED.test(key)).length).toBeGreaterThan(0);
    await as(worker, async (tx) => declareBeforeOpening(tx, later, { knows: 'no', reason: '' }));
    const kept = await as(worker, async (tx) => keepSecret(tx, later, { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'Moved to a refuge.' }));
    expect(kept.ok).toBe(true);
    expect((await keysOf(later)).filter(({ key }) => ADDRESSED.test(key))).toEqual([]);
    expect((await keysOf(later)).length).toBeGreaterThan(0);
  });
});

describe('what a person decides', () => {
  test('a link makes history of both, is undone with a reason, and all of it stays', async () => {
    const child: Child = { ...WREN, givenName: 'Keren', familyName: 'Opie', dateOfBirth: '2016-06-06' };
    const before = await arrive([child], '2026-02-02T09:00:00Z');
    const now = await arrive([{ ...child, ...HIGH_STREET, familyName: 'Vosper' }], '2026-03-02T09:00:00Z');
    expect(await say(now, before, 'perhaps')).toEqual({ ok: false, problem: 'said_missing' });
    expect((await say(now, before, 'same')).ok).toBe(true);
    expect(await say(now, before, 'same')).toEqual({ ok: false, problem: 'same_already' });
    expect(await say(now, before, 'not_same', 'Another girl')).toEqual({ ok: false, problem: 'linked_now' });
    const earlier = async () => (await as(worker, async (tx) => readWorkspace(tx, now.id))).earlier.map(({ reference, same }) => [reference, same[0]?.sameBy]);
    expect(await earlier()).toEqual([[before.reference, 'linked']]);
    expect((await queueRow(place, now.id))?.contactsIn12Months).toBe(2);
    expect(linkedIn((await whoOf(before))[0])).toEqual([now.reference]);
    await as(worker, async (tx) => declareBeforeOpening(tx, now, { knows: 'no', reason: '' }));
    const page = await askPage('../../app/contacts/[reference]/page.tsx', worker, { reference: now.reference });
    const html = page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
    expect(html).toContain('Before this one: 1 in 3 months, 1 in 12 months, 1 in 36 months.');
    // What somebody linked is undone under "Who is this?", and is not told apart beside it.
    expect(html).toContain('A link is undone under');
    expect(html).not.toContain('Tell them apart');
    const [mine, theirs] = [(await whoOf(now))[0]?.childId ?? '', (await whoOf(before))[0]?.childId ?? ''];
    expect(await as(worker, async (tx) => notSameChild(tx, now, { personId: mine, otherPersonId: theirs, reason: 'Another girl' }))).toEqual({ ok: false, problem: 'linked_now' });
    expect(await earlier()).toEqual([[before.reference, 'linked']]);

    expect(await say(now, before, 'undone', ' ')).toEqual({ ok: false, problem: 'reason_missing' });
    expect((await say(now, before, 'undone', 'Her cousin.')).ok).toBe(true);
    expect(await earlier()).toEqual([]);
    expect((await queueRow(place, now.id))?.contactsIn12Months).toBe(1);
    expect(await say(now, before, 'undone', 'Again')).toEqual({ ok: false, problem: 'not_linked' });
    for (const contact of [now, before]) {
      const [who] = await whoOf(contact);
      expect(linkedIn(who)).toEqual([]);
      expect(who?.decided.map(({ outcome, reason, by }) => [outcome, reason, by])).toEqual([['undone', 'Her cousin.', worker.actorId], ['same', '', worker.actorId]]);
    }
    const links = await asSuperuser(async (client) => client.query<{ ended: boolean }>('select ended_at is not null as ended from person_link where contact_id = any ($1)', [[now.id, before.id]]));
    expect(links.rows).toEqual([{ ended: true }, { ended: true }]);
  });

  test('two told apart stay apart until somebody says otherwise, with a reason', async () => {
    const child: Child = { ...WREN, givenName: 'Jory', familyName: 'Penrose', dateOfBirth: '2014-04-04' };
    const before = await arrive([child], '2026-02-02T09:00:00Z');
    const now = await arrive([child], '2026-03-02T09:00:00Z');
    const history = async () => (await as(worker, async (tx) => readWorkspace(tx, now.id))).earlier.length;
    expect(await history()).toBe(1);
    expect(await say(now, before, 'not_same')).toEqual({ ok: false, problem: 'reason_missing' });
    expect((await say(now, before, 'not_same', 'Cousins of one name.')).ok).toBe(true);
    expect(await history()).toBe(0);
    expect(await say(now, before, 'same')).toEqual({ ok: false, problem: 'reason_missing' });
    expect(await say(now, before, 'not_sure')).toEqual({ ok: false, problem: 'reason_missing' });
    expect((await say(now, before, 'same', 'The school showed the birth certificate.')).ok).toBe(true);
    expect(await history()).toBe(1);
  });

  test('two told apart become one through a third only with a reason, however they were told apart', async () => {
    const child: Child = { ...WREN, givenName: 'Tressa', familyName: 'Roskear', dateOfBirth: '2014-07-07' };
    const on = (day: string) => arrive([child], `2026-02-${day}T09:00:00Z`);
    const [a, b, c, d] = [await on('02'), await on('09'), await on('16'), await on('23')];
    expect((await say(c, a, 'not_same', 'Cousins of one name.')).ok).toBe(true);
    // Before there was an index it was said so.
    const [ofA, ofD] = [(await whoOf(a))[0]?.childId ?? '', (await whoOf(d))[0]?.childId ?? ''];
    expect(await as(worker, async (tx) => notSameChild(tx, d, { personId: ofD, otherPersonId: ofA, reason: 'Cousins of one name.' }))).toEqual({ ok: true, value: null });
    expect((await say(b, a, 'same')).ok).toBe(true);
    expect(await say(c, b, 'same')).toEqual({ ok: false, problem: 'reason_missing' });
    expect(await say(b, d, 'same', ' ')).toEqual({ ok: false, problem: 'reason_missing' });
    expect(linkedIn((await whoOf(a))[0])).toEqual([b.reference]);
    expect((await say(c, b, 'same', 'One birth certificate for all three.')).ok).toBe(true);
    expect(linkedIn((await whoOf(a))[0])?.sort()).toEqual([b.reference, c.reference].sort());
  });

  test('a reason is without what is kept secret of either contact, before it was written or later', async () => {
    const child: Child = { ...WREN, givenName: 'Beryan', familyName: 'Laity', dateOfBirth: '2013-01-01' };
    const before = await arrive([{ ...child, address: '4 Refuge Row', postcode: 'TR1 9ZZ', keepAddressSecret: true }], '2026-02-02T09:00:00Z');
    const now = await arrive([{ ...child, address: '5 Haven Court', postcode: 'TR1 9ZY' }], '2026-03-02T09:00:00Z');
    expect((await say(now, before, 'not_sure', 'She moved from 5 Haven Court to 4 Refuge Row.')).ok).toBe(true);
    const reasons = async () => (await whoOf(now))[0]?.decided.map(({ reason }) => reason);
    const [first] = (await reasons()) ?? [];
    expect(first).toContain('5 Haven Court');
    expect(first).not.toContain('Refuge');
    const kept = await asSuperuser(async (client) => (await client.query<{ reason: string }>('select reason from match_decision where contact_id = $1', [now.id])).rows);
    expect(JSON.stringify(kept)).not.toContain('Refuge');
    await as(worker, async (tx) => declareBeforeOpening(tx, now, { knows: 'no', reason: '' }));
    expect((await as(worker, async (tx) => keepSecret(tx, now, { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'It is a refuge, too.' }))).ok).toBe(true);
    expect((await reasons())?.join()).not.toContain('Haven');
  });

  test('one wrong link between two families falls away by itself alone', async () => {
    const child: Child = { ...WREN, givenName: 'Elowen', familyName: 'Bray', dateOfBirth: '2013-09-09' };
    const on = async (day: string, familyName: string, home: Child) => arrive([{ ...child, ...home, familyName }], `2026-02-${day}T09:00:00Z`);
    const [a, b, c, d] = [await on('02', 'Bray', MILL_LANE), await on('09', 'Bray', MILL_LANE), await on('16', 'Teague', HIGH_STREET), await on('23', 'Teague', HIGH_STREET)];
    for (const [one, other] of [[a, b], [c, d], [b, c]] as const) expect((await say(one, other, 'same')).ok).toBe(true);
    expect(linkedIn((await whoOf(a))[0])?.sort()).toEqual([b, c, d].map(({ reference }) => reference).sort());
    // One person is one candidate, with all of her contacts.
    const fifth = await arrive([{ ...child, familyName: 'Bray' }], '2026-03-02T09:00:00Z');
    expect((await whoOf(fifth))[0]?.candidates.map(({ also }) => also.length)).toEqual([3]);
    expect((await say(c, b, 'undone', 'Two girls born on one day.')).ok).toBe(true);
    expect(linkedIn((await whoOf(a))[0])).toEqual([b.reference]);
    expect(linkedIn((await whoOf(d))[0])).toEqual([c.reference]);
  });

  test('that a child is new makes somebody of it, and is nothing that a partner or an auditor may say', async () => {
    const now = await arrive([{ ...WREN, givenName: 'Senara', familyName: 'Tregear', dateOfBirth: '2012-02-02' }], '2026-03-02T09:00:00Z');
    const childId = (await whoOf(now))[0]?.childId ?? '';
    const isNew = async (person: Person) => as(person, async (tx) => sayWho(tx, now, { childId, otherId: '', outcome: 'new', reason: '' }));
    await expect(isNew(place.people.auditor)).rejects.toThrow(/row-level security/);
    expect((await isNew(worker)).ok).toBe(true);
    expect((await whoOf(now))[0]?.isNew).toBe(true);
  });
});

describe('who may not open a contact', () => {
  test('finds nothing of a restricted brother or sister, or of a conflict: no candidate, no link, no count, no word on the page', async () => {
    const child: Child = { ...WREN, givenName: 'Demelza', familyName: 'Carne', dateOfBirth: '2011-11-11' };
    const closed = await arrive([child], '2026-02-02T09:00:00Z');
    const now = await arrive([{ ...child, ...HIGH_STREET, familyName: 'Roskilly' }], '2026-03-02T09:00:00Z');
    const { otherWorker, manager } = place.people;
    await asSuperuser(async (client) => {
      // With the database's own marks, which the product relies on.
      await client.query('begin');
      await become(client, systemOf(place.id));
      const restricted = await forge(client, 'restricted_child', { authority_id: place.id, registered_by: manager.actorId });
      await forge(client, 'restricted_guardian', { authority_id: place.id, restricted_child_id: restricted['id'], account_id: worker.actorId });
      await forge(client, 'contact_restriction', { authority_id: place.id, contact_id: closed.id, kind: 'restricted_child', restricted_child_id: restricted['id'] });
      await client.query('commit');
    });
    // The guardian links them, and sees it.
    expect((await say(now, closed, 'same')).ok).toBe(true);
    expect(linkedIn((await whoOf(now))[0])).toEqual([closed.reference]);
    const [who] = await whoOf(now, otherWorker);
    expect(who).toMatchObject({ linked: [], candidates: [], decided: [], isNew: false });
    expect((await as(otherWorker, async (tx) => readWorkspace(tx, now.id))).earlier).toEqual([]);
    const childId = who?.childId ?? '';
    const hidden = (await whoOf(closed))[0]?.childId ?? '';
    // As if it were not there: also when its id is known.
    expect(await as(otherWorker, async (tx) => sayWho(tx, now, { childId, otherId: hidden, outcome: 'same', reason: 'x' }))).toEqual({ ok: false, problem: 'not_there' });
    await as(otherWorker, async (tx) => declareBeforeOpening(tx, now, { knows: 'no', reason: '' }));
    const page = await askPage('../../app/contacts/[reference]/page.tsx', otherWorker, { reference: now.reference });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain('Nobody in another contact that you may open is like this child.');
    expect(html).not.toContain(closed.reference);
    expect(html).not.toContain('Linked');
    // Nor does the figure in the queue, or the contact's timeline, which everybody reads, tell of it.
    expect((await queueRow(place, now.id))?.contactsIn12Months).toBe(1);
    const events = (await as(otherWorker, async (tx) => readWorkspace(tx, now.id))).events.map(({ kind }) => kind);
    expect(events.filter((kind) => !['received', 'read'].includes(kind))).toEqual([]);
  });

  test('who may know somebody in the other contact is asked before anything of it is shown', async () => {
    const child: Child = { ...WREN, givenName: 'Morwen', familyName: 'Jelbert', dateOfBirth: '2010-10-10' };
    const other = await arrive([child], '2026-02-02T09:00:00Z');
    const now = await arrive([{ ...child, ...HIGH_STREET, familyName: 'Keast' }], '2026-03-02T09:00:00Z');
    const { otherWorker } = place.people;
    await asSuperuser(async (client) => {
      await client.query("set session_replication_role = 'replica'");
      await forge(client, 'contact_acquaintance', { authority_id: place.id, contact_id: other.id, account_id: otherWorker.actorId, grounds: '{own_name}' });
      await client.query('reset session_replication_role');
    });
    await as(otherWorker, async (tx) => declareBeforeOpening(tx, now, { knows: 'no', reason: '' }));
    const page = await askPage('../../app/contacts/[reference]/page.tsx', otherWorker, { reference: now.reference });
    const html = page.kind === 'shown' ? await page.html() : page.kind;
    expect(html).toContain('You are asked before anything of it is shown.');
    expect(html).not.toContain('Jelbert');
    expect(html).not.toContain('date of birth the same');
    expect(html).not.toContain('Keep what you found');
    // Date and level, and neither route nor state; whoever knows nobody there is told all three.
    const stands = async (person: Person) => (await whoOf(now, person))[0]?.candidates.map(({ other: { level, route, state } }) => ({ level, route, state }));
    const [told] = (await stands(worker)) ?? [];
    expect(told?.level).not.toBeNull();
    expect(told).toMatchObject({ state: 'received' });
    expect(told?.route).not.toBeNull();
    expect(await stands(otherWorker)).toEqual([{ level: told?.level, route: null, state: null }]);
    // Nor do they say anything of the two before they were asked, and what a colleague wrote of it is not shown to them.
    expect((await say(now, other, 'not_sure', 'Her aunt brought her.')).ok).toBe(true);
    expect((await whoOf(now, otherWorker))[0]?.decided.map(({ reason }) => reason)).toEqual(['']);
    const [mine, theirs] = [(await whoOf(now))[0]?.childId ?? '', (await whoOf(other))[0]?.childId ?? ''];
    expect(await as(otherWorker, async (tx) => sayWho(tx, now, { childId: mine, otherId: theirs, outcome: 'same', reason: '' }))).toEqual({ ok: false, problem: 'not_there' });
  });
});

describe('two at one time', () => {
  /** Lets a transaction stand open until it is told to go on. */
  function gate(): { open: () => void; opened: Promise<void> } {
    let open = () => {};
    const opened = new Promise<void>((done) => {
      open = done;
    });
    return { open, opened };
  }
  const pause = async () => new Promise((done) => setTimeout(done, 300));

  test('an address that is kept secret while its keys are made leaves none', async () => {
    const contact = await arrive([{ ...WREN, givenName: 'Kensa', familyName: 'Rodda', dateOfBirth: '2012-12-01', address: '6 Refuge Row', postcode: 'TR1 9ZX' }], '2026-02-03T09:00:00Z');
    await as(worker, async (tx) => declareBeforeOpening(tx, contact, { knows: 'no', reason: '' }));
    await asSuperuser((client) => client.query('delete from person_key where contact_id = $1', [contact.id]));
    const [kept, end] = [gate(), gate()];
    const keeping = as(worker, async (tx) => {
      await keepSecret(tx, contact, { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'Moved to a refuge.' });
      kept.open();
      await end.opened;
    });
    await kept.opened;
    const indexing = withActor(systemOf(place.id), indexPeople);
    await pause();
    end.open();
    await Promise.all([keeping, indexing]);
    const keys = await asSuperuser(async (client) => (await client.query<{ key: string }>('select key from person_key where contact_id = $1', [contact.id])).rows.map(({ key }) => key));
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => /TR19ZX|refuge/i.test(key))).toEqual([]);
  });

  test('whoever says something of two contacts holds neither while waiting for the other: nobody’s work ends in a deadlock', async () => {
    const child: Child = { ...WREN, givenName: 'Lowena', familyName: 'Trembath', dateOfBirth: '2012-08-08' };
    const both = [await arrive([child], '2026-02-02T09:00:00Z'), await arrive([{ ...child, ...HIGH_STREET }], '2026-03-02T09:00:00Z')];
    const [low, high] = both.sort((a, b) => (a.id < b.id ? -1 : 1));
    if (low === undefined || high === undefined) throw new Error('two contacts');
    const [mine, theirs] = [(await whoOf(high))[0]?.childId ?? '', (await whoOf(low))[0]?.childId ?? ''];
    const [held, end] = [gate(), gate()];
    const holding = withActor(worker, async (tx) => {
      await lockContacts(tx, [low.id]);
      held.open();
      await end.opened;
      await lockContacts(tx, [high.id]);
    });
    await held.opened;
    const saying = as(worker, async (tx) => sayWho(tx, high, { childId: mine, otherId: theirs, outcome: 'same', reason: '' }));
    await pause();
    end.open();
    await expect(Promise.all([holding, saying])).resolves.toEqual([undefined, { ok: true, value: null }]);
  });
});
