import { verify } from '@node-rs/argon2';
import { tokenHash } from '@/lib/platform/crypto';
import { withActor, type Tx } from '@/lib/platform/db';
import { newToken } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { forgetTries, mayTry, triesDigest } from '../../door/tries';
import { ownPasswordHash } from '../../link-store';
import type { Person } from '../../model';
import { holderOf } from '../../open-session';
import { gaveSecond } from '../model';
import type { Proof } from '../../session';
import { renewSession } from '../../store';
import { readPasskeys } from '../../passkey/passkey-store';
import { takePasskey } from '../../passkey/take';
import { readTotp } from '../factor-store';
import { takeCode } from '../prove';

/** What somebody can be asked for again: the strongest that their account has; none of them, where they came in without any. */
export interface Means {
  code: boolean;
  passkey: boolean;
  password: boolean;
}

/** The strongest that the actor's account has. */
export async function meansOf(tx: Tx): Promise<Means> {
  const [code, passkey] = [(await readTotp(tx)) !== null, (await readPasskeys(tx)).length > 0];
  return { code, passkey, password: !code && !passkey && (await ownPasswordHash(tx)) !== null };
}

export type AgainProblem = 'wrong' | 'throttled';

/**
 * Somebody proves once more that it is them, by the strongest that their account has. Tries are counted for the session: whoever
 * found it open keeps its person out nowhere else. The session goes on under a new token.
 * @returns that token, for the cookie.
 */
export async function proveAgain({ actorId, authorityId, sessionId }: Pick<Person, 'actorId' | 'authorityId' | 'sessionId'>, proof: Proof, given: { code: string; password: string; challenge: string; answer: string }): Promise<Result<{ token: string }, AgainProblem>> {
  const digest = triesDigest('prove again', actorId, { network: null, device: sessionId });
  if (!(await mayTry(digest))) return refused('throttled');
  const byPasskey = given.answer !== '' && (await takePasskey(given))?.accountId === actorId;
  const token = newToken();
  const done = await withActor(holderOf(actorId, authorityId), async (tx) => {
    const means = await meansOf(tx);
    const by = byPasskey ? 'passkey' : means.code && (await takeCode(tx, given.code)) ? 'otp' : means.password && (await verify((await ownPasswordHash(tx)) ?? '', given.password).catch(() => false)) ? 'pwd' : null;
    const amr = by === null || by === 'pwd' || gaveSecond(proof.amr) ? proof.amr : `${proof.amr} ${by}`;
    const renewed = by !== null && (await renewSession(tx, sessionId, { tokenHash: tokenHash(token), amr }));
    tx.ledger({ action: renewed ? 'session.proved_again' : 'second_factor.refused', objectKind: 'session', objectId: sessionId, ...(by === null ? {} : { detail: { by } }) });
    return renewed;
  });
  if (!done) return refused('wrong');
  await forgetTries(digest);
  return ok({ token });
}
