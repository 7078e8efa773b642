import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { lockDraft } from '@/lib/platform/draft/store';
import type { SentFile } from '@/lib/platform/http/body';
import { describeError, log } from '@/lib/platform/log';
import { ok, refused, type Result } from '@/lib/platform/result';
import { judgeOriginal } from '../judge';
import { MOST_ORIGINALS, type OriginalProblem } from '../kinds';
import { addLost, addOriginal, originalsOfDraft } from '../original-store';

/**
 * Keeps a file of what is being written, sealed at once and opened by nothing (safe practice 7.17): what it is is told by its
 * bytes. What is being written is locked, as it is while it is sent: a file goes with it, or whoever chose the file is told that it did
 * not. A scanner is asked about it straight away, so that whoever chose it hears of a virus while they can still do something.
 */
export async function attachOriginal(tx: Tx, { id, kind: draftKind }: Pick<Draft, 'id' | 'kind'>, file: SentFile | null): Promise<Result<string, OriginalProblem>> {
  if (file === null) return refused('none');
  const judged = await judgeOriginal(file);
  if ('problem' in judged) return refused(judged.problem);
  const draft = await lockDraft(tx, id);
  if (draft === null) return refused('none');
  if (draft.closedAt !== null) return refused(draft.closedHow === 'sent' ? 'sent_before' : 'put_away');
  if ((await originalsOfDraft(tx, id)).length >= MOST_ORIGINALS) return refused('too_many');
  const given = { kind: judged.kind, ...file };
  const kept = await tx.attempt(() => addOriginal(tx, { draftId: id }, given));
  if (!kept.ok) {
    // A full disk, a refused write: what is being written goes on without the file, whose name is kept, so that it is asked for (quality F14).
    log().error({ err: describeError(kept.problem), requestId: tx.requestId }, 'a file could not be kept');
    const noted = await tx.attempt(() => addLost(tx, { draftId: id }, given));
    if (noted.ok) tx.ledger({ action: 'original.lost', objectKind: 'draft', objectId: id, detail: { kind: judged.kind } });
    return refused('not_kept');
  }
  const original = kept.value;
  // Of a report the entry is about the draft: later entries name the file, and its source may be protected by then (7.14).
  tx.ledger({ action: 'original.attached', ...(draftKind === 'call' ? { objectKind: 'original', objectId: original } : { objectKind: 'draft', objectId: id }), detail: { draft: id, kind: judged.kind } });
  await tx.enqueue('file.scan', { authorityId: tx.actor.authorityId, fileId: original });
  return ok(original);
}
