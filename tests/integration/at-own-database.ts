/** Before each integration file: everything it opens is the database of the worker it runs in, and everything it keeps beside it is of that database. */
import { join } from 'node:path';
import { ownDatabase } from './own-database';

const own = ownDatabase(Number(process.env['VITEST_POOL_ID']));

for (const name of ['DATABASE_URL', 'DATABASE_DIRECT_URL', 'DATABASE_OWNER_URL', 'DATABASE_SUPERUSER_URL'] as const) {
  const url = new URL(process.env[name] ?? '');
  url.pathname = `/${own}`;
  process.env[name] = url.toString();
}

// Two databases make authorities of the same names.
process.env['CHECKPOINT_DIR'] = join(process.env['CHECKPOINT_DIR'] ?? '', own);
