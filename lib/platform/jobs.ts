import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import { config } from './config';
import { Connection } from './connection';
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

const authorityId = z.string().min(1);
/** What each job must carry to be done at all: an id that is missing would be no id in a question to the database, and so every row. */
export const JOB_DATA: { [N in JobName]: z.ZodType<JobData[N]> } = {
  'post.deliver': z.object({ authorityId, messageId: z.guid() }),
  'attention.look': z.object({ authorityId }),
  'webhook.deliver': z.object({ authorityId, deliveryId: z.guid() }),
  'file.scan': z.object({ authorityId, fileId: z.guid() }),
};

export const JOB_NAMES: readonly JobName[] = ['post.deliver', 'attention.look', 'webhook.deliver', 'file.scan'];

/** Retry with growing pauses for a day: a mail provider that is down only delays. */
export const QUEUE_OPTIONS = { retryLimit: 20, retryDelay: 15, retryBackoff: true, retryDelayMax: 3600, expireInSeconds: 120, heartbeatSeconds: 20 } as const;

/** How often it is asked which jobs nobody is doing any more: their process was killed, or their connection was, as they were taken. */
const WATCH_SECONDS = 20;

const kept = globalThis as { doorstepBoss?: Promise<PgBoss> };

/** The job queue as the app role: its schema was made by the owner at migration. */
export function boss(): Promise<PgBoss> {
  kept.doorstepBoss ??= (async () => {
    const pool = { Client: Connection, connectionString: config().directUrl, max: 4 };
    const instance = new PgBoss({ ...pool, schema: 'pgboss', migrate: false, createSchema: false, schedule: false, reindex: false, superviseIntervalSeconds: WATCH_SECONDS, monitorIntervalSeconds: WATCH_SECONDS });
    instance.on('error', (error) => log().error({ err: describeError(error) }, 'job queue'));
    await instance.start();
    return instance;
  })();
  const started = kept.doorstepBoss;
  // A queue that could not be reached is reached for again by the next who asks, and not refused to everybody for ever.
  started.catch(() => {
    if (kept.doorstepBoss === started) delete kept.doorstepBoss;
  });
  return started;
}

/** Stops the queue, letting jobs under way finish; for shutdown and scripts. */
export async function stopJobs(): Promise<void> {
  const started = kept.doorstepBoss;
  delete kept.doorstepBoss;
  if (started) await (await started).stop({ graceful: true, timeout: 5_000 });
}
