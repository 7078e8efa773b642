import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { askedOf } from '../asked';
import type { SharingProblem } from '../model';
import { readOpenness } from '../schema';
import { addOpenness } from '../sharing-store';

/** Records what the family was told, or why not and until when. A later record is how it is looked at again. */
export async function recordOpenness(tx: Tx, contactId: string, fields: Fields): Promise<Result<null, SharingProblem>> {
  const read = readOpenness(await askedOf(tx, contactId, 'openness', fields));
  if (!read.ok) return refused('incomplete');
  const id = await addOpenness(tx, contactId, read.value);
  const { told, reason, checks } = read.value;
  await addEvent(tx, contactId, 'openness_recorded', { record: id, told, reason });
  tx.ledger({ action: 'sharing.openness', objectKind: 'contact', objectId: contactId, detail: { record: id, told, reason, checks } });
  return ok(null);
}
