import type { Tx } from '@/lib/platform/db';
import type { Temporal } from 'temporal-polyfill';
import type { ContactHead } from '../head';
import { liveUnseal, readIdentity } from '../secrecy/seal-store';
import type { SourceIdentity } from '../secrecy/sealing';

/**
 * Shows who a protected source is to the one who asked, while the second person's agreement lasts. Each look is an entry
 * of the ledger.
 * @returns null for everybody else, and before and after.
 */
export async function lookAtSource(tx: Tx, contact: ContactHead): Promise<{ identity: SourceIdentity; until: Temporal.Instant } | null> {
  const agreed = await liveUnseal(tx, contact.id);
  if (agreed === null) return null;
  const identity = await readIdentity(tx, contact.id);
  if (identity === null) return null;
  tx.ledger({ action: 'source.seen', objectKind: 'contact', objectId: contact.id, detail: { unseal: agreed.id } });
  return { identity, until: agreed.until };
}
