import type { Tx } from '@/lib/platform/db';
import { contactOfCallReference } from '../ending/put-call-store';
import type { ContactHead } from '../head';
import { findContact, readHead } from '../store';

/** The contact of a reference, or to which the call of a reference was put, as far as the actor may see it: whoever rang about it knows no other. */
export async function findByAnyReference(tx: Tx, reference: string): Promise<ContactHead | null> {
  const found = await findContact(tx, reference);
  if (found !== null) return found;
  const ofCall = await contactOfCallReference(tx, reference);
  return ofCall === null ? null : readHead(tx, ofCall);
}
