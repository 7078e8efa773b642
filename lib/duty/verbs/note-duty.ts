import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import type { DutyProblem } from '../model';
import { addDutyNote } from '../note-store';
import { readDuty } from '../store';

/** Keeps what was done about a duty meanwhile, or is to be said once it has ended: somebody else may have ended it while this was typed. It does not end the duty, and moves no clock. */
export async function noteDuty(tx: Tx, dutyId: string, words: string): Promise<Result<null, DutyProblem>> {
  const duty = await readDuty(tx, dutyId);
  if (duty === null) return refused('missing');
  if (words.trim() === '') return refused('note_missing');
  await addDutyNote(tx, { contactId: duty.contactId, dutyId, words: words.trim() });
  tx.ledger({ action: 'duty.noted', objectKind: 'duty', objectId: dutyId, detail: { contact: duty.contactId, code: duty.code } });
  return ok(null);
}
