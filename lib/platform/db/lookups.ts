import type { Temporal } from 'temporal-polyfill';
import { dateOf } from '../time';
import { askingAgain, databaseAway } from './away';
import { prisma } from './client';

/** The look-ups that may be made before there is an actor: SECURITY DEFINER functions and nothing else. */

export interface AuthorityRow {
  id: string;
  name: string;
  short_name: string;
  prefix: string;
  service_name: string;
  settings: unknown;
}

/** Every authority of this installation, by name. */
export async function authorityList(): Promise<AuthorityRow[]> {
  return askingAgain(() => prisma().$queryRaw<AuthorityRow[]>`select id, name, short_name, prefix, service_name, settings from authority_list()`);
}

let lastKnown: AuthorityRow[] | undefined;

/**
 * Every authority, to be shown: while the database is away as it was last known to this process, since whom to ring must not
 * depend on it.
 */
export async function knownAuthorities(): Promise<AuthorityRow[]> {
  try {
    lastKnown = await authorityList();
    return lastKnown;
  } catch (error) {
    if (databaseAway(error) === null || lastKnown === undefined) throw error;
    return lastKnown;
  }
}

export interface AccountLookup {
  account_id: string | null;
  name: string | null;
  password_hash: string | null;
  recent_attempts: number;
  memberships: unknown;
}

/** Looks an address up and counts the attempt. Unknown addresses answer with nulls. */
export async function accountLookup(email: string, digest: Uint8Array<ArrayBuffer>, at: Temporal.Instant): Promise<AccountLookup> {
  const [row] = await prisma().$queryRaw<AccountLookup[]>`select * from account_lookup(${email}, ${digest}, ${dateOf(at)})`;
  if (!row) throw new Error('account_lookup answered no row');
  return row;
}

/** Forgets the failed attempts of an address after a good sign-in. */
export async function signInSucceeded(digest: Uint8Array<ArrayBuffer>): Promise<void> {
  await prisma().$executeRaw`select sign_in_succeeded(${digest})`;
}

/** Counts a try at what a digest stands for. @returns how many there were in the last 15 minutes, this one included. */
export async function countTry(digest: Uint8Array<ArrayBuffer>, at: Temporal.Instant): Promise<number> {
  const [row] = await prisma().$queryRaw<{ tries: number }[]>`select attempts_counted(${digest}, ${dateOf(at)}) as tries`;
  if (!row) throw new Error('attempts_counted answered no row');
  return row.tries;
}

export interface SessionRow {
  session_id: string;
  authority_id: string;
  account_id: string;
  membership_id: string;
  name: string;
  email: string;
  role: string;
  agency_id: string | null;
  agency_name: string | null;
  agency_kind: string | null;
  qualified: boolean;
  job_title: string;
  phone: string;
  amr: string;
  stage: string;
  created_at: Date;
  seen_at: Date;
  expires_at: Date;
  preferences: unknown;
  /** Neither revoked nor of a disabled membership. */
  live: boolean;
  proved_at: Date | null;
  /** Was it whole when it was led to a second factor? */
  led: boolean;
}

/** The session of a token's hash, if there ever was one. */
export async function sessionLookup(hash: Uint8Array<ArrayBuffer>, at: Temporal.Instant): Promise<SessionRow | null> {
  const [row] = await askingAgain(() => prisma().$queryRaw<SessionRow[]>`select * from session_lookup_led(${hash}, ${dateOf(at)})`);
  return row ?? null;
}

/** An unused, unexpired invitation or reset. */
export async function accountLinkLookup(hash: Uint8Array<ArrayBuffer>, at: Temporal.Instant): Promise<{ link_id: string; authority_id: string; account_id: string; name: string; purpose: string } | null> {
  const [row] = await prisma().$queryRaw<{ link_id: string; authority_id: string; account_id: string; name: string; purpose: string }[]>`select * from account_link_lookup(${hash}, ${dateOf(at)})`;
  return row ?? null;
}

