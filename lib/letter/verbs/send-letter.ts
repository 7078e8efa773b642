import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { noticeMail } from '../mail';
import { addMessage } from '../message-store';
import { mayBeRead, type SendProblem } from '../model';
import { readDecided } from '../occasion-store';
import { addLetterEvent, cancelLetter, hasHappened, reachedBy, readLetter } from '../store';
import { sendFollowUp } from '../follow-up/sending';
import { writeNext } from '../outcome/outcome-writing';
import { WAY_PROBLEM_WORDS } from '../outcome/telling';
import { endDutyToTell, endTellingFamily } from '../outcome/telling-again';
import { whyNotGo } from '../why-not-go';

/**
 * Sends a letter that its sender has read as the recipient will: by a message to an account, or, for somebody without one,
 * by marking that the printed letter went to the post or was handed over, which needs a proved way to reach them. What forbids it is
 * asked once more. The duty to tell ends with the last reader's. Sent once: a second send changes nothing.
 */
export async function sendLetter(tx: Tx, person: Person, { contactId, letterId }: { contactId: string; letterId: string }): Promise<Result<{ how: 'sent' | 'posted' }, SendProblem>> {
  const found = await readLetter(tx, contactId, letterId);
  const decidedIn = found?.decisionId == null ? null : (await readDecided(tx, found.decisionId)).contactId;
  await lockContacts(tx, [...new Set([contactId, decidedIn ?? contactId])]);
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null) return refused('missing');
  const how = reachedBy(letter.recipient) === 'post' ? 'posted' : 'sent';
  if (mayBeRead(letter.state)) return ok({ how });
  const why = await whyNotGo(tx, letter);
  // The way to them is asked of a letter that was read.
  const ofWay = why !== null && Object.hasOwn(WAY_PROBLEM_WORDS, why);
  if (why !== null && why !== 'not_silent' && !ofWay) return refused(why);
  if (!(await hasHappened(tx, letterId, 'previewed', person.actorId))) return refused('not_previewed');
  if (why !== null && ofWay) return refused(why);
  if (letter.kind === 'follow_up') return sendFollowUp(tx, letter);
  if (letter.decisionId === null) return refused('cancelled');
  const decided = await readDecided(tx, letter.decisionId);
  if (why === 'not_silent') {
    await cancelLetter(tx, letter, 'written_anew');
    await writeNext(tx, decided, letter);
    return refused('say_nothing');
  }
  await addLetterEvent(tx, letterId, how);
  if (how === 'sent') await addMessage(tx, letterId, letter.recipient.email, noticeMail(letter.text.reference, config().publicOrigin));
  if (letter.kind === 'family') await endTellingFamily(tx, letter, 'The letter went again.');
  else await endDutyToTell(tx, decided.contactId, letter.decisionId, how === 'sent' ? 'The letter was sent.' : 'The letter was printed and posted.');
  await addEvent(tx, contactId, 'letter_sent', { letter: letterId, kind: letter.kind, how });
  tx.ledger({ action: how === 'sent' ? 'letter.sent' : 'letter.posted', objectKind: 'letter', objectId: letterId, detail: { contact: contactId, decision: letter.decisionId, kind: letter.kind } });
  await refreshQueue(tx, decided.contactId);
  return ok({ how });
}
