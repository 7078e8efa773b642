import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { hasEnded } from '../additions/addition-store';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import type { UnbornProblem } from '../report/unborn-form';
import { undoEnd, unbornOf } from '../unborn-store';

/**
 * Undoes the end of a pregnancy that was recorded by mistake, in the actor's name and with the reason (safe practice 12).
 * The child is expected again as before. No letter and no duty begins again by itself: a person looks at what had ended with
 * it, and says what is owed.
 */
export async function undoPregnancyEnd(tx: Tx, contact: ContactHead, personId: string, fields: Fields): Promise<Result<null, UnbornProblem>> {
  await lockContacts(tx, [contact.id]);
  const unborn = (await unbornOf(tx, contact.id)).find((each) => each.personId === personId);
  if (unborn === undefined) return refused('no_child');
  const end = unborn.entries.find(({ state, undone }) => state === 'pregnancy_ended' && undone === null);
  if (end === undefined) return refused('not_ended');
  if (await hasEnded(tx, contact.id)) return refused('closed');
  const reason = textOf(fields, 'reason').trim();
  if (reason === '') return refused('incomplete');
  if (!(await undoEnd(tx, contact.id, end.id, reason))) return refused('not_ended');
  await addEvent(tx, contact.id, 'end_undone', { person: personId });
  await refreshQueue(tx, contact.id);
  tx.ledger({ action: 'unborn.end_undone', objectKind: 'contact', objectId: contact.id, detail: { person: personId } });
  return ok(null);
}
