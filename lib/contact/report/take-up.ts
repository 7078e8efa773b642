import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { isPutAway, type Draft } from '@/lib/platform/draft/model';
import { reopenDraft } from '@/lib/platform/draft/store';
import { keepUnsent, saidToday } from '../unsent/keep-unsent';

/**
 * Takes a report up again that its author had put away, because they press on it once more: it is unsent anew, and who is told of that
 * is told (safe practice 7.10). What became of a call that was put away is counted and let go of: that stays.
 * @param draft locked.
 * @returns the draft as it stands now: the same where it was not put away.
 */
export async function takeUp(tx: Tx, person: Person, draft: Draft): Promise<Draft> {
  if (draft.kind !== 'report' || !isPutAway(draft)) return draft;
  const open = await reopenDraft(tx, draft.id);
  tx.ledger({ action: 'report.taken_up', objectKind: 'draft', objectId: draft.id });
  await keepUnsent(tx, person, open, saidToday(tx, person, await readAuthority(tx), open), true);
  return open;
}
