import { ConfigurationFault, config } from './config';
import { log } from './log';

/** Checks the configuration and starts what runs beside the pages. Exits on a fault. */
export async function boot(): Promise<void> {
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
}
