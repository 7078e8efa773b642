import { readAuthority } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endStatusLinks } from '../../follow-up/link-store';
import { areaOf, letter, whomToRing } from '../../model';
import { lettersOf } from '../../store';
import { sendWithLink } from '../sending';
import { sendStatusProblem, type SendStatusProblem } from '../status';
import { readStatusFacts } from '../status-store';

/**
 * Sends a referrer a link to how far their concern is, in place of any they had: it has a code of its own (domain 7.11).
 * Needs the right to write casework.
 */
export async function sendStatusLink(tx: Tx, contactId: string): Promise<Result<null, SendStatusProblem>> {
  await lockContacts(tx, [contactId]);
  const facts = await readStatusFacts(tx, contactId);
  const problem = sendStatusProblem(facts);
  if (problem !== null) return refused(problem);
  const authority = await readAuthority(tx);
  await endStatusLinks(tx, contactId, 'replaced');
  const receipts = (await lettersOf(tx, contactId)).filter(({ kind }) => kind === 'receipt');
  const heading = { area: areaOf(authority), reference: facts.reference, recipientName: facts.name, writtenAt: tx.at };
  const text = letter(heading, `How far it is: ${facts.reference}`, [
    { kind: 'paragraph', text: 'We have sent you a new link, by which you see how far we are with what you told us. A link that you had before opens no more.' },
    { kind: 'paragraph', text: 'It opens with a code, which we tell you by another way than the link. If you do not have it, ring us.' },
    ...whomToRing(heading),
  ]);
  const sent = await sendWithLink(tx, facts, text, authority, Math.max(0, ...receipts.map(({ issue }) => issue)) + 1);
  await addEvent(tx, contactId, 'status_link_sent');
  tx.ledger({ action: 'status_link.sent', objectKind: 'letter', objectId: sent.id, detail: { contact: contactId } });
  return ok(null);
}
