/**
 * Two scanners that others wrote, signed in, over loopback, against the product as it is started (quality E 8): sqlmap on the
 * fields of the forms that a manager is shown, wapiti on whatever it finds by links. Nothing is found. Both are bounded in number and
 * time, and neither leaves this machine.
 */
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, request as ask, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AREAS } from '@/scripts/seed/areas';
import { seedId } from '@/scripts/seed/names';
import { peopleOf } from '@/scripts/seed/people';
import server from '../e2e/server';
import { benign, different, readPage, routeTo, type SeenForm } from '../hostile/crawl';

const MINUTES = 60_000;
/** Forms that sqlmap is given, and how long each may take. */
const FORMS = 16;
const A_FORM_MS = 4 * MINUTES;
/** For how long wapiti walks, and how long each of its attacks may last: five of the ten want many minutes to come to their end, and DOORSTEP_ATTACKS names which are made. */
const WALK_SECONDS = 120;
const AN_ATTACK_SECONDS = Number(process.env['DOORSTEP_ATTACK_SECONDS'] ?? 30);
/** Addresses of one route that are shown to it: more of the same kind have the same fields. */
const OF_A_ROUTE = 3;

let stop: (() => Promise<void>) | undefined;
let holed: { server: Server; client: pg.Client; origin: string };
let origin: string;
let work: string;

/** Refuses to pass by not having looked. */
function mustHave(tool: string): void {
  try {
    execFileSync('which', [tool], { stdio: 'ignore' });
  } catch {
    throw new Error(`${tool} is not installed. On Debian: apt-get update && apt-get install -y wapiti sqlmap`);
  }
}

beforeAll(async () => {
  for (const tool of ['sqlmap', 'wapiti']) mustHave(tool);
  work = mkdtempSync(join(tmpdir(), 'doorstep-scanners-'));
  holed = await pageWithHoles();
  // The product starts as by npm start, on a database of its own: nothing of this suite's goes with it.
  for (const name of Object.keys(process.env)) if (/^(DATABASE_|SESSION_SECRET|LEDGER_KEY|SEAL_KEYS|CHECKPOINT_|PUBLIC_ORIGIN|DOORSTEP_EMBEDDED)/.test(name)) delete process.env[name];
  stop = await server();
  origin = process.env['DOORSTEP_E2E_URL'] ?? '';
}, 15 * MINUTES);
afterAll(async () => {
  await stop?.();
  holed?.server.close();
  await holed?.client.end();
  if (work) rmSync(work, { recursive: true, force: true });
});

