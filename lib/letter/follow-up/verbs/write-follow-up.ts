import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { notDue, openWays, type FollowUpWay, type NotDue } from '../follow-up';
import { readCallFacts } from '../follow-up-store';
import { writeFollowUpLetter } from '../writing';

export type FollowUpProblem = NotDue | 'no_call' | 'way_closed';

export const FOLLOW_UP_PROBLEM_WORDS: Record<Extract<FollowUpProblem, 'no_call' | 'way_closed'>, string> = {
  no_call: 'Nobody rang about this contact, so no follow-up letter is owed.',
  way_closed: 'They cannot be written to in this way. Choose another.',
};

/**
 * Writes the follow-up letter of a call, for a worker to read and send: when the call becomes a contact, and again when something was
 * added to what was agreed or another way is chosen. What is said about it is asked as the product, since the contact may be
 * closed to whoever took the call.
 * @param chosen the way, where somebody chose it.
 * @param ofCall key of the call that was just ended: where it was put to a contact that was there before, its caller is told
 *   nothing of that (domain 7.9), and whoever that contact came from gets no letter of another's call.
 */
export async function writeFollowUp(tx: Tx, contactId: string, { chosen, ofCall }: { chosen?: FollowUpWay; ofCall?: string } = {}): Promise<Result<{ letterId: string }, FollowUpProblem>> {
  return tx.asSystem(async (system) => {
    await lockContacts(system, [contactId]);
    const facts = await readCallFacts(system, contactId);
    if (facts === null || (ofCall !== undefined && facts.key !== ofCall)) return refused('no_call');
    const why = notDue(facts);
    if (why !== null) return refused(why);
    if (chosen !== undefined && !openWays(facts).includes(chosen)) return refused('way_closed');
    return ok({ letterId: await writeFollowUpLetter(system, facts, chosen) });
  });
}
