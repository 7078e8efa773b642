import { readAuthority } from '@/lib/access/store';
import { dueInWorkingDays } from '@/lib/clock/deadlines';
import { londonWords } from '@/lib/clock/evidence';
import { addEvent } from '@/lib/contact/event-store';
import type { Duty } from '@/lib/duty/model';
import { dischargeDuty, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { inDays } from '@/lib/platform/time';
import { lettersOf } from '../store';
import { callOfDuty, callOfLetter, type WhichCall } from './which-call';

/** The duties to send follow-up letters, of these, that are owed for one call of a contact. */
export async function owedFor(tx: Tx, contactId: string, call: WhichCall, duties: readonly Duty[]): Promise<Duty[]> {
  const owed = duties.filter(({ code }) => code === 'FOLLOW_UP_LETTER');
  if (owed.length === 0) return [];
  const callOf = new Map((await lettersOf(tx, contactId)).map((letter) => [letter.id, callOfLetter(letter)]));
  return owed.filter((duty) => callOfDuty(duty, callOf) === call);
}

/**
 * Opens the duty to send a follow-up letter: within the area's working days from now, owed by whoever took the call. Beyond
 * the list of bank holidays every day counts, since too early harms nobody. While it is owed already for this call, nothing changes.
 * @param letterId the letter that did not reach its reader, or that replaces one; left out for the first.
 */
export async function oweFollowUp(tx: Tx, contactId: string, call: WhichCall, { ownerId, letterId }: { ownerId: string; letterId?: string | undefined }): Promise<void> {
  if ((await owedFor(tx, contactId, call, await openDuties(tx, contactId))).length > 0) return;
  const { workingDays } = (await readAuthority(tx)).settings.followUp;
  const within = dueInWorkingDays(tx.at, workingDays);
  const setAt = within.ok ? within.value : inDays(tx.at, workingDays);
  const evidence = `Owed from ${londonWords(tx.at)}. ${workingDays === 1 ? 'One working day ends' : `${workingDays} working days end`} ${londonWords(setAt)}.`;
  const opened = await openDuty(tx, { contactId, code: 'FOLLOW_UP_LETTER', occasionId: letterId ?? call ?? undefined, ownerId, dueAt: setAt, evidence });
  if (opened) await addEvent(tx, contactId, 'duty_opened', { code: 'FOLLOW_UP_LETTER' });
}

/** Ends what is owed for one call: the letter went, or somebody said why none goes. @returns whether one was owed. */
export async function endFollowUp(tx: Tx, contactId: string, call: WhichCall, how: 'done' | 'ended_lawfully', words: string): Promise<boolean> {
  const owed = await owedFor(tx, contactId, call, await openDuties(tx, contactId));
  for (const { id } of owed) await dischargeDuty(tx, id, how, words);
  return owed.length > 0;
}
