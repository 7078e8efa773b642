import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../../event-store';
import type { ContactHead } from '../../head';

/** Records that whoever rang was rung back, through the switchboard of the agency for which they speak, and is who they said (safe practice 9). */
export async function verifyCaller(tx: Tx, contact: ContactHead, rungBack: boolean): Promise<Result<null, 'not_confirmed'>> {
  if (!rungBack) return refused('not_confirmed');
  await addEvent(tx, contact.id, 'caller_verified', { verified: 'rung_back' });
  tx.ledger({ action: 'contact.caller_verified', objectKind: 'contact', objectId: contact.id });
  return ok(null);
}
