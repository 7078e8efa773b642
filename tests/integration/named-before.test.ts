/**
 * Brothers and sisters whom only another contact of the family names, earlier or later (domain 7.13: "a decision names every child of the household"):
 * whoever decides sees them and is asked, and nobody is put into the contact by the product. Expectations are by hand from domain 7.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { askPage } from './asking-pages';
import type { Person } from '@/lib/access/model';
import type { ReportInput } from '@/lib/contact/schema';
import { findContact, readContact, readProposal } from '@/lib/contact/store';
import { joinContact } from '@/lib/contact/verbs/join-contact';
import { notSameChild } from '@/lib/contact/verbs/not-same-child';
import { sameChildren } from '@/lib/contact/history-store';
import { readBasis } from '@/lib/decision/basis-store';
import { readDecision } from '@/lib/decision/schema';
import { readDecisions } from '@/lib/decision/store';
import { addChild } from '@/lib/decision/verbs/add-child';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { addAcquaintance } from '@/lib/restriction/opening-store';
import { arrives, at, basisOf, claims, handsIn, saves, typed, type Case } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { queueRow } from './waiting';

let place: Place;
let worker: Person;
beforeAll(async () => {
  place = await makePlace();
  ({ worker } = place.people);
});
afterAll(closeDatabase);

const EARLIER = '2026-02-02T09:00:00Z';
const RECEIVED = '2026-03-02T09:00:00Z';
const [TEN, ELEVEN] = ['2026-03-02T10:00:00Z', '2026-03-02T11:00:00Z'] as const;

let families = 0;
/** A family not met before: Ava, with whom Ben (8, reported), Ella (3, of the household) and Noah (grown up by now) were named. */
function family(): { all: ReportInput; ava: ReportInput } {
  families += 1;
  const familyName = `Trembath ${families}`;
  const child = (givenName: string, dateOfBirth: string) => ({ givenName, familyName, dateOfBirth });
  const ava = { ...child('Ava', `${2010 + (families % 10)}-04-05`), indicators: { I018: 'present' as const } };
  const reporter = { continuingRole: 'yes' as const, aboutColleague: 'no' as const };
  return {
    all: { children: [ava, child('Ben', '2018-01-09')], household: [{ kind: 'child', ...child('Ella', '2023-01-20') }, { kind: 'child', ...child('Noah', '2008-01-01') }, { kind: 'adult', givenName: 'Morwenna', familyName, relationship: 'Mother' }], reporter },
    ava: { children: [ava], reporter },
  };
}

const asWorker = <T>(work: (tx: Tx) => Promise<T>) => withActor(worker, work, at(TEN));
const seen = async ({ contactId }: Case) => (await asWorker((tx) => readBasis(tx, contactId)))?.namedBefore.map(({ name, age, references }) => [name, age, ...references]);
const htmlOf = async (file: string, { reference }: Case, search: Record<string, string> = {}) => {
  const page = await askPage(`../../app/contacts/[reference]/decision${file}/page.tsx`, worker, { reference }, search);
  return page.kind === 'shown' ? (await page.html()).replaceAll('<!-- -->', '') : page.kind;
};

/** The family told of twice: all of them in February, Ava alone in March. */
async function toldTwice({ opened = true } = {}): Promise<{ before: Case; now: Case }> {
  const { all, ava } = family();
  const [before, now] = [await arrives(place, EARLIER, all), await arrives(place, RECEIVED, ava)];
  for (const { contactId } of opened ? [before, now] : [now]) await knowNobody(place, contactId);
  return { before, now };
}

test('whoever decides reads who was named before and is not here, by name, age then and contact; nobody is put into it', async () => {
  const { before, now } = await toldTwice();
  // On 2 February 2026 Ben, born 9 January 2018, is 8, and Ella, born 20 January 2023, 3. Noah was 18 on 1 January.
  const name = (await asWorker((tx) => readContact(tx, now.contactId)))?.people[0]?.familyName ?? '';
  expect(await seen(now)).toEqual([[`Ben ${name}`, '8', before.reference], [`Ella ${name}`, '3', before.reference]]);
  await claims(now, worker, TEN);
  const html = await htmlOf('', now);
  for (const part of ['2 children are named with these in other contacts', `Ben ${name}`, `Ella ${name}`, before.reference, 'not in this one', 'Are these all the children of the home']) expect(html).toContain(part);
  expect(html).not.toContain('Noah');
  expect((await asWorker((tx) => readContact(tx, now.contactId)))?.people.map(({ givenName }) => givenName)).toEqual(['Ava']);
  // The contact that named them all says nothing of the sort.
  expect(await seen(before)).toEqual([]);
});

