import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ConfigurationFault, readConfig } from '@/lib/platform/config';
import { closeDatabase } from '@/lib/platform/db';
import { migrate } from '@/lib/platform/db/migrate';
import { built } from './built';
import { freePort, secretsIn, startCluster, type Cluster } from './embedded';
import { demoState, seed } from './seed/seed';
import { webArgs } from './web';

const { values } = parseArgs({ options: { dev: { type: 'boolean', default: false }, port: { type: 'string' }, home: { type: 'string', default: '.doorstep' }, 'no-build': { type: 'boolean', default: false } } });
const home = values.home;
const say = (line: string) => process.stderr.write(`${line}\n`);

async function portFor(wanted: string | undefined): Promise<number> {
  if (wanted !== undefined) return Number(wanted);
  const free = await new Promise<boolean>((done) => {
    const probe = createServer();
    probe.once('error', () => done(false));
    probe.listen(3000, () => probe.close(() => done(true)));
  });
  return free ? 3000 : freePort();
}

function claimHome(): void {
  mkdirSync(home, { recursive: true });
  const file = join(home, 'start.pid');
  if (existsSync(file)) {
    const pid = Number(readFileSync(file, 'utf8'));
    const cmdline = `/proc/${pid}/cmdline`;
    if (pid !== process.pid && existsSync(cmdline) && readFileSync(cmdline, 'utf8').includes('scripts/serve.ts')) {
      say('Doorstep is already running from this folder: stop it first (Ctrl-C where it runs).');
      process.exit(1);
    }
  }
  writeFileSync(file, String(process.pid));
}

let cluster: Cluster | undefined;
let web: ChildProcess | undefined;
let stopping: Promise<never> | undefined;

async function stopInOrder(code: number): Promise<never> {
  if (web?.pid !== undefined && web.exitCode === null && web.signalCode === null) {
    const gone = new Promise((done) => web?.once('exit', done));
    web.kill('SIGTERM');
    const patience = setTimeout(() => web?.kill('SIGKILL'), 8_000);
    await gone;
    clearTimeout(patience);
  }
  await cluster?.stop();
  if (cluster) rmSync(join(home, 'start.pid'), { force: true });
  process.exit(code);
}

/** The web's own end asks for it too, in the midst of it: there is one stop, and it waits for the database. */
function stop(code: number): Promise<never> {
  stopping ??= stopInOrder(code);
  return stopping;
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

async function main(): Promise<void> {
  const port = await portFor(values.port ?? process.env['PORT']);
  // Left out: every address of this machine.
  const host = process.env['LISTEN_ON'];
  const env: Record<string, string | undefined> = { ...process.env, PORT: String(port) };
  if (env['DATABASE_URL']) {
    if (env['DATABASE_OWNER_URL']) {
      readConfig(env);
      const applied = await migrate(env['DATABASE_OWNER_URL']);
      if (applied.length > 0) say(`Migrated: ${applied.join(', ')}`);
      // The web process never needs, and so never has, the owner's password.
      delete env['DATABASE_OWNER_URL'];
    }
  } else {
    claimHome();
    say('Starting the embedded PostgreSQL …');
    cluster = await startCluster(home);
    await cluster.createDatabase('doorstep');
    const secrets = secretsIn(home);
    Object.assign(env, { DATABASE_URL: cluster.url('doorstep_app'), DATABASE_DIRECT_URL: cluster.url('doorstep_app'), DOORSTEP_EMBEDDED: '1', SESSION_SECRET: secrets.sessionSecret, LEDGER_KEY: secrets.ledgerKey, SEAL_KEYS: secrets.sealKeys, CHECKPOINT_KEY: secrets.checkpointKey, CHECKPOINT_DIR: join(home, 'checkpoints'), PUBLIC_ORIGIN: process.env['PUBLIC_ORIGIN'] ?? `http://localhost:${port}` });
    await migrate(cluster.url('doorstep_owner'));
    Object.assign(process.env, env);
    if ((await demoState()) === 'half_made') {
      say('The demo was not finished last time: making it anew …');
      await closeDatabase();
      await cluster.dropDatabase('doorstep');
      await cluster.createDatabase('doorstep');
      await migrate(cluster.url('doorstep_owner'));
    }
    if ((await demoState()) === 'none') {
      say('Making the demo day …');
      await seed();
    }
  }
  readConfig(env);
  if (values.dev) {
    for (const script of ['scripts/generate.mjs', 'scripts/styles.mjs']) spawnSync(process.execPath, [script], { stdio: ['ignore', 2, 2] });
  } else if (!values['no-build']) built();

  web = spawn(process.execPath, webArgs({ port, host, dev: values.dev }), {
    env: { ...env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: values.dev ? 'development' : 'production' },
    stdio: ['ignore', values.dev ? 'inherit' : 'pipe', 'inherit'],
    // Its own group: the signal is passed on in order, the web first, then the database.
    detached: true,
  });
  web.stdout?.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    // Next's own banner is not a log line.
    for (const line of text.split('\n')) if (line.startsWith('{')) process.stdout.write(`${line}\n`);
  });
  web.once('exit', (code) => void stop(code ?? 1));

  const address = env['PUBLIC_ORIGIN'] ?? `http://localhost:${port}`;
  for (let tries = 0; tries < 600; tries += 1) {
    const answer = await fetch(`http://${host?.includes(':') ? `[${host}]` : (host || '127.0.0.1')}:${port}/readyz`).catch(() => null);
    if (answer?.ok) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  say(`\nDoorstep is ready: ${address}`);
  if (cluster) {
    say(`Demo sign-in, one click for each invented person: ${address}/demo`);
    say('  e.g. Norfolk: Asha Pereira (duty social worker), a teacher, a police officer, a manager, an auditor.');
    say('Ctrl-C stops it. The data stay in .doorstep/.\n');
  }
}

main().catch(async (error: unknown) => {
  if (error instanceof ConfigurationFault) for (const fault of error.faults) say(fault);
  else say(error instanceof Error ? error.message : String(error));
  await stop(1);
});
