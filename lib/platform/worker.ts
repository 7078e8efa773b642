import type { JobResult, JobWithMetadata } from 'pg-boss';
import { boss, JOB_DATA, JOB_NAMES, stopJobs, type JobData, type JobName } from './jobs';
import { describeError, log } from './log';

/** What is done for each kind of job. Platform knows no room: the one who starts the worker hands these in. */
export type Handlers = { [N in JobName]: (data: JobData[N]) => Promise<void> };

/** How often each queue is looked at: a letter leaves within seconds of the decision. */
const POLLING_SECONDS = 1;
/**
 * Taken at one look, and done one after another; where there were as many, it is looked again at once. So few, that they end
 * within the time of a job (`expireInSeconds`) even where each waits for somebody who does not answer: beyond it all of them
 * would be another's too, while this process is still at work on them.
 */
const BATCH = 4;
/** A scanner that hangs holds up one file at a time, and no longer than its job may take. */
const BATCH_OF: Partial<Record<JobName, number>> = { 'file.scan': 1 };
const TRY_AGAIN_MS = 5_000;

const MINUTE_MS = 60_000;

const kept = globalThis as { doorstepWorker?: Promise<void>; doorstepMinute?: NodeJS.Timeout };

async function begin<N extends JobName>(name: N, handler: Handlers[N]): Promise<void> {
  await (await boss()).work(name, { pollingIntervalSeconds: POLLING_SECONDS, batchSize: BATCH_OF[name] ?? BATCH, burstWhenBatchFull: true, includeMetadata: true, perJobResults: true }, async (jobs: JobWithMetadata<JobData[N]>[]) => {
    const results: JobResult[] = [];
    // Each by itself: one that cannot be done takes no other with it.
    for (const { id, data, retryCount, retryLimit } of jobs) {
      try {
        await handler(JOB_DATA[name].parse(data));
        results.push({ id, status: 'completed' });
      } catch (error) {
        const last = retryCount >= retryLimit;
        log()[last ? 'error' : 'warn']({ err: describeError(error), job: name, jobId: id, tries: retryCount + 1 }, last ? 'job given up' : 'job failed, to be tried again');
        // What is kept of it says what kind of fault it was, never in its words: they may quote somebody.
        results.push({ id, status: 'failed', output: describeError(error) });
      }
    }
    return results;
  });
}

/**
 * Asks every minute what is due, in every process that does jobs: whoever asks second finds it done. One question at a time,
 * and one that fails is asked again the next minute, since each asks about now and not about the minute before.
 */
export function startMinute(ask: () => Promise<void>): void {
  let asking = false;
  const once = () => {
    if (asking) return;
    asking = true;
    ask()
      .catch((error: unknown) => log().error({ err: describeError(error) }, 'the look at what is due failed'))
      .finally(() => {
        asking = false;
      });
  };
  kept.doorstepMinute ??= setInterval(once, MINUTE_MS);
  once();
}

/**
 * Does queued jobs in this process until it ends. While the database does not answer it tries again:
 * what is queued only waits. Called twice it begins once.
 */
export function startWorker(handlers: Handlers): Promise<void> {
  kept.doorstepWorker ??= (async () => {
    for (;;) {
      try {
        for (const name of JOB_NAMES) await begin(name, handlers[name]);
        log().info({ jobs: JOB_NAMES.length }, 'worker started');
        return;
      } catch (error) {
        log().error({ err: describeError(error) }, 'worker could not start, trying again');
        await stopJobs().catch(() => undefined);
        await new Promise((done) => setTimeout(done, TRY_AGAIN_MS));
      }
    }
  })();
  return kept.doorstepWorker;
}

/** Lets the job under way finish, then stops. */
export async function stopWorker(): Promise<void> {
  clearInterval(kept.doorstepMinute);
  delete kept.doorstepMinute;
  delete kept.doorstepWorker;
  await stopJobs();
}
