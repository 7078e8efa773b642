import { Temporal } from 'temporal-polyfill';
import { wentInto } from '@/lib/contact/additions/joined-store';
import { addAnswerAnew, addRequestAnswer, requestsOf } from '@/lib/contact/call/request-store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { textOf, type Fields } from '@/lib/platform/draft/model';
import { ok, refused, type Result } from '@/lib/platform/result';
import { askedOf } from '../asked';
import { namesAgency, type SharingProblem } from '../model';
import { readRequestAnswer } from '../schema';
import { readOutbound } from '../sharing-store';

const ENDED = { given: 'Answered by what went out through the gate of sharing.', refused: 'Refused, with the reason.' } as const;

/**
 * Ends a request for information (domain 7.9, 7.16): with what went out through the gate of sharing after it was asked, to the agency that
 * asked, once it was made sure who asks, and as the answer to no other; or with the reason for refusing. "We know nothing" is a fact as
 * well, and goes the same way. Where the contact was joined into another, what answers it is recorded there.
 */
export async function answerRequest(tx: Tx, contactId: string, fields: Fields): Promise<Result<null, SharingProblem>> {
  await lockContacts(tx, [contactId]);
  const requests = await requestsOf(tx, contactId);
  const request = requests.find(({ id }) => id === textOf(fields, 'request.id'));
  if (request === undefined || request.answer !== null) return refused('no_information_request');
  const read = readRequestAnswer(await askedOf(tx, contactId, 'request', fields), request, tx.at);
  if (!read.ok) return refused('incomplete');
  const { outcome, outboundId, checkedAt } = read.value;
  if (outboundId !== null) {
    const sent = (await readOutbound(tx, [contactId, ...(await wentInto(tx, contactId))])).find(({ id }) => id === outboundId);
    if (sent?.kind !== 'fact' || sent.sentAt.epochMilliseconds < request.receivedAt.epochMilliseconds) return refused('not_sent_yet');
    if (!namesAgency(request.askedBy, sent.agency)) return refused('not_to_asker');
    if (checkedAt === null || Temporal.Instant.compare(checkedAt, sent.sentAt) > 0) return refused('not_made_sure');
    if (requests.some(({ answer }) => answer?.outboundId === outboundId)) return refused('answers_another');
  }
  const again = request.reopened.at(-1);
  if (!(await (again === undefined ? addRequestAnswer(tx, contactId, request.id, read.value) : addAnswerAnew(tx, contactId, again.id, read.value)))) return refused('no_information_request');
  // Owed from when it was asked, and anew each time that it was open again.
  const occasions = [request.id, ...request.reopened.map(({ id }) => id)];
  for (const duty of await openDuties(tx, contactId)) {
    if (duty.code === 'ANSWER_REQUEST' && duty.occasionId !== null && occasions.includes(duty.occasionId)) await dischargeDuty(tx, duty.id, 'done', ENDED[outcome]);
  }
  await addEvent(tx, contactId, 'information_answered', { request: request.id, outcome });
  tx.ledger({ action: 'sharing.request_answered', objectKind: 'contact', objectId: contactId, detail: { request: request.id, outcome } });
  return ok(null);
}
