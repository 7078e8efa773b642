import type { Tx } from '@/lib/platform/db';
import { refused, type Result } from '@/lib/platform/result';
import { answerableCall, keepAnswer, type Answered, type AnswerProblem, type CallerAnswer } from '../caller-page';

/**
 * Keeps what whoever rang answers, signed in. That their page has been shut since forbids reading it, not writing: what they say may be of
 * danger (safe practice 17). Refused where the letter is not theirs; who is kept as a protected source is not named by an answer.
 */
export async function answerOwnCall(tx: Tx, letterId: string, answer: CallerAnswer): Promise<Result<Answered, AnswerProblem | 'missing'>> {
  const theirs = await answerableCall(tx, letterId);
  if (theirs === null) return refused('missing');
  return tx.asSystem((system) => keepAnswer(system, { ...theirs, way: 'account' }, answer));
}
