/** Before each integration file: everything it opens is the database of the worker it runs in. */
import { ownDatabase } from './own-database';

for (const name of ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_OWNER_URL', 'DATABASE_SUPERUSER_URL'] as const) {
  const url = new URL(process.env[name] ?? '');
  url.pathname = `/${ownDatabase(Number(process.env['VITEST_POOL_ID']))}`;
  process.env[name] = url.toString();
}
