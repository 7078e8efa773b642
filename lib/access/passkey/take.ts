import { verifyAuthenticationResponse, type AuthenticationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { passkeyLookup, passkeyUsed, takeChallenge } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { membershipRow, type MembershipRow } from '../schema';
import { relyingParty } from './challenge';

/** What a browser answers, as far as it is read here; the rest is the library's to judge. */
const shape = z.object({ id: z.string().min(1).max(1400), type: z.literal('public-key'), response: z.looseObject({}) });

/** What came from a form field, or null when it is no answer of a browser. */
export function answerOf(text: string): unknown {
  try {
    const read: unknown = JSON.parse(text);
    return shape.safeParse(read).success ? read : null;
  } catch {
    return null;
  }
}

/**
 * Is this a passkey of this service, used now, by somebody whom their device has verified? What was asked is used up by being
 * answered, and the key's counter goes on.
 * @returns whose it is, with their places of work; null for anything else.
 */
export async function takePasskey(given: { challenge: string; answer: string }): Promise<{ accountId: string; memberships: MembershipRow[] } | null> {
  const response = answerOf(given.answer) as AuthenticationResponseJSON | null;
  if (response === null || !isId(given.challenge)) return null;
  const at = now();
  const challenge = await takeChallenge(given.challenge, 'passkey', null, at);
  const key = await passkeyLookup(response.id);
  if (challenge === null || key === null) return null;
  const { id, origin } = relyingParty();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    credential: { id: response.id, publicKey: new Uint8Array(key.public_key), counter: Number(key.counter) },
  }).catch(() => null);
  if (!verified?.verified || !(await passkeyUsed(key.passkey_id, verified.authenticationInfo.newCounter, at))) return null;
  return { accountId: key.account_id, memberships: z.array(membershipRow).parse(key.memberships) };
}
