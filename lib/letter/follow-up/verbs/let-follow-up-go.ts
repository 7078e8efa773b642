import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { cancelLetter } from '../../store';
import { endLinks } from '../link-store';
import { endFollowUp } from '../owing';
import type { WhichCall } from '../which-call';
import { followUpsOf } from '../writing';

/** Records why no follow-up letter goes: what is owed ends in this person's name, and a letter that waits is cancelled. */
export async function letFollowUpGo(tx: Tx, contactId: string, reason: string, call: WhichCall = null): Promise<Result<null, 'reason_missing' | 'not_owed'>> {
  const words = reason.trim();
  if (words === '') return refused('reason_missing');
  await lockContacts(tx, [contactId]);
  if (!(await endFollowUp(tx, contactId, call, 'ended_lawfully', words))) return refused('not_owed');
  for (const letter of await followUpsOf(tx, contactId, call)) if (await cancelLetter(tx, letter, 'not_told')) await endLinks(tx, contactId, call, 'revoked');
  await addEvent(tx, contactId, 'follow_up_let_go');
  tx.ledger({ action: 'follow_up.let_go', objectKind: 'contact', objectId: contactId });
  await refreshQueue(tx, contactId);
  return ok(null);
}
