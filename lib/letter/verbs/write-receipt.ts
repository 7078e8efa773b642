import { numberNow } from '@/lib/access/lines';
import { readAuthority } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { cannotWait } from '@/lib/contact/store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { noticeMail } from '../mail';
import { addMessage } from '../message-store';
import { readOccasion } from '../occasion-store';
import { areaOf } from '../model';
import { receipt } from '../receipt';
import { addLetter, addLetterEvent, writtenTo } from '../store';

/**
 * Writes and sends the receipt of a contact, at once and once: called in the transaction that submits it.
 * Nothing is written to the subject of a concern, nor to somebody without an account, who was answered by voice.
 * @returns the letter's id, or null when none is due.
 */
export async function writeReceipt(tx: Tx, contactId: string): Promise<string | null> {
  const authority = await readAuthority(tx);
  return tx.asSystem(async (system) => {
    const occasion = await readOccasion(system, contactId);
    const { recipient, reference } = occasion;
    if (!occasion.mayWrite.receipt) return null;
    const text = receipt({
      area: areaOf(authority),
      reference,
      recipientName: recipient.name,
      // One who reports a colleague is not the subject: that the report is here is theirs to know, the outcome is not yet.
      referrerClass: occasion.aboutColleague ? 'professional' : recipient.referrerClass,
      writtenAt: tx.at,
      receivedAt: occasion.receivedAt,
      decideBy: occasion.decideBy,
      ringNow: (await cannotWait(system, { id: contactId, immediate: occasion.immediate })) ? numberNow(authority.settings, tx.at) : null,
    });
    if (text === null) return null;
    const letter = await addLetter(system, { contactId, decisionId: null, kind: 'receipt', occasion: 'receipt', recipient, to: writtenTo(recipient, contactId), text });
    if (!letter.fresh) return letter.id;
    await addLetterEvent(system, letter.id, 'sent');
    await addMessage(system, letter.id, recipient.email, noticeMail(reference, config().publicOrigin));
    await addEvent(system, contactId, 'letter_sent', { letter: letter.id, kind: 'receipt' });
    tx.ledger({ action: 'letter.sent', objectKind: 'letter', objectId: letter.id, detail: { contact: contactId, kind: 'receipt' } });
    return letter.id;
  });
}
