import { z } from 'zod';
import { readAuthority } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { letGoOfCall } from '@/lib/line/of-call';
import { closeDraft, keepWith, lockDraft } from '@/lib/platform/draft/store';
import type { Draft } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { hasBeenConsultation } from '../call/call-fields';
import { LET_GO } from '../take-up';
import { tellsOfChild } from '../call/goes-to';
import { guideNow } from '../call/guide-now';
import { addPutAway } from '../call/put-away-store';
import { readCall, type ReadCall } from '../call/read-call';
import { setIntakeAside } from '../machine/of-intake';
import { howSerious } from '../serious';
import { endUnsentOf } from '../unsent/keep-unsent';

/** Why an unfinished report need not be sent. */
export const discardInput = z.strictObject({
  how: z.enum(['sent_another_way', 'not_needed']),
  why: z.string().trim().min(1),
});

/**
 * serious: a call that may be about serious harm ends as a contact, which is decided on, and in no other way (domain 7.2).
 * consultation: advice is a decision, and the consultation counts.
 */
export type DiscardProblem = 'no_reason' | 'already_sent' | 'missing' | 'serious' | 'consultation';

export const DISCARD_PROBLEMS: Record<DiscardProblem, string> = {
  no_reason: 'Choose what became of it and say why. What you wrote is kept.',
  already_sent: 'This report has been sent already, so there is nothing to put away.',
  missing: 'This report is not here any more.',
  serious: 'What the caller said may be serious: level 3 or 4, or a sign of serious harm. Make it a contact; it is then decided on like any other.',
  consultation: 'A consultation is counted, and ends as advice by a decision: make it a contact. If it was something else, choose first what kind of call it is: it stays in the count of consultations, with your reason.',
};

/** Why a call cannot end without becoming a contact; null for one that may. */
function mustBeContact({ report, guide, kind, began }: ReadCall): 'serious' | 'consultation' | null {
  if (howSerious(report, guide, londonDate(began)) !== null) return 'serious';
  return kind === 'consultation' ? kind : null;
}

/** A call that is put away is counted with the reason, and as a consultation where it had been called one. */
async function count(tx: Tx, draft: Draft, { report, guide, kind, began, written }: ReadCall, { how, why }: z.infer<typeof discardInput>): Promise<void> {
  if (written !== null) return;
  const call = { by: tx.actor.actorId, began, kind, how, why, consulted: hasBeenConsultation(draft.content.fields), aboutChild: tellsOfChild(report), level: guideNow(report, guide, londonDate(began)).level };
  await tx.asSystem((system) => addPutAway(system, draft.id, call));
}

/**
 * Puts an unfinished report away, with the reason. It is never deleted: a draft with a child in it may be the only
 * trace of a worry (domain 7.10).
 */
export async function discardDraft(tx: Tx, draftId: string, typed: unknown): Promise<Result<null, DiscardProblem>> {
  const input = discardInput.safeParse(typed);
  if (!input.success) return refused('no_reason');
  const draft = await lockDraft(tx, draftId);
  if (draft === null) return refused('missing');
  if (draft.closedHow === 'sent') return refused('already_sent');
  if (draft.closedAt !== null) return ok(null);
  const call = draft.kind === 'call' ? await readCall(tx, draft, await readAuthority(tx)) : null;
  const must = call === null ? null : mustBeContact(call);
  if (must !== null) return refused(must);
  if (call !== null) await count(tx, draft, call, input.data);
  const owed = await letGoOfCall(tx, draftId);
  if (owed.length > 0) await keepWith(tx, draft, LET_GO, owed);
  await closeDraft(tx, draftId, input.data);
  await endUnsentOf(tx, draftId, input.data);
  await setIntakeAside(tx, draftId, input.data.why);
  tx.ledger({ action: draft.kind === 'call' ? 'call.put_away' : 'report.put_away', objectKind: 'draft', objectId: draftId, detail: { how: input.data.how } });
  return ok(null);
}
