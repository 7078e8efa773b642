import { tokenHash } from '@/lib/platform/crypto';
import { withActor } from '@/lib/platform/db';
import { newToken } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { Person } from '../../model';
import { holderOf } from '../../open-session';
import { tellOwner } from '../../password/tell-owner';
import type { Proof } from '../../session';
import { renewSession } from '../../store';
import { beginTotp, begunIn, confirmTotp, databaseSeconds, hasFactor } from '../factor-store';
import { newSecret, stepOf } from '../totp';
import { Undone, undoneFor } from '../undone';

type Holder = Pick<Person, 'actorId' | 'authorityId' | 'sessionId'>;

/** Makes a secret for the person's authenticator app, for this sign-in of theirs alone. It is asked for only from its first code on. */
export async function beginApp({ actorId, authorityId, sessionId }: Holder): Promise<void> {
  await withActor(holderOf(actorId, authorityId), async (tx) => {
    await beginTotp(tx, newSecret(), sessionId);
    tx.ledger({ action: 'second_factor.begun', objectKind: 'account', objectId: actorId, detail: { kind: 'otp' } });
  });
}

export type AppProblem = 'wrong_code' | 'not_begun' | 'too_late';

/**
 * Takes the first code of an app that was just set up: from now on it is asked for at sign-in, and its owner is told by e-mail. The session of the person goes on,
 * wholly open and under a new token. Where the session ended meanwhile, or the app was begun anew, nothing is done.
 * @param half the session waited for this, and for a first factor alone: where there is one meanwhile, it is no way round it.
 */
export async function confirmApp({ actorId, authorityId, sessionId }: Holder, proof: Proof, code: string, half: boolean): Promise<Result<{ token: string }, AppProblem>> {
  const token = newToken();
  const problem = await withActor(holderOf(actorId, authorityId), async (tx): Promise<AppProblem | null> => {
    if (half && (await hasFactor(tx))) return 'too_late';
    const begun = await begunIn(tx, sessionId);
    if (begun === null) return 'not_begun';
    const step = await stepOf(begun.secret, code, await databaseSeconds(tx));
    if (step === null) return 'wrong_code';
    if (!(await confirmTotp(tx, begun.id, step))) throw new Undone('not_begun');
    if (!(await renewSession(tx, sessionId, { tokenHash: tokenHash(token), amr: `${proof.amr} otp`, half }))) throw new Undone('too_late');
    await tellOwner(tx, 'app');
    tx.ledger({ action: 'second_factor.enrolled', objectKind: 'account', objectId: actorId, detail: { kind: 'otp' } });
    return null;
  }).catch(undoneFor<AppProblem>(['too_late', 'not_begun']));
  return problem === null ? ok({ token }) : refused(problem);
}
