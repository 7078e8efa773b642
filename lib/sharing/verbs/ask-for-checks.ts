import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import { dutyDue } from '@/lib/duty/model';
import { openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isRecordedElsewhere } from '../apart-store';
import { askedOf } from '../asked';
import type { SharingProblem } from '../model';
import { readChecksRequest } from '../schema';
import { addChecksRequest, readGoverning } from '../sharing-store';

/** Asks a manager to agree to checks with other agencies although the parents have not agreed (domain 7.7, 7.16); where this contact was joined into another that names the child, there. */
export async function askForChecks(tx: Tx, contactId: string, fields: Fields): Promise<Result<{ requestId: string }, SharingProblem>> {
  await lockContacts(tx, [contactId]);
  const asked = await askedOf(tx, contactId, 'checks', fields);
  const read = readChecksRequest(asked);
  if (!read.ok) return refused('incomplete');
  const { level, ended } = await readGoverning(tx, contactId);
  if (await isRecordedElsewhere(tx, contactId, { ended, at: tx.at, personId: read.value.personId, children: asked.children })) return refused('joined');
  const requestId = await addChecksRequest(tx, contactId, read.value);
  const due = dutyDue('AGREE_CHECKS', { receivedAt: tx.at, decidedAt: tx.at, atLevel4: level === 4 });
  await openDuty(tx, { contactId, code: 'AGREE_CHECKS', occasionId: requestId, ...due });
  const { reason } = read.value;
  await addEvent(tx, contactId, 'checks_asked', { request: requestId, reason });
  tx.ledger({ action: 'sharing.checks_asked', objectKind: 'contact', objectId: contactId, detail: { request: requestId, reason } });
  return ok({ requestId });
}
