import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { evidenceLog } from '@/lib/platform/log';
import { checkpointLine, lineDigest, readCheckpoint } from '../checkpoint';
import { addCheckpoint, checkpointLines } from '../checkpoint-file';
import { lockCheckpoints, readHead } from '../entry-store';

/** How often at most, while entries are made. */
export const CHECKPOINT_MINUTES = 15;

/**
 * Writes how far the chain of the actor's authority has come, signed, to the folder outside the database and to the process log,
 * which goes elsewhere by itself; nothing while nothing was added, and nothing where no key or folder is set. As the system.
 * @returns the line, or null where none was due.
 * @throws when the folder cannot be written: the look logs it, and the service page shows the last one growing old.
 */
export async function exportCheckpoint(tx: Tx): Promise<string | null> {
  const { checkpoints } = config();
  if (checkpoints === null) return null;
  const { authorityId } = tx.actor;
  await lockCheckpoints(tx);
  const lines = checkpointLines(checkpoints.folder, authorityId);
  const lastLine = lines.at(-1);
  const last = lastLine === undefined ? null : readCheckpoint(lastLine);
  const head = await readHead(tx);
  if (head === null || head.seq === BigInt(last?.seq ?? 0)) return null;
  if (last !== null && tx.at.epochMilliseconds - Date.parse(last.at) < CHECKPOINT_MINUTES * 60_000) return null;
  const line = checkpointLine({ authority: authorityId, seq: Number(head.seq), hash: Buffer.from(head.hash).toString('hex'), at: tx.at.toString({ smallestUnit: 'millisecond' }), previous: lastLine === undefined ? null : lineDigest(lastLine) }, checkpoints.key);
  addCheckpoint(checkpoints.folder, authorityId, line);
  evidenceLog().info({ checkpoint: line }, 'ledger checkpoint');
  return line;
}
