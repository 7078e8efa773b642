import type { Person } from '@/lib/access/model';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { askedOf } from '../asked';
import type { SharingProblem } from '../model';
import type { RightProblem } from '../put-right';
import { addTakenBack } from '../put-right-store';
import { readBack } from '../right-schema';
import { readSharing } from '../sharing-store';
import { stillAgrees } from '../taken-back';

/**
 * A manager takes back an agreement to go without the parents', their own or another manager's, with the reason (domain 7.16;
 * docs/decisions/0057). From this moment it opens nothing more; what went before stays judged by what stood then, and a manager may be
 * asked again.
 */
export async function takeBackChecks(tx: Tx, person: Person, contactId: string, fields: Fields): Promise<Result<null, SharingProblem | RightProblem>> {
  await lockContacts(tx, [contactId]);
  if (person.role !== 'manager') return refused('managers_take_back');
  const read = readBack(await askedOf(tx, contactId, 'back', fields));
  if (!read.ok) return refused('incomplete');
  const { requestId, why } = read.value;
  const request = (await readSharing(tx, contactId)).requests.find(({ id }) => id === requestId);
  if (request === undefined || !stillAgrees(request.answer)) return refused('no_agreement');
  if (!(await addTakenBack(tx, contactId, requestId, why))) return refused('no_agreement');
  await addEvent(tx, contactId, 'checks_taken_back', { request: requestId });
  tx.ledger({ action: 'sharing.checks_taken_back', objectKind: 'contact', objectId: contactId, detail: { request: requestId } });
  return ok(null);
}
