/** A join carries what is kept secret, both ways, and opens it to nobody (safe practice 6, 8 and 14; decision 23). Monday 2 March 2026. */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readJoin } from '@/lib/contact/additions/undone-store';
import { openProtected } from '@/lib/contact/secrecy/protected-store';
import { findContact, readContact } from '@/lib/contact/store';
import { addNote } from '@/lib/contact/verbs/add-note';
import { addToContact } from '@/lib/contact/verbs/add-to-contact';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { keepSecret } from '@/lib/contact/verbs/keep-secret';
import { lookAtProtected } from '@/lib/contact/verbs/look-at-protected';
import { unjoinContact } from '@/lib/contact/verbs/unjoin-contact';
import { lettersOf } from '@/lib/letter/store';
import { writeOutcomeLetter } from '@/lib/letter/verbs/write-outcome-letter';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { addBar } from '@/lib/restriction/bar-store';
import { askForChecks } from '@/lib/sharing/verbs/ask-for-checks';
import { cookieOf } from './asking-pages';
import { arrives, at, type Case } from './deciding';
import { decideFor } from './letter-scene';
import { anotherManager, knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
let other: Person;
beforeAll(async () => {
  place = await makePlace();
  other = await anotherManager(place);
});
afterAll(closeDatabase);

const TELLS = /Rose Lane|Haven House|ZE3 ?9QT/i;
const SAYS = 'They are at 14 Rose Lane.';
const ELEVEN = '2026-03-02T11:00:00Z';
const as = async <T>(person: Person, work: (tx: Tx) => Promise<T>, when = ELEVEN) => withActor(person, work, at(when));
async function headOf(tx: Tx, { reference }: Case) {
  const head = await findContact(tx, reference);
  if (head === null) throw new Error('it is there');
  return head;
}

let families = 0;
/** Reports of one child not met before, at the same address: kept secret in those that ask for it. */
function family(): (kept: boolean, address?: string) => Promise<Case> {
  families += 1;
  const child = { givenName: 'Kerensa', familyName: `Trewin ${families}`, dateOfBirth: '2016-04-02', indicators: { I018: 'present' } };
  let minute = 0;
  return async (kept, address = 'Haven House\n14 Rose Lane\nKettlesham') => {
    minute += 1;
    const of = await arrives(place, `2026-03-02T09:0${minute}:00Z`, {
      children: [{ ...child, indicators: { I018: 'present' }, address, postcode: 'ZE3 9QT', keepAddressSecret: kept }],
      incident: { what: kept ? 'She is thin.' : `${SAYS} She is thin.` },
      reporter: { continuingRole: 'yes', aboutColleague: 'no' },
    });
    await knowNobody(place, of.contactId);
    return of;
  };
}

/** What was written about a contact since, with the address in it. */
async function written(of: Case): Promise<void> {
  const { worker, teacher } = place.people;
  await as(teacher, async (tx) => addToContact(tx, of.contactId, { key: newId(), text: SAYS, indicators: {}, immediate: false }), '2026-03-02T10:00:00Z');
  await as(worker, async (tx) => addNote(tx, await headOf(tx, of), SAYS, newId()), '2026-03-02T10:00:00Z');
  await as(worker, async (tx) => askForChecks(tx, of.contactId, { 'checks.agencies': 'GP', 'checks.question': SAYS, 'checks.reason': 'RISK', 'checks.why': SAYS }), '2026-03-02T10:00:00Z');
}

/** Every row of a contact, as it is kept. */
const kept = async (of: Case) =>
  asSuperuser(async (client) => {
    const texts: string[] = [];
    for (const table of ['contact', 'contact_person', 'addition', 'note', 'checks_request', 'queue_row', 'proposal', 'contact_event', 'duty'])
      texts.push(...(await client.query<{ text: string }>(`select to_jsonb(t)::text as text from ${table} t where ${table === 'contact' ? 'id' : 'contact_id'} = $1`, [of.contactId])).rows.map(({ text }) => `${table}: ${text}`));
    return texts.join('\n');
  });

const joins = async (from: Case, into: Case, when = ELEVEN, otherChildren = false) => {
  const done = await as(place.people.worker, async (tx) => joinContact(tx, place.people.worker, await headOf(tx, from), { into: into.reference, prefix: place.prefix, reason: 'The same child.', otherChildren }), when);
  if (!done.ok) throw new Error(done.problem);
  return done.value.hidden;
};

/** What somebody who gives a reason may look at. */
const looks = async (person: Person, of: Case) =>
  withActor(person, async (tx) => {
    const done = await lookAtProtected(tx, person, await headOf(tx, of), 'To visit.');
    return done.ok ? (await openProtected(tx, of.contactId)).map(({ words }) => words).join('\n') : done.problem;
  });

describe('what is kept secret in one contact', () => {
  test.each([
    ['the one that is joined', true],
    ['the one that it is joined into', false],
  ])('is hidden in both, whichever keeps it: %s; letters that have not gone are cancelled', async (_, ofJoined) => {
    const tells = family();
    const [from, into] = [await tells(ofJoined), await tells(!ofJoined)];
    const open = ofJoined ? into : from;
    await written(open);
    expect(await kept(open)).toMatch(TELLS);
    const { worker } = place.people;
    if (ofJoined) await as(worker, async (tx) => writeOutcomeLetter(tx, await decideFor(tx, into.contactId, { by: worker.actorId, level: 2, route: 'EH_CAF' })));
    const { POST } = await import('../../app/contacts/[reference]/join/route');
    const body = new URLSearchParams({ into: into.reference, reason: 'The same child.' }).toString();
    const answer = await POST(new NextRequest(`http://localhost:3000/contacts/${from.reference}/join`, { method: 'POST', body, headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(worker)}`, origin: config().publicOrigin, 'content-type': 'application/x-www-form-urlencoded' } }), { params: Promise.resolve({ reference: from.reference }) });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/contacts/${into.reference}?done=joined`]);
    for (const of of [from, into]) expect(await kept(of)).not.toMatch(TELLS);
    const report = (await as(worker, (tx) => readContact(tx, open.contactId)))?.report;
    expect(report?.children[0]).toMatchObject({ keepAddressSecret: true, address: '', postcode: '' });
    expect(report?.incident.what).toBe('They are at [kept secret]. She is thin.');
    if (ofJoined) expect((await as(worker, (tx) => lettersOf(tx, into.contactId))).filter(({ kind }) => kind === 'outcome').map(({ state }) => state)).toEqual(['cancelled']);
    // What comes in later to either says it no more, and the whole words are there for whoever gives a reason.
    await withActor(worker, async (tx) => addNote(tx, await headOf(tx, open), `${SAYS} Nobody was in.`, newId()));
    expect(await kept(open)).not.toMatch(TELLS);
    expect(await looks(place.people.manager, open)).toMatch(/They are at 14 Rose Lane\. She is thin\./);
  });

  test('stays hidden when the join is undone', async () => {
    const tells = family();
    const [from, into] = [await tells(false), await tells(true)];
    expect(await joins(from, into)).toEqual([from.contactId]);
    const { manager } = place.people;
    const joinedAt = await asSystem(place, ELEVEN, async (tx) => (await readJoin(tx, from.contactId))?.at.toString() ?? '');
    expect((await as(manager, async (tx) => unjoinContact(tx, manager, await headOf(tx, from), { reason: 'Mistyped.', joinedAt }), '2026-03-02T12:00:00Z')).ok).toBe(true);
    await withActor(place.people.worker, async (tx) => addNote(tx, await headOf(tx, from), SAYS, newId()));
    expect(await kept(from)).not.toMatch(TELLS);
  });

  test('reaches what had been joined before, and what is kept secret after the join reaches all of it', async () => {
    const tells = family();
    const [first, second, third] = [await tells(false), await tells(false), await tells(true)];
    expect(await joins(first, second)).toEqual([]);
    expect((await joins(second, third, '2026-03-02T11:10:00Z')).toSorted()).toEqual([first.contactId, second.contactId].toSorted());
    for (const of of [first, second, third]) expect(await kept(of)).not.toMatch(TELLS);
    const again = family();
    const [joined, into] = [await again(false), await again(false)];
    await joins(joined, into);
    const done = await as(place.people.worker, async (tx) => keepSecret(tx, await headOf(tx, joined), { chosen: [{ place: 'children.0', detail: 'address' }], fresh: null, reason: 'It is a refuge.' }), '2026-03-02T11:20:00Z');
    expect(done).toMatchObject({ ok: true, value: { hidden: [into.contactId] } });
    for (const of of [joined, into]) expect(await kept(of)).not.toMatch(TELLS);
  });

  test('hides an address of its postcode as a whole, whose house and street would tell it, and no address of another', async () => {
    const { worker } = place.people;
    const into = await family()(true);
    const from = await arrives(place, '2026-03-02T09:09:00Z', {
      children: [{ givenName: 'Jowan', familyName: 'Trewin', dateOfBirth: '2018-04-02', indicators: { I018: 'present' }, address: '3 Market Row\nKettlesham', postcode: 'ze39qt' }, { givenName: 'Tegen', familyName: 'Trewin', dateOfBirth: '2019-04-02', address: '8 Elm Way\nKettlesham', postcode: 'ZE3 8AA' }],
      household: [{ givenName: 'Loveday', familyName: 'Trewin', relationship: 'Grandmother', address: '5 Elm Way\nKettlesham' }],
      reporter: { continuingRole: 'yes', aboutColleague: 'no' },
    });
    await knowNobody(place, from.contactId);
    expect(await joins(from, into, ELEVEN, true)).toContain(from.contactId);
    const report = (await as(worker, (tx) => readContact(tx, from.contactId)))?.report;
    expect(report?.children.map(({ address, postcode, keepAddressSecret }) => [address, postcode, keepAddressSecret])).toEqual([['', '', true], ['8 Elm Way\nKettlesham', 'ZE3 8AA', false]]);
    expect(report?.household.map(({ address, keepAddressSecret }) => [address, keepAddressSecret])).toEqual([['5 Elm Way\nKettlesham', false]]);
    // For whoever gives a reason it is all there.
    expect(await looks(place.people.manager, from)).toContain('3 Market Row');
  });

  test('opens to nobody by a join: whoever may not open the contact that keeps it cannot look at it in the other', async () => {
    const tells = family();
    const [from, into] = [await tells(false, '2 Mill Road\nKettlesham'), await tells(true, '9 Kestrel Yard\nKettlesham')];
    const { manager } = place.people;
    await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => addBar(tx, { contactId: into.contactId, accountId: manager.actorId, ground: 'declared', reason: 'His neighbours.' }));
    await knowOther(from, into);
    await joins(from, into);
    expect(await looks(other, from)).toContain('9 Kestrel Yard');
    const seen = await looks(manager, from);
    expect(seen).toContain('2 Mill Road');
    expect(seen).not.toContain('9 Kestrel Yard');
  });
});

async function knowOther(...of: Case[]): Promise<void> {
  for (const { contactId } of of) await knowNobody({ ...place, people: { ...place.people, manager: other } }, contactId);
}
