import type { Temporal } from 'temporal-polyfill';
import { keyedDigest } from '@/lib/platform/crypto';
import { countTry, peek, signInSucceeded, spend, startAnew, type Limit } from '@/lib/platform/db';
import { now } from '@/lib/platform/time';
import { SIGN_IN_TRIES } from '../model';
import type { RouteKey } from '../policy';

/** Where somebody is who tries: their network, and this browser's id where it is known to the account that is tried. */
export interface From {
  network: string | null;
  device: string | null;
}

/** Nobody says where they are. */
export const FROM_ANYWHERE: From = { network: null, device: null };

/**
 * How often something is tried, all places that are not known to the account together (decision 48). A password's tries are many and its
 * time short: whoever guesses from twenty networks at once keeps new machines of one account waiting for an hour at most. Whoever
 * tries codes has the password already: their tries are few and the time long.
 */
export const ACCOUNT_LIMITS = {
  password: { name: 'password-account', times: 100, seconds: 3600 },
  code: { name: 'code-account', times: 20, seconds: 86_400 },
} as const satisfies Record<string, Limit>;

/**
 * Wrong passwords at accounts of one area in an hour of the clock. Beyond it managers are told and nobody is kept out: a county has some
 * thousands of accounts, whose slips in the busiest hour of a morning are a few dozen. Kept for the hour after, too.
 */
export const AREA_LIMIT = { name: 'sign-in-area', times: 200, seconds: 7200 } as const satisfies Limit;

/**
 * What one network may ask of a door that opens without a session: so many wrong tries, or so many at all where each costs us a row. An
 * office of some thousand people behind one address stays below it; the next to try from there is asked to wait, but for browsers
 * that are known to their account.
 */
export const NETWORK_LIMITS: Partial<Record<RouteKey, Limit & { counts: 'wrong' | 'all' }>> = {
  'POST /session/start': { name: 'network-start', times: 100, seconds: 900, counts: 'wrong' },
  'POST /session/second': { name: 'network-second', times: 100, seconds: 900, counts: 'wrong' },
  'POST /session/passkey/options': { name: 'network-passkey', times: 300, seconds: 300, counts: 'all' },
  'POST /session/provider/start': { name: 'network-provider', times: 300, seconds: 300, counts: 'all' },
  'POST /session/provider/[provider]/logout': { name: 'network-logout', times: 100, seconds: 900, counts: 'wrong' },
  'POST /account/[token]/set': { name: 'network-link', times: 30, seconds: 900, counts: 'wrong' },
  'POST /message/[token]/open': { name: 'network-message', times: 30, seconds: 900, counts: 'wrong' },
};

/**
 * May this door be tried from there? Counts the try where every try counts.
 * @returns null, or after how many seconds.
 * @throws where nobody can count: the door stays shut.
 */
export async function networkWait(key: RouteKey, { network, device }: From): Promise<number | null> {
  const limit = NETWORK_LIMITS[key];
  if (limit === undefined || network === null || device !== null) return null;
  const spent = await (limit.counts === 'all' ? spend : peek)(limit, network);
  return spent.within ? null : spent.retryAfterSeconds;
}

/** Counts what turned out to be wrong at a door against the network it came from; of a known browser its own count is enough. */
export async function countWrong(key: RouteKey, { network, device }: From): Promise<void> {
  const limit = NETWORK_LIMITS[key];
  if (limit?.counts === 'wrong' && network !== null && device === null) await spend(limit, network);
}

/** Under what the tries at an account are counted that come from one place: a browser that it knows, or else a network. */
export function triesDigest(what: string, account: string, { network, device }: From): Uint8Array<ArrayBuffer> {
  return keyedDigest(`${what} ${account} ${device === null ? `from ${network ?? 'anywhere'}` : `on ${device}`}`);
}

/** Have places that an account does not know tried it too often, all together? Asked of an account that is not there, too. */
export async function isBesieged(limit: Limit, account: string, { device }: From): Promise<boolean> {
  return device === null && !(await peek(limit, account)).within;
}

/** Counts a wrong try at an account from a place that it does not know. */
export async function countSiege(limit: Limit, account: string, { device }: From): Promise<void> {
  if (device === null) await spend(limit, account);
}

/** Counts a try before it is looked at. @returns false when there were too many under this digest: five in 15 minutes. */
export async function mayTry(digest: Uint8Array<ArrayBuffer>): Promise<boolean> {
  return (await countTry(digest, now())) <= SIGN_IN_TRIES;
}

/** Forgets the tries under a digest after a good one. */
export async function forgetTries(digest: Uint8Array<ArrayBuffer>): Promise<void> {
  await signInSucceeded(digest);
}

/**
 * Lets an account's owner in at once from where they are, however often it was tried there and elsewhere: they have chosen a new password
 * by a link of their administrator, and every guess was at the old one (decision 48). The tries at their codes stay counted.
 */
export async function forgetPasswordTries(email: string, from: From): Promise<void> {
  const account = email.toLowerCase();
  await forgetTries(triesDigest('sign-in', account, from));
  await startAnew(ACCOUNT_LIMITS.password, account);
}

const hourOf = (at: Temporal.Instant) => at.round({ smallestUnit: 'hour', roundingMode: 'floor' });

/** Counts a wrong password at an account of an area. @param authorityId null where there is no such account: counted all the same, so that no time tells. */
export async function countAtArea(authorityId: string | null, at: Temporal.Instant): Promise<void> {
  await spend(AREA_LIMIT, `${authorityId ?? 'nobody'} ${hourOf(at).toString()}`);
}

/** The hours, of this one and the one before, in which an area's accounts were tried with too many wrong passwords. */
export async function hoursOfManyWrong(authorityId: string, at: Temporal.Instant): Promise<Temporal.Instant[]> {
  const hours = [hourOf(at).subtract({ hours: 1 }), hourOf(at)];
  const within = await Promise.all(hours.map(async (hour) => (await peek(AREA_LIMIT, `${authorityId} ${hour.toString()}`)).within));
  return hours.filter((_, index) => within[index] === false);
}
