/** A list is found however old it is: what is left of it can be seen and withdrawn (safe practice 18; docs/decisions/0044). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readItems, readLists, settleList } from '@/lib/assurance/retention/list-store';
import { deleteNext } from '@/lib/assurance/retention/verbs/delete-next';
import { makeList } from '@/lib/assurance/retention/verbs/make-list';
import { releaseList } from '@/lib/assurance/retention/verbs/release-list';
import { config } from '@/lib/platform/config';
import { closeDatabase, systemOf, withActor } from '@/lib/platform/db';
import { dateOf, now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';

const FILE = '../../app/retention/page.tsx';

let place: Place;
/** Released in 2020 and not done with; withdrawn in 2020 with something left. */
let [spent, withdrawn] = ['', ''];
const references = { spent: '', withdrawn: '' };

beforeAll(async () => {
  place = await makePlace();
  const { manager, administrator } = place.people;
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const listed = async (which: keyof typeof references, settled: Record<string, unknown>): Promise<string> => {
      const contactId = randomUUID();
      references[which] = `${place.prefix}-${contactId.slice(0, 8).toUpperCase()}`;
      await forge(client, 'contact', { authority_id: place.id, id: contactId, reference: references[which], report: JSON.stringify({ children: [] }) });
      const { id } = await forge(client, 'retention_list', { authority_id: place.id, made_at: '2020-01-01T12:00:00Z', made_by: manager.actorId, due_on: '2020-01-01', contacts: 1, drafts: 0, released_at: '2020-01-02T12:00:00Z', released_by: administrator.actorId, ...settled });
      await forge(client, 'retention_item', { authority_id: place.id, list_id: id, id: contactId, contact_id: contactId, due_on: '2020-01-01', outcome: 'advice' });
      return id as string;
    };
    spent = await listed('spent', {});
    withdrawn = await listed('withdrawn', { withdrawn_at: '2020-01-03T12:00:00Z', withdrawn_by: manager.actorId });
    for (let each = 0; each < 51; each += 1) await forge(client, 'retention_list', { authority_id: place.id, made_at: '2021-01-01T12:00:00Z', made_by: manager.actorId, contacts: 1, drafts: 0, withdrawn_at: '2021-01-02T12:00:00Z', withdrawn_by: manager.actorId });
  });
});
afterAll(closeDatabase);

const shown = async (search: Record<string, string>): Promise<string> => {
  const answer = await askPage(FILE, place.people.manager, {}, search);
  if (answer.kind !== 'shown') throw new Error(answer.kind);
  return answer.html();
};

test('whatever is left on a list that nobody withdrew stands on the page, below the newest 50: it can be withdrawn, and nothing more of it goes', async () => {
  const lists = await withActor(place.people.manager, readLists);
  expect(lists).toHaveLength(51);
  expect(lists.at(-1)).toMatchObject({ id: spent, left: 1 });
  const html = await shown({});
  expect(html).toContain(`<input type="hidden" name="list" value="${spent}"`);
  expect(html).toContain('more than 30 days ago');
});

test('a list is read by its id, also one that was settled long ago', async () => {
  expect(await shown({ list: spent })).toContain(references.spent);
  const html = await shown({ list: withdrawn });
  expect(html).toContain(references.withdrawn);
  expect(html).toContain(`id="list-${withdrawn}"`);
});

test('of an allegation the schedule says from when it is counted: no adult that it names ends it sooner', async () => {
  expect(await shown({})).toContain('68 years from 18 years before it came in, or from the birth of a younger adult in it');
});

