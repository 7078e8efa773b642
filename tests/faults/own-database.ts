/** A database for one file alone, in the cluster of all: whatever runs beside it there (a worker, an application) finds nobody else's jobs. */
import { closeDatabase } from '@/lib/platform/db';
import { asSuperuser } from '../integration/superuser';

const URLS = ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_OWNER_URL', 'DATABASE_SUPERUSER_URL'] as const;

/** Makes it and leads everything of this file to it. Call before anything is asked. @returns what removes it. */
export async function ownDatabase(name: string): Promise<() => Promise<void>> {
  const database = `faults_${name}`;
  await asSuperuser((client) => client.query(`drop database if exists ${database} with (force)`), 'postgres');
  await asSuperuser((client) => client.query(`create database ${database} template doorstep owner doorstep_owner`), 'postgres');
  for (const each of URLS) {
    const url = new URL(process.env[each] ?? '');
    url.pathname = `/${database}`;
    process.env[each] = url.toString();
  }
  return async () => {
    await closeDatabase();
    await asSuperuser((client) => client.query(`drop database if exists ${database} with (force)`), 'postgres');
  };
}
