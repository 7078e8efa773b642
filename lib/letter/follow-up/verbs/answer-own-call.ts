import type { Tx } from '@/lib/platform/db';
import { refused, type Result } from '@/lib/platform/result';
import { letterById } from '../../store';
import { keepAnswer, openToCaller, type Answered, type AnswerProblem, type CallerAnswer } from '../caller-page';

/** Keeps what whoever rang answers, signed in. Refused where the letter is not theirs, or not to be opened any more. */
export async function answerOwnCall(tx: Tx, letterId: string, answer: CallerAnswer): Promise<Result<Answered, AnswerProblem | 'missing'>> {
  const letter = await letterById(tx, letterId);
  if (letter?.kind !== 'follow_up' || letter.recipient.accountId !== tx.actor.actorId) return refused('missing');
  return tx.asSystem(async (system): Promise<Result<Answered, AnswerProblem | 'missing'>> => {
    const open = await openToCaller(system, letterId);
    return open === null ? refused('missing') : keepAnswer(system, { ...open, way: 'account' }, answer);
  });
}
