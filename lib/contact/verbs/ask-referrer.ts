import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { whyNotAsked, type NotAsked } from '../asking';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { addQuestion } from '../note-store';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { tellsOfPregnancy } from '../secrecy/pregnancy';
import { pregnanciesOf } from '../secrecy/pregnancy-store';
import { withoutSecrets } from '../secrecy/protected-store';
import { readOpen } from '../standing-store';

/**
 * Asks the referrer for more. The contact is shown as waiting; both clocks go on (architecture, decision 7).
 * @returns the question's id, for the letter that carries it.
 */
export async function askReferrer(tx: Tx, contact: ContactHead, text: string): Promise<Result<{ questionId: string }, 'ended' | 'text_missing' | 'tells_of_pregnancy' | NotAsked>> {
  if (text.trim() === '') return refused('text_missing');
  const notAsked = await whyNotAsked(tx, contact);
  if (notAsked !== null) return refused(notAsked);
  // A question is written to them and stands on their page: it lets nobody know of a pregnancy of which they did not tell us.
  if (tellsOfPregnancy(text, await pregnanciesOf(tx, contact.id), { as: 'referrer', contactId: contact.id, called: '' })) return refused('tells_of_pregnancy');
  await lockContacts(tx, [contact.id]);
  if ((await readOpen(tx, { contactId: contact.id })) === null) return refused('ended');
  const questionId = await addQuestion(tx, contact.id, await withoutSecrets(tx, contact.id, `question.${newId()}`, text.trim()));
  await addEvent(tx, contact.id, 'asked', { question: questionId });
  tx.ledger({ action: 'contact.referrer_asked', objectKind: 'contact', objectId: contact.id, detail: { question: questionId } });
  await refreshQueue(tx, contact.id);
  return ok({ questionId });
}
