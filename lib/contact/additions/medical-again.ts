import type { Temporal } from 'temporal-polyfill';
import { openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import type { AssessInput } from '@/lib/threshold/model';
import { addEvent } from '../event-store';
import { sideDuties } from '../side-duties';
import { peopleNow } from '../side-duty-store';
import type { StoredProposal } from '../store';
import { proposedUnder } from './propose-anew';

/** Of all facts, who the children are and how they live without what was seen of them or when one was found: to it is put what is said now, and nothing of before. */
export function unseen(input: AssessInput): AssessInput {
  const { foundAt: _, wasFound: _was, ...facts } = input.facts ?? {};
  return {
    children: input.children.map((child) => {
      const { foundAt: _found, wasFound: _wasFound, ...own } = child.facts ?? {};
      return { ...child, indicators: {}, facts: own };
    }),
    facts,
  };
}

/**
 * A new injury is looked at by a doctor on its own day, though an earlier one was seen to (safe practice 15): where what is said now calls
 * for it by itself and no such duty is open for the child, it is owed anew. Needs casework rights.
 * @param saidNow the signs that are said now, with what is known of the children.
 * @param occasionId what was added.
 * @param receivedAt when that reached us: the day on which the doctor is owed.
 */
export async function oweMedicalAgain(tx: Tx, contactId: string, before: StoredProposal, { saidNow, occasionId, receivedAt }: { saidNow: AssessInput; occasionId: string; receivedAt: Temporal.Instant }): Promise<void> {
  const document = proposedUnder(before, saidNow, tx.at);
  if (!document.duties.includes('MEDICAL_TODAY')) return;
  const people = await peopleNow(tx, contactId);
  const owed = (await openDuties(tx, contactId)).filter(({ code }) => code === 'MEDICAL_TODAY');
  for (const { code, personId, due } of sideDuties({ receivedAt, referrerId: null, people, proposal: { input: saidNow, document } })) {
    if (code !== 'MEDICAL_TODAY' || owed.some((open) => open.personId === personId)) continue;
    if (await openDuty(tx, { contactId, personId: personId ?? undefined, code, occasionId, ...due })) await addEvent(tx, contactId, 'duty_opened', { code });
  }
}
