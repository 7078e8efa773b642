import { DUTY_KINDS, isDutyCode, isSideDuty } from '@/lib/duty/codes';
import { dutyDue } from '@/lib/duty/model';
import { addDutyNote } from '@/lib/duty/note-store';
import { dutiesOfContact, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addEvent } from '../event-store';
import type { ContactHead } from '../head';
import type { OpenDutyProblem } from '../missing';
import { lockContacts, refreshQueue } from '../queue/queue-store';
import { whoLearned } from '../side-duty-store';
import { readContact } from '../store';

/**
 * Opens a duty that is law for facts that reached a worker by another way than the report, such as a telephone call; its
 * clock starts now. A return interview is opened by recording the time missing.
 */
export async function openLawDuty(tx: Tx, head: ContactHead, { code, child, why }: { code: string; child: string; why: string }): Promise<Result<null, OpenDutyProblem>> {
  if (!isDutyCode(code) || !isSideDuty(code) || code === 'RETURN_INTERVIEW') return refused('no_duty');
  if (why.trim() === '') return refused('why_missing');
  await lockContacts(tx, [head.id]);
  const contact = await readContact(tx, head.id);
  if (contact === null || (child !== '' && !contact.people.some(({ id, kind }) => id === child && kind !== 'adult'))) return refused('no_child');
  const ownerId = DUTY_KINDS[code].transferable ? null : await whoLearned(tx, contact);
  const same = async () => (await dutiesOfContact(tx, head.id)).filter((each) => each.code === code && (each.personId ?? '') === child && each.decisionId === null);
  const before = await same();
  if (before.some(({ discharge }) => discharge === null)) return refused('open_already');
  // What was done once may be owed once more: another injury, another member of staff.
  const occasionId = before.length === 0 ? undefined : newId();
  const opened = await openDuty(tx, { contactId: head.id, personId: child === '' ? undefined : child, code, occasionId, ownerId, ...dutyDue(code, { receivedAt: tx.at }) });
  const duty = (await same()).find(({ discharge }) => discharge === null);
  if (!opened || duty === undefined) return refused('open_already');
  await addDutyNote(tx, { contactId: head.id, dutyId: duty.id, words: why.trim() });
  await addEvent(tx, head.id, 'duty_opened', { code });
  await refreshQueue(tx, head.id);
  tx.ledger({ action: 'duty.opened_by_hand', objectKind: 'duty', objectId: duty.id, detail: { contact: head.id, code } });
  return ok(null);
}
