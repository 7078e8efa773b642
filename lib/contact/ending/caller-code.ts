import { keyedDigest } from '@/lib/platform/crypto';

const FIGURES = 6;

/**
 * The code with which whoever rang opens their letter by a link: told on the telephone, so by another channel than the link
 * (domain 7.11), and written in no message, letter or row. It follows from the call's own key and the server's.
 * @param key the key of the call, which is the contact's.
 * @param issue of the letter: a letter written anew has a new code.
 * @returns six figures.
 */
export function callerCode(key: string, issue: number): string {
  const digest = Buffer.from(keyedDigest(`caller code ${key} ${issue}`));
  return String(digest.readUIntBE(0, FIGURES) % 10 ** FIGURES).padStart(FIGURES, '0');
}

/** The code as it is read out: "482 917". */
export function spokenCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}
