import type { Tx } from '@/lib/platform/db';
import { ok, type Result } from '@/lib/platform/result';
import { addWords, type Added } from '../additions/add-words';
import { keepLateSecrets, withLate, type Late } from '../additions/late';
import { readAddition, withJoined, type AddProblem, type NewAddition } from '../additions/addition';

/**
 * Adds to a contact what its referrer, or their agency's lead, says afterwards (safe practice 8).
 * The caller cancels the letters that have not gone, of the contacts in `hidden`.
 * @param late the page of the report that the words are of: what it says beside them reaches the rules and the letters too.
 */
export async function addToContact(tx: Tx, contactId: string, given: NewAddition, late: Late | null = null): Promise<Result<Added & { hidden: string[] }, AddProblem>> {
  const read = readAddition(given);
  if (!read.ok) return read;
  return tx.asSystem(async (system) => {
    const added = await addWords(system, contactId, withLate(read.value, late), late === null ? {} : { facts: (all, count, told) => withJoined(all, late.facts.facts, late.facts.children, count, told), named: late.facts.named });
    if (!added.ok) return added;
    return ok({ ...added.value, hidden: added.value.added ? await keepLateSecrets(system, contactId, read.value, late) : [] });
  });
}
