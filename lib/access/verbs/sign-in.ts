import { hash, verify } from '@node-rs/argon2';
import { z } from 'zod';
import { keyedDigest, tokenHash } from '@/lib/platform/crypto';
import { accountLookup, signInSucceeded, withActor } from '@/lib/platform/db';
import { newId, newToken } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import { ABSOLUTE_HOURS, SIGN_IN_TRIES } from '../model';
import { membershipRow, type MembershipRow } from '../schema';
import { addSession } from '../store';

// Verified when there is no such account, so that an unknown address takes as long as a known one.
const nobody = hash('no account has this password');

/** Opens a session for one membership of an account that has proved itself. */
export async function openSession(accountId: string, membership: Pick<MembershipRow, 'id' | 'authorityId' | 'role' | 'agencyId'>, amr: string): Promise<string> {
  const token = newToken();
  const actor = { authorityId: membership.authorityId, actorId: accountId, agencyId: membership.agencyId, role: membership.role };
  await withActor(actor, async (tx) => {
    const id = newId();
    await addSession(tx, { id, tokenHash: tokenHash(token), accountId, membershipId: membership.id, amr, expiresAt: tx.at.add({ hours: ABSOLUTE_HOURS }) });
    tx.ledger({ action: 'session.opened', objectKind: 'session', objectId: id, detail: { amr } });
  });
  return token;
}

/**
 * Signs a person in with address and password. Unknown address, wrong password, disabled and throttled are
 * answered alike, in words and in time: only `throttled` differs, for known and unknown addresses alike.
 * @returns the session's token, for the cookie.
 */
export async function signIn(input: { email: string; password: string }): Promise<Result<{ token: string }, 'not_recognised' | 'throttled'>> {
  const digest = keyedDigest(`sign-in ${input.email.toLowerCase()}`);
  const found = await accountLookup(input.email, digest, now());
  const good = await verify(found.password_hash ?? (await nobody), input.password).catch(() => false);
  if (found.recent_attempts > SIGN_IN_TRIES) return refused('throttled');
  const [membership] = z.array(membershipRow).parse(found.memberships);
  if (!good || found.account_id === null || found.password_hash === null || membership === undefined) return refused('not_recognised');
  await signInSucceeded(digest);
  return ok({ token: await openSession(found.account_id, membership, 'pwd') });
}
