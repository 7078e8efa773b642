/**
 * A child in the place of another one of the contact that is followed is the same child where both were reported, and nowhere else (safe practice
 * 8, 13): whom a late page named comes after the report, and two of them are two children.
 */
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { placeNamed } from '@/lib/contact/additions/place-named';
import { sameChildren } from '@/lib/contact/history-store';
import { bornPerson } from '@/lib/contact/report/persons';
import { report } from '@/lib/contact/schema';
import { addPersons, readContact } from '@/lib/contact/store';
import { closeDatabase, systemOf, withActor, type Tx } from '@/lib/platform/db';
import { arrives } from './deciding';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const NOON = Temporal.Instant.from('2026-03-03T12:00:00Z');
const system = <T>(work: (tx: Tx) => Promise<T>) => withActor(systemOf(place.id), work, { at: NOON });
const named = (contactId: string, givenName: string) => system(async (tx) => {
  const [child] = report.parse({ children: [{ givenName, familyName: 'Penrose', ageWords: '5' }] }).children;
  return child === undefined ? [] : placeNamed(tx, contactId, [{ child, heard: { id: '9' } }], NOON);
});

test('two children whom late pages named, in a contact and in the one that follows it', async () => {
  const told = { children: [{ givenName: 'Merryn', familyName: 'Penrose', ageWords: '7' }] };
  const before = await arrives(place, '2026-03-02T09:00:00Z', told);
  const again = await arrives(place, '2026-03-03T09:00:00Z', told);
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query('update contact set follows_id = $2 where id = $1', [again.contactId, before.contactId]);
  });
  expect(await named(before.contactId, 'Zoe')).toMatchObject([{ id: '2' }]);
  // Not in the place that Zoe has there.
  expect(await named(again.contactId, 'William')).toMatchObject([{ id: '3' }]);
  // Nor is one of them the other where they came to stand in one place, before it was so.
  await system((tx) => addPersons(tx, again.contactId, [{ ordinal: 2, ...bornPerson('child', { givenName: 'Kitto', familyName: 'Penrose', dateOfBirth: null }, {}) }]));
  const childOf = async (contactId: string) => (await system((tx) => readContact(tx, contactId)))?.people[0]?.id;
  const pairs = (await system((tx) => sameChildren(tx, again.contactId))).map(({ personId, otherPersonId, sameBy }) => [personId, otherPersonId, sameBy]);
  expect(pairs).toEqual([[await childOf(again.contactId), await childOf(before.contactId), 'told_again']]);
});
