import type { Temporal } from 'temporal-polyfill';
import { NEEDED_TODAY } from '@/lib/duty/model';
import { openDuties, openDuty } from '@/lib/duty/store';
import type { DutyCode } from '@/lib/duty/codes';
import type { Tx } from '@/lib/platform/db';
import type { AssessInput } from '@/lib/threshold/model';
import { addEvent } from '../event-store';
import { sideDuties } from '../side-duties';
import { peopleNow } from '../side-duty-store';
import type { StoredProposal } from '../store';
import { proposedUnder } from './propose-anew';

/**
 * What was done once and is to be done once more where it happens again: another injury, another night without a roof, another member of
 * staff, another strangling, another time exploited. A return interview has its own way (`oweInterviewAgain`).
 */
const OWED_ANEW: readonly DutyCode[] = [...NEEDED_TODAY, 'LADO', 'MARAC', 'NRM'];

/** Of all facts, who the children are and how they live without what was seen or said of one time or person: to it is put what is said now, and nothing of before. */
export function unseen(input: AssessInput): AssessInput {
  const { foundAt: _, wasFound: _was, positionOfTrust: _trust, perhapsOfTrust: _perhaps, ...facts } = input.facts ?? {};
  return {
    children: input.children.map((child) => {
      const { foundAt: _found, wasFound: _wasFound, positionOfTrust: _ofTrust, ...own } = child.facts ?? {};
      return { ...child, indicators: {}, facts: own };
    }),
    facts,
  };
}

/**
 * What happens anew is owed anew, though what was owed for it before was done (safe practice 15): where what is said now calls for it by
 * itself and no such duty is open for the child, or for the contact where it is owed once for all of them. Needs casework rights.
 * @param saidNow the signs that are said now, with what is known of the children.
 * @param occasionId what was added.
 * @param receivedAt when that reached us: its clock runs from there.
 */
export async function oweAnew(tx: Tx, contactId: string, before: StoredProposal, { saidNow, occasionId, receivedAt }: { saidNow: AssessInput; occasionId: string; receivedAt: Temporal.Instant }): Promise<void> {
  const document = proposedUnder(before, saidNow, tx.at);
  if (!document.duties.some((code) => OWED_ANEW.includes(code))) return;
  const [people, open] = [await peopleNow(tx, contactId), await openDuties(tx, contactId)];
  for (const { code, personId, due } of sideDuties({ receivedAt, referrerId: null, people, proposal: { input: saidNow, document } })) {
    if (!OWED_ANEW.includes(code) || open.some((duty) => duty.code === code && duty.personId === personId)) continue;
    if (await openDuty(tx, { contactId, personId: personId ?? undefined, code, occasionId, ...due })) await addEvent(tx, contactId, 'duty_opened', { code });
  }
}
