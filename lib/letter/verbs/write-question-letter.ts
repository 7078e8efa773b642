import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { noticeMail } from '../mail';
import { addMessage } from '../message-store';
import { areaOf } from '../model';
import { readOccasion, readQuestion } from '../occasion-store';
import { questionLetter } from '../question';
import { addLetter, addLetterEvent, writtenTo } from '../store';

/**
 * Writes and sends a worker's question to the referrer, once: called in the transaction that asks it. The words are
 * the worker's own. Somebody without an account is asked by voice, and the subject of a concern not by letter.
 * @returns the letter's id, or null when none is due.
 */
export async function writeQuestionLetter(tx: Tx, person: Pick<Person, 'name' | 'jobTitle'>, contactId: string, questionId: string): Promise<string | null> {
  const [authority, occasion, question] = [await readAuthority(tx), await readOccasion(tx, contactId), await readQuestion(tx, contactId, questionId)];
  const { recipient, reference } = occasion;
  if (question === null || !occasion.mayWrite.receipt || !occasion.mayWrite.outcome || recipient.referrerClass === 'subject') return null;
  const askedBy = [person.name, person.jobTitle].filter((part) => part !== '').join(', ');
  const text = questionLetter({ area: areaOf(authority), reference, recipientName: recipient.name, writtenAt: tx.at, question, askedBy });
  const letter = await addLetter(tx, { contactId, decisionId: null, kind: 'question', occasion: questionId, recipient, to: writtenTo(recipient, contactId), text });
  if (!letter.fresh) return letter.id;
  await addLetterEvent(tx, letter.id, 'sent');
  await addMessage(tx, letter.id, recipient.email, noticeMail(reference, config().publicOrigin));
  await addEvent(tx, contactId, 'letter_sent', { letter: letter.id, kind: 'question' });
  tx.ledger({ action: 'letter.sent', objectKind: 'letter', objectId: letter.id, detail: { contact: contactId, kind: 'question' } });
  return letter.id;
}
