import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { AnswerProblem, AnswerTyped } from '../additions/addition';
import { putAnswer } from '../additions/put-answer';
import type { ContactHead } from '../head';

type RecordProblem = 'danger_after_end' | 'text_missing' | 'answer_too_long' | 'ended' | 'no_question' | 'answered_already';

const PROBLEMS: Record<AnswerProblem, RecordProblem> = { nothing_said: 'text_missing', too_long: 'answer_too_long', closed: 'ended', missing: 'no_question', answered_already: 'answered_already' };

/**
 * Keeps what a referrer answered on the telephone to a question that stands open, as a worker wrote it down: as a note it answered nothing,
 * so that a colleague rang again and the decision called it outstanding. It goes in as their own answer does (safe practice 8).
 */
export async function recordAnswer(tx: Tx, contact: Pick<ContactHead, 'id'>, typed: AnswerTyped): Promise<Result<null, RecordProblem>> {
  const kept = await putAnswer(tx, contact.id, typed, true);
  if (kept.ok) return ok(null);
  return refused(kept.problem === 'closed' && typed.immediate === true ? 'danger_after_end' : PROBLEMS[kept.problem]);
}
