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
