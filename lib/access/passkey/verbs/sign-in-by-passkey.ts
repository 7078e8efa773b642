import { withActor } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { holderOf, openSession } from '../../open-session';
import { linkWaiting } from '../../provider/link-waiting';
import type { Pending } from '../../session';
import { takePasskey } from '../take';

/**
 * Signs somebody in by a passkey alone: they have the device, and it knew them (ASVS 6.3.3).
 * @param given `waiting`: the sign-in whose second step it is. Where that came by a provider this one does too, and is linked now.
 * @returns the session's token, for the cookie.
 */
export async function signInByPasskey(given: { challenge: string; answer: string; agent?: string; waiting?: Pending | null }): Promise<Result<{ token: string }, 'not_recognised'>> {
  const taken = await takePasskey(given);
  const [membership] = taken?.memberships ?? [];
  if (taken === null || membership === undefined) return refused('not_recognised');
  const { waiting = null, agent = '' } = given;
  const first = waiting?.person.actorId === taken.accountId ? waiting.person : null;
  const provider = first && (await withActor(holderOf(first.actorId, first.authorityId), (tx) => linkWaiting(tx, first.sessionId)));
  return ok({ token: await openSession(taken.accountId, membership, 'passkey', { agent, provider }) });
}
