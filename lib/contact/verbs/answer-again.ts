import type { Person } from '@/lib/access/model';
import { idOf } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { ADDITION_CHARACTERS, type AnswerProblem, type AnswerTyped } from '../additions/addition';
import { questionsTo, saveAnswer } from '../additions/addition-store';
import { lockWay } from '../additions/lock-way';
import { recordAgain, toldBy } from '../additions/record-again';
import { addEvent } from '../event-store';
import type { ReceivingAuthority, Recorded } from '../record';
import { withoutSecrets } from '../secrecy/protected-store';

/**
 * Keeps a referrer's answer to a question of a contact that was finished meanwhile, word for word and once. The end stays an end, so that
 * the answer begins a new contact with the question that it answers (safe practice 8): whoever decided without it is shown it there, as
 * with whatever else comes after an end. The same answer again gives what stands there. Danger now needs no answer (safe practice 1).
 * @throws nothing: a contact that has not ended is refused as `closed`, and so is a key that other words had.
 */
export async function answerAgain(tx: Tx, person: Person, authority: ReceivingAuthority, contactId: string, { questionId, answer, aboutColleague, immediate = false }: AnswerTyped): Promise<Result<Recorded & { urgent: boolean }, AnswerProblem>> {
  const said = answer.trim() !== '';
  if (!said && !immediate) return refused('nothing_said');
  if ([...answer].length > ADDITION_CHARACTERS) return refused('too_long');
  return tx.asSystem(async (system) => {
    await lockWay(system, contactId);
    const question = (await questionsTo(system, contactId)).find((each) => each.id === questionId);
    if (question === undefined) return refused('missing');
    const kept = await withoutSecrets(system, contactId, `answer.${questionId}`, answer);
    if (question.answeredAt !== null && question.answer !== kept && !immediate) return refused('answered_already');
    // Danger is told under a key of its own words, as while the contact was open.
    const told = await recordAgain(system, authority, contactId, { key: immediate ? idOf([questionId, answer]) : questionId, text: said ? `${question.text}\n\n${answer}` : '', indicators: {}, immediate, aboutColleague }, toldBy(person));
    if (!told.ok) return refused('closed');
    if (said && (await saveAnswer(system, contactId, questionId, kept))) {
      await addEvent(system, contactId, 'answered', { question: questionId });
      tx.ledger({ action: 'question.answered', objectKind: 'question', objectId: questionId, detail: { contact: contactId, again: told.value.contactId } });
    }
    return ok(told.value);
  });
}
