import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { mayOweIt, type DutyProblem } from '../model';
import { lockDuty, nameOwner, readDuty, whoLetWait } from '../store';

/** Takes a duty in one's own name, from nobody or from a colleague. The due instant does not move. */
export async function takeDuty(tx: Tx, person: Person, dutyId: string): Promise<Result<null, DutyProblem>> {
  await lockDuty(tx, dutyId);
  const duty = await readDuty(tx, dutyId);
  if (duty === null) return refused('missing');
  const barred = mayOweIt(duty, person);
  if (barred !== null) return refused(barred);
  if ((await whoLetWait(tx, duty)) === person.actorId) return refused('own_waiting');
  await nameOwner(tx, dutyId, person.actorId);
  tx.ledger({ action: 'duty.taken', objectKind: 'duty', objectId: dutyId, detail: { contact: duty.contactId, code: duty.code, from: duty.ownerId } });
  return ok(null);
}
