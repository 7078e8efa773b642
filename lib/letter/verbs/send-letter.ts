import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { noticeMail } from '../mail';
import { addMessage } from '../message-store';
import { mayBeRead, type SendProblem } from '../model';
import { readDecided, readOccasions, type DecidedOccasion } from '../occasion-store';
import { addLetterEvent, cancelLetter, hasHappened, lettersOf, reachedBy, readLetter, type Letter } from '../store';
import { sendFollowUp } from '../follow-up/sending';
import { writeFor } from '../outcome/outcome-writing';
import { WAY_PROBLEM_WORDS } from '../outcome/telling';
import { endDutyToTell } from '../outcome/telling-again';
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
    await writeSilently(tx, decided, letter);
    return refused('say_nothing');
  }
  await addLetterEvent(tx, letterId, how);
  if (how === 'sent') await addMessage(tx, letterId, letter.recipient.email, noticeMail(letter.text.reference, config().publicOrigin));
  if (letter.kind === 'family') await endTellingFamily(tx, letter);
  else await endDutyToTell(tx, decided.contactId, letter.decisionId, how === 'sent' ? 'The letter was sent.' : 'The letter was printed and posted.');
  await addEvent(tx, contactId, 'letter_sent', { letter: letterId, kind: letter.kind, how });
  tx.ledger({ action: how === 'sent' ? 'letter.sent' : 'letter.posted', objectKind: 'letter', objectId: letterId, detail: { contact: contactId, decision: letter.decisionId, kind: letter.kind } });
  await refreshQueue(tx, decided.contactId);
  return ok({ how });
}

/** Writes a letter anew whose reader would speak with the family, where that came to be forbidden since it was written. */
async function writeSilently(tx: Tx, decided: DecidedOccasion, letter: Letter): Promise<void> {
  const occasion = (await readOccasions(tx, decided.contactId)).find(({ contactId }) => contactId === letter.contactId);
  await cancelLetter(tx, letter, 'written_anew');
  if (occasion !== undefined) await writeFor(tx, decided, occasion, letter.issue + 1);
}

/** Ends what is owed for letters to this reader about this child that came back: others of the family are still told by nobody. */
async function endTellingFamily(tx: Tx, { contactId, recipient, aboutId }: Letter): Promise<void> {
  const same = new Set((await lettersOf(tx, contactId)).filter((each) => each.recipient.key === recipient.key && each.aboutId === aboutId).map(({ id }) => id));
  for (const duty of await openDuties(tx, contactId)) if (duty.code === 'TELL_FAMILY' && same.has(duty.occasionId ?? '')) await dischargeDuty(tx, duty.id, 'done', 'The letter went again.');
}
