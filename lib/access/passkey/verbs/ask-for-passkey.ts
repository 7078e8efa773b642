import { generateAuthenticationOptions, type PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { addChallenge } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { now } from '@/lib/platform/time';
import { CHALLENGE_MINUTES, relyingParty } from '../challenge';

/** Asks a browser for any passkey of this service. It names nobody's, so that it tells nobody which accounts have one. */
export async function askForPasskey(): Promise<{ challenge: string; options: PublicKeyCredentialRequestOptionsJSON }> {
  const options = await generateAuthenticationOptions({ rpID: relyingParty().id, userVerification: 'required' });
  const challenge = newId();
  const at = now();
  await addChallenge({ id: challenge, kind: 'passkey', accountId: null, content: options.challenge, until: at.add({ minutes: CHALLENGE_MINUTES }) }, at);
  return { challenge, options };
}
