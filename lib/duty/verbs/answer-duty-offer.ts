import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { mayOweIt, type DutyProblem } from '../model';
import { answerOffer, offersOf } from '../offer-store';
import { lockDuty, nameOwner, readDuty, whoLetWait } from '../store';

/**
 * Answers the offer of a duty: its owner from now on is whoever accepted it by name. Who declines says why; who offered
 * it may take it back.
 */
export async function answerDutyOffer(tx: Tx, person: Person, dutyId: string, { answer, reason }: { answer: string; reason: string }): Promise<Result<null, DutyProblem>> {
  await lockDuty(tx, dutyId);
  const duty = await readDuty(tx, dutyId);
  if (duty === null) return refused('missing');
  if (duty.discharge !== null) return refused('already_discharged');
  const waiting = (await offersOf(tx, dutyId)).find((offer) => offer.answer === null);
  const verdict = answer === 'accepted' || answer === 'declined' || answer === 'taken_back' ? answer : null;
  const whose = verdict === 'taken_back' ? waiting?.by : waiting?.toId;
  if (waiting === undefined || verdict === null || whose !== person.actorId) return refused('no_offer');
  if (verdict === 'declined' && reason.trim() === '') return refused('reason_missing');
  const barred = verdict === 'accepted' ? mayOweIt(duty, person) : null;
  if (barred !== null) return refused(barred);
  if (verdict === 'accepted' && (await whoLetWait(tx, duty)) === person.actorId) return refused('own_waiting');
  if (!(await answerOffer(tx, waiting.id, verdict, reason.trim()))) return refused('no_offer');
  if (verdict === 'accepted') await nameOwner(tx, dutyId, person.actorId);
  tx.ledger({ action: `duty.offer_${verdict}`, objectKind: 'duty', objectId: dutyId, detail: { contact: duty.contactId, code: duty.code, offer: waiting.id } });
  return ok(null);
}
