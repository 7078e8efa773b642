/** A hold on every contact about the children of one is one thing: set once, shown once, and let go of once by two persons (safe practice 18). */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHolds } from '@/lib/assurance/retention/hold-store';
import { liftHold } from '@/lib/assurance/retention/verbs/lift-hold';
import { setHold } from '@/lib/assurance/retention/verbs/set-hold';
import { closeDatabase, withActor } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';

let place: Place;
const REFERENCE = () => `${place.prefix}-FAMD-H2KX`;
beforeAll(async () => {
  place = await makePlace();
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const contact = await forge(client, 'contact', { authority_id: place.id, reference: REFERENCE(), kind: 'concern', received_at: '2025-01-01T12:00:00Z' });
    for (const given of ['Ysella', 'Jory', 'Hedra']) await forge(client, 'contact_person', { authority_id: place.id, contact_id: contact['id'], kind: 'child', given_name: given, family_name: 'Roskruge', details: '{}' });
  });
});
afterAll(closeDatabase);

const inForce = async () => Number((await asSuperuser(async (client) => (await client.query<{ hit: string }>('select count(*) as hit from legal_hold where authority_id = $1 and lifted_at is null', [place.id])).rows[0]?.hit)) ?? 0);

test('three children, one hold: a second like it is refused and said, and one lift by two persons ends all of it', async () => {
  const { manager, unqualifiedManager } = place.people;
  const asked = { reference: REFERENCE(), scope: 'children', reason: 'Inquiry, letter of 2 March' } as const;
  expect((await withActor(manager, (tx) => setHold(tx, asked))).ok).toBe(true);
  expect(await withActor(unqualifiedManager, (tx) => setHold(tx, { ...asked, reason: 'The same inquiry' }))).toEqual({ ok: false, problem: 'held' });
  expect(await inForce()).toBe(3);
  // The contact itself is something else to hold, and not let go of with the children.
  expect((await withActor(manager, (tx) => setHold(tx, { ...asked, scope: 'contact' }))).ok).toBe(true);
  expect(await withActor(manager, (tx) => setHold(tx, { ...asked, scope: 'contact' }))).toEqual({ ok: false, problem: 'held' });

  const page = await askPage('../../app/retention/page.tsx', manager, {});
  const html = page.kind === 'shown' ? (await page.html()).replaceAll('<!-- -->', '') : '';
  expect(html.match(/Every contact about 3 children of it/g)).toHaveLength(1);
  expect(html.match(/name="hold" value="/g)).toHaveLength(2);

  const children = async () => (await withActor(manager, readHolds)).find(({ scope }) => scope === 'children');
  const hold = await children();
  expect(await withActor(manager, (tx) => liftHold(tx, hold?.id ?? '', { why: 'The inquiry has ended.', shown: '' }))).toEqual({ ok: true, value: 'asked' });
  const shown = (await children())?.lift?.at.toString() ?? '';
  expect(await withActor(unqualifiedManager, (tx) => liftHold(tx, hold?.id ?? '', { why: '', shown }))).toEqual({ ok: true, value: 'lifted' });
  expect((await withActor(manager, readHolds)).map(({ scope }) => scope)).toEqual(['contact']);
  expect(await inForce()).toBe(1);
});
