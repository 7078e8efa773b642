/** What a machine's door answers to an address that nothing can have, and while nobody can count (docs/api.md; docs/security.md). */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET } from '@/app/api/v1/contacts/[reference]/route';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { closeDatabase } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { concern, keyAt, post } from './machine-scene';
import { makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
let secret: string;
beforeAll(async () => {
  place = await makePlace();
  secret = await keyAt(place, 'school');
});
afterAll(closeDatabase);

/** Asks for a contact as the framework hands an address on: decoded. */
async function ask(reference: string) {
  const answer = await GET(new NextRequest('http://localhost:3000/api/v1/contacts/x', { headers: { authorization: `Bearer ${secret}` } }), { params: Promise.resolve({ reference }) });
  return { status: answer.status, type: answer.headers.get('content-type'), said: (await answer.json()) as Record<string, unknown> };
}

test.each([
  ['a NUL', 'a\0b', 'A\uFFFDB'],
  ['half a character', 'NFK-\ud83d', 'NFK-\uFFFD'],
  ['a whole character where it is cut for the ledger', `${'x'.repeat(59)}😀`, 'X'.repeat(59)],
])('an address that holds %s is not there, and what can be kept of it is written down', async (_, reference, kept) => {
  expect(await ask(reference)).toEqual(await ask('ZZZ-2222-2222'));
  expect(await ask(reference)).toMatchObject({ status: 404, type: 'application/problem+json', said: { problem: 'not_here' } });
  const written = await asSystem(place, now().toString(), (tx) => tx.db.ledgerEntry.findMany({ where: { authorityId: place.id, action: 'refused', objectKind: 'reference' }, select: { objectId: true } }));
  expect(written.map(({ objectId }) => objectId)).toContain(kept);
});

test('where nobody can count, a concern is taken and it is an alarm, and a question is not answered', async () => {
  const alarms = async () => {
    await asSystem(place, now().toString(), look);
    return (await asSystem(place, now().toString(), (tx) => listAlarms(tx, 'open', 500))).filter(({ kind }) => kind === 'machine_trouble').length;
  };
  expect((await post(secret, JSON.stringify(concern()))).status).toBe(201);
  expect(await alarms()).toBe(0);
  await asSuperuser((client) => client.query('alter table rate_limit rename to rate_limit_away'));
  try {
    expect((await post(secret, JSON.stringify(concern()))).status).toBe(201);
    expect((await post(secret, '{')).status).toBe(202);
    expect((await ask('ZZZ-2222-2222')).status).toBe(500);
  } finally {
    await asSuperuser((client) => client.query('alter table rate_limit_away rename to rate_limit'));
  }
  expect(await alarms()).toBe(1);
  const page = await askPage('../../app/alarms/page.tsx', place.people.manager, {});
  expect(page.kind === 'shown' ? await page.html() : page.kind).toContain(`Harrow Lane records of ${place.agencies.school.name} sent while nobody could count how much; all of it was taken: tell whoever runs the service, 2 times`);
});
