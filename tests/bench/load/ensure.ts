import pg from 'pg';
import { closeDatabase } from '@/lib/platform/db';
import { seed as makeDemo } from '@/scripts/seed/seed';
import { brokenKeys, fill } from './fill';
import { openPlace, type Place } from './place';
import { readPatterns } from './templates';

const say = (line: string) => process.stdout.write(`${line}\n`);
const SEED = 20261127;

/** The loaded database for a number of contacts, started; filled now if this machine has none that the tree of today would make. The caller stops it. */
export async function ensureLoad(contacts: number, seed = SEED): Promise<Place> {
  const place = await openPlace(contacts);
  if (place.full) return place;
  const client = new pg.Client({ connectionString: place.cluster.url('postgres') });
  try {
    const from = performance.now();
    const took = () => `${Math.round((performance.now() - from) / 1000)} s`;
    await makeDemo();
    await closeDatabase();
    say(`The demo, whose families are the patterns: ${took()}`);
    await client.connect();
    const patterns = await readPatterns(client);
    await fill(place.cluster.url('postgres'), client, patterns, contacts, seed, (line) => say(`${took()}: ${line}`));
    const broken = await brokenKeys(client);
    if (broken.length > 0) throw new Error(`Rows break foreign keys: ${broken.join(', ')}`);
    say(`Loaded, and every foreign key holds: ${took()}`);
    place.keep();
    return place;
  } catch (error) {
    await place.stop();
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
