import { config } from '@/lib/platform/config';
import { tokenHash } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { newId, newToken } from '@/lib/platform/ids';
import { addLink } from './link-store';

/** How long an invitation or a reset may be taken up: three days, so that it outlives a weekend. */
export const LINK_HOURS = 72;

/** Makes a link with which its owner chooses a password, once. @returns its address: the only place where the secret is. */
export async function makeAccountLink(tx: Tx, accountId: string, purpose: 'invitation' | 'reset'): Promise<string> {
  const token = newToken();
  const id = newId();
  await addLink(tx, { id, tokenHash: tokenHash(token), accountId, purpose, expiresAt: tx.at.add({ hours: LINK_HOURS }) });
  tx.ledger({ action: 'account_link.made', objectKind: 'account', objectId: accountId, detail: { link: id, purpose } });
  return `${config().publicOrigin}/account/${token}`;
}