/** A page that pastes what it is asked into SQL, on the tests' own database: what the scanner must find. */
async function pageWithHoles(): Promise<typeof holed> {
  const client = new pg.Client({ connectionString: process.env['DATABASE_URL'] });
  await client.connect();
  const server = createServer((request, answer) => {
    const asked = new URL(request.url ?? '/', 'http://localhost').searchParams.get('q') ?? 'x';
    void client.query(`select a from (values ('x'), ('y')) t(a) where a = '${asked}'`).then(
      ({ rows }) => answer.setHeader('content-type', 'text/html').end(`<p>${asked}: ${rows.length} found: ${JSON.stringify(rows)}</p><a href="/?q=x">x</a><form><input name="q" value="x"><button>Ask</button></form>`),
      (error: unknown) => answer.setHeader('content-type', 'text/html').end(`<p>${asked}: PostgreSQL query failed: ERROR: ${String(error)}</p>`),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { server, client, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** The cookie of an invented person, by the demo's own page. */
async function cookieOf(jobTitle: string): Promise<string> {
  const area = AREAS.find(({ id }) => id === 'norfolk');
  const somebody = area && peopleOf(area).find((one) => one.jobTitle === jobTitle);
  if (!somebody) throw new Error(`nobody is ${jobTitle}`);
  const answer = await fetch(`${origin}/demo/sign-in`, { method: 'POST', redirect: 'manual', headers: { origin, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ area: somebody.authorityId, membership: somebody.id }) });
  return /^[^;]+/.exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';
}

interface Run {
  out: string;
  failed: boolean;
}

const run = async (tool: string, args: string[], timeout: number): Promise<Run> => new Promise((done) => execFile(tool, args, { timeout, maxBuffer: 64 * 1024 * 1024, cwd: work, env: { ...process.env, HOME: work, LANG: 'C.UTF-8' } }, (error, stdout, stderr) => done({ out: `${stdout}${stderr}`, failed: error !== null })));

/** Forms that somebody meets on the pages that they reach in two steps. */
async function formsOf(cookie: string, from: readonly string[]): Promise<SeenForm[]> {
  const [forms, waiting, seen]: [SeenForm[], [string, number][], Set<string>] = [[], from.map((path) => [path, 0]), new Set()];
  for (let next = waiting.shift(); next !== undefined && seen.size < 60; next = waiting.shift()) {
    const [path, depth] = next;
    if (seen.has(path)) continue;
    seen.add(path);
    const answer = await fetch(`${origin}${path}`, { headers: { cookie }, redirect: 'manual' });
    if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
    const read = readPage(await answer.text(), 'manager', path);
    forms.push(...read.forms);
    if (depth < 1) waiting.push(...read.links.map((link): [string, number] => [link.split('#')[0] ?? link, depth + 1]));
  }
  return different(forms).filter(({ key, fields }) => fields.some(({ kind }) => kind !== 'file' && kind !== 'button') && !/session|sign-in|switch/.test(key));
}

/** What sqlmap says of one address: whether a field is open to SQL, and whether it came to an end. */
async function sqlmap(url: string, more: string[]): Promise<{ found: boolean; ended: boolean; out: string }> {
  const args = ['-u', url, ...more, '--batch', '--disable-coloring', '--flush-session', '--ignore-redirects', '--ignore-code', '*', '--level', '1', '--risk', '1', '--technique', 'BEUT', '--time-sec', '3', '--retries', '0', '--timeout', '20', '--dbms', 'PostgreSQL', '--skip', 'cookie', '--output-dir', join(work, 'sqlmap')];
  const { out } = await run('sqlmap', args, A_FORM_MS);
  return { found: FOUND.test(out), ended: FOUND.test(out) || NONE.test(out), out };
}

/** Where a scanner may not go: it would sign itself out, become somebody else, or wait for ever. */
const KEPT_OUT = /^\/(session|account|demo|workplaces|queue\/events|time-out|_next)\b/;

interface Door {
  origin: string;
  /** How often each route was asked, and of those with what answers: "POST /contacts/[reference]/note 303". */
  asked: Map<string, number>;
  /** How often it had to sign in anew, since something that was asked had ended the session. */
  anew: () => number;
  close: () => void;
}

/**
 * Stands before the product and signs whoever comes in: Debian's wapiti ends at its own list of addresses to leave out, so that they
 * are left out here. What it asks for, it asks of the product.
 */
async function signedIn(jobTitle: string): Promise<Door> {
  let [cookie, anew] = [await cookieOf(jobTitle), 0];
  let signing: Promise<void> | null = null;
  const signInAnew = () => {
    if (signing !== null) return;
    anew += 1;
    signing = cookieOf(jobTitle).then((fresh) => {
      [cookie, signing] = [fresh, null];
    });
  };
  const asked = new Map<string, number>();
  const paths = new Map<string, Set<string>>();
  /** Is this one of the addresses of its route that are shown? One that leads nowhere is shown, too. */
  const shownOf = (method: string, path: string): string | null => {
    const found = routeTo(method, path);
    if (found === null) return `${method} nothing`;
    const of = paths.get(found.key) ?? new Set();
    if (of.size < OF_A_ROUTE) paths.set(found.key, of.add(path));
    return of.has(path) ? found.key : null;
  };
  const door = createServer((request, answer) => {
    const path = request.url ?? '/';
    const key = KEPT_OUT.test(path) ? null : shownOf(request.method ?? '', path.split('?')[0] ?? '');
    if (key === null) return void answer.writeHead(404).end();
    const { host: _host, cookie: _own, ...headers } = request.headers;
    const on = ask(`${origin}${path}`, { method: request.method, headers: { ...headers, cookie, origin } }, (from) => {
      const told = `${key} ${from.statusCode}`;
      asked.set(told, (asked.get(told) ?? 0) + 1);
      const { location } = from.headers;
      if (location?.includes('/sign-in')) signInAnew();
      answer.writeHead(from.statusCode ?? 502, { ...from.headers, ...(location === undefined ? {} : { location: location.replace(origin, '') }) });
      from.pipe(answer);
    });
    on.on('error', () => answer.destroy());
    request.pipe(on);
  });
  return heldOpen(door, { asked, anew: () => anew });
}

/** Lets a door in front of the product be reached, until it is closed. */
async function heldOpen(door: Server, counts: Pick<Door, 'asked' | 'anew'>): Promise<Door> {
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done));
  return { origin: `http://127.0.0.1:${(door.address() as AddressInfo).port}`, ...counts, close: () => {
    door.closeAllConnections();
    door.close();
  } };
}

/**
 * Left out: ssrf and xxe, which ask a machine elsewhere to look; csrf, which looks for tokens where Origin is what holds
 * (access.test.ts asks every endpoint); http_headers, which asks for headers that browsers no longer read (headers.spec.ts).
 */
const ATTACKS = (process.env['DOORSTEP_ATTACKS'] ?? 'blindsql,cookieflags,crlf,csp,exec,file,permanentxss,redirect,sql,xss').split(',');

/** What wapiti reports of an address and of what it links to, and which of its attacks were cut off by their time. */
async function wapiti(url: string, seconds: number, more: string[]): Promise<{ found: string[]; cut: string[] }> {
  const report = join(work, 'wapiti.json');
  rmSync(report, { force: true });
  const limit = seconds + ATTACKS.length * (AN_ATTACK_SECONDS + 15) + 60;
  const { out } = await run('wapiti', ['-u', url, '--scope', 'domain', '-m', ATTACKS.join(','), ...more, '--max-scan-time', String(seconds), '--max-attack-time', String(AN_ATTACK_SECONDS), '-t', '15', '--flush-session', '--no-bugreport', '-f', 'json', '-o', report], limit * 1000);
  try {
    const read = JSON.parse(readFileSync(report, 'utf8')) as { vulnerabilities: Record<string, unknown[]>; anomalies: Record<string, unknown[]> };
    return {
      found: Object.entries({ ...read.vulnerabilities, ...read.anomalies }).flatMap(([kind, each]) => each.map((one) => `${kind}: ${JSON.stringify(one).slice(0, 900)}`)),
      cut: [...out.matchAll(/Max attack time was reached for module (\w+)/g)].map(([, name]) => name ?? ''),
    };
  } catch {
    throw new Error(`wapiti wrote no report: ${out.slice(-2000)}`);
  }
}

describe('a hole that is planted is found', () => {
  test('by wapiti', { timeout: 10 * MINUTES }, async () => {
    const { found } = await wapiti(`${holed.origin}/?q=x`, 60, ['-d', '1']);
    expect(found.map((each) => each.split(':')[0])).toEqual(expect.arrayContaining(['SQL Injection']));
  });

  test('by sqlmap', { timeout: 2 * A_FORM_MS }, async () => {
    expect((await sqlmap(`${holed.origin}/?q=x`, [])).found).toBe(true);
  });
});

const NONE = /all tested parameters do not appear to be injectable/;
const FOUND = /sqlmap identified the following injection point|sqlmap resumed the following injection point/;

test('sqlmap finds nothing in the fields of any form', { timeout: (FORMS + 2) * A_FORM_MS }, async () => {
  const cookie = await cookieOf('Team manager');
  const forms = (await formsOf(cookie, ['/queue', '/search', '/calls', '/alarms', '/rota', '/slots', '/ring-backs', '/hand-over', '/restricted', '/preferences'])).slice(0, FORMS);
  expect(forms.length).toBeGreaterThanOrEqual(10);
  const signIn: SeenForm = { key: 'POST /session/start', path: '/session/start', who: 'manager', files: false, fields: [{ name: 'email', kind: 'typed', values: ['a@example.org'] }, { name: 'password', kind: 'typed', values: ['x'] }, { name: 'return', kind: 'hidden', values: ['/home'] }] };
  const [found, looked]: [string[], string[]] = [[], []];
  for (const form of [signIn, ...forms]) {
    const data = new URLSearchParams(benign(form).map(([name, value]) => [name, value === '' ? 'x' : value])).toString();
    const { found: open, ended, out } = await sqlmap(`${origin}${form.path}`, ['--data', data, '--cookie', cookie, '--headers', `Origin: ${origin}`]);
    if (open) found.push(`${form.key}: ${out.slice(-1500)}`);
    if (ended) looked.push(form.key);
  }
  process.stdout.write(`sqlmap looked at ${looked.length} of ${forms.length + 1} forms and found ${found.length}\n`);
  expect(found).toEqual([]);
  expect(looked.length, 'forms that it came to an end with').toBeGreaterThanOrEqual(Math.ceil(forms.length / 2));
});

/** Stands before the doors of machines: gives each request the key, and a concern an `Idempotency-Key` of its own, without which the second would be the first. */
async function withKey(): Promise<Door> {
  const cookie = await cookieOf('System administrator');
  const made = await fetch(`${origin}/admin/keys/make`, { method: 'POST', redirect: 'manual', headers: { origin, cookie, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ name: 'Scanned system', scope: 'contacts', agency: seedId('agency', 'norfolk', 'police') }) });
  const secret = /dsk\.[\w.-]+/.exec(await made.text())?.[0];
  if (secret === undefined) throw new Error(`no key was made: ${made.status}`);
  const asked = new Map<string, number>();
  const door = createServer((request, answer) => {
    const { host: _host, ...headers } = request.headers;
    const on = ask(`${origin}${request.url ?? '/'}`, { method: request.method, headers: { ...headers, authorization: `Bearer ${secret}`, 'idempotency-key': crypto.randomUUID() } }, (from) => {
      const told = `${request.method ?? ''} ${from.statusCode}`;
      asked.set(told, (asked.get(told) ?? 0) + 1);
      answer.writeHead(from.statusCode ?? 502, from.headers);
      from.pipe(answer);
    });
    on.on('error', () => answer.destroy());
    request.pipe(on);
  });
  return heldOpen(door, { asked, anew: () => 0 });
}

/** As a machine sends it (docs/api.md), with words where words may stand. */
const CONCERN = { reporter: { name: 'Rosalie Mensah', email: 'r.mensah@example.org' }, children: [{ givenName: 'Maya', familyName: 'Quill' }], incident: { what: 'Came in without a coat again.' } };

test('sqlmap finds nothing at the doors of machines', { timeout: 5 * A_FORM_MS }, async () => {
  const door = await withKey();
  try {
    const filed = await fetch(`${door.origin}/api/v1/contacts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(CONCERN) });
    const { reference } = (await filed.json()) as { reference: string };
    expect(filed.status).toBe(201);
    // Questions are counted by the minute (MACHINE_LIMITS): quicker, it would read refusals.
    const slowly = ['--delay', '0.6'];
    const told: [string, string[]][] = [
      [`/api/v1/contacts/${reference}*`, slowly],
      ['/api/v1/guides/norfolk*', slowly],
      // Last: concerns are taken however many they are, and count.
      [`/api/v1/contacts`, ['--data', JSON.stringify(CONCERN), '--headers', 'Content-Type: application/json']],
    ];
    for (const [path, more] of told) {
      const { found, ended, out } = await sqlmap(`${door.origin}${path}`, more);
      expect(found, `${path}: ${out.slice(-1500)}`).toBe(false);
      expect(ended, `${path}: ${out.slice(-1500)}`).toBe(true);
    }
    process.stdout.write(`sqlmap at the doors of machines: ${[...door.asked].map(([answer, times]) => `${times} × ${answer}`).join(', ')}\n`);
    const statuses = [...door.asked.keys()];
    expect(statuses.filter((answer) => / (5\d\d|401|403|429)$/.test(answer))).toEqual([]);
  } finally {
    door.close();
  }
});

test('wapiti finds nothing', { timeout: 15 * MINUTES + ATTACKS.length * AN_ATTACK_SECONDS * 1000 }, async () => {
  const door = await signedIn('Team manager');
  try {
    const { found, cut } = await wapiti(`${door.origin}/queue`, WALK_SECONDS, ['-d', '3', '--max-links-per-page', '60', '--max-files-per-dir', '40']);
    const routes = [...new Set([...door.asked.keys()].map((told) => told.slice(0, told.lastIndexOf(' '))))];
    const sum = (of: RegExp) => [...door.asked].reduce((total, [told, times]) => total + (of.test(told) ? times : 0), 0);
    const posts = routes.filter((key) => key.startsWith('POST /'));
    process.stdout.write(`wapiti: ${sum(/./)} requests of ${routes.length} routes, ${posts.length} of them posts; ${sum(/ 5\d\d$/)} answered 5xx; signed in anew ${door.anew()} times; out of time: ${cut.join(', ') || 'none'}; found ${found.length}\n`);
    expect(found).toEqual([]);
    expect([...door.asked.keys()].filter((told) => / 5\d\d$/.test(told))).toEqual([]);
    // It looked, and was still signed in when it was done.
    expect(posts.length).toBeGreaterThanOrEqual(20);
    expect((await fetch(`${door.origin}/queue`, { redirect: 'manual' })).status).toBe(200);
  } finally {
    door.close();
  }
});
