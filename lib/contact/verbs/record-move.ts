import { dutyDue } from '@/lib/duty/model';
import { openDuty } from '@/lib/duty/store';
import { movedRecord } from '@/lib/people/schema';
import { mayBecome } from '@/lib/people/unborn';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import type { UnbornProblem } from '../report/unborn-form';
import { addUnbornEntry, unbornOf } from '../unborn-store';

/**
 * Records that the mother of an unborn child moved to another area. The duty to tell the authority there opens at once and
 * ends only when a named person there accepts; until then this authority acts (safe practice 12, 15).
 */
export async function recordMove(tx: Tx, contact: ContactHead, personId: string, fields: Fields): Promise<Result<null, UnbornProblem>> {
  await lockContacts(tx, [contact.id]);
  const unborn = (await unbornOf(tx, contact.id)).find((each) => each.personId === personId);
  if (unborn === undefined) return refused('no_child');
  if (!mayBecome(unborn.state, 'moved')) return refused('ended_already');
  const read = movedRecord.safeParse({ where: textOf(fields, 'where'), how: textOf(fields, 'how') });
  if (!read.success) return refused('incomplete');
  await addUnbornEntry(tx, contact.id, personId, 'moved', read.data);
  await openDuty(tx, { contactId: contact.id, personId, code: 'OUT_OF_AREA', occasionId: newId(), ...dutyDue('OUT_OF_AREA', { receivedAt: tx.at }) });
  await addEvent(tx, contact.id, 'unborn_moved', { person: personId });
  await addEvent(tx, contact.id, 'duty_opened', { code: 'OUT_OF_AREA' });
  await refreshQueue(tx, contact.id);
  tx.ledger({ action: 'unborn.moved', objectKind: 'contact', objectId: contact.id, detail: { person: personId } });
  return ok(null);
}
