/**
 * The database that the loads are measured on. It takes minutes to fill and stays: in a folder of the machine outside the tree, one for each
 * number of contacts, and made anew when the migrations or the generator have changed.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@/lib/platform/db/migrate';
import { removeCluster, secretsIn, startCluster, type Cluster } from '@/scripts/embedded';

/** What a server needs that carries a million contacts: memory as a small production server has it, and what says how statements are run, and for whom. */
const SETTINGS = ['shared_buffers=2GB', 'maintenance_work_mem=1GB', 'wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=4GB', 'checkpoint_timeout=30min', 'shared_preload_libraries=auto_explain', 'jit=off', 'log_line_prefix=%a:'];

/** Where the loads of this machine lie: BENCH_HOME, or a folder beside the temporary files. */
const homeOf = (name: string) => join(process.env['BENCH_HOME'] ?? join(tmpdir(), 'doorstep-bench'), name);

const hashOf = (folders: readonly string[], kept: (name: string) => boolean = () => true) => {
  const hash = createHash('sha256');
  for (const name of readdirSync('prisma/migrations').sort()) hash.update(name);
  for (const folder of folders) for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) if (name.endsWith('.ts') && kept(name)) hash.update(readFileSync(join(folder, name)));
  return hash.digest('hex');
};

/** What a load was made from: another set of migrations or another generator makes another. */
const madeFrom = () => hashOf(['tests/bench/load'], (name) => !name.startsWith('place'));
/** What the demo was made from, whose families are the patterns of every load. */
const demoFrom = () => hashOf(['scripts/seed']);

export interface Place {
  cluster: Cluster;
  home: string;
  /** Whether somebody filled it already, with what the tree makes today. */
  full: boolean;
  /** Whether the demo is there already, whose families are the patterns. */
  demo: boolean;
  /** Remembers that it is full. */
  keep(): void;
  stop(): Promise<void>;
}

/** Whether the load of so many contacts, or the demo alone, is there as this tree would make it. */
export function isFull(contacts: number | 'demo'): boolean {
  const mark = join(homeOf(String(contacts)), 'full');
  return existsSync(mark) && readFileSync(mark, 'utf8') === (contacts === 'demo' ? demoFrom() : madeFrom());
}

/**
 * Makes the load of so many contacts where there is none yet, in a process of its own: a process reads its configuration once, and one that
 * has made the demo would go on asking the demo's server.
 */
export function makeApart(contacts: number): void {
  if (!isFull(contacts)) execFileSync(process.execPath, ['--import', 'tsx', 'tests/bench/load/run.ts', '--contacts', String(contacts)], { stdio: 'inherit' });
}

/** Lays the demo that was made once into a new place: the files of a server that was stopped in order, with their owner. */
function copyDemo(home: string): boolean {
  const kept = homeOf('demo');
  // Where the server's user cannot reach the folder its data lie elsewhere, and the demo is made anew.
  if (!isFull('demo') || !existsSync(join(kept, 'data'))) return false;
  execFileSync('cp', ['-a', kept, home]);
  rmSync(join(home, 'full'));
  return true;
}

/** Starts the database for a number of contacts, or that of the demo alone, migrated; the environment is then that of the product on it. */
export async function openPlace(contacts: number | 'demo', { durable = false } = {}): Promise<Place> {
  const home = homeOf(String(contacts));
  const full = isFull(contacts);
  if (!full) removeCluster(home);
  const demo = full || (contacts !== 'demo' && copyDemo(home));
  const cluster = await startCluster(home, { throwaway: !durable, settings: SETTINGS });
  await cluster.createDatabase('doorstep');
  await migrate(cluster.url('doorstep_owner'));
  const { sessionSecret, ledgerKey, sealKeys } = secretsIn(home);
  Object.assign(process.env, {
    DOORSTEP_EMBEDDED: '1',
    SECOND_FACTOR: 'nobody',
    DATABASE_URL: cluster.url('doorstep_app'),
    DATABASE_DIRECT_URL: cluster.url('doorstep_app'),
    PUBLIC_ORIGIN: 'http://localhost:3000',
    SESSION_SECRET: sessionSecret,
    LEDGER_KEY: ledgerKey,
    SEAL_KEYS: sealKeys,
    LOG_LEVEL: 'silent',
  });
  return { cluster, home, full, demo, keep: () => writeFileSync(join(home, 'full'), contacts === 'demo' ? demoFrom() : madeFrom()), stop: () => cluster.stop() };
}
