import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { typedReference } from '../queue/queue-filter';
import { findByAnyReference } from '../call/by-reference';

/** Finds a contact, open or ended, by its reference, or that of a call that was put to it, as somebody typed or heard it. */
export async function findContact(tx: Tx, typed: string, prefix: string): Promise<Result<{ reference: string }, 'not_found'>> {
  const reference = typedReference(typed, prefix);
  const found = reference === null ? null : await findByAnyReference(tx, reference);
  tx.ledger({ action: 'contact.looked_up', objectKind: 'list', objectId: 'find', detail: { found: found?.id ?? null } });
  return found === null ? refused('not_found') : ok({ reference: found.reference });
}
