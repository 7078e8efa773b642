/** What a machine's door answers: to an address that nothing can have, while nobody can count, and always as its description says (docs/api.md; docs/security.md). */
// Before the routes: it stands in for Next’s own request.
import { askPage } from './asking-pages';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { GET } from '@/app/api/v1/contacts/[reference]/route';
import { POST as fileContact } from '@/app/api/v1/contacts/route';
import { GET as readGuide } from '@/app/api/v1/guides/[area]/route';
import { POST as sendNotifications } from '@/app/api/v1/notifications/route';
import { GET as describeDoors } from '@/app/api/v1/openapi.json/route';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { closeDatabase } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
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
    expect(await ask('ZZZ-2222-2222')).toMatchObject({ status: 500, said: { problem: 'ours' } });
  } finally {
    await asSuperuser((client) => client.query('alter table rate_limit_away rename to rate_limit'));
  }
  expect(await alarms()).toBe(1);
  const page = await askPage('../../app/alarms/page.tsx', place.people.manager, {});
  expect(page.kind === 'shown' ? await page.html() : page.kind).toContain(`Harrow Lane records of ${place.agencies.school.name} sent while nobody could count how much; all of it was taken: tell whoever runs the service, 2 times`);
});

test('whatever is answered is what the description publishes, and nothing beside it', async () => {
  const asked = new NextRequest('http://localhost:3000/api/v1/openapi.json');
  const published = (await (await describeDoors(asked, { params: Promise.resolve({}) })).json()) as { paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: object }> } | undefined> }>>; components: { schemas: object } };
  const { schemas } = published.components;
  // Each name leads to what stands under it.
  const names = [...JSON.stringify(published).matchAll(/"\$ref":"([^"]*)"/g)].map(([, name]) => name ?? '');
  expect(names.filter((name) => !Object.keys(schemas).some((each) => name === `#/components/schemas/${each}`))).toEqual([]);
  const schemaOf = (schema: object) => z.fromJSONSchema(JSON.parse(JSON.stringify({ ...schema, $defs: schemas }).replaceAll('#/components/schemas/', '#/$defs/')) as Parameters<typeof z.fromJSONSchema>[0]);

  const many = await keyAt(place, 'police', 'notifications');
  const to = (handler: (request: NextRequest) => Promise<Response>) => (body: unknown, key = crypto.randomUUID(), by = secret, more: Record<string, string> = {}) => handler(new NextRequest('http://localhost:3000/x', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${by}`, 'idempotency-key': key, ...more } }));
  const [file, send] = [to(fileContact), to(sendNotifications)];
  const read = (reference: string, by = secret) => GET(new NextRequest('http://localhost:3000/x', { headers: { authorization: `Bearer ${by}` } }), { params: Promise.resolve({ reference }) });
  const guide = (area: string) => readGuide(new NextRequest('http://localhost:3000/x'), { params: Promise.resolve({ area }) });
  const one = concern();
  const notification = { id: 'PPN-48211', eventAt: now().subtract({ hours: 3 }).toString({ smallestUnit: 'second' }), report: concern() };
  const batch = { batch: 'night', sentAt: now().toString({ smallestUnit: 'second' }), notifications: [notification, { ...notification, id: 'PPN-48212', report: null }, { ...notification, report: concern() }] };
  const filed = await file(one, 'the first');
  const { reference } = (await filed.clone().json()) as { reference: string };
  const unread = (await (await file('{', 'not read')).json()) as { reference: string };
  const answers: [string, string, Response, number][] = [
    ['/api/v1/contacts', 'post', filed, 201],
    ['/api/v1/contacts', 'post', await file(one, 'the first'), 200],
    ['/api/v1/contacts', 'post', await file('{"children":1}'), 202],
    ['/api/v1/contacts', 'post', await file(concern(), 'the first'), 409],
    ['/api/v1/contacts', 'post', await file('x'.repeat(8 * 1024 * 1024 + 1)), 413],
    ['/api/v1/contacts', 'post', await file(one, 'none', many), 403],
    ['/api/v1/contacts', 'post', await file(one, 'none', 'nobody'), 401],
    ['/api/v1/contacts', 'post', await file(one, 'none', secret, { origin: 'http://localhost:3000' }), 403],
    ['/api/v1/contacts/{reference}', 'get', await read(reference), 200],
    ['/api/v1/contacts/{reference}', 'get', await read(unread.reference), 200],
    ['/api/v1/contacts/{reference}', 'get', await read('ZZZ-2222-2222'), 404],
    ['/api/v1/contacts/{reference}', 'get', await read(reference, 'nobody'), 401],
    ['/api/v1/notifications', 'post', await send(batch, 'night', many), 200],
    ['/api/v1/notifications', 'post', await send('[', 'no list', many), 202],
    ['/api/v1/notifications', 'post', await send('[1', 'no list', many), 409],
    ['/api/v1/guides/{area}', 'get', await guide(place.id), 200],
    ['/api/v1/guides/{area}', 'get', await guide('nowhere'), 404],
  ];
  for (const [path, method, answer, status] of answers) {
    const what = `${method} ${path} ${status}`;
    expect([answer.status, what]).toEqual([status, what]);
    const [type = '', { schema = {} } = {}] = Object.entries(published.paths[path]?.[method]?.responses[String(status)]?.content ?? {})[0] ?? [];
    expect(answer.headers.get('content-type')?.split(';')[0], what).toBe(type);
    const body: unknown = await answer.json();
    expect([what, schemaOf(schema).safeParse(body).error?.issues]).toEqual([what, undefined]);
    // It is a description of this answer: with anything beside it, it would be another.
    expect([what, schemaOf(schema).safeParse({ ...(body as object), besides: 'it' }).success]).toEqual([what, false]);
  }
});
