import { tokenHash } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { newKey, type KeyForm } from '../api-key';
import { addKey } from '../api-key-store';

/** Makes a key for one machine and one purpose. @returns its secret: the only time that anybody sees it. */
export async function makeKey(tx: Tx, { name, scope }: KeyForm): Promise<string> {
  const secret = newKey(tx.actor.authorityId);
  const id = await addKey(tx, { name, scope, hash: tokenHash(secret) });
  tx.ledger({ action: 'api_key.made', objectKind: 'api_key', objectId: id, detail: { scope } });
  return secret;
}
