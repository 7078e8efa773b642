import { config } from '@/lib/platform/config';
import { closeDatabase } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { now } from '@/lib/platform/time';
import { seed, seeded } from './seed/seed';

if (!config().demo) {
  process.stderr.write('The demo is made in the embedded database only. Start it with: npm start\n');
  process.exit(2);
}
if (await seeded()) process.stdout.write('The demo is there already.\n');
else {
  await seed(now());
  process.stdout.write('Made the demo: five areas, their people, a year of contacts and this morning.\n');
}
await stopJobs();
await closeDatabase();
