import { ok, refused, type Result } from '@/lib/platform/result';
import { openSession } from '../../open-session';
import { takePasskey } from '../take';

/**
 * Signs somebody in by a passkey alone: they have the device, and it knew them (ASVS 6.3.3).
 * @returns the session's token, for the cookie.
 */
export async function signInByPasskey(given: { challenge: string; answer: string; agent?: string }): Promise<Result<{ token: string }, 'not_recognised'>> {
  const taken = await takePasskey(given);
  const [membership] = taken?.memberships ?? [];
  if (taken === null || membership === undefined) return refused('not_recognised');
  return ok({ token: await openSession(taken.accountId, membership, 'passkey', { agent: given.agent ?? '' }) });
}
