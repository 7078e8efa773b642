/** A list that is longer than its page says so, and how to come to the rest: what is on no page is done by nobody. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDatabase } from '@/lib/platform/db';
import { askPage } from './asking-pages';
import { recordFrom } from './letter-scene';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';

let place: Place;
/** Follow-up letters owed: four more than a page shows, all late, the last of them due last. */
const OWED = 304;
beforeAll(async () => {
  place = await makePlace();
  const { contactId } = await recordFrom(place, null, '2026-03-02T09:00:00Z');
  await asSuperuser((db) =>
    db.query(
      `insert into duty (authority_id, id, contact_id, code, law, owner_role, opened_at, due_at, evidence, occasion_id)
       select $1, gen_random_uuid(), $2, 'FOLLOW_UP_LETTER', 'By hand.', 'cads_social_worker', '2026-03-02T09:00:00Z', timestamptz '2026-03-03T09:00:00Z' + n * interval '1 minute', 'By hand.', gen_random_uuid() from generate_series(1, $3::int) n`,
      [place.id, contactId, OWED],
    ),
  );
});
afterAll(closeDatabase);

const html = async (file: string, query: Record<string, string>) => {
  const page = await askPage(`../../app/${file}/page.tsx`, place.people.manager, {}, query);
  return (page.kind === 'shown' ? await page.html() : page.kind).replaceAll('&amp;', '&').replace(/<!-- -->/g, '');
};
const rows = (text: string) => new Set(text.match(/\/duties\/[0-9a-f-]{36}/g)).size;

test.each([
  ['follow-ups', {}, '/follow-ups', '/follow-ups?after=300'],
  ['duties/overdue', {}, '/duties/overdue?show=overdue', '/duties/overdue?show=overdue&after=300'],
  ['duties/overdue', { show: 'open' }, '/duties/overdue?show=open', '/duties/overdue?show=open&after=300'],
])('%s %j', async (file, query, first, next) => {
  const begin = await html(file, query);
  const total = Number(/1 to 300 of (\d+) are shown/.exec(begin)?.[1]);
  // What the contact itself makes owed stands on the lists of all duties, too.
  expect(total).toBeGreaterThanOrEqual(OWED);
  expect(begin).toContain(`${total - 300} more:`);
  expect(begin).toContain(`href="${next}"`);
  const rest = await html(file, { ...query, after: '300' });
  expect(rest).toContain(`301 to ${total} of ${total} are shown`);
  expect(rest).toContain(`href="${first}"`);
  expect([rows(begin), rows(rest)]).toEqual([300, total - 300]);
  // Nothing is said of a part that is on another page.
  expect(rest).not.toContain('Nothing is overdue');
  expect((await html(file, { ...query, after: 'x' }))).toContain('1 to 300 of');
});

test('a list that its page shows whole says nothing of it', async () => {
  expect(await html('duties/overdue', { show: 'waiting' })).not.toContain('are shown');
});
