import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { dryRunParts, type DryRun } from '../dry-run';
import { addList, readListed } from '../list-store';
import { lacksPeriods } from '../periods';

/** So many stand on one list: a person reads it before they release it. */
export const MOST_ON_A_LIST = 500;

/** periods: the area has not said its own yet. */
export type MakeListProblem = 'nothing_due' | 'periods';

/**
 * Draws up a list of what is due today and stands on no other, the longest closed first; nothing is deleted by it. As a manager or an
 * administrator of the area; what they may not open is not on it.
 * @returns the list's id.
 */
export async function makeList(tx: Tx): Promise<Result<string, MakeListProblem>> {
  if (await lacksPeriods(tx)) return refused('periods');
  const listed = await tx.asSystem(readListed);
  const [due, unsent]: [DryRun['due'], DryRun['drafts']] = [[], []];
  for await (const part of dryRunParts(tx)) {
    due.push(...part.due.filter(({ id }) => !listed.has(id)).slice(0, MOST_ON_A_LIST - due.length));
    unsent.push(...part.drafts.filter(({ id }) => !listed.has(id)));
    if (due.length === MOST_ON_A_LIST) break;
  }
  const drafts = unsent.slice(0, MOST_ON_A_LIST - due.length);
  if (due.length + drafts.length === 0) return refused('nothing_due');
  const id = await addList(tx, { on: londonDate(tx.at), due, drafts });
  tx.ledger({ action: 'retention.listed', objectKind: 'retention_list', objectId: id, detail: { contacts: due.length, drafts: drafts.length, ids: [...due, ...drafts].map((each) => each.id) } });
  return ok(id);
}