test('of an unsent report that a hold keeps the list says so, and of another not; what is in it is not shown', async () => {
  const [contactId, held, other] = [randomUUID(), randomUUID(), randomUUID()];
  const list = await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await forge(client, 'contact', { authority_id: place.id, id: contactId, reference: `${place.prefix}-${contactId.slice(0, 8).toUpperCase()}`, report: JSON.stringify({ children: [] }) });
    await forge(client, 'contact_person', { authority_id: place.id, contact_id: contactId, kind: 'child', given_name: 'Perran', family_name: 'Quick-Canary', details: '{}' });
    await forge(client, 'legal_hold', { authority_id: place.id, contact_id: contactId, by: place.people.manager.actorId, reason: 'Inquiry.' });
    const { id } = await forge(client, 'retention_list', { authority_id: place.id, made_at: '2026-01-01T12:00:00Z', made_by: place.people.manager.actorId, contacts: 0, drafts: 2 });
    for (const [draft, what] of [[held, 'Perran Quick-Canary was not at school.'], [other, 'Perran was not at school.']] as const) {
      await forge(client, 'draft', { authority_id: place.id, id: draft, kind: 'report', data: JSON.stringify({ fields: { 'happened.what': what } }), closed_at: '2024-06-01T12:00:00Z', closed_how: 'not_needed', closed_why: 'Rung through.', result_id: null });
      await forge(client, 'retention_item', { authority_id: place.id, list_id: id, id: draft, draft_id: draft, due_on: '2025-06-01', outcome: 'unsent_draft' });
    }
    return id as string;
  });
  const html = await shown({ list });
  const row = (id: string) => new RegExp(`id="item-${id}".*?</tr>`, 's').exec(html)?.[0] ?? '';
  expect(row(held)).toContain('Unsent report: a hold keeps it');
  expect(row(other)).toContain('Unsent report');
  expect(row(other)).not.toContain('hold');
  expect(html).not.toMatch(/Canary/);
  // Nor is it due: it is counted with what is kept, and stands on no list that is drawn up now.
  const text = html.replace(/<!-- -->/g, '');
  expect(text).toContain('Reports put away unsent, and calls owed that came to nothing, whose time is over: 1.');
  expect(text).toContain('Reports put away unsent, and calls owed that came to nothing, whose time is over and that a hold keeps: 1.');
  const { manager } = place.people;
  const [drawn, items] = await withActor(manager, async (tx) => {
    await settleList(tx, list, 'withdrawn');
    const made = await makeList(tx);
    return [made, made.ok ? await tx.asSystem((system) => readItems(system, made.value)) : []];
  });
  expect(drawn.ok && items.map(({ id }) => id)).toEqual([other]);
});

test('a council whose periods nobody decided on deletes nothing: no list, no release, and nothing of a list that was released before', async () => {
  const { manager, administrator } = place.people;
  const listed = async (settled: Record<string, unknown>) => asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const [draft, made] = [randomUUID(), dateOf(now())];
    const { id } = await forge(client, 'retention_list', { authority_id: place.id, made_at: made, made_by: manager.actorId, contacts: 0, drafts: 1, ...settled });
    await forge(client, 'draft', { authority_id: place.id, id: draft, kind: 'report', data: '{}', closed_at: '2024-06-01T12:00:00Z', closed_how: 'not_needed', closed_why: 'Rung through.', result_id: null });
    await forge(client, 'retention_item', { authority_id: place.id, list_id: id, id: draft, draft_id: draft, due_on: '2025-06-01', outcome: 'unsent_draft' });
    return { list: id as string, draft };
  });
  const waits = await listed({});
  const { draft } = await listed({ released_at: dateOf(now()), released_by: administrator.actorId });
  const next = async () => withActor(systemOf(place.id), async (tx) => deleteNext(tx));
  const unsent = async () => asSuperuser(async (client) => (await client.query('select 1 from draft where id = $1', [draft])).rowCount);
  Object.assign(config(), { demo: false });
  try {
    expect(await withActor(manager, makeList)).toEqual({ ok: false, problem: 'periods' });
    expect(await withActor(administrator, async (tx) => releaseList(tx, waits.list))).toEqual({ ok: false, problem: 'periods' });
    expect([await next(), await unsent()]).toEqual([null, 1]);
    const html = await shown({});
    expect(html).toContain('Nothing can be deleted here yet');
    expect(html).toContain('<li>Early help</li>');
    expect(html).not.toMatch(/Draw up a list|Release for deletion/);
    // To take one back is always possible.
    expect(html).toContain(`<input type="hidden" name="list" value="${waits.list}"`);
  } finally {
    Object.assign(config(), { demo: true });
  }
  expect(await next()).toEqual({ id: draft, how: 'deleted' });
  expect(await shown({})).not.toContain('Nothing can be deleted here yet');
});
