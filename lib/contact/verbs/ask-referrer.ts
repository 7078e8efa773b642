import { readReach } from '@/lib/access/reach-store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { addQuestion } from '../note-store';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { tellsOfPregnancy } from '../secrecy/pregnancy';
import { pregnanciesOf } from '../secrecy/pregnancy-store';
import { withoutSecrets } from '../secrecy/protected-store';
import { readSealing } from '../secrecy/seal-store';
import { maybeSubject } from '../secrecy/subject-store';
import { readOpen } from '../standing-store';

/**
 * Is whoever reported asked by voice alone? So is one who may be the one whom it is about: in writing they would read what we make of
 * it (safe practice 5). And so is one who can sign in here no longer: they would never read it, and we would wait.
 */
async function onlyByVoice(tx: Tx, contactId: string, referrerId: string): Promise<boolean> {
  return (await maybeSubject(tx, contactId)) || !(await readReach(tx, [referrerId])).has(referrerId);
}

/**
 * Asks the referrer for more. The contact is shown as waiting; both clocks go on (architecture, decision 7).
 * @returns the question's id, for the letter that carries it.
 */
export async function askReferrer(tx: Tx, contact: ContactHead, text: string): Promise<Result<{ questionId: string }, 'ended' | 'text_missing' | 'nobody_to_ask' | 'ask_by_voice' | 'tells_of_pregnancy'>> {
  if (text.trim() === '') return refused('text_missing');
  // A protected source is asked without anybody learning who they are, if they have an account and may be told anything.
  const source = contact.referrerId === null ? await readSealing(tx, contact.id) : null;
  if (contact.referrerId === null && !(source?.reachable === true && source.mayBeTold)) return refused('nobody_to_ask');
  if (contact.referrerId !== null && (await onlyByVoice(tx, contact.id, contact.referrerId))) return refused('ask_by_voice');
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
