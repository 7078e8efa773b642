import { secondPersonProblem } from '@/lib/access/second-person';
import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { cameInAfter, lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { readOpen } from '@/lib/contact/standing-store';
import { dischargeDuty, findOpenDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { conflictedIn } from '@/lib/restriction/opening-store';
import { holdStanding, mayAgree, type HoldProblem } from '../hold';
import { endHold, openHeldCheck } from '../hold-effect';
import { addHoldAnswer, readHolds } from '../hold-store';
import { readDecidable } from '../store';

/**
 * A manager agrees that a decision waits for checks, or refuses it: then it is to be decided. As with a countersign it
 * is somebody else than who asked, reported, holds the contact or may know the family, and the database refuses the one who asked.
 * They agree to what is so now: not where a child may be in danger since, where something came in, or where its time has passed.
 */
export async function answerHold(tx: Tx, person: Person, { contactId, holdId, verdict, comment }: { contactId: string; holdId: string; verdict: string; comment: string }): Promise<Result<{ held: boolean }, HoldProblem>> {
  await lockContacts(tx, [contactId]);
  const hold = (await readHolds(tx, contactId)).find(({ id }) => id === holdId);
  if (hold === undefined || holdStanding(hold) !== 'asked') return refused('not_asked');
  const barred = secondPersonProblem(person, hold, { ...(await readDecidable(tx, contactId)), conflicted: await conflictedIn(tx, contactId) });
  if (barred === 'decider') return refused('own');
  if (barred === 'not_a_manager' || barred === 'not_qualified' || barred === 'referrer' || barred === 'claimer' || barred === 'conflicted') return refused(barred);
  if (verdict !== 'agreed' && verdict !== 'refused') return refused('verdict_missing');
  // Refused it may always be: then it is decided.
  const stale = verdict === 'agreed' ? mayAgree(hold, await readOpen(tx, { contactId }), { at: tx.at, cameIn: await cameInAfter(tx, contactId, hold.at) }) : null;
  if (stale !== null) return refused(stale);
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
