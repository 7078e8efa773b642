import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrate } from '@/lib/platform/db/migrate';
import { removeCluster, startCluster } from '@/scripts/embedded';

/** Before all integration tests: a real PostgreSQL of their own, migrated; afterwards no trace of it. */
export default async function database(): Promise<() => Promise<void>> {
  const home = join('.doorstep', `test-${process.pid}`);
  const cluster = await startCluster(home, { throwaway: true });
  const remove = async () => {
    await cluster.stop();
    removeCluster(home);
  };
  try {
    await cluster.createDatabase('doorstep');
    await migrate(cluster.url('doorstep_owner'));
  } catch (error) {
    await remove();
    throw error;
  }
  // The workers inherit these.
  Object.assign(process.env, {
    DATABASE_URL: cluster.url('doorstep_app'),
    DATABASE_DIRECT_URL: cluster.url('doorstep_app'),
    DATABASE_OWNER_URL: cluster.url('doorstep_owner'),
    DATABASE_SUPERUSER_URL: cluster.url('postgres'),
    DOORSTEP_EMBEDDED: '1',
    PUBLIC_ORIGIN: 'http://localhost:3000',
    SESSION_SECRET: randomBytes(24).toString('hex'),
    LEDGER_KEY: randomBytes(24).toString('hex'),
    SEAL_KEYS: `test:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'silent',
  });
  return remove;
}
