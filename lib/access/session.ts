import { decode, encode } from 'next-auth/jwt';
import type { Temporal } from 'temporal-polyfill';
import { config } from '@/lib/platform/config';
import { tokenHash } from '@/lib/platform/crypto';
import { sessionLookup, type SessionRow } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import { STAGES, type Stage } from './second/model';
import { HAND_IN_HOURS, isRole, sessionState, type Person, type SessionState } from './model';
import { preferences } from './schema';

/** `__Host-`: this host only, https (or localhost) only, no other path or domain can set it. */
export const SESSION_COOKIE = '__Host-doorstep';

/** When a session ends the database says. What seals its id ends by the machine's own clock, and must not be first where that is wrong. */
const SEALED_HOURS = HAND_IN_HOURS + 24;

/** The cookie's value: an encrypted token that carries a random session id and nothing else. */
export async function sealSession(token: string): Promise<string> {
  return encode({ token: { sid: token }, secret: config().sessionSecret, maxAge: SEALED_HOURS * 3600 });
}

/** The Set-Cookie line of a new session. */
export async function sessionCookie(token: string): Promise<string> {
  return `${SESSION_COOKIE}=${await sealSession(token)}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${HAND_IN_HOURS * 3600}`;
}

/** The Set-Cookie line that ends it in the browser. */
export const ENDED_COOKIE = `${SESSION_COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`;

function personOf(row: SessionRow): Person | null {
  if (!isRole(row.role)) return null;
  const chosen = preferences.safeParse(row.preferences);
  return {
    authorityId: row.authority_id,
    actorId: row.account_id,
    agencyId: row.agency_id,
    role: row.role,
    name: row.name,
    email: row.email,
    membershipId: row.membership_id,
    sessionId: row.session_id,
    agencyName: row.agency_name,
    agencyKind: row.agency_kind,
    qualified: row.qualified,
    jobTitle: row.job_title,
    phone: row.phone,
    preferences: chosen.success ? chosen.data : { shortcuts: true, theme: 'system' },
  };
}

/** How a session was opened, and when its person last proved themselves. */
export interface Proof {
  amr: string;
  provedAt: Temporal.Instant | null;
}

interface Found {
  person: Person;
  state: SessionState;
  stage: Stage;
  /** It was whole, and waits for a second factor since one is asked. */
  led: boolean;
  proof: Proof;
}

async function findSession(cookie: string | undefined, at: Temporal.Instant): Promise<Found | null> {
  if (!cookie) return null;
  const token = await decode({ token: cookie, secret: config().sessionSecret }).catch(() => null);
  const sid = token?.['sid'];
  if (typeof sid !== 'string') return null;
  const row = await sessionLookup(tokenHash(sid), at);
  if (!row) return null;
  const state = sessionState({ createdAt: instantOf(row.created_at), seenAt: instantOf(row.seen_at), expiresAt: instantOf(row.expires_at), live: row.live }, at);
  const person = personOf(row);
  const stage = STAGES.find((known) => known === row.stage);
  if (person === null || stage === undefined || state === 'ended') return null;
  return { person, state, stage, led: row.led, proof: { amr: row.amr, provedAt: row.proved_at && instantOf(row.proved_at) } };
}

/**
 * Who is behind a session cookie, looked up on every request so that disabling and signing out hold at once.
 * @returns null when there is no session, it has ended, or it still waits for the second step of signing in.
 */
export async function readSession(cookie: string | undefined, at: Temporal.Instant): Promise<{ person: Person; state: SessionState; proof: Proof } | null> {
  const found = await findSession(cookie, at);
  if (found === null || found.stage !== 'full') return null;
  const { person, state, proof } = found;
  return { person, state, proof };
}

/**
 * Who was signed in wholly until their place or role began to ask a second factor: they may hand in what they were typing, as one who went
 * idle may, and nothing else. Null for a sign-in that never was whole: a password alone writes nothing.
 */
export async function readLed(cookie: string | undefined, at: Temporal.Instant): Promise<{ person: Person; state: 'idle'; proof: Proof } | null> {
  const found = await findSession(cookie, at);
  return found?.led && found.stage !== 'full' ? { person: found.person, state: 'idle', proof: found.proof } : null;
}

/** Somebody who proved a first factor and owes the second, or must enrol one. Nothing else opens to them. */
export interface Pending {
  person: Person;
  stage: Exclude<Stage, 'full'>;
  proof: Proof;
}

/** Who is behind the cookie of a sign-in whose second step is still to be made; null for anything else. */
export async function readPending(cookie: string | undefined, at: Temporal.Instant): Promise<Pending | null> {
  const found = await findSession(cookie, at);
  if (found === null || found.stage === 'full' || found.state !== 'active') return null;
  const { person, stage, proof } = found;
  return { person, stage, proof };
}
