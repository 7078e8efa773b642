/** What every answer says to a browser about itself, and which requests change nothing (issue 2 section 1). */
import { Agent, request as httpRequest } from 'node:http';
import type { APIRequestContext, APIResponse } from '@playwright/test';
import { routesOf } from '@/scripts/routes';
import { asSomebody, expect, handIn, test } from './browser';
import { concernArrives } from './concern';

/** Seconds for which nginx keeps a connection to the application that rests (keepalive_timeout of an upstream). */
const PROXY_KEEPS_S = 60;

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

test('a connection at rest outlives the one that a reverse proxy keeps: nothing is sent into a closing one @scripts', async () => {
  const answer = await new Promise<{ headers: Record<string, string | string[] | undefined> }>((done, fail) => {
    const agent = new Agent({ keepAlive: true });
    httpRequest(`${answerUrl()}/healthz`, { agent }, (got) => {
      got.resume().once('end', () => (agent.destroy(), done(got)));
    }).once('error', fail).end();
  });
  const rests = Number(/timeout=(\d+)/.exec(String(answer.headers['keep-alive']))?.[1]);
  expect(rests, 'seconds, as the answer says them').toBeGreaterThan(PROXY_KEEPS_S);
});

/** An address of a route, with something shaped like it wherever it names something. */
const addressOf = (key: string) =>
  key.slice(key.indexOf(' ') + 1).replace(/\[(\w+)\]/g, (_, name: string) => ({ reference: 'NFK-ZZZZ-ZZZZ', area: 'norfolk', step: 'child', version: '1', record: 'basis' })[name] ?? '0d5b4b0e-8f3f-4a8e-9b1e-0f4f7a0c3a11');

/** What must hold of every answer, whatever it is. */
function expectWhole(answer: APIResponse, what: string): void {
  expectSafe(answer, what);
  const headers = answer.headers();
  expect(headers['cache-control'], `${what}: stored nowhere`).toContain('no-store');
  expect(policyOf(answer), what).toMatch(/object-src 'none'.*base-uri 'none'|default-src 'none'/);
  expect(headers['strict-transport-security'], what).toMatch(/includeSubDomains/i);
  expect(headers['access-control-allow-origin'], what).toBeUndefined();
  expect(headers['server'] ?? '', what).not.toMatch(/\d/);
  const type = headers['content-type'] ?? '';
  if (type.startsWith('text/')) expect(type, what).toMatch(/charset=utf-8|text\/x-component/i);
}

test('every route of the policy table answers with the safe headers @scripts', async ({ request }) => {
  const own = new URL(answerUrl()).origin;
  const once = { maxRedirects: 0, failOnStatusCode: false } as const;
  const shapes = new Map<number, number>();
  const look = async (what: string, asked: Promise<APIResponse>) => {
    const answer = await asked;
    expectWhole(answer, what);
    shapes.set(answer.status(), (shapes.get(answer.status()) ?? 0) + 1);
    await answer.dispose();
  };
  const keys = routesOf('app');
  for (const somebody of [null, { area: 'norfolk', who: 'Team manager' }]) {
    const walk = async (by: APIRequestContext) => {
      for (const key of keys) {
        const path = addressOf(key);
        if (key.startsWith('GET ')) {
          // A stream that does not end is asked for by a visitor alone.
          if (somebody !== null && path === '/queue/events') continue;
          await look(`${key} (${somebody === null ? 'a visitor' : 'signed in'})`, by.get(path, once));
          if (somebody !== null) await look(`${key}, fetched ahead`, by.get(path, { ...once, headers: { rsc: '1', 'next-router-prefetch': '1' } }));
        } else if (!/session|demo|workplaces/.test(path)) {
          await look(`${key} from nowhere`, by.post(path, once));
          await look(`${key} with nothing that can be read`, by.post(path, { ...once, data: '{', headers: { origin: own, 'content-type': 'application/json' } }));
        }
      }
    };
    if (somebody === null) await walk(request);
    else await asSomebody(somebody, walk);
  }
  const unused = ['PUT', 'PATCH', 'DELETE'] as const;
  for (const [index, path] of [...new Set(keys.filter((key) => !keys.includes(`GET ${addressOf(key)}`) && key.startsWith('POST ')).map(addressOf))].entries()) {
    const method = unused[index % unused.length] ?? 'PUT';
    const answer = await request.fetch(path, { ...once, method });
    expect(answer.status(), `${method} ${path}`).toBe(405);
    expectWhole(answer, `${method} ${path}`);
  }
  // Redirects, refusals, missing things, methods and types: every kind was among them.
  for (const status of [200, 303, 307, 403, 404, 415]) expect(shapes.get(status) ?? 0, String(status)).toBeGreaterThan(0);
  const traced = await new Promise<number>((done, failed) => httpRequest(new URL('/', answerUrl()), { method: 'TRACE', headers: { cookie: 'told-back=1' } }, (answer) => done(answer.resume().statusCode ?? 0)).on('error', failed).end());
  expect(traced, 'TRACE').toBeGreaterThanOrEqual(400);
});

