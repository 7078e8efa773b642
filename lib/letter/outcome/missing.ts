import type { Tx } from '@/lib/platform/db';
import { readOccasions, type LetterOccasion } from '../occasion-store';
import { lettersAbout, notToldOf } from '../store';

/**
 * Those who reported what was decided, may be told of it, and have no letter of it whatever became of one: they might have been the subject
 * of the concern when it was decided. Nobody of whom a lawful reason not to tell is recorded. Needs casework rights.
 */
export async function missingOf(tx: Tx, contactId: string, decisionId: string): Promise<LetterOccasion[]> {
  const [occasions, letters, notTold] = [await readOccasions(tx, contactId), await lettersAbout(tx, contactId), await notToldOf(tx, contactId)];
  const settled = new Set([...letters.filter(({ kind }) => kind === 'outcome'), ...notTold].filter((each) => each.decisionId === decisionId).map((each) => each.contactId));
  return occasions.filter((occasion) => occasion.mayWrite.outcome && occasion.recipient.referrerClass !== 'subject' && !settled.has(occasion.contactId));
}
