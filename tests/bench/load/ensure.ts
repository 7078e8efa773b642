import pg from 'pg';
import { closeDatabase } from '@/lib/platform/db';
import { seed as makeDemo } from '@/scripts/seed/seed';
import { fill } from './fill';
import { isFull, openPlace, type Place } from './place';
import { readPatterns } from './templates';

const say = (line: string) => process.stdout.write(`${line}\n`);
const SEED = 20261127;

/** The demo in a place of its own, made once for the loads of this machine. */
async function ensureDemo(): Promise<void> {
  if (isFull('demo')) return;
  const from = performance.now();
  const demo = await openPlace('demo');
  try {
    await makeDemo();
    await closeDatabase();
    demo.keep();
  } finally {
    await demo.stop();
  }
  say(`The demo, whose families are the patterns of every load: ${Math.round((performance.now() - from) / 1000)} s`);
}

/** The loaded database for a number of contacts, started; filled now if this machine has none that the tree of today would make. The caller stops it. */
export async function ensureLoad(contacts: number, seed = SEED): Promise<Place> {
  if (!isFull(contacts)) await ensureDemo();
  const place = await openPlace(contacts);
  if (place.full) return place;
  const client = new pg.Client({ connectionString: place.cluster.url('postgres') });
  // Should the server go first, what it was asked says so.
  client.on('error', () => undefined);
  try {
    const from = performance.now();
    const took = () => `${Math.round((performance.now() - from) / 1000)} s`;
    if (!place.demo) await makeDemo();
    await closeDatabase();
    await client.connect();
    const patterns = await readPatterns(client);
    await fill(place.cluster.url('postgres'), client, patterns, contacts, seed, (line) => say(`${took()}: ${line}`));
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
