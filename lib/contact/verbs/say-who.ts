import type { Tx } from '@/lib/platform/db';
import type { Result } from '@/lib/platform/result';
import type { ContactHead } from '../head';
import { sayPair, type WhoProblem, type WhoSaid } from '../identity/say-pair';

/** A person says of a child of a contact whom of another contact it is, or is not; see `sayPair`. */
export async function sayWho(tx: Tx, contact: ContactHead, said: WhoSaid): Promise<Result<null, WhoProblem>> {
  return sayPair(tx, contact, said);
}
