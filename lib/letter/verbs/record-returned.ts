import { addEvent } from '@/lib/contact/event-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { Temporal } from 'temporal-polyfill';
import { lockLetters } from '../letter-lock-store';
import type { ReturnProblem } from '../model';
import { returnedPost } from '../schema';
import { addLetterEvent, readLetter } from '../store';
import { oweTellingAnew } from '../outcome/telling-again';

/**
 * Records that a posted letter came back: when, and what the envelope says. Its reader counts as not told, the address as
 * not proved, and the duty to tell is owed anew. Once for a letter.
 */
export async function recordReturned(tx: Tx, { contactId, letterId, on, why }: { contactId: string; letterId: string; on: string; why: string }): Promise<Result<null, ReturnProblem>> {
  const read = returnedPost.safeParse({ on, why });
  if (!read.success || Temporal.PlainDate.compare(read.data.on, londonDate(tx.at)) > 0) return refused('incomplete');
  const found = await readLetter(tx, contactId, letterId);
  if (found === null) return refused('missing');
  // The contact that was decided, too, where this one was joined into it: a new decision may be ending what is owed for this one.
  await lockLetters(tx, [found]);
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null) return refused('missing');
  if (letter.state === 'came_back') return ok(null);
  if (!letter.events.some(({ what }) => what === 'posted')) return refused('not_posted');
  if (!(await addLetterEvent(tx, letterId, 'returned', read.data))) return ok(null);
  await addEvent(tx, contactId, 'letter_returned', { letter: letterId, why: read.data.why });
  tx.ledger({ action: 'letter.returned', objectKind: 'letter', objectId: letterId, detail: { contact: contactId, why: read.data.why } });
  await oweTellingAnew(tx, letter);
  await refreshQueue(tx, contactId);
  return ok(null);
}
