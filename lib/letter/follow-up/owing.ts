import { readAuthority } from '@/lib/access/store';
import { dueInWorkingDays } from '@/lib/clock/deadlines';
import { londonWords } from '@/lib/clock/evidence';
import { addEvent } from '@/lib/contact/event-store';
import { dischargeDuty, openDuties, openDuty } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';

const HOURS_IN_DAY = 24;

/**
 * Opens the duty to send a follow-up letter: within the area's working days from now, owed by whoever took the call. Beyond
 * the list of bank holidays every day counts, since too early harms nobody. While it is owed already, nothing changes.
 * @param letterId the letter that did not reach its reader, or that replaces one; left out for the first.
 */
export async function oweFollowUp(tx: Tx, contactId: string, { ownerId, letterId }: { ownerId: string; letterId?: string | undefined }): Promise<void> {
  if ((await openDuties(tx, contactId)).some(({ code }) => code === 'FOLLOW_UP_LETTER')) return;
  const { workingDays } = (await readAuthority(tx)).settings.followUp;
  const within = dueInWorkingDays(tx.at, workingDays);
  const setAt = within.ok ? within.value : tx.at.add({ hours: HOURS_IN_DAY * workingDays });
  const evidence = `Owed from ${londonWords(tx.at)}. ${workingDays === 1 ? 'One working day ends' : `${workingDays} working days end`} ${londonWords(setAt)}.`;
  const opened = await openDuty(tx, { contactId, code: 'FOLLOW_UP_LETTER', occasionId: letterId, ownerId, dueAt: setAt, evidence });
  if (opened) await addEvent(tx, contactId, 'duty_opened', { code: 'FOLLOW_UP_LETTER' });
}

/** Ends what is owed: the letter went, or somebody said why none goes. @returns whether one was owed. */
export async function endFollowUp(tx: Tx, contactId: string, how: 'done' | 'ended_lawfully', words: string): Promise<boolean> {
  const owed = (await openDuties(tx, contactId)).filter(({ code }) => code === 'FOLLOW_UP_LETTER');
  for (const { id } of owed) await dischargeDuty(tx, id, how, words);
  return owed.length > 0;
}
