import { createHash, createHmac } from 'node:crypto';
import { config } from './config';

/** SHA-256 of a secret that is random enough not to need a slow hash (session and link tokens). */
export function tokenHash(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(token).digest());
}

/** SHA-256 of a value's canonical JSON: equal content, equal hash, whatever the key order. */
export function contentHash(value: unknown): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash('sha256').update(canonicalJson(value)).digest());
}

/** A row id that follows from a value: equal content, equal id (RFC 9562, version 8). Two writers of the same meet at the key of its row. */
export function idOf(value: unknown): string {
  const bytes = Buffer.from(contentHash(value).subarray(0, 16));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Keyed digest for throttling and the ledger: equal for equal text, tells nothing without the key. */
export function keyedDigest(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHmac('sha256', config().ledgerKey).update(text).digest());
}

/** JSON with object keys in order at every depth. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  );
}
