import { config, type ClamdAddress } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { waitingJobs } from '@/lib/platform/job-store';
import { dueForScan } from '../original-store';

/** Taken in one minute: a scanner that comes back after a day has its time for what is new, too. */
const IN_A_MINUTE = 50;

/**
 * Queues what the scanner is to be asked about: after it gave no answer, and what came before there was one. A file whose job waits has
 * no second one: with a scanner that hangs all night they would be tens of thousands, and what waits longest would keep newer files from being asked about.
 */
export async function scanWaiting(tx: Tx, clamd: ClamdAddress | null = config().clamd): Promise<void> {
  if (clamd === null) return;
  const queued = new Set((await waitingJobs(tx, 'file.scan')).map(({ fileId }) => fileId));
  const due = (await dueForScan(tx, IN_A_MINUTE + queued.size)).filter((fileId) => !queued.has(fileId));
  for (const fileId of due.slice(0, IN_A_MINUTE)) await tx.enqueue('file.scan', { authorityId: tx.actor.authorityId, fileId });
}