test('whom only a later contact names is asked about as well: the history beside the decision goes to now', async () => {
  const { all, ava } = family();
  const [now, later] = [await arrives(place, RECEIVED, ava), await arrives(place, '2026-03-02T09:30:00Z', all)];
  for (const { contactId } of [now, later]) await knowNobody(place, contactId);
  const name = all.children?.[0]?.familyName ?? '';
  expect(await seen(now)).toEqual([[`Ben ${name}`, '8', later.reference], [`Ella ${name}`, '3', later.reference]]);
  expect((await basisOf(now)).situation.namedBefore).toBe(2);
});

test('it is not decided before they are asked about, and the answer stands with the decision', async () => {
  const { now } = await toldTwice();
  await claims(now, worker, TEN);
  const { situation } = await basisOf(now);
  expect(situation.namedBefore).toBe(2);
  const fields = await typed(now, 'EH_SINGLE', { otherChildren: '' });
  expect(readDecision(fields, situation)).toEqual({ ok: false, problem: [expect.objectContaining({ field: 'otherChildren' })] });
  await saves(now, worker, fields, TEN);
  expect(await handsIn(now, worker, TEN)).toEqual({ ok: false, problem: 'not_complete' });
  await saves(now, worker, { ...fields, otherChildren: 'not_known' }, ELEVEN);
  const check = await htmlOf('/check', now);
  expect(check).toContain('2 children are named with these in other contacts');
  expect((await handsIn(now, worker, ELEVEN)).ok).toBe(true);
  expect((await asWorker((tx) => readDecisions(tx, now.contactId))).at(-1)?.document.otherChildren).toBe('not_known');
});

test('one who is added stands there no more, and is added by the name that stands there', async () => {
  const { now } = await toldTwice();
  const [ben] = (await asWorker((tx) => readBasis(tx, now.contactId)))?.namedBefore ?? [];
  const form = await htmlOf('/child', now, { from: ben?.id ?? '' });
  expect(form).toMatch(/name="givenName"[^>]*value="Ben"/);
  expect((await asWorker((tx) => readContact(tx, now.contactId)))?.people).toHaveLength(1);
  expect((await asWorker((tx) => addChild(tx, worker, now.contactId, { givenName: ben?.givenName ?? '', familyName: ben?.familyName ?? '', ageWords: '8', tie: 'household', lives: 'With Ava' }))).ok).toBe(true);
  expect((await seen(now))?.map(([name]) => name?.split(' ')[0])).toEqual(['Ella']);
});

test('added by the name that stands there, what was told of the child before counts: the third telling in twelve months is one (domain 2.2, behaviour 5)', async () => {
  const { all, ava } = family();
  const ben = { ...all, children: all.children?.slice(1), household: [] };
  const whole = await arrives(place, EARLIER, all);
  const brother = await arrives(place, '2026-02-12T09:00:00Z', ben);
  const now = await arrives(place, RECEIVED, ava);
  for (const { contactId } of [whole, brother, now]) await knowNobody(place, contactId);
  const counted = async () => [(await basisOf(now)).contact.contactsIn12Months, (await queueRow(place, now.contactId))?.contactsIn12Months, (await asWorker((tx) => readProposal(tx, now.contactId)))?.document.flags.managerReview];
  expect(await counted()).toEqual([2, 2, false]);
  const [there] = (await asWorker((tx) => readBasis(tx, now.contactId)))?.namedBefore ?? [];
  const form = await htmlOf('/child', now, { from: there?.id ?? '' });
  for (const part of ['born', '9 January 2018', `name="from" value="${there?.id}"`]) expect(form).toContain(part);
  const adds = { ageWords: '8', tie: 'household', lives: 'With Ava', from: there?.id ?? '' };
  // Under another name it is another child's birth.
  expect((await asWorker((tx) => addChild(tx, worker, now.contactId, { ...adds, givenName: 'Benedict', familyName: there?.familyName ?? '' }))).ok).toBe(true);
  expect(await counted()).toEqual([2, 2, false]);
  expect((await asWorker((tx) => addChild(tx, worker, now.contactId, { ...adds, givenName: 'ben', familyName: there?.familyName ?? '' }))).ok).toBe(true);
  expect((await asWorker((tx) => readContact(tx, now.contactId)))?.people.map(({ givenName, dateOfBirth }) => [givenName, dateOfBirth])).toEqual([['Ava', ava.children?.[0]?.dateOfBirth], ['Benedict', null], ['ben', '2018-01-09']]);
  expect(await counted()).toEqual([3, 3, true]);
});

