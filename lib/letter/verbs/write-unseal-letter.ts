import { readAuthority } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { readUnseals } from '@/lib/contact/secrecy/seal-store';
import { UNSEAL_GROUND_WORDS } from '@/lib/contact/secrecy/sealing';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { noticeMail } from '../mail';
import { addMessage } from '../message-store';
import { areaOf } from '../model';
import { readOccasion } from '../occasion-store';
import { addLetter, addLetterEvent, writtenTo } from '../store';
import { unsealedLetter } from '../unsealed';

/**
 * Tells a protected source that somebody was allowed to learn who they are, once for each request: called in the
 * transaction that agrees to it, unless the order forbids it.
 * @returns the letter's id, or null for a source that cannot be reached.
 */
export async function writeUnsealLetter(tx: Tx, contactId: string, unsealId: string): Promise<string | null> {
  const [authority, occasion, unseals] = [await readAuthority(tx), await readOccasion(tx, contactId), await readUnseals(tx, contactId)];
  const asked = unseals.find(({ id }) => id === unsealId);
  if (asked === undefined || !asked.tellSource || !occasion.mayWrite.receipt) return null;
  const { recipient, reference } = occasion;
  const text = unsealedLetter({ area: areaOf(authority), reference, recipientName: recipient.name, writtenAt: tx.at, ground: UNSEAL_GROUND_WORDS[asked.ground].toLowerCase(), orderReference: asked.orderReference });
  const letter = await addLetter(tx, { contactId, decisionId: null, kind: 'unsealed', occasion: unsealId, recipient, to: writtenTo(recipient, contactId), text });
  if (!letter.fresh) return letter.id;
  await addLetterEvent(tx, letter.id, 'sent');
  await addMessage(tx, letter.id, recipient.email, noticeMail(reference, config().publicOrigin));
  await addEvent(tx, contactId, 'letter_sent', { letter: letter.id, kind: 'unsealed' });
  tx.ledger({ action: 'letter.sent', objectKind: 'letter', objectId: letter.id, detail: { contact: contactId, kind: 'unsealed' } });
  return letter.id;
}
