import { scanBytes, NotScanned } from '@/lib/platform/clamd';
import { config, type ClamdAddress } from '@/lib/platform/config';
import { systemOf, withActor } from '@/lib/platform/db';
import type { JobData } from '@/lib/platform/jobs';
import { describeError, log } from '@/lib/platform/log';
import { drawAnew } from '../draw-anew';
import { keepScanFailed, keepScanned, takeToScan } from '../original-store';

/** While it is with a scanner nobody else asks about a file: longer than a scanner may take. */
const WITH_SCANNER_MINUTES = 5;
/** After a scanner gave no answer it is asked again in 1, 2, 4 … minutes, and then every hour for as long as it takes. */
const LONGEST_PAUSE_MINUTES = 60;

/**
 * Does the job `file.scan`: asks the scanner what a file is, between two transactions and inside neither, and draws a picture anew
 * once it is clean. A scanner that is down or hangs leaves the file where it is, which is with nobody (quality F21), and is asked again;
 * what the file belongs to went its way long before.
 */
export async function scanOriginal({ authorityId, fileId }: JobData['file.scan'], clamd: ClamdAddress | null = config().clamd, seconds?: number): Promise<void> {
  if (clamd === null) return;
  const system = systemOf(authorityId);
  const file = await withActor(system, (tx) => takeToScan(tx, fileId, tx.at.add({ minutes: WITH_SCANNER_MINUTES })));
  if (file === null) return;
  try {
    const found = await scanBytes(clamd, file.bytes, seconds);
    const copy = found === 'clean' ? await drawAnew(file.kind, file.bytes) : null;
    await withActor(system, async (tx) => {
      if (await keepScanned(tx, fileId, found, copy)) tx.ledger({ action: 'original.scanned', objectKind: 'original', objectId: fileId, detail: { found, copy: copy !== null } });
    });
  } catch (error) {
    if (!(error instanceof NotScanned)) throw error;
    log().warn({ err: describeError(error), file: fileId, tries: file.tries }, 'a file could not be scanned, to be tried again');
    await withActor(system, (tx) => keepScanFailed(tx, fileId, tx.at.add({ minutes: Math.min(2 ** Math.min(file.tries - 1, 10), LONGEST_PAUSE_MINUTES) })));
  }
}
