import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { latestDecision } from '../additions/addition-store';
import { endClaim } from '../queue/claim-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { addEnd, readOpen } from '../standing-store';
import { mayFollow } from '../state';
import { onlyEndedPregnancies } from '../unborn-store';

/**
 * A manager takes a contact out of the queue that should not be in it, with the reason. Not a way round the decision:
 * at level 3 or 4 it is decided instead (safe practice 7.2, 7.7), unless the pregnancy it was about has ended (7.12), and a decided contact is told and closed.
 */
export async function withdrawContact(tx: Tx, contact: ContactHead, reason: string): Promise<Result<null, 'ended' | 'reason_missing' | 'needs_decision' | 'already_decided'>> {
  if (reason.trim() === '') return refused('reason_missing');
  await lockContacts(tx, [contact.id]);
  const open = await readOpen(tx, { contactId: contact.id });
  if (open === null) return refused('ended');
  // Also where something came in since: it is decided again, told and closed.
  if (!mayFollow(open.state, 'withdrawn') || (await latestDecision(tx, contact.id)) !== null) return refused('already_decided');
  if ((open.level >= 3 || open.immediate) && !(await onlyEndedPregnancies(tx, contact.id))) return refused('needs_decision');
  await addEnd(tx, open, { how: 'withdrawn', reason: reason.trim() });
  await endClaim(tx, contact.id, { how: 'closed' });
  for (const duty of await openDuties(tx, contact.id)) await dischargeDuty(tx, duty.id, 'ended_lawfully', 'The contact was withdrawn by a manager.');
  await addEvent(tx, contact.id, 'withdrawn');
  tx.ledger({ action: 'contact.withdrawn', objectKind: 'contact', objectId: contact.id, detail: { level: open.level } });
  await refreshQueue(tx, contact.id);
  return ok(null);
}
