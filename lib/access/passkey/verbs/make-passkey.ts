import { generateRegistrationOptions, verifyRegistrationResponse, type PublicKeyCredentialCreationOptionsJSON, type RegistrationResponseJSON } from '@simplewebauthn/server';
import { z } from 'zod';
import { tokenHash } from '@/lib/platform/crypto';
import { addChallenge, shownChallenge, takeChallenge, withActor } from '@/lib/platform/db';
import { isId, newId, newToken } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { now } from '@/lib/platform/time';
import type { Person } from '../../model';
import { holderOf } from '../../open-session';
import { tellOwner } from '../../password/tell-owner';
import { hasFactor } from '../../second/factor-store';
import { Undone, undoneFor } from '../../second/undone';
import type { Proof } from '../../session';
import { renewSession } from '../../store';
import { CHALLENGE_MINUTES, relyingParty } from '../challenge';
import { addPasskey, readPasskeys } from '../passkey-store';
import { answerOf } from '../take';

type Holder = Pick<Person, 'actorId' | 'authorityId' | 'sessionId' | 'email' | 'name'>;

export const passkeyName = z.string().trim().min(1, 'Give the passkey a name').max(60, 'Give it a name of at most 60 letters');

/** Asks the person's browser to make a passkey. @returns the id under which the page shows what is asked. */
export async function beginPasskey({ actorId, authorityId, email, name }: Holder): Promise<string> {
  const known = await withActor(holderOf(actorId, authorityId), readPasskeys);
  const options = await generateRegistrationOptions({
    rpName: 'Doorstep',
    rpID: relyingParty().id,
    userID: new Uint8Array(Buffer.from(actorId.replaceAll('-', ''), 'hex')),
    userName: email,
    userDisplayName: name,
    attestationType: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  const id = newId();
  const at = now();
  await addChallenge({ id, kind: 'passkey_new', accountId: actorId, content: JSON.stringify(options), until: at.add({ minutes: CHALLENGE_MINUTES }) }, at);
  return id;
}

/** What the person's browser is asked under this id, or null when that is over. */
export async function askedForNew(actorId: string, id: string): Promise<PublicKeyCredentialCreationOptionsJSON | null> {
  const content = isId(id) ? await shownChallenge(id, 'passkey_new', actorId, now()) : null;
  return content === null ? null : (JSON.parse(content) as PublicKeyCredentialCreationOptionsJSON);
}

export type NewPasskeyProblem = 'not_made' | 'known' | 'too_late';

/**
 * Keeps the passkey that the person's browser made, and tells them by e-mail. Their session goes on, wholly open and under a new token;
 * where it ended meanwhile no passkey is kept.
 * @param half the session waited for this, and for a first factor alone: where there is one meanwhile, it is no way round it.
 */
export async function makePasskey({ actorId, authorityId, sessionId }: Holder, proof: Proof, given: { challenge: string; answer: string; name: string }, half: boolean): Promise<Result<{ token: string }, NewPasskeyProblem>> {
  const response = answerOf(given.answer) as RegistrationResponseJSON | null;
  const content = isId(given.challenge) ? await takeChallenge(given.challenge, 'passkey_new', actorId, now()) : null;
  if (response === null || content === null) return refused('not_made');
  const { id, origin } = relyingParty();
  const expectedChallenge = (JSON.parse(content) as PublicKeyCredentialCreationOptionsJSON).challenge;
  const verified = await verifyRegistrationResponse({ response, expectedChallenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true }).catch(() => null);
  if (!verified?.verified) return refused('not_made');
  const { credential } = verified.registrationInfo;
  const token = newToken();
  const problem = await withActor(holderOf(actorId, authorityId), async (tx): Promise<NewPasskeyProblem | null> => {
    if (half && (await hasFactor(tx))) return 'too_late';
    if (!(await addPasskey(tx, { credentialId: credential.id, publicKey: new Uint8Array(credential.publicKey), counter: credential.counter, transports: response.response.transports ?? [], name: given.name }))) return 'known';
    if (!(await renewSession(tx, sessionId, { tokenHash: tokenHash(token), amr: `${proof.amr} passkey`, half }))) throw new Undone('too_late');
    await tellOwner(tx, 'passkey');
    tx.ledger({ action: 'second_factor.enrolled', objectKind: 'account', objectId: actorId, detail: { kind: 'passkey' } });
    return null;
  }).catch(undoneFor<NewPasskeyProblem>(['too_late']));
  return problem === null ? ok({ token }) : refused(problem);
}
