import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { readConflicts, type DraftConflict } from '@/lib/platform/draft/store';
import { CALL_PAGE, ownedByCall } from './call/call-fields';
import { isStep, ownedBy, type StepName } from './report/steps';

/** Which fields stand on a page of this draft; null for no page of it. */
export function ownerOf({ kind }: Pick<Draft, 'kind'>, page: string): { page: StepName | typeof CALL_PAGE; own: (field: string) => boolean } | null {
  if (kind === 'call') return page === CALL_PAGE ? { page, own: ownedByCall } : null;
  return isStep(page) ? { page, own: ownedBy(page) } : null;
}

/** What was typed beside the pages of a report or a call and is in none of them, until its author has chosen: newest first. */
export async function unsettledOf(tx: Tx, draft: Pick<Draft, 'id' | 'kind'>): Promise<DraftConflict[]> {
  return (await readConflicts(tx, draft.id)).filter(({ step }) => ownerOf(draft, step) !== null);
}
