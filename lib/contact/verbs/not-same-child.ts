import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readShown } from '@/lib/restriction/opening-store';
import { settleParted, sharedWithMain } from '../additions/parted';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { sameChildren } from '../history-store';
import { addNotSame } from '../note-store';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { readOpen } from '../standing-store';

/**
 * Tells two children apart that were taken for one, with the reason: they no longer count as each other's history. Of two whom
 * somebody linked the link is undone instead (`sayPair`): it outweighs what is said here.
 */
export async function notSameChild(
  tx: Tx,
  contact: ContactHead,
  { personId, otherPersonId, reason }: { personId: string; otherPersonId: string; reason: string },
): Promise<Result<null, 'reason_missing' | 'not_matched' | 'linked_now' | 'not_there'>> {
  if (reason.trim() === '') return refused('reason_missing');
  await lockContacts(tx, [contact.id]);
  const matched = (await sameChildren(tx, contact.id, tx.at)).find((same) => same.personId === personId && same.otherPersonId === otherPersonId);
  if (matched === undefined) return refused('not_matched');
  if (matched.sameBy === 'linked') return refused('linked_now');
  if ((await readShown(tx, [matched.contactId])).get(matched.contactId) === 'nothing') return refused('not_there');
  const before = await tx.asSystem(async (system) => sharedWithMain(system, [contact.id, matched.contactId]));
  await addNotSame(tx, personId, otherPersonId, reason.trim());
  await addEvent(tx, contact.id, 'not_same_child', { person: personId, other: otherPersonId });
  tx.ledger({ action: 'contact.not_same_child', objectKind: 'contact', objectId: contact.id, detail: { person: personId, other: otherPersonId } });
  if ((await readOpen(tx, { contactId: contact.id })) !== null) await refreshQueue(tx, contact.id);
  await tx.asSystem(async (system) => settleParted(system, before));
  return ok(null);
}
