import type { Person } from '@/lib/access/model';
import { secondPersonProblem } from '@/lib/access/second-person';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isRecordedElsewhere } from '../apart-store';
import { askedOf } from '../asked';
import type { SharingProblem } from '../model';
import { readAnswer } from '../schema';
import { addChecksAnswer, readGoverning, readSharing } from '../sharing-store';

const ENDED = { agreed: 'A manager agreed to the checks.', returned: 'A manager returned the request.' } as const;

/**
 * A social-work-qualified manager who did not ask, reported or hold the contact agrees to checks without the parents, or
 * returns the request with the reason (domain 7.7). One answer to one request: whoever comes second is told so.
 * Where the work was joined into another contact an agreement would open nothing: it is returned here, and asked there.
 */
export async function answerChecks(tx: Tx, person: Person, contactId: string, { requestId, fields }: { requestId: string; fields: Fields }): Promise<Result<null, SharingProblem>> {
  await lockContacts(tx, [contactId]);
  const request = (await readSharing(tx, contactId)).requests.find(({ id }) => id === requestId);
  if (request === undefined || request.answer !== null) return refused('no_request');
  const governing = await readGoverning(tx, contactId);
  const barred = secondPersonProblem(person, request, governing);
  if (barred !== null) return refused(barred);
  const asked = await askedOf(tx, contactId, 'answer', fields);
  const read = readAnswer(asked);
  if (!read.ok) return refused('incomplete');
  const { verdict, comment } = read.value;
  if (verdict === 'agreed' && (await isRecordedElsewhere(tx, contactId, { ended: governing.ended, at: tx.at, personId: request.personId, children: asked.children }))) return refused('joined');
  if (!(await addChecksAnswer(tx, contactId, { requestId, askedBy: request.by, verdict, comment }))) return refused('no_request');
  for (const duty of await openDuties(tx, contactId)) {
    if (duty.code === 'AGREE_CHECKS' && duty.occasionId === requestId) await dischargeDuty(tx, duty.id, 'done', ENDED[verdict]);
  }
  await addEvent(tx, contactId, verdict === 'agreed' ? 'checks_agreed' : 'checks_returned', { request: requestId });
  tx.ledger({ action: verdict === 'agreed' ? 'sharing.checks_agreed' : 'sharing.checks_returned', objectKind: 'contact', objectId: contactId, detail: { request: requestId } });
  return ok(null);
}
