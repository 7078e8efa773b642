/**
 * Whom managers are told of for looking people up (issue 4, section 2; decision 39): by the form of names by which people are
 * found, and by any sixty minutes.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { Temporal } from 'temporal-polyfill';
import type { Person } from '@/lib/access/model';
import { look } from '@/lib/attention/verbs/look';
import { readContact } from '@/lib/contact/store';
import { lookUp } from '@/lib/lookup/verbs/look-up';
import { openPerson } from '@/lib/lookup/verbs/open-person';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { arrives } from './deciding';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

afterAll(closeDatabase);

const at = (text: string) => ({ at: Temporal.Instant.from(text) });
const search = (person: Person, when: string, fields: Record<string, string>) => withActor(person, async (tx) => lookUp(tx, person, { reason: 'call', ...fields }), at(when));
const lookAt = (place: Place, when: string) => withActor(systemOf(place.id), look, at(when));
const alarms = async (place: Place) => asSuperuser(async (client) => (await client.query<{ kind: string; occasion: string }>("select kind, occasion from alarm where authority_id = $1 and kind like 'looked_up%' order by kind, occasion", [place.id])).rows);
/** So many searches, one a minute. */
async function searches(person: Person, from: string, count: number): Promise<void> {
  for (let minute = 0; minute < count; minute += 1) await search(person, Temporal.Instant.from(from).add({ minutes: minute }).toString(), { familyName: 'Ashby' });
}

test.each([
  ['a short form', { givenName: 'Kath', familyName: 'Inman' }, ['looked_up_colleague']],
  ['their names in each other’s place', { givenName: 'Hume', familyName: 'Gareth' }, ['looked_up_self']],
  ['another spelling', { givenName: 'Garreth', familyName: 'Hume-Ashby' }, ['looked_up_self']],
  ['accents', { givenName: 'Cathérine', familyName: 'Ínman' }, ['looked_up_colleague']],
  ['somebody else’s name', { givenName: 'Gareth', familyName: 'Ashby' }, []],
])('one’s own name and a colleague’s are told of by the form in which people are found: %s', async (_, fields, told) => {
  const place = await makePlace();
  const { worker, otherWorker } = place.people;
  await asSuperuser(async (client) => client.query("update account set name = 'Catherine Inman' where id = $1", [otherWorker.actorId]));
  await search(worker, '2026-03-02T10:01:00Z', fields);
  await lookAt(place, '2026-03-02T10:02:00Z');
  expect((await alarms(place)).map(({ kind }) => kind)).toEqual(told);
});

test('whoever is opened is told of by each name that they are known by', async () => {
  const place = await makePlace();
  const { worker } = place.people;
  const of = await arrives(place, '2026-03-02T09:00:00Z', { children: [{ givenName: 'Kim', familyName: 'Ashby', otherNames: 'also known as Gareth Hume' }] });
  const personId = await withActor(systemOf(place.id), async (tx) => (await readContact(tx, of.contactId))?.people[0]?.id ?? '');
  expect(await withActor(worker, async (tx) => openPerson(tx, personId, { searchId: null, contactId: null }), at('2026-03-02T10:00:00Z'))).toMatchObject({ ok: true });
  await lookAt(place, '2026-03-02T10:02:00Z');
  expect((await alarms(place)).map(({ kind }) => kind)).toEqual(['looked_up_self']);
});

describe('more than an hour’s work', () => {
  test('is told of within any sixty minutes, whatever hour of the clock they begin in', async () => {
    const place = await makePlace();
    const { worker, otherWorker } = place.people;
    // Fifteen before the full hour and sixteen after it are thirty-one within half an hour.
    await searches(worker, '2026-03-02T10:45:00Z', 15);
    await searches(worker, '2026-03-02T11:00:00Z', 15);
    // Of another, thirty-one within sixty minutes and a little: no more than thirty in any one hour.
    await searches(otherWorker, '2026-03-02T10:30:00Z', 30);
    await search(otherWorker, '2026-03-02T11:30:00Z', { familyName: 'Ashby' });
    await lookAt(place, '2026-03-02T11:31:00Z');
    expect(await alarms(place)).toEqual([]);
    await search(worker, '2026-03-02T11:15:00Z', { familyName: 'Ashby' });
    await lookAt(place, '2026-03-02T11:32:00Z');
    const told = [{ kind: 'looked_up_many', occasion: `${worker.actorId} 2026-03-02T11:00Z` }];
    expect(await alarms(place)).toEqual(told);
    // The same days later, also while those of the hour before fall out of what is looked back at.
    for (const when of ['2026-03-02T13:00:00Z', '2026-03-09T10:58:00Z', '2026-03-09T11:14:00Z', '2026-03-09T11:16:00Z']) {
      await lookAt(place, when);
      expect(await alarms(place)).toEqual(told);
    }
  });
});
