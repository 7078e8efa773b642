import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { accountLookup } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import { ACCOUNT_LIMITS, countAtArea, countSiege, forgetTries, FROM_ANYWHERE, isBesieged, triesDigest, type From } from '../door/tries';
import { SIGN_IN_TRIES } from '../model';
import { openSession, stageOf } from '../open-session';
import { membershipRow } from '../schema';
import type { Stage } from '../second/model';

// Verified when there is no such account, so that an unknown address takes as long as a known one.
const nobody = hash('no account has this password');

/**
 * Signs a person in with address and password. Unknown address, wrong password, disabled and throttled are
 * answered alike, in words and in time: only `throttled` (from this place) and `besieged` (from all places that the account does not
 * know) differ, for known and unknown addresses alike.
 * Where the account has a second factor, or must have one, the session opens half: it waits for that.
 * Tries are counted by the place they come from, so that whoever guesses keeps nobody else out (decision 48).
 * @param agent what the browser calls itself, for the list of sessions.
 * @returns the session's token, for the cookie, and how far it is open.
 */
export async function signIn(input: { email: string; password: string; agent?: string; from?: From }): Promise<Result<{ token: string; stage: Stage }, 'not_recognised' | 'throttled' | 'besieged'>> {
  const [email, from, at] = [input.email.toLowerCase(), input.from ?? FROM_ANYWHERE, now()];
  const digest = triesDigest('sign-in', email, from);
  const found = await accountLookup(input.email, digest, at);
  const besieged = await isBesieged(ACCOUNT_LIMITS.password, email, from);
  const good = await verify(found.password_hash ?? (await nobody), input.password).catch(() => false);
  // The longer wait is the one to be told.
  if (besieged) return refused('besieged');
  if (found.recent_attempts > SIGN_IN_TRIES) return refused('throttled');
  const [membership] = z.array(membershipRow).parse(found.memberships);
  if (!good || found.account_id === null || found.password_hash === null || membership === undefined) {
    await countSiege(ACCOUNT_LIMITS.password, email, from);
    await countAtArea(membership?.authorityId ?? null, at);
    return refused('not_recognised');
  }
  await forgetTries(digest);
  const stage = await stageOf(found.account_id, membership, 'pwd');
  return ok({ token: await openSession(found.account_id, membership, 'pwd', { stage, agent: input.agent ?? '' }), stage });
}
