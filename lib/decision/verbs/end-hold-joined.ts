import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import { openHold } from '../hold';
import { endHold } from '../hold-effect';
import { readHolds } from '../hold-store';

/**
 * Ends the hold of a contact that was joined into another in this very act, with what was owed for it: nobody decides on it any more, and
 * nobody could end it there. Whoever decides on the other is told what had not come in (`outstandingJoined`). As the product, for the
 * contact may be closed by now to whoever joined it.
 * @param into the reference of the other.
 */
export async function endHoldJoined(system: Tx, contactId: string, into: string): Promise<void> {
  const hold = openHold(await readHolds(system, contactId));
  if (hold === null || !(await endHold(system, hold, { how: 'ended', words: `Joined into ${into}. What had not come in is asked of whoever decides there.` }))) return;
  await addEvent(system, contactId, 'hold_ended', { hold: hold.id });
  system.ledger({ action: 'hold.ended', objectKind: 'contact', objectId: contactId, detail: { hold: hold.id } });
}
