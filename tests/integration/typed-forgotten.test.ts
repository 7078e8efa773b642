/** What was typed into a small form and then taken stands in its record, and nowhere else: a draft about no contact goes with none (safe practice 7.18). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { endTyped, keepTyped, typedBefore } from '@/lib/platform/draft/typed';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

const kept = () => asSuperuser(async (client) => (await client.query<{ data: string; closed: boolean }>("select data::text, closed_at is not null as closed from draft where authority_id = $1 and kind = 'restricted'", [place.id])).rows);

test('a form that was taken leaves none of its words in the drafts; until then they are kept', async () => {
  const form = { kind: 'restricted' as const };
  await withActor(place.people.manager, (tx) => keepTyped(tx, form, { givenName: 'Perran', familyName: 'Trevose', nhs: '999 000 0000' }));
  expect(await withActor(place.people.manager, (tx) => typedBefore(tx, form))).toMatchObject({ givenName: 'Perran' });
  await withActor(place.people.manager, (tx) => endTyped(tx, form));
  const rows = await kept();
  expect(rows.map(({ closed }) => closed)).toEqual([true]);
  expect(rows[0]?.data).not.toMatch(/Perran|Trevose|999/);
});
