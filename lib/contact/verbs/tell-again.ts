import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, type Result } from '@/lib/platform/result';
import { keepLateSecrets, withLate, type Late } from '../additions/late';
import { putFacts } from '../additions/put-facts';
import { readAddition, type AddProblem, type NewAddition } from '../additions/addition';
import { recordAgain, toldBy } from '../additions/record-again';
import type { ReceivingAuthority, Recorded } from '../record';

/**
 * Takes what somebody signed in wanted to add to a contact that is finished as a new contact (safe practice 8): nothing typed is
 * lost, and nothing is added to an end. Once for each key.
 * The caller cancels the letters that have not gone, of the contacts in `hidden`.
 * @param late as where it is added.
 */
export async function tellAgain(tx: Tx, person: Person, authority: ReceivingAuthority, contactId: string, given: NewAddition, late: Late | null = null): Promise<Result<Recorded & { urgent: boolean; hidden: string[] }, AddProblem>> {
  const read = readAddition(given);
  if (!read.ok) return read;
  return tx.asSystem(async (system) => {
    const told = await recordAgain(system, authority, contactId, withLate(read.value, late), toldBy(person));
    if (!told.ok) return told;
    if (late === null || !told.value.created) return ok({ ...told.value, hidden: [] });
    await putFacts(system, told.value.contactId, late.facts);
    return ok({ ...told.value, hidden: await keepLateSecrets(system, told.value.contactId, read.value, late, contactId) });
  });
}
