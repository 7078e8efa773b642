import type { EvidenceLine } from '@/lib/duty/model';
import type { Tx } from '@/lib/platform/db';
import type { ChildStanding } from './model';
import { childName } from './situation';
import { readDecisionContact, readDecisions } from './store';

const STANDING_WORDS: Record<Exclude<ChildStanding, 'not_known'>, string> = {
  own: 'Decided for this child',
  same: 'The same as the child reported',
  different: 'Different, with a reason',
  separate_household: 'A separate household',
};

/**
 * What the latest decision says for every child of a contact (domain 7.13), as evidence for the duty to ask about
 * brothers, sisters and other children; empty while nothing is decided. Needs casework rights.
 */
export async function siblingLines(tx: Tx, contactId: string): Promise<EvidenceLine[]> {
  const latest = (await readDecisions(tx, contactId)).at(-1);
  if (latest === undefined) return [];
  const { children } = await readDecisionContact(tx, contactId);
  return children.map((child): EvidenceLine => {
    const decided = latest.children.find(({ personId }) => personId === child.id);
    const question = childName(child);
    if (decided === undefined) return { question, answer: '', because: 'Named since the decision: decide again.' };
    if (decided.standing === 'not_known') return { question, answer: '', because: decided.standingReason || 'Not known at the decision.' };
    return { question, answer: `${STANDING_WORDS[decided.standing]}, level ${decided.level}`, because: decided.standingReason };
  });
}
