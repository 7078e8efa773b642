import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { readOpening, type ProviderHold } from '../store';
import { addIdentity } from './identity-store';

/**
 * Links the actor's account to whom a provider named when a session of theirs was opened, now that their own second factor was given in it.
 * Where they are linked already nothing happens.
 * @returns by whom the session came, or null.
 */
export async function linkWaiting(tx: Tx, sessionId: string): Promise<ProviderHold | null> {
  const provider = (await readOpening(tx, sessionId))?.provider ?? null;
  if (provider !== null && (await addIdentity(tx, provider))) tx.ledger({ action: 'identity.linked', objectKind: 'account', objectId: tx.actor.actorId, detail: { provider: idOf(provider.issuer) } });
  return provider;
}

/** The configured name of an issuer; itself, where it was taken out meanwhile. */
const idOf = (issuer: string) => config().providers.find((each) => each.issuer === issuer)?.id ?? issuer;
