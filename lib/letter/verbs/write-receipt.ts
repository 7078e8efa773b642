import { numberNow } from '@/lib/access/lines';
import { readAuthority, type Authority } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { noticeMail } from '../mail';
import { addMessage } from '../message-store';
import { RECEIPT } from '../follow-up/which-call';
import type { PlainOccasion, ReferrerAccount } from '../occasion-store';
import { areaOf, type LetterText } from '../model';
import { receipt } from '../receipt';
import { readReceiptMaterial } from '../receipt-store';
import { sendWithLink, statusReader } from '../status/sending';
import { sendStatusProblem } from '../status/status';
import { addLetter, addLetterEvent, writtenTo } from '../store';

/** To whoever gets no link: who is protected signs in, and nobody else learns that they do. */
async function sendNotice(system: Tx, { contactId, recipient, reference }: PlainOccasion, text: LetterText): Promise<{ id: string; fresh: boolean }> {
  const letter = await addLetter(system, { contactId, decisionId: null, kind: 'receipt', occasion: RECEIPT, recipient, to: writtenTo(recipient, contactId), text });
  if (!letter.fresh) return letter;
  await addLetterEvent(system.anew(), letter.id, 'sent');
  await addMessage(system.anew(), letter.id, recipient.email, noticeMail(reference, config().publicOrigin));
  return letter;
}

/**
 * Writes and sends the receipt of a contact, at once and once: called in the transaction that submits it. Where nothing forbids
 * it, the message brings the link to how far it is (domain 7.11). Nothing is written to the subject of a concern, nor to somebody
 * without an account who was answered by voice or gave no e-mail address.
 * @param read the authority, where it was read in this transaction already.
 * @param own the account of whoever sends it, where that is at hand.
 * @returns the letter's id, or null when none is due.
 */
export async function writeReceipt(tx: Tx, contactId: string, read?: Authority, own?: ReferrerAccount & { actorId: string }): Promise<string | null> {
  const authority = read ?? (await readAuthority(tx));
  return tx.asSystem(async (system) => {
    const { occasion, status, cannotWait } = await readReceiptMaterial(system, contactId, own);
    const { reference } = occasion;
    const link = sendStatusProblem(status) === null;
    if (!occasion.mayWrite.receipt && !link) return null;
    const recipient = occasion.mayWrite.receipt ? occasion.recipient : statusReader(status);
    const text = receipt({
      area: areaOf(authority),
      reference,
      recipientName: recipient.name,
      // One who reports a colleague is not the subject: that the report is here is theirs to know, the outcome is not yet.
      referrerClass: occasion.aboutColleague ? 'professional' : recipient.referrerClass,
      outcomeKept: occasion.aboutColleague || !occasion.mayWrite.outcome,
      writtenAt: tx.at,
      receivedAt: occasion.receivedAt,
      decideBy: occasion.decideBy,
      ringNow: cannotWait ? numberNow(authority.settings, tx.at) : null,
    });
    if (text === null) return null;
    const { id: letterId, fresh } = link ? await sendWithLink(system, status, text, authority) : await sendNotice(system, occasion, text);
    if (!fresh) return letterId;
    await addEvent(system, contactId, 'letter_sent', { letter: letterId, kind: 'receipt' });
    tx.ledger({ action: 'letter.sent', objectKind: 'letter', objectId: letterId, detail: { contact: contactId, kind: 'receipt' } });
    return letterId;
  });
}
