import { config } from '@/lib/platform/config';
import { closeDatabase } from '@/lib/platform/db';
import { seed, seeded } from './seed/seed';

if (!config().demo) {
  process.stderr.write('The demo is made in the embedded database only. Start it with: npm start\n');
  process.exit(2);
}
if (await seeded()) process.stdout.write('The demo is there already.\n');
else {
  await seed();
  process.stdout.write('Made the demo: five areas and their people.\n');
}
await closeDatabase();
