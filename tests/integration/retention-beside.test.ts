/**
 * What is written beside contacts outlives none of them (safe practice 18): the words of a hand-over are about every child in it.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/platform/db';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

const AT = '2026-11-27T10:00:00Z';
let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

/** Deletes a contact as the product, from a list that a second person released. */
async function deletes(contactId: string): Promise<void> {
  const list = await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const made = await forge(client, 'retention_list', { authority_id: place.id, contacts: 1, drafts: 0, released_at: '2026-11-27T09:00:00Z', released_by: place.people.manager.actorId });
    await forge(client, 'retention_item', { authority_id: place.id, list_id: made['id'], id: contactId, contact_id: contactId, due_on: '2020-02-01', outcome: 'advice' });
    return made['id'] as string;
  });
  await asSystem(place, AT, async (tx) => tx.db.$queryRaw`select retention_delete_contact(${list}::uuid, ${contactId}::uuid, '[]'::jsonb)`);
}

test('the words of a hand-over go with the first of its contacts, the hand-over with the last; of another the words stay', async () => {
  const [first, second, other] = [randomUUID(), randomUUID(), randomUUID()];
  const [shared, alone, silent] = [randomUUID(), randomUUID(), randomUUID()];
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    for (const id of [first, second, other]) {
      await forge(client, 'contact', { authority_id: place.id, id, reference: `${place.prefix}-${id.slice(0, 8).toUpperCase()}`, kind: 'concern', received_at: '2014-01-01T12:00:00Z' });
      await forge(client, 'closure', { authority_id: place.id, contact_id: id, at: '2014-02-01T12:00:00Z', how: 'told', level: 1, route: 'UNIV_ADVICE' });
    }
    for (const [id, note, contacts] of [[shared, 'Hedra Rosevear slept; Yestin Pascoe is with his aunt.', [first, second]], [alone, 'A quiet night.', [other]], [silent, '', [first, second]]] as const) {
      await forge(client, 'hand_over', { authority_id: place.id, id, direction: 'to_day', note });
      for (const contact_id of contacts) await forge(client, 'hand_over_item', { authority_id: place.id, hand_over_id: id, contact_id, line: 'Slept.' });
    }
  });
  const notes = async () => Object.fromEntries(await asSuperuser(async (client) => (await client.query<{ id: string; note: string }>('select id, note from hand_over where authority_id = $1', [place.id])).rows.map(({ id, note }) => [id, note])));
  await deletes(first);
  expect(await notes()).toEqual({ [shared]: 'Taken out: a contact of this hand-over was deleted', [alone]: 'A quiet night.', [silent]: '' });
  await deletes(second);
  expect(await notes()).toEqual({ [alone]: 'A quiet night.' });
});