test('what is not of the product is not served @scripts', async ({ request }) => {
  for (const path of ['/.git/HEAD', '/.env', '/package.json', '/next.config.ts', '/.next/BUILD_ID', '/docs/security.md', '/prisma/schema', '/_next/static', '/_next/static/chunks', '/_next/image?url=%2Ficon.svg&w=64&q=75', '/metrics', '/server-status', '/api', '/api/swagger', '/..%2f..%2fpackage.json', '/%2e%2e/package.json', '/public/plain.css', '/plain.css.map', '/ADMIN/PEOPLE', '/admin']) {
    const answer = await get(request, path);
    expect([400, 404], `${path}: ${answer.status()}`).toContain(answer.status());
    expect(await answer.text(), path).not.toMatch(/"dependencies"|ref: refs|Index of/);
  }
});

test('a header that only a proxy may set changes nothing @scripts', async ({ request }) => {
  const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', 'x-forwarded-for': '10.0.0.1', 'x-real-ip': '10.0.0.1', forwarded: 'host=evil.example', 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy', 'x-middleware-rewrite': 'http://evil.example/', 'x-invoke-path': '/queue', 'x-nonce': 'mine', 'x-request-id': 'mine', 'x-doorstep-path': '/evil', 'x-user-id': '1', 'content-security-policy': "script-src 'nonce-mine'" };
  const home = await request.get('/home', { maxRedirects: 0, headers });
  expect([home.status(), home.headers()['location']]).toEqual([307, '/sign-in?return=%2Fhome']);
  const page = await request.get('/', { headers });
  expectWhole(page, 'a page asked with the headers of a proxy');
  expect(policyOf(page)).not.toContain('mine');
  expect(await page.text()).not.toMatch(/evil\.example|nonce="mine"/);
  const queue = await request.get('/queue', { maxRedirects: 0, headers });
  expect(queue.status(), 'still nobody').toBe(307);
  const forged = await request.post('/session/start', { maxRedirects: 0, form: { email: 'a@b.example', password: 'x' }, headers: { ...headers, origin: 'http://evil.example' } });
  expect(forged.status()).toBe(403);
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
    expectSafe(answer, path);
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

test('a network that tries dead links too often waits, by the address that the proxy saw and not by what its visitor wrote @scripts', async ({ request }) => {
  const dead = '/account/0123456789012345678901234567890123456789012/set';
  const from = async (forwarded: string) => request.post(dead, { form: { password: 'a long enough password' }, headers: { origin: new URL(process.env['DOORSTEP_E2E_URL'] ?? '').origin, 'x-forwarded-for': forwarded }, maxRedirects: 0 });
  // Thirty in fifteen minutes; each claims to come from somewhere else.
  for (let tries = 0; tries < 30; tries += 1) expect((await from(`192.0.2.${tries}, 203.0.113.${tries}`)).status(), String(tries)).toBe(303);
  const waits = await from('198.51.100.4, 203.0.113.200');
  expect(waits.status()).toBe(429);
  expect(Number(waits.headers()['retry-after'])).toBeGreaterThan(0);
  expectSafe(waits, '429');
  expect((await from('203.0.113.200, 198.51.100.4')).status(), 'another network does not').toBe(303);
});
