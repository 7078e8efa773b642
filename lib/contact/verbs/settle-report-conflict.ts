import type { Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { saysNoMore } from '@/lib/platform/draft/model';
import { lockDraft, readConflicts, saveStep, setAside, settleConflict } from '@/lib/platform/draft/store';
import { londonDate } from '@/lib/platform/time';
import type { CALL_PAGE } from '../call/call-fields';
import { keepCall } from '../call/keep-call';
import { readCall } from '../call/read-call';
import { takeUp } from '../take-up';
import type { StepName } from '../report/steps';
import { keepUnsent, saidToday } from '../unsent/keep-unsent';
import { ownerOf, unsettledOf } from '../unsettled';

/**
 * Settles which of two texts a page of an unfinished report, or of a call, shall have. All stay: what was
 * not chosen, and what was typed over it before, is kept beside the draft; a third text of the page is asked about next. What was sent is not changed any more; a report or a call that
 * was put away is taken up again with what was typed.
 * @param keep `danger`: what was typed goes first, and its author has not seen what it takes the place of. What of that is not in it waits
 * for them, also after the sending; a report that was sent meanwhile has all of it still waiting.
 * @returns the page to show next.
 */
export async function settleReportConflict(tx: Tx, person: Person, draftId: string, conflictId: string, keep: 'saved' | 'typed' | 'danger'): Promise<StepName | typeof CALL_PAGE | 'conflict' | 'sent'> {
  const found = await lockDraft(tx, draftId);
  const conflicts = await readConflicts(tx, draftId);
  const conflict = conflicts.find(({ id }) => id === conflictId);
  const owner = found === null || conflict === undefined ? null : ownerOf(found, conflict.step);
  if (found === null || conflict === undefined || owner === null) return 'conflict';
  const draft = keep === 'saved' ? found : await takeUp(tx, person, found);
  if (keep === 'danger' && draft.closedAt !== null) return 'sent';
  const { own } = owner;
  // Another text of this page waits for its own turn, unless nothing stands in it that was not read now. First, so that what is known of
  // the draft from here on is what was chosen.
  const read = keep === 'danger' ? [conflict.fields] : [conflict.fields, found.content.fields];
  const before = conflicts.filter(({ id, step, at, fields }) => id !== conflictId && step === conflict.step && at.getTime() <= conflict.at.getTime() && saysNoMore(fields, ...read));
  for (const { id } of [conflict, ...before]) await settleConflict(tx, id);
  if (keep !== 'saved' && draft.closedAt === null) {
    await setAside(tx, draft, conflict.step, own, (replaced) => keep === 'typed' || saysNoMore(replaced, conflict.fields));
    const saved = draft.kind === 'call' ? null : await saveStep(tx, draftId, conflict.step, own, conflict.fields, draft.version);
    if (saved === null) await keepCall(tx, person, { draftId, posted: conflict.fields, version: draft.version });
    else if (saved.ok) await keepUnsent(tx, person, saved.value, saidToday(tx, person, await readAuthority(tx), saved.value), true);
  } else if (draft.closedAt === null) {
    const authority = await readAuthority(tx);
    const call = draft.kind === 'call' ? await readCall(tx, draft, authority) : null;
    await keepUnsent(tx, person, draft, call === null ? saidToday(tx, person, authority, draft) : { ...call, on: londonDate(call.began) }, false);
  }
  tx.ledger({ action: draft.kind === 'call' ? 'call.conflict_settled' : 'report.conflict_settled', objectKind: 'draft', objectId: draftId, detail: { conflict: conflictId, keep } });
  if ((await unsettledOf(tx, draft)).length > 0) return 'conflict';
  return draft.closedAt === null ? owner.page : 'sent';
}
