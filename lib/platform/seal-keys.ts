/** A key by its id; the first of a list is the one that seals, all of them open. */
export interface SealKey {
  id: string;
  key: Uint8Array;
}

export const SEAL_KEY_BYTES = 32;

/** `id:base64,id:base64` as keys. @returns null when it is not that, an id comes twice, or a key is not 32 bytes. */
export function readSealKeys(text: string): SealKey[] | null {
  const keys = text.split(',').map((part) => /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/.exec(part.trim()));
  const read = keys.flatMap((found) => (found?.[1] === undefined || found[2] === undefined ? [] : [{ id: found[1], key: new Uint8Array(Buffer.from(found[2], 'base64')) }]));
  const good = read.length === keys.length && read.every(({ key }) => key.length === SEAL_KEY_BYTES) && new Set(read.map(({ id }) => id)).size === read.length;
  return good ? read : null;
}
