import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import { secretsOf } from '@/lib/contact/secrecy/protected-store';
import { hide } from '@/lib/contact/secrecy/protecting';
import { dutyDue } from '@/lib/duty/model';
import { openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { isId, newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isRecordedElsewhere } from '../apart-store';
import { askedOf } from '../asked';
import type { ChecksRequest, NewChecksRequest, SharingProblem } from '../model';
import { readChecksRequest } from '../schema';
import { addChecksRequest, readGoverning, readSharing } from '../sharing-store';

/** Is it what was asked, word for word? A form that was sent twice is. @param secrets of its contact, without which it is shown. */
function sameAs(kept: ChecksRequest, asked: NewChecksRequest, secrets: Parameters<typeof hide>[1]): boolean {
  return kept.personId === asked.personId && kept.reason === asked.reason && (['agencies', 'question', 'why'] as const).every((name) => kept[name] === hide(asked[name], secrets));
}

/** Asks a manager to agree to checks with other agencies although the parents have not agreed (domain 7.7, 7.16); where this contact was joined into another that names the child, there. A form that is sent twice is one request, one duty and one call to a manager. */
export async function askForChecks(tx: Tx, contactId: string, fields: Fields): Promise<Result<{ requestId: string }, SharingProblem>> {
  await lockContacts(tx, [contactId]);
  const asked = await askedOf(tx, contactId, 'checks', fields);
  const read = readChecksRequest(asked);
  if (!read.ok) return refused('incomplete');
  // A form names the request that it makes.
  const form = textOf(fields, 'checks.form');
  const requestId = isId(form) ? form : newId();
  const before = isId(form) ? (await readSharing(tx, contactId)).requests.find(({ id }) => id === form) : undefined;
  if (before !== undefined) return sameAs(before, read.value, await secretsOf(tx, [contactId])) ? ok({ requestId }) : refused('asked_already');
  const { level, ended } = await readGoverning(tx, contactId);
  if (await isRecordedElsewhere(tx, contactId, { ended, at: tx.at, personId: read.value.personId, children: asked.children })) return refused('joined');
  await addChecksRequest(tx, contactId, requestId, read.value);
  const due = dutyDue('AGREE_CHECKS', { receivedAt: tx.at, decidedAt: tx.at, atLevel4: level === 4 });
  await openDuty(tx, { contactId, code: 'AGREE_CHECKS', occasionId: requestId, ...due });
  const { reason } = read.value;
  await addEvent(tx, contactId, 'checks_asked', { request: requestId, reason });
  tx.ledger({ action: 'sharing.checks_asked', objectKind: 'contact', objectId: contactId, detail: { request: requestId, reason } });
  return ok({ requestId });
}