test('no birth is taken from a contact that does not name the child before, nor from one whose names are kept', async () => {
  const { now } = await toldTwice({ opened: false });
  const other = await toldTwice();
  const [hidden] = (await asWorker((tx) => readBasis(tx, now.contactId)))?.namedBefore ?? [];
  const [theirs] = (await asWorker((tx) => readBasis(tx, other.now.contactId)))?.namedBefore ?? [];
  for (const from of [hidden?.id ?? '', theirs?.id ?? '', 'x']) expect((await asWorker((tx) => addChild(tx, worker, now.contactId, { givenName: 'Ben', familyName: theirs?.familyName ?? '', ageWords: '8', tie: 'household', lives: '', from }))).ok).toBe(true);
  expect((await asWorker((tx) => readContact(tx, now.contactId)))?.people.slice(1).map(({ dateOfBirth }) => dateOfBirth)).toEqual([null, null, null]);
});

test('of a contact whose reader has not said that they know nobody the names are kept, and of one in which they may know somebody all', async () => {
  const { before, now } = await toldTwice({ opened: false });
  expect(await seen(now)).toEqual([[null, '8', before.reference], [null, '3', before.reference]]);
  const [ben] = (await asWorker((tx) => readBasis(tx, now.contactId)))?.namedBefore ?? [];
  expect([ben?.givenName, ben?.familyName]).toEqual(['', '']);
  await claims(now, worker, TEN);
  for (const html of [await htmlOf('', now), await htmlOf('/child', now, { from: ben?.id ?? '' })]) {
    expect(html).not.toContain('Ben');
    expect(html).not.toContain('Ella');
  }
  await withActor(systemOf(place.id), (tx) => addAcquaintance(tx, before.contactId, worker.actorId, ['own_name']));
  expect(await seen(now)).toEqual([]);
});

test('it is not asked of a child who was told apart from the one before, nor of children of what was joined in, who are owed already', async () => {
  const apart = await toldTwice();
  const [pair] = await asWorker((tx) => sameChildren(tx, apart.now.contactId));
  expect((await asWorker(async (tx) => {
    const head = await findContact(tx, apart.now.reference);
    return head === null ? null : notSameChild(tx, head, { personId: pair?.personId ?? '', otherPersonId: pair?.otherPersonId ?? '', reason: 'A cousin of the same name.' });
  }))?.ok).toBe(true);
  expect(await seen(apart.now)).toEqual([]);

  const joined = await toldTwice();
  const done = await withActor(worker, async (tx) => {
    const head = await findContact(tx, joined.before.reference);
    return head === null ? null : joinContact(tx, worker, head, { into: joined.now.reference, prefix: place.prefix, reason: 'The same family.' });
  }, at(TEN));
  expect(done?.ok).toBe(true);
  expect(await seen(joined.now)).toEqual([]);
});

test('where no child was named before, the question is put by a risk of the home alone', async () => {
  const { ava } = family();
  const now = await arrives(place, RECEIVED, ava);
  const { situation, namedBefore } = await basisOf(now);
  expect([situation.namedBefore, namedBefore]).toEqual([0, []]);
  expect(readDecision(await typed(now, 'EH_SINGLE', { otherChildren: '' }), situation).ok).toBe(true);
});
