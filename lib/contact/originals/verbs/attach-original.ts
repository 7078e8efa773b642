import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import type { SentFile } from '@/lib/platform/http/body';
import { ok, refused, type Result } from '@/lib/platform/result';
import { judgeOriginal, MOST_ORIGINALS, type OriginalProblem } from '../kinds';
import { addOriginal, originalsOfDraft } from '../original-store';

/**
 * Keeps the original of what is typed in, sealed at once and opened by nothing (safe practice 7.17): what it is is told by its
 * bytes. Nobody has scanned it, and whoever downloads it is told so.
 */
export async function attachOriginal(tx: Tx, { id, closedAt }: Pick<Draft, 'id' | 'closedAt'>, file: SentFile | null): Promise<Result<string, OriginalProblem>> {
  if (file === null || closedAt !== null) return refused('none');
  const judged = judgeOriginal(file);
  if ('problem' in judged) return refused(judged.problem);
  if ((await originalsOfDraft(tx, id)).length >= MOST_ORIGINALS) return refused('too_many');
  const original = await addOriginal(tx, id, { kind: judged.kind, ...file });
  tx.ledger({ action: 'original.attached', objectKind: 'original', objectId: original, detail: { draft: id, kind: judged.kind, bytes: file.bytes.length } });
  return ok(original);
}
