import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { dischargeDuty, findOpenDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { holdStanding, type HoldProblem } from '../hold';
import { endHold, openHeldCheck } from '../hold-effect';
import { addHoldAnswer, readHolds } from '../hold-store';
import { mayCountersign } from '../model';
import { readDecisionContact } from '../store';

/**
 * A manager agrees that a decision waits for checks, or refuses it: then it is to be decided. As with a countersign it
 * is somebody else than who asked, reported or holds the contact, and the database refuses the one who asked.
 */
export async function answerHold(tx: Tx, person: Person, { contactId, holdId, verdict, comment }: { contactId: string; holdId: string; verdict: string; comment: string }): Promise<Result<{ held: boolean }, HoldProblem>> {
  await lockContacts(tx, [contactId]);
  const hold = (await readHolds(tx, contactId)).find(({ id }) => id === holdId);
  if (hold === undefined || holdStanding(hold) !== 'asked') return refused('not_asked');
  const barred = mayCountersign(person, hold, await readDecisionContact(tx, contactId));
  if (barred === 'decider') return refused('own');
  if (barred === 'not_a_manager' || barred === 'not_qualified' || barred === 'referrer' || barred === 'claimer') return refused(barred);
  if (verdict !== 'agreed' && verdict !== 'refused') return refused('verdict_missing');
  const said = comment.trim();
  if (said === '') return refused('comment_missing');
  if (!(await addHoldAnswer(tx, hold, { verdict, comment: said }))) return refused('not_asked');

  const held = verdict === 'agreed';
  if (held) {
    const asked = await findOpenDuty(tx, contactId, 'AGREE_HOLD');
    if (asked !== null) await dischargeDuty(tx, asked.id, 'done', 'A manager agreed to the hold.');
    await openHeldCheck(tx, hold);
  } else {
    await endHold(tx, hold, { how: 'refused', words: 'A manager refused the hold: it is to be decided.' });
  }
  await addEvent(tx, contactId, held ? 'hold_agreed' : 'hold_refused', { hold: hold.id });
  await refreshQueue(tx, contactId);
  tx.ledger({ action: held ? 'hold.agreed' : 'hold.refused', objectKind: 'contact', objectId: contactId, detail: { hold: hold.id } });
  return ok({ held });
}
