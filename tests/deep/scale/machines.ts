import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, chownSync, closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '@/scripts/embedded';
import { webArgs } from '@/scripts/web';

/** Who PostgreSQL and PgBouncer run as: neither does as root. */
function serverUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: id('-u'), gid: id('-g') };
}

/** Where Debian puts a program, or one sentence that says what to do. */
function found(program: string, debian: string): string {
  for (const folder of ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin']) if (existsSync(join(folder, program))) return join(folder, program);
  throw new Error(`${program} is not there, and nothing here is proved without it: apt-get install --no-install-recommends ${debian}`);
}

/** Every program that was started and every folder that was made, to be ended and removed together. */
export class Machines {
  readonly home = mkdtempSync(join(tmpdir(), 'doorstep-scale-'));
  private readonly children: ChildProcess[] = [];
  private readonly servers: Server[] = [];
  private readonly user = serverUser();

  constructor() {
    chmodSync(this.home, 0o755);
  }

  /** The end of a program's log. */
  said(name: string): string {
    const file = join(this.home, `${name}.log`);
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  }

  private start(name: string, program: string, args: readonly string[], { env = {}, user = false }: { env?: Record<string, string>; user?: boolean } = {}): ChildProcess {
    const log = openSync(join(this.home, `${name}.log`), 'a');
    const child = spawn(program, args, { stdio: ['ignore', log, log], env: { PATH: process.env['PATH'] ?? '', HOME: this.home, NODE_ENV: 'production', ...env }, ...(user && this.user ? this.user : {}) });
    closeSync(log);
    this.children.push(child);
    return child;
  }

  private own(path: string): void {
    if (this.user) chownSync(path, this.user.uid, this.user.gid);
  }

  /** Ends one program and waits. */
  async end(child: ChildProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
    await gone;
    clearTimeout(patience);
  }

  /** Ends all, the last first, and removes what they wrote. */
  async stop(): Promise<void> {
    for (const child of [...this.children].reverse()) await this.end(child, 'SIGINT');
    for (const server of this.servers) server.close();
    rmSync(this.home, { recursive: true, force: true });
  }

  /** PgBouncer with the file of docs/production, its addresses and sizes changed. @returns the address as which the application knows it. */
  async pooler(database: string, { size }: { size: number }): Promise<string> {
    const program = found('pgbouncer', 'pgbouncer');
    const port = await freePort();
    const url = new URL(database);
    const folder = join(this.home, 'pooler');
    mkdirSync(folder);
    this.own(folder);
    const users = join(folder, 'userlist.txt');
    writeFileSync(users, `"${url.username}" "${url.password}"\n`);
    const name = url.pathname.slice(1);
    const settings = changed(readFileSync('docs/production/pgbouncer.ini', 'utf8'), {
      'doorstep = host=127.0.0.1 port=5432 dbname=doorstep': `${name} = host=127.0.0.1 port=${url.port} dbname=${name}`,
      'listen_port = 6432': `listen_port = ${port}`,
      'unix_socket_dir = /var/run/postgresql': 'unix_socket_dir =',
      'auth_file = /etc/pgbouncer/userlist.txt': `auth_file = ${users}`,
      'default_pool_size = 20': `default_pool_size = ${size}`,
      'logfile = /var/log/postgresql/pgbouncer.log': '',
      'pidfile = /var/run/postgresql/pgbouncer.pid': '',
    });
    const file = join(folder, 'pgbouncer.ini');
    writeFileSync(file, settings);
    for (const each of [users, file]) this.own(each);
    this.start('pooler', program, [file], { user: true });
    url.port = String(port);
    await answers(url.toString());
    return url.toString();
  }

  /** A streaming replica made of a base backup of a running server: copied between pg_backup_start and pg_backup_stop. It logs every statement. */
  async standby(superuser: string, application: string): Promise<{ url: string; superuser: string; process: ChildProcess }> {
    const primary = new URL(superuser);
    const data = join(this.home, 'standby');
    const client = new pg.Client({ connectionString: superuser });
    await client.connect();
    const { rows } = await client.query<{ data: string }>("select setting as data from pg_settings where name = 'data_directory'");
    const from = rows[0]?.data ?? '';
    const pid = readFileSync(join(from, 'postmaster.pid'), 'utf8').split('\n')[0] ?? '';
    const program = readlinkSync(`/proc/${pid}/exe`);
    await client.query("select pg_backup_start('scale', fast => true)");
    execFileSync('cp', ['-a', from, data]);
    const { rows: backup } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(wait_for_archive => false)');
    await client.end();
    for (const gone of ['postmaster.pid', 'postmaster.opts']) rmSync(join(data, gone), { force: true });
    execFileSync('find', [join(data, 'pg_wal'), '-maxdepth', '1', '-type', 'f', '-delete']);
    writeFileSync(join(data, 'backup_label'), backup[0]?.labelfile ?? '');
    writeFileSync(join(data, 'standby.signal'), '');
    for (const made of ['backup_label', 'standby.signal']) this.own(join(data, made));
    const port = await freePort();
    const told = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', hot_standby: 'on', max_connections: 120, log_statement: 'all', primary_conninfo: `host=127.0.0.1 port=${primary.port} user=${primary.username} password=${primary.password}` };
    const standby = this.start('standby', program, ['-D', data, ...Object.entries(told).flatMap(([name, value]) => ['-c', `${name}=${value}`])], { user: true, env: { LC_ALL: 'C' } });
    const at = (url: string) => {
      const there = new URL(url);
      there.port = String(port);
      return there.toString();
    };
    await answers(at(superuser));
    return { url: at(application), superuser: at(superuser), process: standby };
  }

  /** nginx with the file of docs/production, its addresses and certificate changed, before processes at these ports. @returns its port. */
  async proxy(ports: readonly [number, number]): Promise<number> {
    const program = found('nginx', 'nginx-light');
    const [secure, plain] = [await freePort(), await freePort()];
    const folder = join(this.home, 'proxy');
    mkdirSync(folder);
    const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', certificate], { stdio: 'ignore' });
    const site = changed(readFileSync('docs/production/nginx.conf', 'utf8'), {
      'server 127.0.0.1:3001 ': `server 127.0.0.1:${ports[0]} `,
      'server 127.0.0.1:3002 ': `server 127.0.0.1:${ports[1]} `,
      'listen 443 ssl http2;': `listen 127.0.0.1:${secure} ssl http2;`,
      'listen 80;': `listen 127.0.0.1:${plain};`,
      '/etc/ssl/doorstep/certificate.pem': certificate,
      '/etc/ssl/doorstep/key.pem': key,
      '/etc/nginx/doorstep-away.html': resolve('docs/production/away.html'),
      '/var/log/nginx/doorstep.log': join(folder, 'access.log'),
      '/var/log/nginx/doorstep-error.log': join(folder, 'site-error.log'),
    }).replaceAll('frontdoor.example.gov.uk', 'localhost');
    writeFileSync(join(folder, 'site.conf'), site);
    const whole = `daemon off;\n${this.user ? 'user www-data;\n' : ''}worker_processes 1;\npid ${folder}/nginx.pid;\nerror_log ${folder}/error.log warn;\nevents { worker_connections 512; }\nhttp {\n${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${folder}/${name};`).join('\n')}\n  include ${folder}/site.conf;\n}\n`;
    writeFileSync(join(folder, 'nginx.conf'), whole);
    execFileSync(program, ['-t', '-q', '-c', join(folder, 'nginx.conf')]);
    this.start('proxy', program, ['-c', join(folder, 'nginx.conf'), '-p', folder]);
    return secure;
  }

  /** What the proxy wrote of each request, and of what went wrong with one. */
  proxyLog(): string {
    return ['access.log', 'site-error.log'].map((file) => readFileSync(join(this.home, 'proxy', file), 'utf8')).join('');
  }

  /** One process of the built product. */
  async web(name: string, port: number, env: Record<string, string>): Promise<ChildProcess> {
    const child = this.start(name, process.execPath, webArgs({ port, host: '127.0.0.1' }), { env: { NEXT_TELEMETRY_DISABLED: '1', ...env } });
    for (let waited = 0; ; waited += 250) {
      const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
      if (answer?.ok) return child;
      if (child.exitCode !== null || waited > 60_000) throw new Error(`the product did not start: ${this.said(name)}`);
      await sleep(250);
    }
  }

  /** A mail server that takes everything (RFC 5321). @returns its port, and which message each letter was, as often as it came. */
  async mail(): Promise<{ port: number; taken: string[] }> {
    const port = await freePort();
    const taken: string[] = [];
    const server = createServer((socket) => {
      let [inData, text] = [false, ''];
      const say = (line: string) => socket.write(`${line}\r\n`);
      say('220 localhost');
      socket.on('error', () => undefined);
      socket.on('data', (part) => {
        text += part.toString('latin1');
        for (;;) {
          const mark = inData ? '\r\n.\r\n' : '\r\n';
          const end = text.indexOf(mark);
          if (end < 0) return;
          const said = text.slice(0, end);
          text = text.slice(end + mark.length);
          if (inData) {
            inData = false;
            taken.push(/^message-id: <?([^\s>]+)/im.exec(said)?.[1] ?? said);
            say('250 ok');
          } else if (/^data/i.test(said)) {
            inData = true;
            say('354 go on');
          } else if (/^quit/i.test(said)) {
            say('221 bye');
            socket.end();
          } else say('250 ok');
        }
      });
    });
    this.servers.push(server);
    await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
    return { port, taken };
  }
}

/** A file with each of these lines changed: one that is not in it exactly once is a fault. */
function changed(text: string, changes: Readonly<Record<string, string>>): string {
  return Object.entries(changes).reduce((all, [from, to]) => {
    if (all.split(from).length !== 2) throw new Error(`“${from}” does not stand once in the file`);
    return all.replace(from, () => to);
  }, text);
}

async function answers(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      if (tries > 300) throw error;
      await sleep(100);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Builds the product, unless it is said to be built. */
export function build(): void {
  if (process.env['DOORSTEP_BUILT'] && existsSync('.next/BUILD_ID')) return;
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { stdio: 'inherit' });
}

