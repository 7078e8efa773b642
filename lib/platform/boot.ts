import { ConfigurationFault, config } from './config';
import { log } from './log';
import { startWorker, type Handlers } from './worker';

/** Checks the configuration and starts what runs beside the pages. Exits on a fault. */
export async function boot(handlers: Handlers): Promise<void> {
  try {
    config();
  } catch (error) {
    if (error instanceof ConfigurationFault) {
      for (const fault of error.faults) process.stderr.write(`${fault}\n`);
      process.exit(1);
    }
    throw error;
  }
  log().info({ mail: config().mail.kind, worker: config().worker }, 'started');
  // Not awaited: pages are served while the queue is being reached.
  if (config().worker === 'web') void startWorker(handlers);
}
