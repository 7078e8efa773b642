import { Temporal } from 'temporal-polyfill';
import { addEvent } from '@/lib/contact/event-store';
import { saveNote } from '@/lib/contact/note-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { withoutSecrets } from '@/lib/contact/secrecy/protected-store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { ok, refused, type Result } from '@/lib/platform/result';
import { londonDate } from '@/lib/platform/time';
import { endFollowUp } from '../follow-up/owing';
import { callOfLetter } from '../follow-up/which-call';
import type { GoneProblem, SendProblem } from '../model';
import { readDecided } from '../occasion-store';
import { writeNext } from '../outcome/outcome-writing';
import { endDutyToTell, endTellingFamily } from '../outcome/telling-again';
import { goneAlready } from '../schema';
import { addLetterEvent, cancelLetter, lettersOf, reachedBy, readLetter, type Letter } from '../store';
import { whyNotGo } from '../why-not-go';

const DONE = 'The letter had gone already.';

/**
 * Records that a printed letter has gone already, where something forbids or replaces it by now and it could only be refused: on which
 * day, how that is known, by whom it is recorded, and what happened, which is kept as a note. Nothing is sent. Its reader counts as told
 * from then on; what waits for the same reader is written anew and says that it takes the place of what they got. Once for a letter.
 */
export async function recordGone(tx: Tx, { contactId, letterId }: { contactId: string; letterId: string }, given: { on: string; known: string; words: string }): Promise<Result<null, GoneProblem>> {
  const found = await readLetter(tx, contactId, letterId);
  const decidedIn = found?.decisionId == null ? contactId : (await readDecided(tx, found.decisionId)).contactId;
  await lockContacts(tx, [...new Set([contactId, decidedIn])]);
  const letter = await readLetter(tx, contactId, letterId);
  if (letter === null) return refused('missing');
  if (reachedBy(letter.recipient) !== 'post') return refused('not_by_post');
  if (letter.events.some(({ what }) => what === 'posted')) return ok(null);
  const why = await whyNotGo(tx, letter);
  if (why === null) return refused('may_be_sent');
  const read = goneAlready.safeParse(given);
  if (!read.success || !couldHaveGone(read.data.on, letter, tx.at)) return refused('incomplete');
  const { on, known, words } = read.data;
  await addLetterEvent(tx, letterId, 'posted', { on, gone: known });
  const note = newId();
  await saveNote(tx, contactId, 'note', await withoutSecrets(tx, contactId, `note.${note}`, `A letter had gone already: ${words}`), note);
  await addEvent(tx, contactId, 'letter_gone', { letter: letterId, kind: letter.kind, on, despite: why });
  await (letter.kind === 'follow_up' ? endCall(tx, letter) : endTelling(tx, letter, why));
  tx.ledger({ action: 'letter.gone_already', objectKind: 'letter', objectId: letterId, detail: { contact: contactId, kind: letter.kind, on, known, despite: why } });
  await refreshQueue(tx, decidedIn);
  return ok(null);
}

/** Not before it was written, and not on a day to come. */
function couldHaveGone(on: string, { madeAt }: Letter, now: Tx['at']): boolean {
  return Temporal.PlainDate.compare(on, londonDate(now)) <= 0 && Temporal.PlainDate.compare(on, londonDate(madeAt)) >= 0;
}

/** A letter of the same kind that waits for the same reader: what the one that went said is not all that they are to hear. */
async function waitingFor(tx: Tx, { id, contactId, kind, recipient, aboutId, occasion }: Letter): Promise<Letter | undefined> {
  const same = (other: Letter) => other.kind === kind && other.aboutId === aboutId && (kind === 'follow_up' ? other.occasion === occasion : other.recipient.key === recipient.key);
  return (await lettersOf(tx, contactId)).find((other) => other.id !== id && other.state === 'to_preview' && same(other));
}

async function endCall(tx: Tx, letter: Letter): Promise<void> {
  if ((await waitingFor(tx, letter)) === undefined) await endFollowUp(tx, letter.contactId, callOfLetter(letter), 'done', DONE);
}

/** Ends what is owed to its reader, unless they are to hear something else than it said. */
async function endTelling(tx: Tx, letter: Letter, why: SendProblem): Promise<void> {
  if (letter.decisionId === null) return;
  const [decided, waits] = [await readDecided(tx, letter.decisionId), await waitingFor(tx, letter)];
  if (letter.kind === 'outcome' && waits?.decisionId != null) {
    if ((await writeNext(tx, await readDecided(tx, waits.decisionId), waits)) !== null) await cancelLetter(tx, waits, 'written_anew');
    return;
  }
  // They were asked to speak with the family: they are still to be asked not to.
  if (why === 'not_silent' && (await writeNext(tx, decided, letter)) !== null) return;
  if (waits !== undefined || !decided.latest || !decided.inForce || decided.overtaken) return;
  await (letter.kind === 'family' ? endTellingFamily(tx, letter, DONE) : endDutyToTell(tx, decided.contactId, decided.id, DONE));
}
