/** The built product as a process of its own, to be killed and started again; and clients that use it as a browser without scripts does. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Person } from '@/lib/access/model';
import { openSession } from '@/lib/access/open-session';
import { sealSession, SESSION_COOKIE } from '@/lib/access/session';
import { built } from '@/scripts/built';
import { freePort } from '@/scripts/embedded';
import { webArgs } from '@/scripts/web';

const STARTS_WITHIN_MS = 60_000;

export interface App {
  origin: string;
  port: number;
  /** What it wrote to its log. */
  log: string;
  /** Starts it, anew after a kill, and waits until the process answers. */
  start(): Promise<void>;
  /** As a power cut would: nothing is finished, nothing is said. */
  kill(): void;
  /** Of the process that was started last; undefined before. */
  readonly pid: number | undefined;
  /** Is it still the process that was started last? */
  readonly alive: boolean;
  stop(): Promise<void>;
}

/**
 * The product on a port of its own, as `npm start` starts it, against this database.
 * @param databaseUrl as doorstep_app.
 * @param folder of another release, installed and built; null: this one.
 */
export async function makeApp(databaseUrl: string, more: Record<string, string> = {}, folder: string | null = null): Promise<App> {
  if (folder === null && process.env['DOORSTEP_BUILT'] !== '1') built();
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  mkdirSync('.doorstep', { recursive: true });
  const log = join('.doorstep', `faults-${process.pid}-${port}.log`);
  let child: ChildProcess | undefined;
  const gone = (process: ChildProcess) => process.exitCode !== null || process.signalCode !== null;
  const app: App = {
    origin,
    port,
    log,
    get pid() {
      return child?.pid;
    },
    get alive() {
      return child !== undefined && !gone(child);
    },
    async start() {
      const out = openSync(log, 'a');
      const env = { ...process.env, DATABASE_URL: databaseUrl, DATABASE_DIRECT_URL: databaseUrl, PUBLIC_ORIGIN: origin, PORT: String(port), NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', LOG_LEVEL: 'warn', ...more } as NodeJS.ProcessEnv;
      child = spawn(process.execPath, webArgs({ port }), { env, stdio: ['ignore', out, out], detached: true, ...(folder === null ? {} : { cwd: folder }) });
      closeSync(out);
      const started = child;
      for (let waited = 0; ; waited += 50) {
        if (gone(started)) throw new Error(`the product did not start: ${log}`);
        if (waited > STARTS_WITHIN_MS) throw new Error(`the product does not answer: ${log}`);
        const answer = await fetch(`${origin}/healthz`).catch(() => null);
        if (answer?.ok) return;
        await sleep(50);
      }
    },
    kill() {
      // The whole group: whatever it had started goes with it.
      if (child?.pid !== undefined && !gone(child)) process.kill(-child.pid, 'SIGKILL');
    },
    async stop() {
      if (child?.pid === undefined || gone(child)) return;
      const exit = once(child, 'exit');
      process.kill(-child.pid, 'SIGTERM');
      const patience = setTimeout(() => app.kill(), 8_000);
      await exit;
      clearTimeout(patience);
    },
  };
  return app;
}

/** The cookie of a fresh session of somebody. */
export async function signedIn(person: Person): Promise<string> {
  const token = await openSession(person.actorId, { id: person.membershipId, authorityId: person.authorityId, role: person.role, agencyId: person.agencyId }, 'pwd');
  return `${SESSION_COOKIE}=${await sealSession(token)}`;
}

export interface Answer {
  status: number;
  location: string;
  text: string;
  /** From asking to the last byte. */
  tookMs: number;
  headers: Record<string, string | string[] | undefined>;
}

export interface Client {
  get(path: string, headers?: Record<string, string>): Promise<Answer | null>;
  post(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer | null>;
  /** A form as no browser would write it: its body is sent as it stands. */
  raw(path: string, body: string): Promise<Answer | null>;
}

/** The longest a client waits: far beyond what anything may take, so that a request that hangs is seen to. */
const PATIENCE_MS = 40_000;

/**
 * A browser without scripts, one connection a request.
 * @param port where it connects, if something stands between.
 * @returns of each request what came back; null where nothing did.
 */
export function clientOf(app: Pick<App, 'origin' | 'port'>, cookie: string, { port = app.port }: { port?: number } = {}): Client {
  const ask = (method: 'GET' | 'POST', path: string, body: string | undefined, more: Record<string, string>) =>
    new Promise<Answer | null>((done) => {
      const began = performance.now();
      const headers = { host: new URL(app.origin).host, cookie, accept: 'text/html', ...(body === undefined ? {} : { origin: app.origin, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }), ...more };
      const asked = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false, timeout: PATIENCE_MS }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('error', () => done(null));
        answer.on('aborted', () => done(null));
        answer.on('end', () => done({ status: answer.statusCode ?? 0, location: (answer.headers.location ?? '').replace(app.origin, ''), text: Buffer.concat(chunks).toString('utf8'), tookMs: performance.now() - began, headers: answer.headers }));
      });
      asked.on('timeout', () => asked.destroy());
      asked.on('error', () => done(null));
      asked.end(body);
    });
  return {
    get: (path, headers = {}) => ask('GET', path, undefined, headers),
    post: (path, fields, headers = {}) => ask('POST', path, new URLSearchParams(fields).toString(), headers),
    raw: (path, body) => ask('POST', path, body, {}),
  };
}

/** The page that a browser is shown in the end: redirects followed, as far as a browser does. */
export async function shown(client: Client, path: string): Promise<Answer | null> {
  let answer = await client.get(path);
  for (let hops = 0; answer !== null && answer.status >= 300 && answer.status < 400 && hops < 10; hops += 1) answer = await client.get(answer.location);
  return answer;
}
