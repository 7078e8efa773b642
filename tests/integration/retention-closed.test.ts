/**
 * What the page of retention tells of contacts that are closed to its reader: nothing (safe practice 14; decision 21: whoever may not see
 * does not learn that there is anything, by an answer, a count or a duty). Days by hand, 27 November 2026.
 */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';

let place: Place;
const ids = new Map<string, string>();

async function contact(client: pg.Client, name: string, nhs: string, { closed, route = 'UNIV_ADVICE', restricted = false, held = false }: { closed: boolean; route?: string; restricted?: boolean; held?: boolean }): Promise<void> {
  const id = randomUUID();
  ids.set(name, id);
  const of = { authority_id: place.id, contact_id: id };
  await forge(client, 'contact', { authority_id: place.id, id, reference: `${place.prefix}-${id.slice(0, 8).toUpperCase()}`, kind: 'concern', received_at: '2014-01-01T12:00:00Z', report: JSON.stringify({ children: [] }) });
  const child = await forge(client, 'contact_person', { ...of, kind: 'child', date_of_birth: '2010-01-01', nhs_number: nhs, details: '{}' });
  if (restricted) await forge(client, 'contact_restriction', { ...of, kind: 'restricted_child', restricted_child_id: randomUUID() });
  if (held) await forge(client, 'legal_hold', { ...of, contact_person_id: child['id'], by: place.people.manager.actorId, reason: 'Inquiry.' });
  if (!closed) return void (await forge(client, 'queue_row', { ...of, reference: id }));
  await forge(client, 'decision', { ...of, route, level: 1 });
  await forge(client, 'closure', { ...of, at: '2014-02-01T12:00:00Z', how: 'told', level: 1, route });
}

beforeAll(async () => {
  place = await makePlace();
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const pair = async (name: string, nhs: string, beside: Parameters<typeof contact>[3], own = 'UNIV_ADVICE') => {
      await contact(client, name, nhs, { closed: true, route: own });
      await contact(client, `${name}, the closed one`, nhs, { ...beside, restricted: true });
    };
    await pair('open', '9990000018', { closed: false });
    await pair('held', '9990000026', { closed: true, held: true });
    await pair('protection', '9990000034', { closed: true, route: 'STRATEGY' });
    await pair('in need itself', '9990000042', { closed: false }, 'CIN_ASSESS');
    // Over six years after it was closed; the other, of 25 years, is over as well.
    await pair('over', '9990000050', { closed: true, route: 'STRATEGY' });
    await client.query("update contact_person set date_of_birth = '1996-01-01' where contact_id = any ($1)", [[ids.get('over'), ids.get('over, the closed one')]]);
  });
});
afterAll(closeDatabase);

test('of what only a closed contact keeps the page says the same, whatever it is, and no day', async () => {
  const page = await askPage('../../app/retention/page.tsx', place.people.manager, {});
  if (page.kind !== 'shown') throw new Error(page.kind);
  const html = (await page.html()).replace(/<!-- -->/g, '');
  const row = (which: string) => {
    const text = new RegExp(`id="${which}".*?</tr>`, 's').exec(html)?.[0] ?? '';
    return [...text.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].slice(1).map(([, cell]) => (cell ?? '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim());
  };
  const all = ['open', 'held', 'protection'].map((name) => row(`kept-${ids.get(name)}`));
  expect(all[0]).not.toEqual([]);
  expect(new Set(all.map((cells) => cells.join('|'))).size).toBe(1);
  expect(all.join()).not.toMatch(/another contact|open|held|strategy|protection|20\d\d/i);
  // Its own time is not over: that is what they would read if there were no other.
  expect(row(`kept-${ids.get('in need itself')}`).join()).toMatch(/1\/1\/2035.*Assessment or child in need/);
  expect(row(`due-${ids.get('over')}`).join()).toMatch(/Advice or no further action.*1\/2\/2020/);
  for (const [name, id] of ids) if (name.endsWith('the closed one')) expect(html, name).not.toContain(`${place.prefix}-${id.slice(0, 8).toUpperCase()}`);
  expect(html).not.toContain('another contact');
});
