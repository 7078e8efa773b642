import { agreedOf } from '@/lib/contact/ending/agreed-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { notDue, openWays, type FollowUpWay, type NotDue } from '../follow-up';
import { readCallFacts } from '../follow-up-store';
import type { WhichCall } from '../which-call';
import { writeFollowUpLetter } from '../writing';

export type FollowUpProblem = NotDue | 'no_call' | 'way_closed' | 'nothing_agreed';

export const FOLLOW_UP_PROBLEM_WORDS: Record<Extract<FollowUpProblem, 'no_call' | 'way_closed'>, string> = {
  no_call: 'Nobody rang about this contact, so no follow-up letter is owed.',
  way_closed: 'They cannot be written to in this way. Choose another.',
};

/**
 * Writes the follow-up letter of a call, for a worker to read and send: when the call becomes a contact, and again when something was
 * added to what was agreed or another way is chosen. What is said about it is asked as the product, since the contact may be
 * closed to whoever took the call.
 * @param chosen the way, where somebody chose it.
 * @param call of which of the contact's calls, where somebody chose it; the one that it came of, where nobody did.
 * @param ofCall key of the call that was just ended. Where it was put to a contact that was there before, its caller gets a letter of
 *   their own where something was agreed: it says nothing of that contact, and whoever that came from gets none of another's call (domain 7.9).
 */
export async function writeFollowUp(tx: Tx, contactId: string, { chosen, call = null, ofCall }: { chosen?: FollowUpWay; call?: WhichCall; ofCall?: string } = {}): Promise<Result<{ letterId: string }, FollowUpProblem>> {
  return tx.asSystem(async (system) => {
    await lockContacts(system, [contactId]);
    const own = await readCallFacts(system, contactId, ofCall === undefined ? call : null);
    const facts = ofCall === undefined || own?.key === ofCall ? own : await readCallFacts(system, contactId, ofCall);
    if (facts === null) return refused('no_call');
    if (ofCall !== undefined && facts.call !== null && (await agreedOf(system, contactId, ofCall)).length === 0) return refused('nothing_agreed');
    const why = notDue(facts);
    if (why !== null) return refused(why);
    if (chosen !== undefined && !openWays(facts).includes(chosen)) return refused('way_closed');
    return ok({ letterId: await writeFollowUpLetter(system, facts, chosen) });
  });
}
