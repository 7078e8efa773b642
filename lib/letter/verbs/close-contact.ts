import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { keepBackUnread } from '../keep-back';
import { addClosure, readClosing } from '../closing-store';
import { closeProblem, NOT_TOLD_WORDS, type CloseProblem } from '../model';
import { addNotTold } from '../store';

/**
 * Closes a contact that is decided and whose referrer has been told, or lawfully not told (issue 2, section 5). What is
 * still missing is answered and nothing changes. Where the pregnancy it was about has ended nobody is told any more, and that
 * is the lawful reason. The claim ends, the contact leaves the queue, the duties stay; but not what is owed for a child on whom nobody has decided or whom nobody can name, which keeps it open.
 */
export async function closeContact(tx: Tx, person: Person, contactId: string): Promise<Result<null, CloseProblem>> {
  // First, with the locks that it takes: whoever could never read it was not told.
  await tx.asSystem((system) => keepBackUnread(system, contactId));
  await lockContacts(tx, [contactId]);
  const closing = await readClosing(tx, contactId);
  const heldByAnother = person.role !== 'manager' && closing.holderId !== null && closing.holderId !== person.actorId;
  const problem = closeProblem({ state: closing.state, everDecided: closing.decision !== null, heldByAnother, transferWaits: closing.transferWaits, pregnancyEnded: closing.pregnancyEnded, childOwed: closing.childOwed });
  if (problem !== null || closing.decision === null) return refused(problem ?? 'no_decision');
  const { id, level, route, told } = closing.decision;
  if (closing.pregnancyEnded && !told) await addNotTold(tx, { contactId, decisionId: id, ground: 'pregnancy_ended', reason: NOT_TOLD_WORDS.pregnancy_ended });
  await addClosure(tx, contactId, { how: told ? 'told' : 'not_told_lawfully', level, route });
  await addEvent(tx, contactId, 'closed', { decision: id, level, route });
  tx.ledger({ action: 'contact.closed', objectKind: 'contact', objectId: contactId, detail: { decision: id, level, route } });
  await refreshQueue(tx, contactId);
  return ok(null);
}
