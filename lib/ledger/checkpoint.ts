import { createHash, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '@/lib/platform/crypto';
import type { Head } from './model';

/**
 * How far an authority's chain had come at a moment, signed, to be kept where whoever owns the database cannot reach it: a chain
 * that was cut off, restored from an older copy or written anew agrees with itself and not with this (architecture point 8, ASVS 16.4.3).
 */
const checkpoint = z.strictObject({
  authority: z.string(),
  /** The number of the last entry. */
  seq: z.int().min(0),
  /** Its hash, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.iso.datetime(),
  /** SHA-256 of the line before it in the same file, or null for the first: a line that was taken out is missed. */
  previous: z.string().regex(/^[0-9a-f]{64}$/).nullable(),
  /** Ed25519 over the canonical JSON of all the rest, in base64. */
  signature: z.base64(),
});
export type Checkpoint = z.infer<typeof checkpoint>;

const signed = (body: Omit<Checkpoint, 'signature'>) => Buffer.from(canonicalJson(body));

function isSigned({ signature, ...body }: Checkpoint, keys: readonly KeyObject[]): boolean {
  return keys.some((key) => verify(null, signed(body), key, Buffer.from(signature, 'base64')));
}

/** SHA-256 of a line, by which the next one names it. */
export function lineDigest(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/**
 * One line of JSON, without its end.
 * @param key an Ed25519 private key.
 */
export function checkpointLine(body: Omit<Checkpoint, 'signature'>, key: KeyObject): string {
  return canonicalJson({ ...body, signature: sign(null, signed(body), key).toString('base64') });
}

/** A line as it stands, whoever signed it. Null for what is none. */
export function readCheckpoint(line: string): Checkpoint | null {
  try {
    return checkpoint.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** What is wrong with the checkpoints themselves, before any chain is asked. */
export interface BadLine {
  /** From 1. */
  line: number;
  why: 'unreadable' | 'not_signed' | 'not_next';
}

/**
 * Reads the lines of one file, oldest first.
 * @param keys public keys that may have signed; after a change of keys the older one still does.
 * @returns the checkpoints whose signature holds, and every line that is not one, or does not follow the line before it.
 */
export function readCheckpoints(lines: readonly string[], keys: readonly KeyObject[]): { checkpoints: Checkpoint[]; bad: BadLine[] } {
  const checkpoints: Checkpoint[] = [];
  const bad: BadLine[] = [];
  let before: string | null = null;
  lines.forEach((text, index) => {
    const line = index + 1;
    const one = readCheckpoint(text);
    if (one === null) bad.push({ line, why: 'unreadable' });
    else if (!isSigned(one, keys)) bad.push({ line, why: 'not_signed' });
    else {
      if (one.previous !== (before === null ? null : lineDigest(before))) bad.push({ line, why: 'not_next' });
      checkpoints.push(one);
    }
    before = text;
  });
  return { checkpoints, bad };
}

/** What a checkpoint says that the chain does not: it ends before, or has another entry there. */
export interface Disagreement {
  what: 'cut_off' | 'written_anew';
  checkpoint: Checkpoint;
  /** Where the chain ends. */
  end: bigint;
}

/**
 * Holds the checkpoints of one authority against its chain.
 * @param hashAt the hash of an entry by its number; undefined where there is none.
 * @returns the first that does not agree, or null.
 */
export function disagreement(checkpoints: readonly Checkpoint[], head: Head | null, hashAt: (seq: bigint) => Uint8Array | undefined): Disagreement | null {
  const end = head?.seq ?? 0n;
  for (const one of checkpoints.toSorted((a, b) => a.seq - b.seq)) {
    if (one.seq === 0) continue;
    if (BigInt(one.seq) > end) return { what: 'cut_off', checkpoint: one, end };
    const hash = hashAt(BigInt(one.seq));
    if (hash === undefined || Buffer.from(hash).toString('hex') !== one.hash) return { what: 'written_anew', checkpoint: one, end };
  }
  return null;
}

/** In words, for whoever runs the check. */
export function disagreementWords({ what, checkpoint: { seq, at }, end }: Disagreement): string {
  return what === 'cut_off'
    ? `on ${at} it had ${seq} entries and now it ends at ${end}: it was cut off, or an older copy was restored`
    : `entry ${seq} is not the one of ${at}: the chain was written anew at or before it`;
}

const BAD_WORDS: Record<BadLine['why'], string> = { unreadable: 'is no checkpoint', not_signed: 'is not signed by this key', not_next: 'does not follow the line before it: a line was taken out or moved' };

/** In words, for whoever runs the check. */
export function badLineWords({ line, why }: BadLine): string {
  return `line ${line} ${BAD_WORDS[why]}`;
}
