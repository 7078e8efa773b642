import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { lockDraft, readConflicts, saveStep, setAside, settleConflict } from '@/lib/platform/draft/store';
import { isStep, ownedBy, type StepName } from '../report/steps';
import { keepUnsent } from '../unsent/keep-unsent';

/**
 * Settles which of two texts a page of an unfinished report shall have. All stay: what was
 * not chosen, and what was typed over it before, is kept beside the draft. What was sent is not changed any more.
 * @returns the page to show next.
 */
export async function settleReportConflict(tx: Tx, person: Person, draftId: string, conflictId: string, keep: 'saved' | 'typed'): Promise<StepName | 'conflict' | 'sent'> {
  const draft = await lockDraft(tx, draftId);
  const conflicts = await readConflicts(tx, draftId);
  const conflict = conflicts.find(({ id }) => id === conflictId);
  if (draft === null || conflict === undefined || !isStep(conflict.step)) return 'conflict';
  const own = ownedBy(conflict.step);
  if (keep === 'typed' && draft.closedAt === null) {
    await setAside(tx, draft, conflict.step, own);
    const saved = await saveStep(tx, draftId, conflict.step, own, conflict.fields, draft.version);
    if (saved.ok) await keepUnsent(tx, person, await readAuthority(tx), saved.value, true);
  }
  const samePage = conflicts.filter(({ step, at }) => step === conflict.step && at.getTime() <= conflict.at.getTime());
  for (const { id } of samePage) await settleConflict(tx, id);
  tx.ledger({ action: 'report.conflict_settled', objectKind: 'draft', objectId: draftId, detail: { conflict: conflictId, keep } });
  if (conflicts.length > samePage.length) return 'conflict';
  return draft.closedAt === null ? conflict.step : 'sent';
}
