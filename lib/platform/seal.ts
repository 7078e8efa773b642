import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { config } from './config';
import { canonicalJson } from './crypto';
import type { SealKey } from './seal-keys';

/** Where a sealed value stands: bound into the value, so that it opens nowhere else. */
export interface SealedPlace {
  table: string;
  column: string;
  authorityId: string;
  rowId: string;
}

/** A value that is not what was sealed here: moved, changed, cut, or sealed by a key this installation does not have. */
export class NotSealedHere extends Error {
  constructor(readonly why: 'unreadable' | 'unknown_key' | 'changed_or_moved') {
    super(`a sealed value does not open: ${why}`);
  }
}

const VERSION = 'v1';
const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What is authenticated beside the words: version, key and place, written so that no two places read alike. */
function boundTo(keyId: string, { table, column, authorityId, rowId }: SealedPlace): Buffer {
  return Buffer.from(canonicalJson([VERSION, keyId, table, column, authorityId, rowId]), 'utf8');
}

/** Seals words for one place: AES-256-GCM under the current key with a fresh 96-bit nonce. */
export function seal(words: string, place: SealedPlace, keys: readonly SealKey[] = config().sealKeys): string {
  const [current] = keys;
  if (current === undefined) throw new Error('no key to seal with');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, current.key, iv).setAAD(boundTo(current.id, place));
  const sealed = Buffer.concat([cipher.update(words, 'utf8'), cipher.final()]);
  return [VERSION, current.id, Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')].join('.');
}

/**
 * Opens what `seal` made for the same place.
 * @throws NotSealedHere when a bit was changed, it was moved to another row, or its key is not known.
 */
export function unseal(text: string, place: SealedPlace, keys: readonly SealKey[] = config().sealKeys): string {
  const [version, keyId, packed, ...more] = text.split('.');
  if (version !== VERSION || keyId === undefined || packed === undefined || more.length > 0) throw new NotSealedHere('unreadable');
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) throw new NotSealedHere('unknown_key');
  const bytes = Buffer.from(packed, 'base64url');
  // What decodes to the same bytes from other text was not written here.
  if (bytes.length < IV_BYTES + TAG_BYTES || bytes.toString('base64url') !== packed) throw new NotSealedHere('unreadable');
  const decipher = createDecipheriv(ALGORITHM, key.key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(boundTo(keyId, place)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    throw new NotSealedHere('changed_or_moved');
  }
}
