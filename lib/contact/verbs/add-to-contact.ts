import type { Tx } from '@/lib/platform/db';
import type { Result } from '@/lib/platform/result';
import { addWords, type Added } from '../additions/add-words';
import { readAddition, type AddProblem, type NewAddition } from '../additions/addition';

/** Adds to a contact what its referrer, or their agency's lead, says afterwards (safe practice 8). */
export async function addToContact(tx: Tx, contactId: string, given: NewAddition): Promise<Result<Added, AddProblem>> {
  const read = readAddition(given);
  return read.ok ? tx.asSystem((system) => addWords(system, contactId, read.value)) : read;
}
