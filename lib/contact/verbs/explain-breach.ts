import { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { saveNote } from '../note-store';
import { breachText } from '../note';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';

/** Says of a contact past its time what was done for the child meanwhile, and why it is late (safe practice 7.20). */
export async function explainBreach(tx: Tx, contact: ContactHead, said: { meanwhile: string; why: string }): Promise<Result<null, 'ended' | 'not_late' | 'meanwhile_missing'>> {
  if (said.meanwhile.trim() === '' || said.why.trim() === '') return refused('meanwhile_missing');
  await lockContacts(tx, [contact.id]);
  const open = await readOpen(tx, { contactId: contact.id });
  if (open === null) return refused('ended');
  const late = [open.due24h, open.due1wd].some((due) => due !== null && Temporal.Instant.compare(tx.at, due) >= 0);
  if (!late) return refused('not_late');
  await saveNote(tx, contact.id, 'breach', breachText(said));
  await addEvent(tx, contact.id, 'breach_explained');
  tx.ledger({ action: 'contact.breach_explained', objectKind: 'contact', objectId: contact.id });
  await refreshQueue(tx, contact.id);
  return ok(null);
}
