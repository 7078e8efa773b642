import { migrate } from '@/lib/platform/db/migrate';

const url = process.env['DATABASE_OWNER_URL'];
if (!url) {
  process.stderr.write('DATABASE_OWNER_URL is missing: the address of the database, signed in as doorstep_owner.\n');
  process.exit(2);
}
const applied = await migrate(url);
process.stdout.write(applied.length === 0 ? 'The database is up to date.\n' : `Applied: ${applied.join(', ')}\n`);
