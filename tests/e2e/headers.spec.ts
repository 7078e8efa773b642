/** What every answer says to a browser about itself, and which requests change nothing (issue 2 section 1). */
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { asSomebody, expect, handIn, test } from './browser';
import { concernArrives } from './concern';

const TEACHER = { area: 'norfolk', who: 'Head of year' };

const policyOf = (answer: APIResponse) => answer.headers()['content-security-policy'] ?? '';

function expectSafe(answer: APIResponse, what: string): void {
  const headers = answer.headers();
  const policy = policyOf(answer);
  expect(policy, `${what}: framed by nobody`).toContain("frame-ancestors 'none'");
  expect(policy, `${what}: no script or style from the page itself`).not.toMatch(/unsafe-(inline|eval)/);
  expect(policy, `${what}: scripts`).toMatch(/default-src 'none'|script-src 'self' 'nonce-[^']{20,}'/);
  expect(headers, what).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-opener-policy': 'same-origin', 'referrer-policy': 'same-origin' });
  expect(headers['strict-transport-security'], what).toMatch(/max-age=\d{8}/);
  expect(headers['x-powered-by'], what).toBeUndefined();
}

const get = (by: APIRequestContext, path: string) => by.get(path, { maxRedirects: 0 });

test('every kind of answer carries the safe headers @scripts', async ({ request }) => {
  for (const [path, status] of [['/', 200], ['/areas/norfolk', 200], ['/sign-in', 200], ['/no-such-page', 404], ['/areas/nowhere', 404], ['/home', 307], ['/queue/events', 303], ['/healthz', 200]] as const) {
    const answer = await get(request, path);
    expect(answer.status(), path).toBe(status);
    expectSafe(answer, path);
  }
  const wrongMethod = await request.put('/session/start', { maxRedirects: 0 });
  expect(wrongMethod.status()).toBe(405);
  expectSafe(wrongMethod, '405');
  const [one, two] = [policyOf(await get(request, '/')), policyOf(await get(request, '/'))];
  expect(one, 'a nonce is used once').not.toBe(two);
});

test('every script of a page carries the nonce of its answer, and none stands in the page without it @scripts', async ({ request }) => {
  const answer = await get(request, '/');
  const nonce = /'nonce-([^']+)'/.exec(policyOf(answer))?.[1] ?? 'none';
  const page = await answer.text();
  const scripts = page.match(/<script\b[^>]*>/g) ?? [];
  expect(scripts.length).toBeGreaterThan(0);
  for (const script of scripts) expect(script).toContain(`nonce="${nonce}"`);
  expect(page).not.toMatch(/<style\b|\sstyle="|\son\w+="/);
});

test('files that never change are served as what they are @scripts', async ({ request }) => {
  const page = await (await get(request, '/')).text();
  const built = [...page.matchAll(/"(\/_next\/static\/[^"?]+\.(?:js|css))/g)].map(([, path]) => path ?? '');
  expect(built.length).toBeGreaterThan(1);
  for (const path of ['/plain.css', ...new Set(built)]) {
    const answer = await get(request, path);
    expect(answer.status(), path).toBe(200);
    expect(answer.headers(), path).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(answer.headers()['x-powered-by'], path).toBeUndefined();
  }
});

test('what a signed-in person is shown or takes away is stored by nobody on the way @scripts', async () => {
  const { reference } = await concernArrives(TEACHER);
  await asSomebody(TEACHER, async (by) => {
    const mine = await (await by.get(`/my/contacts/${reference}`)).text();
    const letter = new RegExp(`/my/contacts/${reference}/letters/[0-9a-f-]{36}`).exec(mine)?.[0] ?? '';
    const draft = /\/report\/([0-9a-f-]{36})\/copy/.exec(mine)?.[1] ?? '';
    for (const path of ['/home', '/my/contacts', letter, `${letter}/pdf`, `/report/${draft}/sent/calendar`, '/queue', `/contacts/${reference}`]) {
      const answer = await get(by, path);
      expect(answer.headers()['cache-control'], path).toContain('no-store');
      expectSafe(answer, path);
    }
    expect((await get(by, `${letter}/pdf`)).headers()).toMatchObject({ 'content-type': 'application/pdf' });
  });
});

test('the session’s cookie is for this host, secure and out of reach of scripts @scripts', async ({ request }) => {
  const page = await (await request.get('/demo')).text();
  const [, area = '', membership = ''] = /name="area" value="([^"]+)".*?name="membership" value="([^"]+)"/s.exec(page) ?? [];
  const answer = await request.post('/demo/sign-in', { form: { area, membership }, headers: { origin: new URL(answerUrl()).origin }, maxRedirects: 0 });
  const cookie = answer.headers()['set-cookie'] ?? '';
  expect(cookie).toMatch(/^__Host-doorstep=/);
  for (const part of ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']) expect(cookie).toContain(part);
  expect(cookie).not.toContain('Domain');
});

const answerUrl = () => process.env['DOORSTEP_E2E_URL'] ?? '';

const FOREIGN: readonly [string, Record<string, string>][] = [
  ['no Origin', {}],
  ['a null Origin', { origin: 'null' }],
  ['another Origin', { origin: 'https://evil.example' }],
  ['our Origin within a foreign one', { origin: 'http://localhost.evil.example' }],
];

test('a form from anywhere else is refused before anything is read @scripts', async ({ request }) => {
  const own = new URL(answerUrl()).origin;
  await asSomebody(TEACHER, async (by) => {
    const draft = (await handIn(by, '/report/start')).split('/')[2] ?? '';
    const routes = ['/report/start', `/report/${draft}/safety/save`, `/report/${draft}/submit`, `/report/${draft}/danger/send`, '/preferences/save', '/workplaces/switch', '/session/end', '/session/start', '/demo/sign-in'];
    for (const path of routes) {
      for (const [what, headers] of [...FOREIGN, ['our Origin, sent from elsewhere', { origin: own, 'sec-fetch-site': 'cross-site' }] as const]) {
        const answer = await by.post(path, { form: { 'safety.safeUntil': 'forged' }, headers, maxRedirects: 0 });
        expect(answer.status(), `POST ${path} with ${what}`).toBe(403);
        expectSafe(answer, `403 of ${path}`);
      }
    }
    const page = await by.get(`/report/${draft}/safety`);
    expect(page.status(), 'still signed in, and not sent').toBe(200);
    expect(await page.text()).not.toContain('forged');
  });
  expect((await request.get('/queue', { maxRedirects: 0 })).status()).toBe(307);
});

test('a body that cannot be read is answered and not altered @scripts', async () => {
  await asSomebody(TEACHER, async (by) => {
    const draft = (await handIn(by, '/report/start')).split('/')[2] ?? '';
    const post = (type: string, data: string | Buffer) => by.post(`/report/${draft}/what-happened/save`, { data, headers: { 'content-type': type, origin: new URL(answerUrl()).origin }, maxRedirects: 0 });
    const form = 'application/x-www-form-urlencoded';
    for (const [type, data, status] of [
      ['application/json', '{}', 415],
      [form, `happened.what=${'a'.repeat(2 * 1024 * 1024)}`, 413],
      [form, 'happened.what=%FF', 400],
      [form, 'happened.what=a%00b', 400],
    ] as const) {
      const answer = await post(type, data);
      expect(answer.status()).toBe(status);
      expectSafe(answer, String(status));
      expect(await answer.text()).toContain('999');
    }
  });
});
