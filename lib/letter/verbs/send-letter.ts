import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { subjectsNow } from '@/lib/contact/secrecy/subject-store';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { gateRefusals } from '../family/family-gate';
import { readGate } from '../family/family-store';
import { noticeMail } from '../mail';
import { addMessage } from '../message-store';
import { mayBeRead, type SendProblem } from '../model';
import { readDecided, readOccasions, type DecidedOccasion } from '../occasion-store';
import { addLetterEvent, cancelLetter, hasHappened, lettersOf, reachedBy, readLetter, tellsOfPregnancyTo, type Letter } from '../store';
import { sendFollowUp } from '../follow-up/sending';
import { mustBeSilent, toldUnasked } from '../family/silence-store';
import { asksForSilence, asksOfReader } from '../outcome/outcome';
import { writeFor } from '../outcome/outcome-writing';
import { endDutyToTell } from '../outcome/telling-again';
import { readerOf } from '../reader-store';
import { referrerLeft } from '../status/status-store';
import { readWayTo } from '../way-store';

/**
 * Sends a letter that its sender has read as the recipient will: by a message to an account, or, for somebody without one,
 * by marking that the printed letter went to the post or was handed over, which needs a proved way to reach them. A letter
 * to the family is held against what forbids it once more, and every letter against who may know of a pregnancy. The duty to tell ends with the last reader's. Sent once: a
 * second send changes nothing.
 */
export async function sendLetter(tx: Tx, person: Person, { contactId, letterId }: { contactId: string; letterId: string }): Promise<Result<{ how: 'sent' | 'posted' }, SendProblem>> {
  const found = await readLetter(tx, contactId, letterId);
  const decidedIn = found?.decisionId == null ? null : (await readDecided(tx, found.decisionId)).contactId;
  await lockContacts(tx, [...new Set([contactId, decidedIn ?? contactId])]);
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null) return refused('missing');
  const how = reachedBy(letter.recipient) === 'post' ? 'posted' : 'sent';
  if (mayBeRead(letter.state)) return ok({ how });
  if (letter.kind === 'follow_up' && letter.state !== 'cancelled') return sendFollowUp(tx, person, letter);
  if (letter.state === 'withheld') return refused('not_agreed');
  if (letter.state === 'cancelled' || letter.decisionId === null) return refused('cancelled');
  if (await toldUnasked(tx, letter)) return refused('told_unasked');
  const decided = await readDecided(tx, letter.decisionId);
  if (!decided.latest || !decided.inForce || decided.overtaken) return refused('not_in_force');
  if (!(await hasHappened(tx, letterId, 'previewed', person.actorId))) return refused('not_previewed');
  if (letter.kind === 'family' && gateRefusals(await readGate(tx, contactId), tx.at).length > 0) return refused('not_offered');
  // Learned since it was written.
  if (letter.kind === 'outcome' && letter.recipient.referrerClass !== 'subject' && (await subjectsNow(tx, [letter.contactId])).size > 0) return refused('not_agreed');
  if (await writtenSilently(tx, decided, letter)) return refused('say_nothing');
  // What is theirs to hear, they hear where they told us from (safe practice 5).
  const left = letter.recipient.accountId === null ? null : await referrerLeft(tx, letter.contactId);
  if (left !== null) return refused(left);
  if (await tellsOfPregnancyTo(tx, letter, await readerOf(tx, letter))) return refused('tells_of_pregnancy');
  const barred = how === 'posted' ? (await readWayTo(tx, contactId, letter.recipient.key)).problem : null;
  if (barred !== null) return refused(barred);
  await addLetterEvent(tx, letterId, how);
  if (how === 'sent') await addMessage(tx, letterId, letter.recipient.email, noticeMail(letter.text.reference, config().publicOrigin));
  if (letter.kind === 'family') await endTellingFamily(tx, letter);
  else await endDutyToTell(tx, decided.contactId, letter.decisionId, how === 'sent' ? 'The letter was sent.' : 'The letter was printed and posted.');
  await addEvent(tx, contactId, 'letter_sent', { letter: letterId, kind: letter.kind, how });
  tx.ledger({ action: how === 'sent' ? 'letter.sent' : 'letter.posted', objectKind: 'letter', objectId: letterId, detail: { contact: contactId, decision: letter.decisionId, kind: letter.kind } });
  await refreshQueue(tx, decided.contactId);
  return ok({ how });
}

/** Writes a letter anew whose reader would go by it and speak with the family, where that came to be forbidden since it was written. @returns whether it was. */
async function writtenSilently(tx: Tx, decided: DecidedOccasion, letter: Letter): Promise<boolean> {
  if (letter.kind !== 'outcome' || letter.recipient.referrerClass !== 'professional_continuing' || asksForSilence(letter.text) || !(await mustBeSilent(tx, decided.contactId))) return false;
  const occasion = (await readOccasions(tx, decided.contactId)).find(({ contactId }) => contactId === letter.contactId);
  // A reader who hears no more than that it came is asked nothing.
  if (occasion === undefined || !asksOfReader(letter.text)) return false;
  await cancelLetter(tx, letter, 'written_anew');
  await writeFor(tx, decided, occasion, letter.issue + 1);
  return true;
}

/** Ends what is owed for letters to this reader about this child that came back: others of the family are still told by nobody. */
async function endTellingFamily(tx: Tx, { contactId, recipient, aboutId }: Letter): Promise<void> {
  const same = new Set((await lettersOf(tx, contactId)).filter((each) => each.recipient.key === recipient.key && each.aboutId === aboutId).map(({ id }) => id));
  for (const duty of await openDuties(tx, contactId)) if (duty.code === 'TELL_FAMILY' && same.has(duty.occasionId ?? '')) await dischargeDuty(tx, duty.id, 'done', 'The letter went again.');
}
