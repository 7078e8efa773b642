import { everyMinute, HANDLERS } from '@/app/_edge/jobs';
import { ConfigurationFault, config } from '@/lib/platform/config';
import { closeDatabase } from '@/lib/platform/db';
import { keepTime } from '@/lib/platform/db/clock';
import { startMinute, startWorker, stopWorker } from '@/lib/platform/worker';

/** npm run worker: does the queued jobs in a process of its own, for when the web has WORKER=off. */
async function main(): Promise<void> {
  try {
    config();
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error;
    for (const fault of error.faults) process.stderr.write(`${fault}\n`);
    process.exit(1);
  }
  const stop = async () => {
    await stopWorker();
    await closeDatabase();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  await keepTime();
  startMinute(everyMinute);
  await startWorker(HANDLERS);
}

await main();
