import { addEvent } from '@/lib/contact/event-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { onlyEndedPregnancies } from '@/lib/contact/unborn-store';
import { dutyDue } from '@/lib/duty/model';
import { dischargeDuty, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { oweFollowUp } from '../follow-up/owing';
import { callOfLetter } from '../follow-up/which-call';
import { hasTold } from '../model';
import { readDecided } from '../occasion-store';
import { lettersAbout, lettersOf, notToldOf, untold, type Letter } from '../store';

/**
 * Opens the duty to tell anew when a letter did not reach its reader: within one working day of that, owed by who decided.
 * A follow-up letter after a call is owed by whoever wrote it. A question that waits is marked on its contact, so that whoever works on it rings them. A receipt opens none, and neither does a letter of a decision that a later one has replaced, nor any once the
 * pregnancy that it was about has ended, which stops every letter and duty (safe practice 12).
 */
export async function oweTellingAnew(tx: Tx, letter: Pick<Letter, 'id' | 'kind' | 'contactId' | 'decisionId' | 'madeBy' | 'occasion'>): Promise<void> {
  if (letter.kind === 'follow_up') return (await onlyEndedPregnancies(tx, letter.contactId)) ? undefined : oweFollowUp(tx, letter.contactId, callOfLetter(letter), { ownerId: letter.madeBy, letterId: letter.id });
  if (letter.kind === 'question') return refreshQueue(tx, letter.contactId);
  if (letter.decisionId === null) return;
  const decided = await readDecided(tx, letter.decisionId);
  if (!decided.latest || (await onlyEndedPregnancies(tx, decided.contactId))) return;
  const code = letter.kind === 'family' ? 'TELL_FAMILY' : 'TELL_REFERRER';
  const due = dutyDue(code, { receivedAt: tx.at, decidedAt: tx.at });
  const opened = await openDuty(tx, { contactId: decided.contactId, decisionId: decided.id, code, occasionId: letter.id, ownerId: decided.by, ...due });
  if (opened) await addEvent(tx, decided.contactId, 'duty_opened', { code });
  await refreshQueue(tx, decided.contactId);
}

/** Ends what is owed to those who reported, once the letters of a decision have gone to every one of them or it is lawful not to tell. */
export async function endDutyToTell(tx: Tx, contactId: string, decisionId: string, words: string, how: 'done' | 'ended_lawfully' = 'done'): Promise<void> {
  const [letters, notTold] = await Promise.all([lettersAbout(tx, contactId), notToldOf(tx, contactId)]);
  // The contact's own referrer may have no letter at all, and is then lawfully not told or still owed.
  const ownAnswered = notTold.some((each) => each.contactId === contactId && each.decisionId === decisionId) || letters.some((letter) => letter.contactId === contactId && letter.kind === 'outcome' && letter.decisionId === decisionId && hasTold(letter.state));
  if (!ownAnswered || untold(letters, decisionId, notTold).length > 0) return;
  for (const duty of await openDuties(tx, contactId)) {
    if (duty.code === 'TELL_REFERRER' && (duty.decisionId === decisionId || duty.decisionId === null)) await dischargeDuty(tx, duty.id, how, words);
  }
}

/** Ends what is owed for letters to this reader of the family about this child that did not reach them: others are still told by nobody. */
export async function endTellingFamily(tx: Tx, { contactId, recipient, aboutId }: Pick<Letter, 'contactId' | 'recipient' | 'aboutId'>, words: string): Promise<void> {
  const same = new Set((await lettersOf(tx, contactId)).filter((each) => each.recipient.key === recipient.key && each.aboutId === aboutId).map(({ id }) => id));
  for (const duty of await openDuties(tx, contactId)) if (duty.code === 'TELL_FAMILY' && same.has(duty.occasionId ?? '')) await dischargeDuty(tx, duty.id, 'done', words);
}
