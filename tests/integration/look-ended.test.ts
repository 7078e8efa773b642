/** What is typed on a person’s page after its hour is kept, and written down only by whoever looks again with a reason (architecture 2; safe practice 7.14; decision 39). */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { readContact } from '@/lib/contact/store';
import { declareBeforeOpening } from '@/lib/contact/verbs/declare-before-opening';
import { readRelations } from '@/lib/lookup/relation-store';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { recordRelation } from '@/lib/lookup/verbs/record-relation';
import { readLook } from '@/lib/lookup/look-store';
import { config } from '@/lib/platform/config';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { askPage, cookieOf } from './asking-pages';
import { arrives, earlyHelp } from './deciding';
import { knowNobody, makePlace, type Place } from './people';
import { asSystem } from './waiting';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

type Handler = (request: NextRequest, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const POSTS = import.meta.glob<{ POST: Handler }>(['../../app/people/[[]look[]]/relation/**/route.ts', '../../app/contacts/[[]reference[]]/person/route.ts']);
async function posts(file: string, params: Record<string, string>, fields: Record<string, string>, person: Person): Promise<string> {
  const request = new NextRequest('http://localhost:3000/x', { method: 'POST', headers: { cookie: `${SESSION_COOKIE}=${await cookieOf(person)}`, origin: config().publicOrigin }, body: new URLSearchParams(fields) });
  const handler = (await POSTS[`../../app/${file}/route.ts`]?.())?.POST;
  if (handler === undefined) throw new Error(`no ${file}`);
  const answer = await handler(request, { params: Promise.resolve(params) });
  return answer.headers.get('location') ?? String(answer.status);
}
async function shown(lookId: string, person: Person, search: Record<string, string> = {}): Promise<string> {
  const page = await askPage('../../app/people/[look]/page.tsx', person, { look: lookId }, search);
  return page.kind === 'shown' ? page.html() : page.kind === 'moved' ? page.to : page.kind;
}

/** A contact with a child and an aunt, and the child's page as somebody opened it so many minutes ago. */
async function opened(person: Person, minutes: number) {
  const of = await arrives(place, now().subtract({ minutes: 90 }).toString(), { ...earlyHelp(), household: [{ kind: 'adult', givenName: 'Senara', familyName: 'Bolitho', relationship: 'Aunt' }] });
  await knowNobody(place, of.contactId);
  const people = await asSystem(place, now().toString(), async (tx) => (await readContact(tx, of.contactId))?.people ?? []);
  const [child, aunt] = ['child', 'adult'].map((kind) => people.find((each) => each.kind === kind)?.id ?? '');
  const looked = await withActor(person, (tx) => openPerson(tx, child ?? '', { searchId: null, contactId: of.contactId }), { at: now().subtract({ minutes }) });
  if (!looked.ok) throw new Error(looked.problem);
  return { of, child: child ?? '', aunt: aunt ?? '', lookId: looked.value };
}
const related = (aunt: string, contactId: string) => withActor(place.people.worker, (tx) => readRelations(tx, [aunt], [contactId]));

test('a relation typed after the hour is kept for a new look with its reason, and nothing is written without it', async () => {
  const { worker, otherWorker } = place.people;
  const { of, child, aunt, lookId } = await opened(worker, 61);
  const typed = { other: aunt, relation: 'Special guardian', parentalResponsibility: 'yes', source: 'Court order seen' };
  expect(await posts('people/[look]/relation', { look: lookId }, typed, worker)).toBe(`/people/${lookId}`);
  expect(await related(aunt, of.contactId)).toEqual([]);
  const over = await shown(lookId, worker);
  for (const words of ['Your time to look has run out', 'What you typed is not written down yet', 'Special guardian', 'Court order seen', 'Why do you look this up?']) expect(over).toContain(words);
  // Nobody is shown by it, and to nobody else is it there.
  for (const name of ['Senara', 'Bolitho']) expect(over).not.toContain(name);
  expect(await shown(lookId, otherWorker)).toBe('missing');
  expect(await posts('people/[look]/relation', { look: lookId }, typed, otherWorker)).toBe('404');

  const again = { person: child, again: lookId };
  expect(await posts('contacts/[reference]/person', { reference: of.reference }, again, worker)).toBe(`/people/${lookId}?problem=reason`);
  const anew = await posts('contacts/[reference]/person', { reference: of.reference }, { ...again, reason: 'duty', reasonWords: 'The order came by post' }, worker);
  expect(anew).toMatch(/^\/people\/[0-9a-f-]{36}#relations$/);
  const newId = anew.slice('/people/'.length).replace('#relations', '');
  const reasons = await asSystem(place, now().toString(), (tx) => tx.db.peopleSearch.findMany({ select: { reasonCode: true, reasonWords: true, by: true } }));
  expect(reasons).toEqual([{ reasonCode: 'duty', reasonWords: 'The order came by post', by: worker.actorId }]);
  const page = await shown(newId, worker);
  for (const words of ['Special guardian', 'Court order seen']) expect(page).toContain(`value="${words}"`);
  expect(await posts('people/[look]/relation', { look: newId }, typed, worker)).toBe(`/people/${newId}?done=related#relations`);
  expect(await related(aunt, of.contactId)).toMatchObject([{ relation: 'Special guardian', by: worker.actorId }]);
});

test('so is what is said of its end; and of a contact that may not be opened any more nothing is there', async () => {
  const { worker } = place.people;
  const { of, child, aunt, lookId } = await opened(worker, 50);
  await withActor(worker, async (tx) => {
    const mine = await readLook(tx, lookId);
    if (mine === null) throw new Error('no look');
    await recordRelation(tx, mine, { other: aunt, relation: 'Aunt', parentalResponsibility: 'no', source: 'Said by the mother' });
  }, { at: now().subtract({ minutes: 45 }) });
  const [relation] = await related(aunt, of.contactId);
  const old = await withActor(worker, (tx) => openPerson(tx, child, { searchId: null, contactId: of.contactId }), { at: now().subtract({ minutes: 70 }) });
  if (!old.ok) throw new Error(old.problem);
  const ending = { relation: relation?.id ?? '', how: 'mistake', why: 'She is the neighbour' };
  const to = await posts('people/[look]/relation/end', { look: old.value }, ending, worker);
  expect(to).toBe(`/people/${old.value}?of=${ending.relation}`);
  expect((await related(aunt, of.contactId))[0]?.over).toBeNull();
  expect(await shown(old.value, worker, { of: ending.relation })).toContain('She is the neighbour');
  const anew = await posts('contacts/[reference]/person', { reference: of.reference }, { person: child, again: old.value, of: ending.relation, reason: 'duty' }, worker);
  expect(anew).toMatch(new RegExp(`^/people/[0-9a-f-]{36}\\?problem=ending&of=${ending.relation}#relations$`));
  const newId = anew.slice('/people/'.length, '/people/'.length + 36);
  const page = await shown(newId, worker, { problem: 'ending', of: ending.relation });
  expect(page).toContain('value="She is the neighbour"');
  expect(page).not.toContain('There is a problem');

  await withActor(worker, (tx) => declareBeforeOpening(tx, { id: of.contactId }, { knows: 'yes', reason: 'My cousin' }));
  expect(await posts('people/[look]/relation/end', { look: old.value }, ending, worker)).toBe('404');
  expect(await shown(old.value, worker, { of: ending.relation })).toBe('missing');
});
