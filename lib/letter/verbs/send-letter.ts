import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue-store';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { noticeMail } from '../mail';
import { addMessage } from '../message-store';
import { mayBeRead, type SendProblem } from '../model';
import { readDecided } from '../occasion-store';
import { addLetterEvent, hasHappened, readLetter } from '../store';

/**
 * Sends an outcome letter that its sender has read as the recipient will: by a message to an account, or, for somebody
 * without one, by marking that the printed letter went to the post. The duty to tell ends with it. Sent once: a second
 * send changes nothing.
 */
export async function sendLetter(tx: Tx, person: Person, { contactId, letterId }: { contactId: string; letterId: string }): Promise<Result<{ how: 'sent' | 'posted' }, SendProblem>> {
  await lockContacts(tx, [contactId]);
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null) return refused('missing');
  const how = letter.recipient.accountId === null ? 'posted' : 'sent';
  if (mayBeRead(letter.state)) return ok({ how });
  if (letter.state === 'cancelled' || letter.decisionId === null) return refused('cancelled');
  const decided = await readDecided(tx, letter.decisionId);
  if (!decided.latest || !decided.inForce || decided.overtaken) return refused('not_in_force');
  if (!(await hasHappened(tx, letterId, 'previewed', person.actorId))) return refused('not_previewed');
  await addLetterEvent(tx, letterId, how);
  if (how === 'sent') await addMessage(tx, letterId, letter.recipient.email, noticeMail(letter.text.reference, config().publicOrigin));
  await endDutyToTell(tx, contactId, letter.decisionId, how === 'sent' ? 'The letter was sent.' : 'The letter was printed and posted.');
  await addEvent(tx, contactId, 'letter_sent', { letter: letterId, kind: letter.kind, how });
  tx.ledger({ action: how === 'sent' ? 'letter.sent' : 'letter.posted', objectKind: 'letter', objectId: letterId, detail: { contact: contactId, decision: letter.decisionId } });
  await refreshQueue(tx, contactId);
  return ok({ how });
}

/** Ends what is owed to the referrer for a decision. */
async function endDutyToTell(tx: Tx, contactId: string, decisionId: string, words: string): Promise<void> {
  for (const duty of await openDuties(tx, contactId)) {
    if (duty.code === 'TELL_REFERRER' && (duty.decisionId === decisionId || duty.decisionId === null)) await dischargeDuty(tx, duty.id, 'done', words);
  }
}
