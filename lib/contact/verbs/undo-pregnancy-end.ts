import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { asksForMore } from '@/lib/threshold/stricter';
import { hasEnded } from '../additions/addition-store';
import { decideAgain } from '../additions/decide-again';
import { proposeAnew } from '../additions/propose-anew';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { perhapsBornBy, withSaidBefore } from '../report/perhaps-born';
import type { UnbornProblem } from '../report/unborn-form';
import { inputsOf, readProposal } from '../store';
import { undoEnd, unbornOf } from '../unborn-store';

/**
 * Undoes the end of a pregnancy that was recorded by mistake, in the actor's name and with the reason (safe practice 12).
 * The child is expected again as before. No letter and no duty begins again by itself: a person looks at what had ended with
 * it, and says what is owed. That the child was said to be born, or may be by now, holds again with it.
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
  await proposeAsBefore(tx, contact.id, unborn.ordinal);
  await refreshQueue(tx, contact.id);
  tx.ledger({ action: 'unborn.end_undone', objectKind: 'contact', objectId: contact.id, detail: { person: personId } });
  return ok(null);
}

/** Lets the guide propose anew where the end had taken from the facts that the child may be born; a new decision is owed where more is asked for than before. */
async function proposeAsBefore(tx: Tx, contactId: string, ordinal: number): Promise<void> {
  const before = await readProposal(tx, contactId);
  if (before === null) return;
  const input = await perhapsBornBy(tx, contactId, withSaidBefore(before.input, await inputsOf(tx, [contactId]), ordinal), londonDate(tx.at));
  const months = (of: typeof input) => of.children.find(({ id }) => id === String(ordinal))?.facts?.perhapsBornMonths;
  if (months(input) === months(before.input)) return;
  await proposeAnew(tx, contactId, before, input, tx.at);
  const now = await readProposal(tx, contactId);
  if (now !== null && asksForMore(now.document, before.document)) await decideAgain(tx, contactId, tx.at);
}
