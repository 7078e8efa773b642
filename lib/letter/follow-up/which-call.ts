import type { Letter } from '../store';

/** The occasion of letters about the call that a contact came of. */
const FIRST = 'follow_up';

/** The occasion of receipts, the first and what is written anew; none of a call's. */
export const RECEIPT = 'receipt';

/**
 * Of which call of a contact something is: null of the one that it came of, else the key of a call that was put to it. A
 * contact has one letter in work for each.
 */
export type WhichCall = string | null;

/** What makes a letter one about this call. */
export function occasionOf(call: WhichCall): string {
  return call ?? FIRST;
}

/** About which call a follow-up letter is. */
export function callOfLetter({ occasion }: Pick<Letter, 'occasion'>): WhichCall {
  return occasion === FIRST ? null : occasion;
}

/**
 * For which call a letter is owed: the duty's occasion is the call's key, or a letter that did not reach its reader.
 * @param callOf the calls of the contact's letters, by the letter's id.
 */
export function callOfDuty({ occasionId }: { occasionId: string | null }, callOf: ReadonlyMap<string, WhichCall>): WhichCall {
  return occasionId === null ? null : (callOf.get(occasionId) ?? (callOf.has(occasionId) ? null : occasionId));
}
