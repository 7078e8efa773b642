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

/** Has the file an end without a line feed? Whoever wrote it was stopped, or the disk was full. */
function isTorn(file: string): boolean {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return text !== '' && !text.endsWith('\n');
}

/** Adds a line and returns once all of it is on the disk; after a torn one it begins anew, and that one alone is lost. @throws when the folder cannot be written. */
export function addCheckpoint(folder: string, authorityId: string, line: string): void {
  mkdirSync(folder, { recursive: true });
  const path = checkpointFile(folder, authorityId);
  const bytes = Buffer.from(`${isTorn(path) ? '\n' : ''}${line}\n`);
  const file = openSync(path, 'a', 0o640);
  try {
    // A disk may take a part and say so.
    for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
