/** Several requests for information of one contact (safe practice 7.9, 7.16): each is answered by itself, and what was typed for one answers no other. */
import { NextRequest } from 'next/server';
import { Temporal } from 'temporal-polyfill';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SESSION_COOKIE } from '@/lib/access/session';
import { addRequest } from '@/lib/contact/call/request-store';
import { config } from '@/lib/platform/config';
import { closeDatabase } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { cookieOf } from './asking-pages';
import { earlyHelp, type Case } from './deciding';
import { makePlace, type Place } from './people';
import { as, day, pageOf, waiting } from './sharing-scene';

let place: Place;
beforeAll(async () => {
  place = await makePlace();
});
afterAll(closeDatabase);

async function asks(of: Case, askedBy: string, receivedAt: string, dueAt: string | null): Promise<string> {
  const id = newId();
  await as(place.people.worker, async (tx) => addRequest(tx, { id, contactId: of.contactId, receivedAt: Temporal.Instant.from(receivedAt), askedBy, verified: null, what: 'Is he known?', purpose: 'A hearing', authority: '', dueAt: dueAt === null ? null : Temporal.Instant.from(dueAt) }), receivedAt);
  return id;
}

async function posts(of: Case, form: string, fields: Record<string, string>): Promise<string> {
  const { POST } = await import('@/app/contacts/[reference]/sharing/[record]/route');
  const headers = { cookie: `${SESSION_COOKIE}=${await cookieOf(place.people.worker)}`, origin: config().publicOrigin };
  const answer = await POST(new NextRequest('http://localhost:3000/x', { method: 'POST', headers, body: new URLSearchParams(fields) }), { params: Promise.resolve({ reference: of.reference, record: form }) });
  return answer.headers.get('location') ?? String(answer.status);
}
const formOf = (page: string) => page.split('id="request"')[1]?.split('</form>')[0] ?? '';

test('the soonest due stands first and any other can be chosen; what was typed for one stands under that alone', async () => {
  const of = await waiting(place, earlyHelp());
  const solicitor = await asks(of, 'Mr Vane, a solicitor', day('11:00'), '2026-11-19T12:00:00Z');
  const police = await asks(of, 'Sergeant Hale, Fenland Police', day('11:30'), day('13:00'));
  const first = await pageOf(of);
  expect(formOf(first)).toContain(`value="${police}"`);
  expect(first).toContain(`/contacts/${of.reference}/sharing?request=${solicitor}#request`);

  const refusal = { 'request.outcome': 'given', 'request.reason': 'He would not say for whom he acts.' };
  const refused = await posts(of, 'request', { ...refusal, 'request.id': solicitor });
  expect(refused).toContain(`form=request&request=${solicitor}&problem=incomplete`);
  const chosen = formOf(await pageOf(of, { form: 'request', request: solicitor, problem: 'incomplete' }));
  for (const words of [`value="${solicitor}"`, 'He would not say for whom he acts.', 'Choose the record that is the answer']) expect(chosen, words).toContain(words);
  const other = formOf(await pageOf(of));
  expect(other).toContain(`value="${police}"`);
  expect(other).not.toContain('He would not say for whom he acts.');

  expect(await posts(of, 'request', { ...refusal, 'request.outcome': 'refused', 'request.id': solicitor })).toContain('done=request');
  expect(formOf(await pageOf(of, { request: solicitor }))).toContain(`value="${police}"`);
});
