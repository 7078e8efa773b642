import { timingSafeEqual } from 'node:crypto';
import { keyedDigest, tokenHash } from '@/lib/platform/crypto';
import type { Temporal } from 'temporal-polyfill';

/**
 * The caller's link (domain 7.11): its secret is the server's signature over the link's id. It is made again where it is
 * needed, for a message that leaves or a page that is printed, and kept nowhere; a row keeps its hash.
 */

/** Wrong codes after which a link opens no more. */
export const MOST_WRONG_TRIES = 5;

/** For how long a right code opens the page in that browser, in minutes. */
export const OPEN_MINUTES = 30;

/** The secret in the address of a link: 256 bits, opaque. */
export function linkToken(linkId: string): string {
  return Buffer.from(keyedDigest(`caller link ${linkId}`)).toString('base64url');
}

/** What a row keeps of it. */
export function linkHash(linkId: string): Uint8Array<ArrayBuffer> {
  return tokenHash(linkToken(linkId));
}

/** Could this be the secret of a link at all? What is not asks nothing of the database. */
export function isLinkToken(text: string): boolean {
  return /^[\w-]{43}$/.test(text);
}

export function linkPath(linkId: string): string {
  return `/message/${linkToken(linkId)}`;
}

/** Why a page opens no more after words were taken by it: their writer said that somebody they work with is concerned, or what is not said to them. */
export type Shut = 'colleague' | 'unsaid';

/** Stands in a stored message where its link will be: filled in when the message leaves. */
export const LINK_HERE = '{caller link}';

/** The cookie of a browser in which the right code was given: for one link, and for half an hour. */
export const OPENED_COOKIE = '__Host-doorstep-message';

const signature = (linkId: string, untilSeconds: number) => Buffer.from(keyedDigest(`caller link opened ${linkId} ${untilSeconds}`));

/** Its value. */
export function openedPass(linkId: string, at: Temporal.Instant): string {
  const until = Math.floor(at.epochMilliseconds / 1000) + OPEN_MINUTES * 60;
  return `${until}.${signature(linkId, until).toString('base64url')}`;
}

/** Does this cookie open this link now? */
export function isOpened(pass: string | undefined, linkId: string, at: Temporal.Instant): boolean {
  const [until = '', given = ''] = (pass ?? '').split('.');
  if (!/^\d{10}$/.test(until) || Number(until) * 1000 <= at.epochMilliseconds) return false;
  const [right, said] = [signature(linkId, Number(until)), Buffer.from(given, 'base64url')];
  return right.length === said.length && timingSafeEqual(right, said);
}

/** The Set-Cookie line of a link that was opened. */
export function openedCookie(linkId: string, at: Temporal.Instant): string {
  return `${OPENED_COOKIE}=${openedPass(linkId, at)}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${OPEN_MINUTES * 60}`;
}

/** The figures of a code as somebody typed it. */
export function codeTyped(text: string): string {
  return text.replace(/[\s-]/g, '');
}
