import { dischargeDuty, openDuties } from '@/lib/duty/store';
import { mayBecome } from '@/lib/people/unborn';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import type { UnbornProblem } from '../report/unborn-form';
import { addUnbornEntry, onlyEndedPregnancies, unbornOf } from '../unborn-store';

/** What stands with each duty that ends with the pregnancy: no more is said than that. */
const ENDED = 'The pregnancy has ended. Nothing more is owed for it in law.';

/**
 * Records that a pregnancy has ended: every duty for that child ends at once, with all others of the contact where there is
 * no other child; other children go on (safe practice 12). The caller cancels every letter that has not gone.
 */
export async function endPregnancy(tx: Tx, contact: ContactHead, personId: string, fields: Fields): Promise<Result<{ othersGoOn: boolean }, UnbornProblem>> {
  await lockContacts(tx, [contact.id]);
  const unborn = (await unbornOf(tx, contact.id)).find((each) => each.personId === personId);
  if (unborn === undefined) return refused('no_child');
  if (!mayBecome(unborn.state, 'pregnancy_ended')) return refused('ended_already');
  if (textOf(fields, 'sure') !== 'yes') return refused('incomplete');
  if (!(await addUnbornEntry(tx, contact.id, personId, 'pregnancy_ended', { how: textOf(fields, 'how').trim() }))) return refused('ended_already');
  const nobodyElse = await onlyEndedPregnancies(tx, contact.id);
  for (const duty of await openDuties(tx, contact.id)) if (duty.personId === personId || (nobodyElse && duty.code !== 'REVIEW_GLASS')) await dischargeDuty(tx, duty.id, 'ended_lawfully', ENDED);
  await addEvent(tx, contact.id, 'pregnancy_ended', { person: personId });
  await refreshQueue(tx, contact.id);
  tx.ledger({ action: 'unborn.pregnancy_ended', objectKind: 'contact', objectId: contact.id, detail: { person: personId } });
  return ok({ othersGoOn: !nobodyElse });
}
