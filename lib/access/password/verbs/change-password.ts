import { hash, verify } from '@node-rs/argon2';
import { tokenHash } from '@/lib/platform/crypto';
import { withActor } from '@/lib/platform/db';
import { newToken } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { forgetTries, mayTry, triesDigest } from '../../door/tries';
import { endOwnLinks, ownPasswordHash, savePassword } from '../../link-store';
import type { Person } from '../../model';
import { holderOf } from '../../open-session';
import type { Proof } from '../../session';
import { endOwnSessions } from '../../sessions/session-store';
import { renewSession } from '../../store';
import { aboutOwn } from '../about';
import { weaknessOf, type WeakPassword } from '../judge';
import { tellOwner } from '../tell-owner';

export type ChangeProblem = 'none' | 'throttled' | 'wrong' | 'same' | 'too_late' | WeakPassword;

/**
 * Somebody changes their own password, with the one they have (ASVS v5.0.0-6.2.2, 6.2.3). All their other sessions end, in every area,
 * and unused links with them; this one goes on under a new token, and they are told by e-mail. Tries at the old one are counted for
 * the session.
 * @returns the session's new token, for the cookie.
 */
export async function changePassword({ actorId, authorityId, sessionId }: Pick<Person, 'actorId' | 'authorityId' | 'sessionId'>, proof: Proof, given: { current: string; password: string }): Promise<Result<{ token: string }, ChangeProblem>> {
  const holder = holderOf(actorId, authorityId);
  const [kept, about] = await withActor(holder, async (tx) => [await ownPasswordHash(tx), await aboutOwn(tx)] as const);
  if (kept === null) return refused('none');
  const digest = triesDigest('change password', actorId, { network: null, device: sessionId });
  if (!(await mayTry(digest))) return refused('throttled');
  if (!(await verify(kept, given.current).catch(() => false))) return refused('wrong');
  await forgetTries(digest);
  if (given.password === given.current) return refused('same');
  const weak = await weaknessOf(given.password, about);
  if (weak !== null) return refused(weak);
  const [passwordHash, token] = [await hash(given.password), newToken()];
  const done = await withActor(holder, async (tx) => {
    // Changed elsewhere meanwhile, or ended: whoever asked here knew a password that is none any more.
    if ((await ownPasswordHash(tx)) !== kept || !(await renewSession(tx, sessionId, { tokenHash: tokenHash(token), amr: proof.amr }))) return false;
    await savePassword(tx, passwordHash);
    await endOwnLinks(tx);
    const ended = await endOwnSessions(tx, { but: sessionId });
    await tellOwner(tx, 'password');
    tx.ledger({ action: 'account.password_changed', objectKind: 'account', objectId: actorId, detail: { ended } });
    return true;
  });
  return done ? ok({ token }) : refused('too_late');
}
