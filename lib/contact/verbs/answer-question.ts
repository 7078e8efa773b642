import type { Tx } from '@/lib/platform/db';
import type { Result } from '@/lib/platform/result';
import type { AnswerProblem, AnswerTyped } from '../additions/addition';
import { putAnswer } from '../additions/put-answer';

/** Keeps what a referrer, signed in, answers to a question. */
export async function answerQuestion(tx: Tx, contactId: string, typed: AnswerTyped): Promise<Result<null, AnswerProblem>> {
  return putAnswer(tx, contactId, typed);
}
