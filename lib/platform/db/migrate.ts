import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { JOB_NAMES, QUEUE_OPTIONS } from '../jobs';
import { applyMigrations } from './engine';

/**
 * Brings a database to this release: Prisma's migrations, then the job queue's own schema, with what the
 * app role may do there and an index of what was given up, which is asked for every minute. Run as doorstep_owner.
 * @returns the names of the migrations applied now.
 */
export async function migrate(ownerUrl: string): Promise<string[]> {
  const applied = await applyMigrations(ownerUrl);
  const boss = new PgBoss({ connectionString: ownerUrl, schema: 'pgboss', schedule: false, supervise: false, max: 2, reindex: false });
  boss.on('error', () => undefined);
  await boss.start();
  for (const name of JOB_NAMES) await ((await boss.getQueue(name)) ? boss.updateQueue(name, QUEUE_OPTIONS) : boss.createQueue(name, QUEUE_OPTIONS));
  await boss.stop({ graceful: false });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query(`grant usage on schema pgboss to doorstep_app;
      grant select, insert, update, delete on all tables in schema pgboss to doorstep_app;
      grant usage on all sequences in schema pgboss to doorstep_app;
      grant execute on all functions in schema pgboss to doorstep_app;
      create index if not exists job_given_up on pgboss.job ((data->>'authorityId'), completed_on) where state = 'failed'`);
  } finally {
    await client.end();
  }
  return applied;
}
