import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { safeContact } from '../schema';
import { againstWhatWasSaid } from '../outcome/telling';
import { readLetter } from '../store';
import { saidOfReaching } from '../way-store';
import { addSafeContact } from '../outcome/telling-store';

export interface SafeContactGiven {
  way: string;
  how: string;
  provedBy: string;
  provedOn: string;
  noMessage: boolean;
  words: string;
}

/**
 * Records how the reader of a letter may safely be reached, and how that was proved; the newest record counts. Another way
 * than the one that the report says is safe is recorded with why it is safe now.
 */
export async function recordSafeContact(tx: Tx, { contactId, letterId }: { contactId: string; letterId: string }, given: SafeContactGiven): Promise<Result<null, 'missing' | 'incomplete' | 'against_what_was_said'>> {
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null) return refused('missing');
  const read = safeContact.safeParse(given);
  if (!read.success) return refused('incomplete');
  const { safeWay } = await saidOfReaching(tx, contactId, letter.recipient.key);
  if (read.data.words === '' && againstWhatWasSaid(safeWay, read.data)) return refused('against_what_was_said');
  const id = await addSafeContact(tx, contactId, { recipientKey: letter.recipient.key, ...read.data });
  await addEvent(tx, contactId, 'safe_contact', { way: read.data.way, how: read.data.how });
  tx.ledger({ action: 'contact.safe_way', objectKind: 'safe_contact', objectId: id, detail: { contact: contactId, way: read.data.way, how: read.data.how } });
  return ok(null);
}
