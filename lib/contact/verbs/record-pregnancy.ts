import { mayBecome } from '@/lib/people/unborn';
import type { Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts } from '../queue/queue-store';
import { readExpected, type UnbornProblem } from '../report/unborn-form';
import { addUnbornEntry, unbornOf } from '../unborn-store';

/** Records what is known of a pregnancy: due date, midwifery, and who knows of it. What stood before stays readable. */
export async function recordPregnancy(tx: Tx, contact: ContactHead, personId: string, fields: Fields): Promise<Result<null, UnbornProblem>> {
  await lockContacts(tx, [contact.id]);
  const unborn = (await unbornOf(tx, contact.id)).find((each) => each.personId === personId);
  if (unborn === undefined) return refused('no_child');
  if (!mayBecome(unborn.state, 'expected')) return refused('ended_already');
  const { record } = readExpected(fields);
  if (record === null) return refused('incomplete');
  const { due } = record;
  await addUnbornEntry(tx, contact.id, personId, 'expected', { ...record, due: due.how === 'unknown' ? { how: due.how } : { how: due.how, on: due.on.toString() }, known: record.known.by === 'listed' ? { by: 'listed', people: [...record.known.people] } : { by: record.known.by } });
  await addEvent(tx, contact.id, 'unborn_recorded', { person: personId });
  tx.ledger({ action: 'unborn.recorded', objectKind: 'contact', objectId: contact.id, detail: { person: personId } });
  return ok(null);
}
