import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isRecordedElsewhere } from '../apart-store';
import { askedOf } from '../asked';
import type { SharingProblem } from '../model';
import { readOpenness } from '../schema';
import { addOpenness, readGoverning } from '../sharing-store';

/**
 * Records what the family was told, or why not and until when. A later record is how it is looked at again. On a contact that was joined
 * into another it is recorded there, where it governs: an objection written down here would be read by nobody (domain 7.8, 7.16). But what is
 * about a child whom that one does not name stays here.
 */
export async function recordOpenness(tx: Tx, contactId: string, fields: Fields): Promise<Result<null, SharingProblem>> {
  await lockContacts(tx, [contactId]);
  const asked = await askedOf(tx, contactId, 'openness', fields);
  const read = readOpenness(asked);
  if (!read.ok) return refused('incomplete');
  const { ended } = await readGoverning(tx, contactId);
  if (await isRecordedElsewhere(tx, contactId, { ended, at: tx.at, personId: read.value.personId, children: asked.children })) return refused('joined');
  const id = await addOpenness(tx, contactId, read.value);
  const { told, reason, checks } = read.value;
  await addEvent(tx, contactId, 'openness_recorded', { record: id, told, reason });
  tx.ledger({ action: 'sharing.openness', objectKind: 'contact', objectId: contactId, detail: { record: id, told, reason, checks } });
  return ok(null);
}
