import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { openHold, type HoldProblem } from '../hold';
import { endHold as endWithDuties } from '../hold-effect';
import { readHolds } from '../hold-store';

/** Ends a hold with its reason: the checks came in, or the wait is no longer safe. The contact is to be decided. */
export async function endHold(tx: Tx, contactId: string, words: string): Promise<Result<null, HoldProblem>> {
  const said = words.trim();
  if (said === '') return refused('words_missing');
  await lockContacts(tx, [contactId]);
  const hold = openHold(await readHolds(tx, contactId));
  if (hold === null || !(await endWithDuties(tx, hold, { how: 'ended', words: said }))) return refused('no_hold');
  await addEvent(tx, contactId, 'hold_ended', { hold: hold.id });
  await refreshQueue(tx, contactId);
  tx.ledger({ action: 'hold.ended', objectKind: 'contact', objectId: contactId, detail: { hold: hold.id } });
  return ok(null);
}
