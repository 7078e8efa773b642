import { answerRefusal, waitingRefusals } from '@/lib/contact/call/name-refusal-store';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endAlarms, openAlarmsOf } from '../alarm-store';
import { nameOccasion } from '../name-alarms';

export type NoNameProblem = 'missing' | 'no_words';

export const NO_NAME_PROBLEMS: Record<NoNameProblem, string> = {
  missing: 'Somebody has answered this, or the name was given after all.',
  no_words: 'Say in a line what is to be done. Nothing was kept yet.',
};

export function isNoNameProblem(text: string): text is NoNameProblem {
  return Object.hasOwn(NO_NAME_PROBLEMS, text);
}

/**
 * A manager says what is to be done with a caller who gives no name for a child at level 4, while they are on the line (safe practice 2); the
 * worker reads it on the call's page. It accepts the alarm; who the child is goes on being asked after the call, by a duty of its own.
 */
export async function answerNoName(tx: Tx, { id, words }: { id: string; words: string }): Promise<Result<null, NoNameProblem>> {
  const waiting = isId(id) ? (await waitingRefusals(tx)).find((refusal) => refusal.id === id) : undefined;
  if (waiting === undefined) return refused('missing');
  if (words.trim() === '') return refused('no_words');
  if (!(await answerRefusal(tx, id, words.trim()))) return refused('missing');
  const alarms = await openAlarmsOf(tx, nameOccasion(waiting));
  await endAlarms(tx, alarms, 'accepted');
  for (const alarm of alarms) tx.ledger({ action: 'alarm.accepted', objectKind: 'alarm', objectId: alarm });
  tx.ledger({ action: 'call.no_name_answered', objectKind: 'name_refusal', objectId: id });
  tx.announce('queue');
  return ok(null);
}
