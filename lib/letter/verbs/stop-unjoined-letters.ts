import type { Unjoined } from '@/lib/contact/additions/undone-store';
import { addEvent } from '@/lib/contact/event-store';
import { saveNote } from '@/lib/contact/note-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { readOpen } from '@/lib/contact/standing-store';
import { readHead } from '@/lib/contact/store';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { hasTold } from '../model';
import { cancelLetter, outcomesElsewhere } from '../store';

/**
 * Cancels what was written to whoever reported a contact, or one joined into it, and has not gone, of a decision on what it was part of
 * until now: it is decided by itself, and they are told of that. Nor is it owed any more to tell them of the other decision where a letter
 * of it came back. Of one that has gone a note says so, for whoever decides. As the product, in the actor's name.
 * @returns how many were cancelled.
 */
export async function stopUnjoinedLetters(tx: Tx, { places, parts }: Unjoined): Promise<number> {
  const main = places.at(-1);
  // By its reference only where whoever undoes it may know of it.
  const elsewhere = (main === undefined ? null : await readHead(tx, main))?.reference ?? 'another contact';
  return tx.asSystem(async (system) => {
    const theirs = await outcomesElsewhere(system, parts);
    const cancelled: string[] = [];
    for (const letter of theirs) if (await cancelLetter(system, letter, 'recipient_changed')) cancelled.push(letter.id);
    for (const { id, contactId } of theirs.filter((letter) => cancelled.includes(letter.id))) tx.ledger({ action: 'letter.cancelled', objectKind: 'letter', objectId: id, detail: { contact: contactId, why: 'recipient_changed' } });
    for (const contactId of parts) {
      const [stopped, gone] = [theirs.filter((letter) => letter.contactId === contactId && cancelled.includes(letter.id)), theirs.filter((letter) => letter.contactId === contactId && hasTold(letter.state))];
      if (stopped.length > 0) await addEvent(system, contactId, 'letter_cancelled', { why: 'recipient_changed', letters: stopped.map(({ id }) => id) });
      if (gone.length > 0) await saveNote(system, contactId, 'note', `Whoever reported this was written to of a decision on ${elsewhere}, while it was joined in there. That decision is not of this contact: tell them so by telephone, if that does no harm, and that this one is not decided yet.`);
    }
    const ids = new Set(theirs.map(({ id }) => id));
    for (const placeId of places) {
      for (const duty of await openDuties(system, placeId)) if (duty.code === 'TELL_REFERRER' && duty.occasionId !== null && ids.has(duty.occasionId)) await dischargeDuty(system, duty.id, 'ended_lawfully', 'What they reported was taken out again: they are told of the decision on that.');
      if ((await readOpen(system, { contactId: placeId })) !== null) await refreshQueue(system, placeId);
    }
    return cancelled.length;
  });
}
