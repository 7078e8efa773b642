import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { canonicalJson } from '@/lib/platform/crypto';

/** One entry as it is kept: its columns, and the exact text that was hashed. */
export interface Entry {
  seq: bigint;
  /** ISO instant, to the microsecond. */
  at: string;
  actorId: string;
  actorRole: string;
  action: string;
  objectKind: string;
  objectId: string;
  detail: unknown;
  requestId: string;
  bytes: string;
  prevHash: Uint8Array;
  hash: Uint8Array;
}

/** The last link as the chain itself remembers it. */
export interface Head {
  seq: bigint;
  hash: Uint8Array;
}

/** What was done to a chain, and to which entry first. */
export type Fault = { what: 'edited' | 'deleted' | 'inserted' | 'reordered'; seq: bigint } | { what: 'head_deleted' };

export type Verdict = { ok: true; entries: bigint } | { ok: false; fault: Fault };

const sha256 = (...parts: (Uint8Array | string)[]): Buffer => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** What the first entry of an authority's chain is linked to. */
export function genesis(authorityId: string): Uint8Array {
  return sha256(`doorstep ledger ${authorityId}`);
}

/** A whole second and six digits of it, of an instant in UTC; null for what is written otherwise. */
function microseconds(text: string): string | null {
  const [, second, digits] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(text) ?? [];
  return second === undefined ? null : second + (digits ?? '').padEnd(6, '0');
}

/** Postgres keeps microseconds; what was hashed may hold more digits. A million are compared, nearly all of them as text. */
function sameInstant(a: string, b: unknown): boolean {
  if (typeof b !== 'string') return false;
  const plain = microseconds(a);
  if (plain !== null && plain === microseconds(b)) return true;
  const apart = Temporal.Instant.from(a).epochNanoseconds - Temporal.Instant.from(b).epochNanoseconds;
  return apart > -1000n && apart < 1000n;
}

/** Equal whatever the order of keys, which both have from the database as a rule. */
function sameDetail(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b) || canonicalJson(a) === canonicalJson(b);
}

/** An entry held against itself, before its neighbours are asked. */
interface Reading {
  entry: Entry;
  /** Its hash is that of the link it names and its text. */
  sealed: boolean;
  /** Its columns, but for the number, say what its text says. */
  agrees: boolean;
  /** The number in its text; null when there is none to be read. */
  said: bigint | null;
}

function read(entry: Entry, authorityId: string): Reading {
  const sealed = same(sha256(entry.prevHash, entry.bytes), entry.hash);
  let text: Record<string, unknown>;
  try {
    text = JSON.parse(entry.bytes) as Record<string, unknown>;
  } catch {
    return { entry, sealed, agrees: false, said: null };
  }
  const agrees =
    text['authority'] === authorityId &&
    text['actor'] === entry.actorId &&
    text['role'] === entry.actorRole &&
    text['action'] === entry.action &&
    text['objectKind'] === entry.objectKind &&
    text['objectId'] === entry.objectId &&
    text['requestId'] === entry.requestId &&
    sameDetail(text['detail'], entry.detail) &&
    sameInstant(entry.at, text['at']);
  return { entry, sealed, agrees, said: typeof text['seq'] === 'number' ? BigInt(text['seq']) : null };
}

/** The links before the entry in hand. */
interface Behind {
  seq: bigint;
  hash: Uint8Array;
  /** The link before that, for an entry pushed in between. */
  before: Uint8Array | null;
}

function faultAt(now: Reading, next: Reading | null, behind: Behind, head: Head): Fault | null {
  const { entry, sealed, agrees, said } = now;
  const expected = behind.seq + 1n;
  if (entry.seq < 1n || entry.seq > head.seq) return { what: 'inserted', seq: entry.seq };
  if (entry.seq > expected) return { what: 'deleted', seq: expected };
  const linked = same(entry.prevHash, behind.hash);
  if (sealed && agrees && linked && said === entry.seq) return null;
  // The next one was made for this place: this one was pushed in before it, unless the two changed places.
  if (next !== null && next.sealed && same(next.entry.prevHash, behind.hash) && next.said === entry.seq && !(sealed && same(entry.prevHash, next.entry.hash))) return { what: 'inserted', seq: entry.seq };
  if (!sealed || !agrees || said === null) return { what: 'edited', seq: entry.seq };
  if (said === entry.seq) return { what: 'edited', seq: behind.seq === 0n ? entry.seq : behind.seq };
  // Whole, but made for another place.
  if (said === behind.seq && behind.before !== null && same(entry.prevHash, behind.before)) return { what: 'inserted', seq: behind.seq };
  const pulledUp = said > entry.seq && (next === null || next.said === null || next.said - next.entry.seq === said - entry.seq);
  return { what: pulledUp ? 'deleted' : 'reordered', seq: entry.seq };
}

/**
 * Reads a chain from its first entry to its head and names the first entry that was edited, deleted,
 * inserted or reordered (architecture point 8). Whoever can rewrite every entry from one point on, and the
 * head, leaves a chain that is whole: against that, heads are exported and compared.
 * @param rows the entries by number.
 */
export async function verifyChain(authorityId: string, head: Head | null, rows: AsyncIterable<Entry> | Iterable<Entry>): Promise<Verdict> {
  let behind: Behind = { seq: 0n, hash: genesis(authorityId), before: null };
  let now: Reading | null = null;
  const check = (next: Reading | null): Fault | null => {
    if (now === null) return null;
    if (head === null) return { what: 'head_deleted' };
    const fault = faultAt(now, next, behind, head);
    behind = { seq: now.entry.seq, hash: now.entry.hash, before: behind.hash };
    return fault;
  };
  for await (const entry of rows) {
    const next = read(entry, authorityId);
    const fault = check(next);
    if (fault) return { ok: false, fault };
    now = next;
  }
  const fault = check(null);
  if (fault) return { ok: false, fault };
  if (head !== null && behind.seq < head.seq) return { ok: false, fault: { what: 'deleted', seq: behind.seq + 1n } };
  if (head !== null && !same(behind.hash, head.hash)) return { ok: false, fault: { what: 'edited', seq: behind.seq } };
  return { ok: true, entries: behind.seq };
}

/** A fault in words. */
export function faultWords(fault: Fault): string {
  return fault.what === 'head_deleted' ? 'its head was deleted' : `entry ${fault.seq} was ${fault.what}`;
}
