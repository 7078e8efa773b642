import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import { lockDraft } from '@/lib/platform/draft/store';
import { refused, type Result } from '@/lib/platform/result';
import type { ReceivingAuthority, Recorded } from '../record';
import { takeUp } from '../take-up';
import { sendDraft, sentAlready, type SubmitProblem } from '../report/send-draft';

/**
 * Sends a report as it is, incomplete, because a child is in danger now: to the top of the queue at once. Neither a
 * text too long, nor a change elsewhere, nor that it was put away there, holds it up; what is missing is added afterwards.
 */
export async function sendDanger(tx: Tx, person: Person, authority: ReceivingAuthority, draftId: string): Promise<Result<Recorded, SubmitProblem>> {
  const found = await lockDraft(tx, draftId);
  if (found === null) return refused('missing');
  const draft = await takeUp(tx, person, found);
  return (await sentAlready(tx, draft, true)) ?? sendDraft(tx, person, authority, draft, true);
}
