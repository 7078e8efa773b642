import type { Person } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';
import type { Draft } from '@/lib/platform/draft/model';
import { lockDraft } from '@/lib/platform/draft/store';
import { refused, type Result } from '@/lib/platform/result';
import { sendCall } from '../call/send-call';
import type { ReceivingAuthority, Recorded } from '../record';
import { takeUp } from '../take-up';
import { sendDraft, sentAlready, type SubmitProblem } from '../report/send-draft';

export interface Submission {
  draftId: string;
  /** The idempotency key and the version that the page carried. */
  key: string;
  version: number;
  /** The draft, where it was locked already. */
  locked?: Draft;
}

/**
 * Sends a report, or makes a call a contact. The draft's row is locked first, so that of any number of presses, tabs and repeats one makes the
 * contact and the others get the same receipt; other content under the same key is a conflict, and both are kept. A report or a call
 * that was put away in another window is taken up again: whoever presses Send wants it sent.
 */
export async function submitContact(tx: Tx, person: Person, authority: ReceivingAuthority, { draftId, key, version, locked }: Submission): Promise<Result<Recorded, SubmitProblem>> {
  const found = locked ?? (await lockDraft(tx, draftId));
  if (found === null || found.key !== key) return refused('missing');
  const draft = await takeUp(tx, person, found);
  const before = await sentAlready(tx, draft, draft.sentVersion === version);
  if (before !== null) {
    // Somebody holds another text for the one that was sent: both stand, and so does that it happened.
    if (!before.ok && before.problem === 'conflict') tx.ledger({ action: 'draft.conflict', objectKind: 'draft', objectId: draft.id, detail: { sent: draft.sentVersion, version } });
    return before;
  }
  if (draft.version !== version) return refused('changed');
  return draft.kind === 'call' ? sendCall(tx, person, authority, draft) : sendDraft(tx, person, authority, draft, false);
}
