import { PgBoss } from 'pg-boss';
import { config } from './config';
import { describeError, log } from './log';

/** Jobs by name, with what each carries: ids only. */
export interface JobData {
  'post.deliver': { authorityId: string; messageId: string };
  /** Something cannot wait for the minute's look. */
  'attention.look': { authorityId: string };
  /** A message to the system of an agency. */
  'webhook.deliver': { authorityId: string; deliveryId: string };
  /** A file waits for the virus scanner. */
  'file.scan': { authorityId: string; fileId: string };
}
export type JobName = keyof JobData;

export const JOB_NAMES: readonly JobName[] = ['post.deliver', 'attention.look', 'webhook.deliver', 'file.scan'];

/** Retry with growing pauses for a day: a mail provider that is down only delays. */
export const QUEUE_OPTIONS = { retryLimit: 20, retryDelay: 15, retryBackoff: true, retryDelayMax: 3600, expireInSeconds: 120 } as const;

const kept = globalThis as { doorstepBoss?: Promise<PgBoss> };

/** The job queue as the app role: its schema was made by the owner at migration. */
export function boss(): Promise<PgBoss> {
  kept.doorstepBoss ??= (async () => {
    const instance = new PgBoss({ connectionString: config().directUrl, schema: 'pgboss', migrate: false, createSchema: false, schedule: false, max: 4, reindex: false });
    instance.on('error', (error) => log().error({ err: describeError(error) }, 'job queue'));
    await instance.start();
    return instance;
  })();
  return kept.doorstepBoss;
}

/** Stops the queue, letting jobs under way finish; for shutdown and scripts. */
export async function stopJobs(): Promise<void> {
  const started = kept.doorstepBoss;
  delete kept.doorstepBoss;
  if (started) await (await started).stop({ graceful: true, timeout: 5_000 });
}
