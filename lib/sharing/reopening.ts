import { addReopened, requestsAnsweredBy } from '@/lib/contact/call/request-store';
import { addEvent } from '@/lib/contact/event-store';
import { dutyDue } from '@/lib/duty/model';
import { dutiesOfContact, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import type { Outbound } from './model';
import { opensAgain } from './put-right';
import { requestDue } from './to-answer';

/**
 * Opens again every request for information that a fact had answered and answers no more (domain 7.9, 7.16), also of a contact that was joined
 * into this one: with the owner and the time that it had, since whoever asked has waited all the while. As the product, since the one
 * who puts the fact right may not know of that contact.
 * @param now null where it was never sent. @returns how many.
 */
export async function openAgain(tx: Tx, stood: Outbound, now: Outbound | null, correctionId: string): Promise<number> {
  return tx.asSystem(async (system) => {
    const again = (await requestsAnsweredBy(system, stood.id)).filter((request) => opensAgain(stood, now, request, request.answer?.checkedAt ?? null));
    for (const request of again) {
      const { contactId, receivedAt } = request;
      const occasions = [request.id, ...request.reopened.map(({ id }) => id)];
      const owed = (await dutiesOfContact(system, contactId)).filter(({ code, occasionId }) => code === 'ANSWER_REQUEST' && occasionId !== null && occasions.includes(occasionId)).at(-1);
      const occasionId = await addReopened(system, request, correctionId);
      const due = owed ?? dutyDue('ANSWER_REQUEST', { receivedAt, setAt: requestDue(request) });
      await openDuty(system, { contactId, code: 'ANSWER_REQUEST', occasionId, ownerRole: due.ownerRole, ownerId: owed?.ownerId ?? null, dueAt: due.dueAt, evidence: due.evidence });
      await addEvent(system, contactId, 'information_reopened', { request: request.id, correction: correctionId });
      await addEvent(system, contactId, 'duty_opened', { code: 'ANSWER_REQUEST' });
      system.ledger({ action: 'sharing.request_reopened', objectKind: 'contact', objectId: contactId, detail: { request: request.id, correction: correctionId } });
    }
    return again.length;
  });
}
