import { Temporal } from 'temporal-polyfill';
import { joinedContacts, mainContact } from '@/lib/contact/additions/joined-store';
import { addEvent, eventsOfKind } from '@/lib/contact/event-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { readOpen } from '@/lib/contact/standing-store';
import type { Tx } from '@/lib/platform/db';
import { cancelLetter, lettersOf } from '../store';

/**
 * Cancels what was written of a decision to whoever reported a joined contact and has not gone, where a child of theirs is said since to be
 * another child: it tells them of a child who is not theirs. As the system, of a contact or of any that was joined with it.
 * @returns how many were cancelled.
 */
export async function stopPartedLetters(tx: Tx, contactId: string): Promise<number> {
  return tx.asSystem(async (system) => {
    const mainId = await mainContact(system, contactId);
    const parted = new Map((await eventsOfKind(system, mainId, 'parted')).map(({ at, detail }) => [detail['joined'], at]));
    const cancelled: string[] = [];
    for (const id of await joinedContacts(system, mainId)) {
      const since = parted.get(id);
      if (since === undefined) continue;
      for (const letter of await lettersOf(system, id)) {
        // One that was written afterwards is of a decision that knew.
        if (letter.kind !== 'outcome' || Temporal.Instant.compare(letter.madeAt, since) > 0 || !(await cancelLetter(system, letter, 'recipient_changed'))) continue;
        cancelled.push(letter.id);
        tx.ledger({ action: 'letter.cancelled', objectKind: 'letter', objectId: letter.id, detail: { contact: id, why: 'recipient_changed' } });
      }
    }
    if (cancelled.length === 0) return 0;
    await addEvent(system, mainId, 'letter_cancelled', { why: 'recipient_changed', letters: cancelled });
    if ((await readOpen(system, { contactId: mainId })) !== null) await refreshQueue(system, mainId);
    return cancelled.length;
  });
}
