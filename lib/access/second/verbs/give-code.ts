import { tokenHash } from '@/lib/platform/crypto';
import { withActor } from '@/lib/platform/db';
import { newToken } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { ACCOUNT_LIMITS, countSiege, forgetTries, FROM_ANYWHERE, isBesieged, mayTry, triesDigest, type From } from '../../door/tries';
import { holderOf } from '../../open-session';
import { linkWaiting } from '../../provider/link-waiting';
import type { Pending } from '../../session';
import { renewSession } from '../../store';
import { takeCode } from '../prove';

export type CodeProblem = 'wrong_code' | 'throttled' | 'besieged' | 'too_late';

/**
 * The second step of signing in: a code of the person's app, after the password. A wrong code, one used before and one of
 * another time are answered alike. The session opens wholly, under a new token; who came by a provider for the first time is linked now. Tries are counted by the place they come from (decision 48).
 * @returns that token, for the cookie.
 */
export async function giveCode({ person, proof }: Pending, code: string, from: From = FROM_ANYWHERE): Promise<Result<{ token: string }, CodeProblem>> {
  const { actorId, authorityId, sessionId } = person;
  const digest = triesDigest('second factor', actorId, from);
  const inTime = await mayTry(digest);
  if (await isBesieged(ACCOUNT_LIMITS.code, actorId, from)) return refused('besieged');
  if (!inTime) return refused('throttled');
  const token = newToken();
  const done = await withActor(holderOf(actorId, authorityId), async (tx) => {
    if (!(await takeCode(tx, code))) {
      tx.ledger({ action: 'second_factor.refused', objectKind: 'session', objectId: sessionId });
      return 'wrong_code' as const;
    }
    if (!(await renewSession(tx, sessionId, { tokenHash: tokenHash(token), amr: `${proof.amr} otp`, half: true }))) return 'too_late' as const;
    await linkWaiting(tx, sessionId);
    tx.ledger({ action: 'second_factor.given', objectKind: 'session', objectId: sessionId, detail: { by: 'otp' } });
    return null;
  });
  if (done === 'wrong_code') await countSiege(ACCOUNT_LIMITS.code, actorId, from);
  if (done !== null) return refused(done);
  await forgetTries(digest);
  return ok({ token });
}
