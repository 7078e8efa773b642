/** A search says when it shows not everybody, and one family with many contacts keeps no other out. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPeople } from '@/lib/lookup/find-store';
import { readAsked } from '@/lib/lookup/model';
import { lookUp } from '@/lib/lookup/verbs/look-up';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { askPage } from './asking-pages';
import { arrives, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const tells = async (children: readonly { givenName: string; familyName: string; dateOfBirth: string }[]): Promise<Case> => arrives(place, '2026-03-02T09:00:00Z', { children: [...children], reporter: { continuingRole: 'yes', aboutColleague: 'no' } });

/** One person in all of these contacts, as colleagues linked them. */
async function linkAll(contacts: readonly Case[]): Promise<void> {
  const rows = await withActor(place.people.worker, async (tx) => tx.db.contactPerson.findMany({ where: { authorityId: place.id, contactId: { in: contacts.map(({ contactId }) => contactId) } }, select: { id: true, contactId: true } }));
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const person = newId();
    for (const { id, contactId } of rows) await forge(client, 'person_link', { authority_id: place.id, person_id: person, contact_id: contactId, contact_person_id: id });
    await client.query('reset session_replication_role');
  });
}

async function search(familyName: string) {
  const typed = { reason: 'call', familyName };
  const { worker } = place.people;
  const { asked } = readAsked(typed, worker.role);
  if (asked === null) throw new Error('it can be looked up');
  const { found, more } = await withActor(worker, async (tx) => findPeople(tx, asked, place.prefix));
  const page = await askPage('../../app/search/[search]/page.tsx', worker, { search: await withActor(worker, async (tx) => lookUp(tx, worker, typed)) });
  return { names: found.map(({ told }) => told?.name), more, html: page.kind === 'shown' ? (await page.html()).replaceAll('<!-- -->', '') : page.kind };
}

test('a family with more contacts than are shown is one line, and another of a like name stands below it', async () => {
  const contacts: Case[] = [];
  for (let nth = 0; nth < 41; nth += 1) contacts.push(await tells([{ givenName: 'Merryn', familyName: 'Kestle', dateOfBirth: '2016-04-02' }]));
  await linkAll(contacts);
  await tells([{ givenName: 'Ysella', familyName: 'Kestell', dateOfBirth: '2012-07-09' }]);
  const { names, more, html } = await search('Kestle');
  expect(names).toEqual(['MK', 'YK']);
  expect(more).toBe(false);
  expect(html).not.toContain('most alike.');
});

test('whoever was left out is said to be there', async () => {
  const names = ['Aela', 'Bryok', 'Conan', 'Derwa', 'Eseld', 'Fenton', 'Gwenna', 'Hedra', 'Iwan', 'Jenifer', 'Keren', 'Lowen', 'Massen', 'Nessa', 'Ordulf', 'Peran', 'Rosen', 'Senara', 'Talan', 'Ula'];
  const children = names.map((givenName, nth) => ({ givenName, familyName: 'Trewhella', dateOfBirth: `20${String(10 + (nth % 9))}-0${String(1 + (nth % 8))}-11` }));
  await tells(children);
  expect(await search('Trewhella')).toMatchObject({ more: false, names: { length: 20 }, html: expect.not.stringContaining('most alike.') as string });
  await tells([{ givenName: 'Wella', familyName: 'Trewhella', dateOfBirth: '2009-12-24' }]);
  expect(await search('Trewhella')).toMatchObject({ more: true, names: { length: 20 }, html: expect.stringContaining('These are the 20 most alike. Others share what you typed.') as string });
});
