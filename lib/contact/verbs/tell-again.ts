import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import type { Result } from '@/lib/platform/result';
import { readAddition, type AddProblem, type NewAddition } from '../additions/addition';
import { recordAgain, toldBy } from '../additions/record-again';
import type { ReceivingAuthority, Recorded } from '../record';

/**
 * Takes what somebody signed in wanted to add to a contact that is finished as a new contact (safe practice 8): nothing typed is
 * lost, and nothing is added to an end. Once for each key.
 */
export async function tellAgain(tx: Tx, person: Person, authority: ReceivingAuthority, contactId: string, given: NewAddition): Promise<Result<Recorded & { urgent: boolean }, AddProblem>> {
  const read = readAddition(given);
  if (!read.ok) return read;
  return tx.asSystem((system) => recordAgain(system, authority, contactId, read.value, toldBy(person)));
}
