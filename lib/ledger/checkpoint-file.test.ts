import type * as Fs from 'node:fs';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkpointLine, lineDigest, readCheckpoints } from './checkpoint';
import { addCheckpoint, checkpointFile, checkpointLines } from './checkpoint-file';

/** A disk that takes so many bytes at a time. */
const disk = vi.hoisted(() => ({ takes: Infinity }));
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>();
  return { ...fs, writeSync: (file: number, bytes: Buffer | string, offset = 0) => fs.writeSync(file, Buffer.from(bytes).subarray(offset, offset + disk.takes)) };
});

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const after = (seq: number, before?: string) => checkpointLine({ authority: 'norfolk', seq, hash: 'a'.repeat(64), at: '2026-03-02T09:00:00.000Z', previous: before === undefined ? null : lineDigest(before) }, privateKey);
const read = (folder: string) => {
  const { checkpoints, bad } = readCheckpoints(checkpointLines(folder, 'norfolk'), [publicKey]);
  return { seqs: checkpoints.map(({ seq }) => seq), bad };
};

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'checkpoints-'));
  disk.takes = Infinity;
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a line is whole also where the disk takes it in parts', () => {
  disk.takes = 7;
  const first = after(4);
  addCheckpoint(folder, 'norfolk', first);
  addCheckpoint(folder, 'norfolk', after(9, first));
  expect(read(folder)).toEqual({ seqs: [4, 9], bad: [] });
});

test('of a line that was torn nothing else is lost, and that it is none is said', () => {
  const first = after(4);
  const torn = after(9, first).slice(0, 90);
  addCheckpoint(folder, 'norfolk', first);
  writeFileSync(checkpointFile(folder, 'norfolk'), torn, { flag: 'a' });
  const next = after(12, torn);
  addCheckpoint(folder, 'norfolk', next);
  addCheckpoint(folder, 'norfolk', after(15, next));
  expect(read(folder)).toEqual({ seqs: [4, 12, 15], bad: [{ line: 2, why: 'unreadable' }] });
  expect(readFileSync(checkpointFile(folder, 'norfolk'), 'utf8')).not.toContain('\n\n');
});
