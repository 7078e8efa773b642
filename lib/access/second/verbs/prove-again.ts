import { verify } from '@node-rs/argon2';
import { tokenHash } from '@/lib/platform/crypto';
import { withActor, type Tx } from '@/lib/platform/db';
import { newToken } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { ownPasswordHash } from '../../link-store';
import type { Person } from '../../model';
import { holderOf } from '../../open-session';
import { gaveSecond } from '../model';
import type { Proof } from '../../session';
import { renewSession } from '../../store';
import { hasFactor } from '../factor-store';
import { forgetTries, mayTry, takeCode } from '../prove';

/** What somebody can be asked for again: the strongest that their account has; nothing, where they came in without either. */
export type Means = 'code' | 'password' | 'nothing';

/** The strongest that the actor's account has. */
export async function meansOf(tx: Tx): Promise<Means> {
  if (await hasFactor(tx)) return 'code';
  return (await ownPasswordHash(tx)) === null ? 'nothing' : 'password';
}

export type AgainProblem = 'wrong' | 'throttled';

/**
 * Somebody proves once more that it is them, by the strongest that their account has. Tries are counted with those of the second
 * factor. The session goes on under a new token.
 * @returns that token, for the cookie.
 */
export async function proveAgain({ actorId, authorityId, sessionId }: Pick<Person, 'actorId' | 'authorityId' | 'sessionId'>, proof: Proof, given: { code: string; password: string }): Promise<Result<{ token: string }, AgainProblem>> {
  if (!(await mayTry(actorId))) return refused('throttled');
  const token = newToken();
  const done = await withActor(holderOf(actorId, authorityId), async (tx) => {
    const means = await meansOf(tx);
    const good = means === 'code' ? await takeCode(tx, given.code) : means === 'password' && (await verify((await ownPasswordHash(tx)) ?? '', given.password).catch(() => false));
    const amr = means === 'code' && !gaveSecond(proof.amr) ? `${proof.amr} otp` : proof.amr;
    const renewed = good && (await renewSession(tx, sessionId, { tokenHash: tokenHash(token), amr }));
    tx.ledger({ action: renewed ? 'session.proved_again' : 'second_factor.refused', objectKind: 'session', objectId: sessionId, detail: { means } });
    return renewed;
  });
  if (!done) return refused('wrong');
  await forgetTries(actorId);
  return ok({ token });
}
