import { config, type ClamdAddress } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { dueForScan } from '../original-store';

/** Taken in one minute: a scanner that comes back after a day has its time for what is new, too. */
const IN_A_MINUTE = 50;

/** Queues what the scanner is to be asked about: after it gave no answer, and what came before there was one. */
export async function scanWaiting(tx: Tx, clamd: ClamdAddress | null = config().clamd): Promise<void> {
  if (clamd === null) return;
  for (const fileId of await dueForScan(tx, IN_A_MINUTE)) await tx.enqueue('file.scan', { authorityId: tx.actor.authorityId, fileId });
}
