import { addEvent } from '@/lib/contact/event-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { decidedIn } from './letter-lock-store';
import { endDutyToTell } from './outcome/telling-again';
import { addLetterEvent, type Letter } from './store';

const READ_WORDS = 'The letter was read.';

/**
 * Keeps when a letter was read first. Where no e-mail could tell of it and its reader found it all the same, they are told: what was owed
 * for it ends. As the product, with the letter's lock and as it stands under it: a bounce that was kept a moment ago is seen, and one that
 * comes after sees that it was read.
 */
export async function keepRead(system: Tx, { id, contactId, kind, decisionId, state }: Letter): Promise<void> {
  if (!(await addLetterEvent(system, id, 'read'))) return;
  await addEvent(system, contactId, 'letter_read', { letter: id });
  if (state !== 'undelivered') return;
  if (kind === 'question') await refreshQueue(system, contactId);
  if (kind === 'follow_up') {
    for (const duty of await openDuties(system, contactId)) if (duty.code === 'FOLLOW_UP_LETTER' && duty.occasionId === id) await dischargeDuty(system, duty.id, 'done', READ_WORDS);
  }
  if (decisionId === null) return;
  for (const decided of await decidedIn(system, [decisionId])) {
    await endDutyToTell(system, decided, decisionId, READ_WORDS);
    await refreshQueue(system, decided);
  }
}
