/** The contacts of the areas named, at a moment: what `seed` has a process of its own do. */
import { Temporal } from 'temporal-polyfill';
import { closeDatabase, waitPatiently } from '@/lib/platform/db';
import { stopJobs } from '@/lib/platform/jobs';
import { AREAS } from './areas';
import { makeContacts } from './contacts-run';

// Planning a year keeps the process from its own transactions, on a slow machine for seconds.
waitPatiently();
const [at = '', ...ids] = process.argv.slice(2);
await Promise.all(AREAS.filter(({ id }) => ids.includes(id)).map((area) => makeContacts(area, Temporal.Instant.from(at))));
// What was queued is delivered by whoever does jobs; the process that made it need not stay connected.
await stopJobs();
await closeDatabase();
