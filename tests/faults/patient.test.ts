/** A script that makes much, such as the demo's contacts, on a machine that is slow or does much else. */
import pg from 'pg';
import { afterAll, expect, it, vi } from 'vitest';
import { anonymousOf, closeDatabase, poolUse, systemOf, waitPatiently, withActor } from '@/lib/platform/db';
import { makePlace } from '../integration/people';

const LOCK = 81_726_355;
/** Longer than a request waits for a connection. */
const HELD_MS = 3_000;

afterAll(closeDatabase);

it('waits for a connection longer than a request does', async () => {
  const { id } = await makePlace();
  await closeDatabase();
  waitPatiently();
  const holder = new pg.Client({ connectionString: process.env['DATABASE_SUPERUSER_URL'] });
  await holder.connect();
  await holder.query('select pg_advisory_lock($1)', [LOCK]);
  const taken = Array.from({ length: poolUse().most }, () => withActor(systemOf(id), (tx) => tx.db.$executeRaw`select pg_advisory_xact_lock(${LOCK}::bigint)`));
  await vi.waitFor(() => expect(poolUse()).toMatchObject({ idle: 0, open: poolUse().most }), { timeout: 20_000 });
  const more = withActor(anonymousOf(id), async () => Promise.resolve('its turn came'));
  setTimeout(() => void holder.query('select pg_advisory_unlock($1)', [LOCK]), HELD_MS);
  expect(await more).toBe('its turn came');
  await Promise.all(taken);
  await holder.end();
});
