import { lockContacts } from '@/lib/contact/queue/queue-store';
import { onlyEndedPregnancies } from '@/lib/contact/unborn-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { MissingLetterProblem } from '../model';
import { latestDecisionId, readDecided } from '../occasion-store';
import { missingOf } from '../outcome/missing';
import { writeFor } from '../outcome/outcome-writing';

/**
 * Writes the letter of the decision in force to whoever reported it and had none when it took effect, since they might have been its
 * subject and are no longer: for a worker to read and send, as the first.
 * @returns the first letter's id, and the reference under which its reader reported.
 */
export async function writeMissingLetters(tx: Tx, contactId: string): Promise<Result<{ letterId: string; reference: string }, MissingLetterProblem>> {
  await lockContacts(tx, [contactId]);
  const decisionId = await latestDecisionId(tx, contactId);
  const decided = decisionId === null ? null : await readDecided(tx, decisionId);
  if (decided === null || !decided.inForce || decided.overtaken || (await onlyEndedPregnancies(tx, contactId))) return refused('nothing_to_tell');
  const written: { letterId: string; reference: string }[] = [];
  for (const occasion of await missingOf(tx, contactId, decided.id)) {
    const letterId = await writeFor(tx, decided, occasion);
    if (letterId !== null) written.push({ letterId, reference: occasion.reference });
  }
  const [first] = written;
  return first === undefined ? refused('none_missing') : ok(first);
}