/** Of which authority a caller's link is, whether or not it still opens. */
export async function callerLinkLookup(hash: Uint8Array<ArrayBuffer>): Promise<{ link_id: string; authority_id: string } | null> {
  const [row] = await prisma().$queryRaw<{ link_id: string; authority_id: string }[]>`select * from caller_link_lookup(${hash})`;
  return row ?? null;
}

/** Whoever asks whether traffic may be sent here waits no longer than a connection is waited for. */
const ANSWERS_WITHIN_MS = 3_000;

/** Does the database answer? For /readyz. */
export async function databaseAnswers(): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), ANSWERS_WITHIN_MS);
  });
  const asked = askingAgain(() => prisma().$queryRaw`select 1`).then(
    () => true,
    () => false,
  );
  const answers = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answers;
}

export type ChallengeKind = 'passkey_new' | 'passkey' | 'provider';

/** Keeps what a browser is asked, for one answer until then. @param accountId whose answer it must be; null where nobody has said who they are. */
export async function addChallenge(challenge: { id: string; kind: ChallengeKind; accountId: string | null; content: string; until: Temporal.Instant }, at: Temporal.Instant): Promise<void> {
  const { id, kind, accountId, content, until } = challenge;
  await prisma().$executeRaw`select challenge_add(${id}::uuid, ${kind}, ${accountId}::uuid, ${content}, ${dateOf(at)}, ${dateOf(until)})`;
}

/** What an account is being asked, to be shown once more; null when it was answered or is over. */
export async function shownChallenge(id: string, kind: ChallengeKind, accountId: string, at: Temporal.Instant): Promise<string | null> {
  const [row] = await prisma().$queryRaw<{ content: string | null }[]>`select challenge_shown(${id}::uuid, ${kind}, ${accountId}::uuid, ${dateOf(at)}) as content`;
  return row?.content ?? null;
}

/** Takes up what was asked: of two answers one finds it. */
export async function takeChallenge(id: string, kind: ChallengeKind, accountId: string | null, at: Temporal.Instant): Promise<string | null> {
  const [row] = await prisma().$queryRaw<{ content: string | null }[]>`select challenge_taken(${id}::uuid, ${kind}, ${accountId}::uuid, ${dateOf(at)}) as content`;
  return row?.content ?? null;
}

/** Whose passkey this is. */
export async function passkeyLookup(credentialId: string): Promise<{ passkey_id: string; account_id: string; public_key: Uint8Array<ArrayBuffer>; counter: bigint; memberships: unknown } | null> {
  const [row] = await prisma().$queryRaw<{ passkey_id: string; account_id: string; public_key: Uint8Array<ArrayBuffer>; counter: bigint; memberships: unknown }[]>`select * from passkey_lookup(${credentialId})`;
  return row ?? null;
}

/** Counts a passkey on. False when its counter is not later than the last one, as a copy's would not be. */
export async function passkeyUsed(id: string, counter: number, at: Temporal.Instant): Promise<boolean> {
  const [row] = await prisma().$queryRaw<{ done: boolean }[]>`select passkey_used(${id}::uuid, ${BigInt(counter)}, ${dateOf(at)}) as done`;
  return row?.done ?? false;
}

/** Whose account a person at a provider has. */
export async function identityLookup(issuer: string, subject: string): Promise<{ account_id: string; memberships: unknown } | null> {
  const [row] = await prisma().$queryRaw<{ account_id: string; memberships: unknown }[]>`select * from identity_lookup(${issuer}, ${subject})`;
  return row ?? null;
}

/** Ends the sessions that came by a provider, of a person or with its session's id there. @returns how many. */
export async function endProviderSessions({ issuer, subject, sid }: { issuer: string; subject: string | null; sid: string | null }, at: Temporal.Instant): Promise<number> {
  const [row] = await prisma().$queryRaw<{ ended: number }[]>`select provider_sessions_end(${issuer}, ${subject}, ${sid}, ${dateOf(at)}) as ended`;
  return row?.ended ?? 0;
}
