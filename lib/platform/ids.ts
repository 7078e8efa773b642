import { randomBytes, randomInt, randomUUID } from 'node:crypto';

/** A new random row id. */
export function newId(): string {
  return randomUUID();
}

/** Is this a row id? A path segment that is not one is a missing page, never an error. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(text);
}

/** A secret for a link or session: 256 random bits, safe in a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

// Without 0/O, 1/I/L and U: read out over the telephone, heard once, written down right.
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A contact's reference, such as NFK-7F3K-29QX: random, so that it tells nothing about order or number. */
export function newReference(prefix: string): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${prefix}-${group()}-${group()}`;
}
