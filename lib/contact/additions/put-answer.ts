import { idOf } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import { keepFromColleagues } from '../secrecy/of-colleague';
import { withoutSecrets } from '../secrecy/protected-store';
import { answerBy } from '../answer-by';
import { matchWords } from '../secrecy/who-must-not-see';
import { readHead } from '../store';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { addWords } from './add-words';
import { ADDITION_CHARACTERS, WITH_ANSWER, type AnswerProblem, type AnswerTyped } from './addition';
import { hasEnded, questionsTo, saveAnswer } from './addition-store';
import { decideAgain } from './decide-again';

/**
 * Keeps a referrer's answer to a question, word for word, once; the same words again change nothing. It comes in like anything else: the
 * contact is unread for everyone, and what was decided without it is decided again (safe practice 8). Danger now is added to the contact
 * at once (safe practice 1), with an answer, without one, or with other words than were answered before: those are what was added.
 * @param byTelephone they said it on the telephone, and the actor wrote it down.
 */
export async function putAnswer(tx: Tx, contactId: string, { questionId, answer, aboutColleague, immediate = false }: AnswerTyped, byTelephone = false): Promise<Result<null, AnswerProblem>> {
  const said = answer.trim() !== '';
  if (!said && !immediate) return refused('nothing_said');
  if ([...answer].length > ADDITION_CHARACTERS) return refused('too_long');
  return tx.asSystem(async (system) => {
    await lockContacts(system, [contactId]);
    const kept = await withoutSecrets(system, contactId, `answer.${questionId}`, answer);
    const question = (await questionsTo(system, contactId)).find((each) => each.id === questionId);
    if (question === undefined) return refused('missing');
    const colleague = () => keepFromColleagues(system, contactId, aboutColleague, { key: questionId, at: question.answeredAt ?? system.at });
    const other = question.answeredAt !== null && question.answer !== kept;
    if (question.answeredAt !== null && !immediate) {
      if (other) return refused('answered_already');
      await colleague();
      return ok(null);
    }
    if (await hasEnded(system, contactId)) return refused('closed');
    if (said && question.answeredAt === null) {
      await saveAnswer(system, contactId, questionId, kept, byTelephone);
      await matchWords(system, { contactId, referrerId: (await readHead(system, contactId))?.referrerId ?? null, textId: questionId, text: answer, answerBy: answerBy(system.at, immediate) });
      await addEvent(system, contactId, 'answered', { question: questionId, ...(byTelephone ? { byTelephone } : {}) });
      await decideAgain(system, contactId, system.at);
      await refreshQueue(system, contactId);
      tx.ledger({ action: 'question.answered', objectKind: 'question', objectId: questionId, detail: { contact: contactId, ...(byTelephone ? { byTelephone } : {}) } });
    }
    await colleague();
    // Under a key of its own words, so that danger with others is told anew.
    const text = other ? answer : said ? WITH_ANSWER : '';
    const told = immediate ? await addWords(system, contactId, { key: idOf([questionId, answer]), text, indicators: {}, immediate, aboutColleague }) : ok(null);
    return told.ok ? ok(null) : refused('answered_already');
  });
}
