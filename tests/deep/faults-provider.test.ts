/** An identity provider that takes the connection and says nothing (quality B4, F22): whoever wants in is told in seconds, and may use a password. What is down altogether is in tests/integration/providers.test.ts. */
// Before the routes: it stands in for Next’s own request.
import { askPage } from '../integration/asking-pages';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { POST as start } from '@/app/session/provider/start/route';
import { closeDatabase } from '@/lib/platform/db';

const TOLD_WITHIN_MS = 10_000;
let silent: Server;

beforeAll(async () => {
  silent = createServer(() => undefined);
  await new Promise<void>((done) => silent.listen(0, '127.0.0.1', done));
  process.env['OIDC_PROVIDERS'] = JSON.stringify([{ id: 'silent', name: 'County sign-in', issuer: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`, clientId: 'doorstep', clientSecret: 'doorstep-secret-of-the-tests' }]);
});
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await closeDatabase();
});

it('F22: is said to be down within ten seconds, and the door for a password stands open', async () => {
  const began = performance.now();
  const answer = await start(new NextRequest('http://localhost:3000/session/provider/start', { method: 'POST', body: new URLSearchParams({ provider: 'silent', link: '', return: '/queue' }).toString(), headers: { origin: 'http://localhost:3000', 'content-type': 'application/x-www-form-urlencoded' } }), { params: Promise.resolve({}) });
  const took = performance.now() - began;
  expect(answer.headers.get('location')).toBe('/sign-in?problem=provider_down&return=%2Fqueue');
  expect(took).toBeLessThan(TOLD_WITHIN_MS);
  const page = await askPage('../../app/sign-in/page.tsx', null, {}, { problem: 'provider_down' });
  const html = page.kind === 'shown' ? await page.html() : '';
  expect(html).toContain('Your provider does not answer');
  expect(html).toContain('name="password"');
  process.stdout.write(`F22: told after ${Math.round(took)} ms\n`);
});
