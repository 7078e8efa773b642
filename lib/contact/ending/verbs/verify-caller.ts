import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../../event-store';
import type { ContactHead } from '../../head';

/** Records that whoever rang was rung back, through the switchboard of the agency for which they speak, and is who they said (safe practice 9). @param call key of a call that was put to the contact; null for the one that it came of. */
export async function verifyCaller(tx: Tx, contact: ContactHead, rungBack: boolean, call: string | null = null): Promise<Result<null, 'not_confirmed'>> {
  if (!rungBack) return refused('not_confirmed');
  await addEvent(tx, contact.id, 'caller_verified', { verified: 'rung_back', ...(call === null ? {} : { call }) });
  tx.ledger({ action: 'contact.caller_verified', objectKind: 'contact', objectId: contact.id });
  return ok(null);
}
