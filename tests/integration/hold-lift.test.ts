/** A hold goes by two persons of whom the second read what the first wrote (safe practice 18; docs/decisions/0044). */
// Before the route: it stands in for Next’s own request.
import { askPage, cookieOf } from './asking-pages';
import { randomUUID } from 'node:crypto';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as lift } from '@/app/retention/hold/lift/route';
import type { Person } from '@/lib/access/model';
import { SESSION_COOKIE } from '@/lib/access/session';
import { closeDatabase } from '@/lib/platform/db';
import { makePlace, type Place } from './people';
import { forge } from './rows';
import { asSuperuser } from './superuser';

let place: Place;
let hold = '';
beforeAll(async () => {
  place = await makePlace();
  await asSuperuser(async (client) => {
    await client.query("set session_replication_role = 'replica'");
    const contactId = randomUUID();
    await forge(client, 'contact', { authority_id: place.id, id: contactId, reference: `${place.prefix}-HELD-HELD`, report: JSON.stringify({ children: [] }) });
    hold = (await forge(client, 'legal_hold', { authority_id: place.id, contact_id: contactId, by: place.people.manager.actorId, reason: 'Inquiry.' }))['id'] as string;
  });
});
afterAll(closeDatabase);

const pageOf = async (person: Person, search: Record<string, string> = {}) => {
  const page = await askPage('../../app/retention/page.tsx', person, {}, search);
  return page.kind === 'shown' ? (await page.html()).replace(/<!-- -->/g, '') : page.kind;
};
/** What the hold's form on a page holds beside what is typed. */
const shownIn = (html: string) => /name="shown" value="([^"]*)"/.exec(html)?.[1] ?? 'no form';
const sends = async (person: Person, fields: Record<string, string>) => {
  const request = new NextRequest('http://localhost:3000/retention/hold/lift', { method: 'POST', body: new URLSearchParams({ hold, ...fields }).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost:3000', cookie: `${SESSION_COOKIE}=${await cookieOf(person)}` } });
  return (await lift(request, { params: Promise.resolve({}) })).headers.get('location');
};
const lifted = async () => asSuperuser(async (client) => (await client.query('select 1 from legal_hold where id = $1 and lifted_at is not null', [hold])).rowCount === 1);

test('of two managers who each mean to ask the second is shown what the first wrote, and lifts nothing unread', async () => {
  const { manager, unqualifiedManager: second } = place.people;
  const [mine, theirs] = [shownIn(await pageOf(manager)), shownIn(await pageOf(second))];
  expect([mine, theirs]).toEqual(['', '']);
  expect(await sends(manager, { shown: mine, why: 'The claim was settled.' })).toBe('/retention?done=asked#holds');
  expect(await sends(second, { shown: theirs, why: 'I was told that the inquiry ended.' })).toBe('/retention?problem=lift.changed#holds');
  expect(await lifted()).toBe(false);
  const html = await pageOf(second, { problem: 'lift.changed' });
  expect(html).toContain('The claim was settled.');
  expect(html).toContain('You wrote: I was told that the inquiry ended.');
  expect(await pageOf(second)).not.toContain('You wrote');
  expect(await sends(second, { shown: shownIn(html) })).toBe('/retention?done=lifted#holds');
  expect(await lifted()).toBe(true);
  expect(await sends(second, { shown: shownIn(html) })).toBe('/retention?problem=lift.gone#holds');
});
