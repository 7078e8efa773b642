import { config } from '@/lib/platform/config';
import { closeDatabase } from '@/lib/platform/db';
import { demoState, seed } from './seed/seed';

if (!config().demo) {
  process.stderr.write('The demo is made in the embedded database only. Start it with: npm start\n');
  process.exit(2);
}
switch (await demoState()) {
  case 'made':
    process.stdout.write('The demo is there already.\n');
    break;
  case 'half_made':
    process.stderr.write('The demo was begun and not finished. npm start makes it anew.\n');
    process.exitCode = 1;
    break;
  case 'none':
    await seed();
    process.stdout.write('Made the demo: five areas, their people, a year of contacts and this morning.\n');
}
await closeDatabase();
