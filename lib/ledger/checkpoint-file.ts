import { existsSync, fsyncSync, mkdirSync, openSync, closeSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** The file of an authority within the folder of checkpoints. Its id is of letters, figures and hyphens alone (lib/access). */
export function checkpointFile(folder: string, authorityId: string): string {
  return join(folder, `${authorityId}.jsonl`);
}

/** Its lines, oldest first; none where there is no file yet. */
export function checkpointLines(folder: string, authorityId: string): string[] {
  const file = checkpointFile(folder, authorityId);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '') : [];
}

/** Adds a line and returns once it is on the disk. @throws when the folder cannot be written. */
export function addCheckpoint(folder: string, authorityId: string, line: string): void {
  mkdirSync(folder, { recursive: true });
  const file = openSync(checkpointFile(folder, authorityId), 'a', 0o640);
  try {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
