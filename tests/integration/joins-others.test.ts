/** A join of contacts that share no child (safe practice 8 and 13): nobody's child goes under by a slip in a reference. Expectations are by hand. */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { readContact as markRead } from '@/lib/contact/verbs/read-contact';
import { sayWho } from '@/lib/contact/verbs/say-who';
import { addChild } from '@/lib/decision/verbs/add-child';
import { dutiesOfContact } from '@/lib/duty/store';
import { SESSION_COOKIE } from '@/lib/access/session';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { addAcquaintance } from '@/lib/restriction/opening-store';
import { askPage, cookieOf } from './asking-pages';
import { arrives, at, claims, decides, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { asSystem, queueRow } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const about = (givenName: string, familyName: string, sign: string, household: ReportInput['household'] = []): ReportInput => ({ children: [{ givenName, familyName, dateOfBirth: '2016-04-02', indicators: { [sign]: 'present' } }], household, reporter: { continuingRole: 'yes', aboutColleague: 'no' } });

async function joins(from: Case, into: Case, when: string, otherChildren = false) {
  const { worker } = place.people;
  return withActor(worker, async (tx) => {
    const head = await findContact(tx, from.reference);
    if (head === null) throw new Error('it is there');
    return joinContact(tx, worker, head, { into: into.reference, prefix: place.prefix, reason: 'The same flat.', otherChildren });
  }, at(when));
}

async function postsJoin(from: Case, fields: Record<string, string>): Promise<Response> {
  const { POST } = await import('@/app/contacts/[reference]/join/route');
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people.worker)}`, origin: config().publicOrigin };
  return POST(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams(fields) }), { params: Promise.resolve({ reference: from.reference }) });
}

const owed = async (of: Case) => asSystem(place, '2026-03-02T16:00:00Z', async (tx) => {
  const people = await tx.db.contactPerson.findMany({ where: { authorityId: place.id } });
  return (await dutiesOfContact(tx, of.contactId)).filter(({ code }) => code === 'CHILD_NOT_KNOWN').map(({ personId, dueAt, discharge }) => [people.find(({ id }) => id === personId)?.givenName, dueAt?.toString(), discharge?.how ?? 'open']).sort();
});

test('a reference that was mistyped joins nothing: the page says who is in both, and the contact waits as before', async () => {
  const [into, from] = [await arrives(place, '2026-03-02T09:00:00Z', about('Kerensa', 'Tangye', 'I018')), await arrives(place, '2026-03-02T10:00:00Z', about('Perran', 'Vosper', 'I076'))];
  expect(await joins(from, into, '2026-03-02T10:10:00Z')).toEqual({ ok: false, problem: 'other_children' });
  expect(await queueRow(place, from.contactId)).toMatchObject({ state: 'received', level: 3 });
  await withActor(place.people.worker, async (tx) => declareBeforeOpening(tx, { id: from.contactId }, { knows: 'no', reason: '' }), at('2026-03-02T10:12:00Z'));
  const answer = await postsJoin(from, { into: into.reference, reason: 'The same fall.' });
  const words = await answer.text();
  expect(answer.status).toBe(409);
  for (const said of [`${from.reference}: PV; 1 child, 9.`, `${into.reference}: KT; 1 child, 9.`, 'The same fall.', 'other children of the same concern']) expect(words).toContain(said);
  for (const kept of ['Kerensa', 'Perran']) expect(words).not.toContain(kept);
  expect(await owed(into)).toEqual([]);
});

test('of the contact in which a worker may know somebody the answer says nothing', async () => {
  const { worker } = place.people;
  const [into, from] = [await arrives(place, '2026-03-02T09:00:00Z', about('Kerensa', 'Trembath', 'I018')), await arrives(place, '2026-03-02T10:00:00Z', about('Perran', 'Vivian', 'I018'))];
  await asSystem(place, '2026-03-02T10:00:00Z', async (tx) => addAcquaintance(tx, into.contactId, worker.actorId, ['close_name']));
  for (const others of [false, true]) expect(await joins(from, into, '2026-03-02T10:10:00Z', others)).toEqual({ ok: false, problem: 'not_found' });
  await withActor(worker, async (tx) => declareBeforeOpening(tx, { id: into.contactId }, { knows: 'no', reason: 'A namesake.' }), at('2026-03-02T10:12:00Z'));
  expect((await joins(from, into, '2026-03-02T10:15:00Z', true)).ok).toBe(true);
});

test('said to be other children, each is owed an answer; who decides sees them, and a decision that names one ends it', async () => {
  const { worker } = place.people;
  const into = await arrives(place, '2026-03-02T09:00:00Z', about('Kerensa', 'Nance', 'I018'));
  const between = await arrives(place, '2026-03-02T09:30:00Z', about('Kerensa', 'Nance', 'I018'));
  // His sister is of the household, and in no other contact.
  const from = await arrives(place, '2026-03-02T10:00:00Z', about('Perran', 'Angove', 'I076', [{ kind: 'child', givenName: 'Lowenna', familyName: 'Angove', livesWithChild: 'yes' }]));
  expect((await joins(from, between, '2026-03-02T10:10:00Z', true)).ok).toBe(true);
  // Within one working day of Monday: by Tuesday at 17:00.
  expect(await owed(between)).toEqual([['Lowenna', '2026-03-03T17:00:00Z', 'open'], ['Perran', '2026-03-03T17:00:00Z', 'open']]);
  // Joined on about the child whom both have, nothing of the others is lost, and each is owed once.
  expect((await joins(between, into, '2026-03-02T10:20:00Z')).ok).toBe(true);
  expect((await owed(between)).map(([, , how]) => how)).toEqual(['ended_lawfully', 'ended_lawfully']);
  expect(await owed(into)).toEqual([['Lowenna', '2026-03-03T17:00:00Z', 'open'], ['Perran', '2026-03-03T17:00:00Z', 'open']]);

  await claims(into, worker, '2026-03-02T10:25:00Z');
  const head = await asSystem(place, '2026-03-02T10:25:00Z', async (tx) => findContact(tx, into.reference));
  if (head === null) throw new Error('it is there');
  await withActor(worker, async (tx) => declareBeforeOpening(tx, head, { knows: 'no', reason: '' }), at('2026-03-02T10:25:00Z'));
  const page = await askPage('../../app/contacts/[reference]/decision/page.tsx', worker, { reference: into.reference });
  if (page.kind !== 'shown') throw new Error(page.kind);
  const html = (await page.html()).replace(/<!-- -->/g, '');
  for (const said of ['This decision does not name these children', 'Perran Angove', 'Lowenna Angove', from.reference]) expect(html).toContain(said);

  // Named here, and said to be the same child, he is decided on here.
  const added = await withActor(worker, async (tx) => addChild(tx, worker, into.contactId, { givenName: 'Perran', familyName: 'Angove', ageWords: '9', tie: 'household', lives: '' }), at('2026-03-02T10:28:00Z'));
  expect(added.ok).toBe(true);
  const [his, here] = await asSystem(place, '2026-03-02T10:28:00Z', async (tx) => Promise.all([from, into].map(async ({ contactId }) => tx.db.contactPerson.findFirstOrThrow({ where: { authorityId: place.id, contactId, givenName: 'Perran' } }))));
  const joinedHead = await asSystem(place, '2026-03-02T10:28:00Z', async (tx) => findContact(tx, from.reference));
  expect(joinedHead && (await withActor(worker, async (tx) => sayWho(tx, joinedHead, { childId: his?.id ?? '', otherId: here?.id ?? '', outcome: 'same', reason: 'Told by the school.' }), at('2026-03-02T10:29:00Z')))).toEqual({ ok: true, value: null });
  await withActor(worker, async (tx) => markRead(tx, worker, head), at('2026-03-02T10:30:00Z'));
  await decides(into, worker, 'CIN_ASSESS', '2026-03-02T10:40:00Z');
  expect((await owed(into)).map(([name, , how]) => [name, how])).toEqual([['Lowenna', 'open'], ['Perran', 'done']]);
});
