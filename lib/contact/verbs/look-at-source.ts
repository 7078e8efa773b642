import type { Tx } from '@/lib/platform/db';
import type { Temporal } from 'temporal-polyfill';
import type { ContactHead } from '../head';
import { readIdentity, readUnseals } from '../secrecy/seal-store';
import type { SourceIdentity } from '../secrecy/sealing';

/**
 * Shows who a protected source is to the one who asked, while the second person's agreement lasts. Each look is an entry
 * of the ledger.
 * @returns null for everybody else, and before and after.
 */
export async function lookAtSource(tx: Tx, contact: ContactHead): Promise<{ identity: SourceIdentity; until: Temporal.Instant } | null> {
  const agreed = (await readUnseals(tx, contact.id)).find(({ askedBy, answer }) => askedBy === tx.actor.actorId && answer?.agreed === true && answer.until !== null && answer.until.epochMilliseconds > tx.at.epochMilliseconds);
  const until = agreed?.answer?.until ?? null;
  if (agreed === undefined || until === null) return null;
  const identity = await readIdentity(tx, contact.id);
  if (identity === null) return null;
  tx.ledger({ action: 'source.seen', objectKind: 'contact', objectId: contact.id, detail: { unseal: agreed.id } });
  return { identity, until };
}
