/**
 * The database that the loads are measured on. It takes minutes to fill and stays: in a folder of the machine outside the tree, one for each
 * number of contacts, and made anew when the migrations or the generator have changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@/lib/platform/db/migrate';
import { removeCluster, secretsIn, startCluster, type Cluster } from '@/scripts/embedded';

/** What a server needs that carries a million contacts: memory as a small production server has it, and what says how statements are run. */
const SETTINGS = ['shared_buffers=2GB', 'maintenance_work_mem=1GB', 'wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=4GB', 'checkpoint_timeout=30min', 'shared_preload_libraries=auto_explain', 'jit=off'];

/** Where the loads of this machine lie: BENCH_HOME, or a folder beside the temporary files. */
const homeOf = (contacts: number) => join(process.env['BENCH_HOME'] ?? join(tmpdir(), 'doorstep-bench'), String(contacts));

/** What a load was made from: another set of migrations or another generator makes another. */
function madeFrom(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync('prisma/migrations').sort()) hash.update(name);
  for (const name of readdirSync('tests/bench/load').sort()) if (!name.startsWith('place')) hash.update(readFileSync(join('tests/bench/load', name)));
  return hash.digest('hex');
}

export interface Place {
  cluster: Cluster;
  home: string;
  /** Whether somebody filled it already, with what the tree makes today. */
  full: boolean;
  /** Remembers that it is full. */
  keep(): void;
  stop(): Promise<void>;
}

/** Starts the database for a number of contacts, migrated; the environment is then that of the product on it. */
export async function openPlace(contacts: number, { durable = false } = {}): Promise<Place> {
  const home = homeOf(contacts);
  const mark = join(home, 'full');
  const made = madeFrom();
  const full = existsSync(mark) && readFileSync(mark, 'utf8') === made;
  if (!full) removeCluster(home);
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
  return { cluster, home, full, keep: () => writeFileSync(mark, made), stop: () => cluster.stop() };
}
