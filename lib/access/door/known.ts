import { randomBytes, timingSafeEqual } from 'node:crypto';
import { keyedDigest } from '@/lib/platform/crypto';

/**
 * A browser in which an account was signed in wholly is known to it (OWASP, "Slow down online guessing attacks with device cookies"): its
 * tries are counted apart, so that whoever guesses from elsewhere keeps nobody out who sits at their own machine.
 */
export const KNOWN_COOKIE = '__Host-doorstep-known';

/** Days for which a browser stays known after the last sign-in. */
export const KNOWN_DAYS = 90;

/** Accounts that one browser is known to: a desk is shared by a shift, and a cookie has little room. */
const MOST = 6;

const ID_LETTERS = 16;
const TOKEN = /^[\w-]{59}$/;

function sealOf(id: string, email: string): Buffer {
  return Buffer.from(keyedDigest(`known device ${id} ${email.toLowerCase()}`));
}

function isOf(token: string, email: string): boolean {
  return timingSafeEqual(Buffer.from(token.slice(ID_LETTERS), 'base64url'), sealOf(token.slice(0, ID_LETTERS), email));
}

const tokensIn = (cookie: string | undefined) => (cookie ?? '').split('.').filter((token) => TOKEN.test(token)).slice(0, MOST);

/** The id of this browser for an account; null where the account was not signed in here. The cookie names no account. */
export function knownDevice(cookie: string | undefined, email: string): string | null {
  return tokensIn(cookie).find((token) => isOf(token, email))?.slice(0, ID_LETTERS) ?? null;
}

/** The Set-Cookie line by which this browser is known to an account from now on, and stays so to those before it. */
export function knownCookie(cookie: string | undefined, email: string): string {
  const tokens = tokensIn(cookie);
  const own = tokens.find((token) => isOf(token, email)) ?? newToken(email);
  const kept = [own, ...tokens.filter((token) => token !== own)].slice(0, MOST);
  return `${KNOWN_COOKIE}=${kept.join('.')}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${KNOWN_DAYS * 86_400}`;
}

function newToken(email: string): string {
  const id = randomBytes(12).toString('base64url');
  return `${id}${sealOf(id, email).toString('base64url')}`;
}
