import { couldOpen } from '@/lib/access/could-open-store';
import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { mayTake, type DutyProblem } from '../model';
import { addOffer, mayOwe } from '../offer-store';
import { lockDuty, readDuty, whoLetWait } from '../store';

/** Offers a duty to a colleague by name. Until they accept it stays with whoever owes it, and its clock goes on. */
export async function offerDuty(tx: Tx, person: Person, dutyId: string, { to, words }: { to: string; words: string }): Promise<Result<null, DutyProblem>> {
  await lockDuty(tx, dutyId);
  const duty = await readDuty(tx, dutyId);
  if (duty === null) return refused('missing');
  const barred = mayTake(duty, person.role);
  if (barred !== null) return refused(barred);
  if (!isId(to) || to === person.actorId || to === duty.ownerId || to === (await whoLetWait(tx, duty)) || !(await mayOwe(tx, to, duty)) || !(await couldOpen(tx, duty.contactId, to))) return refused('no_colleague');
  if (!(await addOffer(tx, { contactId: duty.contactId, dutyId, toId: to, words: words.trim() }))) return refused('offered_already');
  tx.ledger({ action: 'duty.offered', objectKind: 'duty', objectId: dutyId, detail: { contact: duty.contactId, code: duty.code, to } });
  return ok(null);
}
