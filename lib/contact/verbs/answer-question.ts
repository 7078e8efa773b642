import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { ADDITION_CHARACTERS, type AnswerProblem, type AnswerTyped } from '../additions/addition';
import { hasEnded, questionsTo, saveAnswer } from '../additions/addition-store';
import { decideAgain } from '../additions/decide-again';
import { addEvent } from '../event-store';
import { keepFromColleagues } from '../secrecy/of-colleague';
import { withoutSecrets } from '../secrecy/protected-store';
import { answerBy } from '../answer-by';
import { matchWords } from '../secrecy/who-must-not-see';
import { readHead } from '../store';
import { lockContacts, refreshQueue } from '../queue/queue-store';

/**
 * Keeps a referrer's answer to a question, word for word, once; the same words again change nothing. It comes in like anything else: the
 * contact is unread for everyone, and what was decided without it is decided again (safe practice 8).
 */
export async function answerQuestion(tx: Tx, contactId: string, { questionId, answer, aboutColleague }: AnswerTyped): Promise<Result<null, AnswerProblem>> {
  if (answer.trim() === '') return refused('nothing_said');
  if ([...answer].length > ADDITION_CHARACTERS) return refused('too_long');
  return tx.asSystem(async (system) => {
    await lockContacts(system, [contactId]);
    const kept = await withoutSecrets(system, contactId, `answer.${questionId}`, answer);
    const question = (await questionsTo(system, contactId)).find((each) => each.id === questionId);
    if (question === undefined) return refused('missing');
    if (question.answeredAt !== null) {
      if (question.answer !== kept) return refused('answered_already');
      await keepFromColleagues(system, contactId, aboutColleague);
      return ok(null);
    }
    if (await hasEnded(system, contactId)) return refused('closed');
    await saveAnswer(system, contactId, questionId, kept);
    await matchWords(system, { contactId, referrerId: (await readHead(system, contactId))?.referrerId ?? null, textId: questionId, text: answer, answerBy: answerBy(system.at, false) });
    await addEvent(system, contactId, 'answered', { question: questionId });
    await keepFromColleagues(system, contactId, aboutColleague);
    await decideAgain(system, contactId, system.at);
    await refreshQueue(system, contactId);
    tx.ledger({ action: 'question.answered', objectKind: 'question', objectId: questionId, detail: { contact: contactId } });
    return ok(null);
  });
}
