import { onlyEndedPregnancies } from '@/lib/contact/unborn-store';
import { lockContacts } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { isCancelReason, mayBeWrittenAnew, type AnewProblem } from '../model';
import { readDecided, readOccasions } from '../occasion-store';
import { writeFor } from '../outcome/outcome-writing';
import { readLetter, type Letter } from '../store';

/** What stopped a letter that has not reached its reader may be over: then it may be written anew. */
function mayAgain({ state, events }: Letter): boolean {
  if (state === 'came_back' || state === 'undelivered' || state === 'withheld') return true;
  const why = events.find(({ what }) => what === 'cancelled')?.detail.why ?? '';
  return state === 'cancelled' && isCancelReason(why) && mayBeWrittenAnew(why);
}

/**
 * Writes the letter of a decision anew for one who reported it, when it was cancelled because an address or reader changed,
 * or came back: the next issue, to be read and sent as the first. A letter to the family is begun from its own page, where
 * everything is confirmed again.
 * @param confirmed the worker says that the reader and the way to reach them are right now.
 */
export async function writeLetterAnew(tx: Tx, { contactId, letterId, confirmed }: { contactId: string; letterId: string; confirmed: boolean }): Promise<Result<{ letterId: string }, AnewProblem>> {
  if (!confirmed) return refused('not_confirmed');
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null || letter.decisionId === null) return refused('missing');
  const decided = await readDecided(tx, letter.decisionId);
  await lockContacts(tx, [...new Set([contactId, decided.contactId])]);
  const current = await readLetter(tx, contactId, letterId);
  if (current === null || current.kind !== 'outcome' || !mayAgain(current)) return refused('not_again');
  if (await onlyEndedPregnancies(tx, decided.contactId)) return refused('not_again');
  if (!decided.latest || !decided.inForce || decided.overtaken) return refused('not_in_force');
  const occasion = (await readOccasions(tx, decided.contactId)).find((each) => each.contactId === contactId);
  const fresh = occasion === undefined ? null : await writeFor(tx, decided, occasion, letter.issue + 1);
  return fresh === null ? refused('not_again') : ok({ letterId: fresh });
}
