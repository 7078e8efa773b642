/** A moment that cannot be: a system's word for "not known" silences nothing and puts nothing off (safe practice 1, 15, 17; decision 41). */
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAlarms } from '@/lib/attention/alarm-store';
import { look } from '@/lib/attention/verbs/look';
import { intakeOfContact, waitingIntakes } from '@/lib/contact/machine/intake-store';
import { findContact } from '@/lib/contact/store';
import { dutiesOfContact } from '@/lib/duty/store';
import { closeDatabase } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { askPage } from './asking-pages';
import { keyAt, post } from './machine-scene';
import { knowNobody, makePlace, type Place } from './people';
import { asSuperuser } from './superuser';
import { asSystem } from './waiting';

let place: Place;
let school: string;
let police: string;
beforeAll(async () => {
  place = await makePlace();
  [school, police] = [await keyAt(place, 'school'), await keyAt(place, 'police', 'notifications')];
});
afterAll(closeDatabase);

const waiting = async () => asSystem(place, now().toString(), waitingIntakes);
const pointers = (errors: unknown) => (errors as { pointer: string }[]).map(({ pointer }) => pointer);
let families = 0;
const found = async (foundAt: string) => post(school, JSON.stringify({ children: [{ givenName: 'Piran', familyName: `Found ${(families += 1)}`, dateOfBirth: '2015-02-02', indicators: { I033: 'present' }, foundAt }] }));
const contactOf = async (reference: string) => asSystem(place, now().toString(), async (tx) => (await findContact(tx, reference))?.id ?? '');

async function send(more: object, ones: { id: string; eventAt: string; report?: unknown }[]) {
  const { POST } = await import('@/app/api/v1/notifications/route');
  const body = { batch: crypto.randomUUID(), sentAt: now().toString(), notifications: ones.map((one) => ({ report: { incident: { what: 'Officers attended.' } }, ...one })), ...more };
  const answer = await POST(new NextRequest('http://localhost:3000/api/v1/notifications', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', authorization: `Bearer ${police}` } }));
  return { status: answer.status, said: (await answer.json()) as { errors: unknown; results: { status: number; reference: string; errors: unknown }[] } };
}

test.each(['9999-12-31T23:59:59Z', '9999-12-31T23:59:59-10:00', '1900-01-01T00:00:00Z', '0000-01-01T00:00:00Z', now().add({ hours: 26 }).toString()])('a child found at %s was not: a person types it in', async (foundAt) => {
  const { status, said } = await found(foundAt);
  expect([status, pointers(said['errors'])]).toEqual([202, ['/children/0/foundAt']]);
});

test('a child found later today was found by now: the 72 hours run from when it came (domain 7.15)', async () => {
  const soon = now().add({ minutes: 1 });
  const { status, said } = await found(soon.toString());
  expect(status).toBe(201);
  const [duty] = (await asSystem(place, now().toString(), async (tx) => dutiesOfContact(tx, (await findContact(tx, said.reference))?.id ?? ''))).filter(({ code }) => code === 'RETURN_INTERVIEW');
  expect(duty?.dueAt?.epochMilliseconds).toBeLessThan(soon.add({ hours: 72 }).epochMilliseconds);
});

test('a duty that is there already with a due that nobody can read keeps no page of its contact and no list from being read', async () => {
  const { said } = await found(now().subtract({ hours: 3 }).toString());
  const id = await contactOf(said.reference);
  await asSuperuser(async (client) => client.query("update duty set due_at = '10000-01-03 23:59:59Z' where code = 'RETURN_INTERVIEW' and contact_id = $1", [id]));
  await knowNobody(place, id);
  const { worker } = place.people;
  for (const [path, params] of [['../../app/contacts/[reference]/page.tsx', { reference: said.reference }], ['../../app/duties/page.tsx', {}], ['../../app/duties/overdue/page.tsx', {}], ['../../app/hand-over/page.tsx', {}]] as const) {
    const page = await askPage(path, worker, params);
    expect([path, page.kind]).toEqual([path, 'shown']);
  }
});

test('when it happened, or was sent, is no later than the day after it came: it is typed in, and its words are kept', async () => {
  const never = '9999-12-31T23:59:59-10:00';
  const ones = [{ id: 'm-1', eventAt: never }, { id: 'm-2', eventAt: never, report: { childern: [] } }, { id: 'm-3', eventAt: now().add({ hours: 50 }).toString() }, { id: 'm-4', eventAt: now().add({ minutes: 20 }).toString() }];
  const { status, said } = await send({ sentAt: never }, ones);
  expect([status, pointers(said.errors)]).toEqual([200, ['/sentAt']]);
  expect(said.results.map(({ status: each }) => each)).toEqual([202, 202, 202, 201]);
  expect(pointers(said.results[0]?.errors)).toEqual(['/notifications/0/eventAt']);
  const untyped = (await waiting()).filter(({ reference }) => said.results.some((one) => one.reference === reference));
  expect(untyped.map(({ eventAt, sentAt }) => [eventAt, sentAt])).toEqual([[null, null], [null, null], [null, null]]);
});

test('a moment that is there already and that nobody can read silences no alarm, no list and no contact', async () => {
  const { said } = await send({}, [{ id: 'k-1', eventAt: now().toString(), report: { childern: [] } }, { id: 'k-2', eventAt: now().toString() }]);
  const [unread, read] = said.results.map(({ reference }) => reference);
  await asSuperuser(async (client) => client.query("update machine_intake set event_at = '10000-01-01 09:59:59Z', sent_at = '10000-01-01 09:59:59Z' where reference = any ($1)", [[unread, read]]));
  const late = now().add({ minutes: 16 }).toString();
  await asSystem(place, late, look);
  const intake = (await waiting()).find(({ reference }) => reference === unread);
  expect(intake).toMatchObject({ eventAt: null, sentAt: null });
  expect((await asSystem(place, late, (tx) => listAlarms(tx, 'open', 500))).some(({ kind, occasion }) => kind === 'needs_typing' && occasion.startsWith(intake?.batchId ?? '-'))).toBe(true);
  expect((await askPage('../../app/needs-typing/page.tsx', place.people.worker, {})).kind).toBe('shown');
  const id = await contactOf(read ?? '');
  expect(await asSystem(place, late, (tx) => intakeOfContact(tx, id))).toMatchObject({ eventAt: null });
  await knowNobody(place, id);
  expect((await askPage('../../app/contacts/[reference]/page.tsx', place.people.worker, { reference: read ?? '' })).kind).toBe('shown');
});
