import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { migrate } from '@/lib/platform/db/migrate';
import { removeCluster, startCluster } from '@/scripts/embedded';
import { ownDatabase, WORKERS } from './own-database';
import { asSuperuser } from './superuser';

/** Before all integration tests: a real PostgreSQL of their own, migrated, with a database for each worker; afterwards no trace of it. */
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
    // Most files ask about other things than signing in; where a second factor is asked, the place under test asks for it.
    SECOND_FACTOR: 'nobody',
    PUBLIC_ORIGIN: 'http://localhost:3000',
    SESSION_SECRET: randomBytes(24).toString('hex'),
    LEDGER_KEY: randomBytes(24).toString('hex'),
    SEAL_KEYS: `test:${randomBytes(32).toString('base64')}`,
    CHECKPOINT_KEY: generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    CHECKPOINT_DIR: join(home, 'checkpoints'),
    LOG_LEVEL: 'silent',
  });
  for (let worker = 1; worker <= WORKERS; worker += 1) {
    await asSuperuser((client) => client.query(`create database ${ownDatabase(worker)} template doorstep owner doorstep_owner`), 'postgres');
  }
  return remove;
}
