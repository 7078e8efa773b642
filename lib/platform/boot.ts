import { ConfigurationFault, config } from './config';
import { notePeers } from './http/peer';
import { closeRestingWhenAsked } from './http/resting';
import { keepTime } from './db/clock';
import { log } from './log';
import { startMinute, startWorker, type Handlers } from './worker';

/** Checks the configuration and starts what runs beside the pages. Exits on a fault. */
export async function boot(handlers: Handlers, everyMinute: () => Promise<void>): Promise<void> {
  notePeers();
  closeRestingWhenAsked();
  try {
    config();
  } catch (error) {
    if (error instanceof ConfigurationFault) {
      for (const fault of error.faults) process.stderr.write(`${fault}\n`);
      process.exit(1);
    }
    throw error;
  }
  await keepTime();
  log().info({ mail: config().mail.kind, worker: config().worker }, 'started');
  // Not awaited: pages are served while the queue is being reached.
  if (config().worker !== 'web') return;
  void startWorker(handlers);
  startMinute(everyMinute);
}
