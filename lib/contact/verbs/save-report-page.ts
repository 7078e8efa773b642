import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { withStep, type Draft, type Fields } from '@/lib/platform/draft/model';
import { readDraft, saveStep } from '@/lib/platform/draft/store';
import type { Result } from '@/lib/platform/result';
import { ownedBy, type StepName } from '../report/steps';
import { keepUnsent, saidToday } from '../unsent/keep-unsent';

/** One page of a report as its author posted it, and the version it was shown at. */
export interface ReportPageTyped {
  draftId: string;
  step: StepName;
  posted: Fields;
  version: number;
}

/**
 * Keeps one page of a report, right or wrong, and with the same commit whether it is now serious and unsent (safe practice
 * 7.10). Refused as `saveStep` refuses: of a page that is kept beside another text of it, too, it is known that it is serious.
 */
export async function saveReportPage(tx: Tx, person: Person, { draftId, step, posted, version }: ReportPageTyped): ReturnType<typeof saveStep> {
  const before = await readDraft(tx, draftId);
  const saved: Result<Draft, { code: 'missing' } | { code: 'conflict'; conflictId: string }> = await saveStep(tx, draftId, step, ownedBy(step), posted, version);
  if (!saved.ok && saved.problem.code === 'conflict') tx.ledger({ action: 'draft.conflict', objectKind: 'draft', objectId: draftId, detail: { step, kept: saved.problem.conflictId } });
  const beside = !saved.ok && saved.problem.code === 'conflict' && before?.closedAt === null ? { ...before, content: withStep(before.content, step, ownedBy(step), posted, 0) } : null;
  if (beside !== null) await keepUnsent(tx, person, beside, saidToday(tx, person, await readAuthority(tx), beside), true);
  if (!saved.ok || saved.value.closedAt !== null) return saved;
  const changed = JSON.stringify(before?.content.fields) !== JSON.stringify(saved.value.content.fields);
  await keepUnsent(tx, person, saved.value, saidToday(tx, person, await readAuthority(tx), saved.value), changed);
  return saved;
}
