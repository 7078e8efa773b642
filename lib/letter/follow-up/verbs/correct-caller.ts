import { z } from 'zod';
import { addCorrection } from '@/lib/contact/ending/correction-store';
import { addEvent } from '@/lib/contact/event-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { isSaidWay } from '@/lib/contact/report/reaching';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { addLetterEvent, cancelLetter, lettersOf } from '../../store';
import { notDue } from '../follow-up';
import { readCallFacts } from '../follow-up-store';
import { endLinks } from '../link-store';
import type { WhichCall } from '../which-call';
import { followUpsOf, writeFollowUpLetter } from '../writing';

export type CorrectProblem = 'no_call' | 'not_an_address' | 'why_missing' | 'nothing_changed';

export const CORRECT_PROBLEM_WORDS: Record<CorrectProblem, string> = {
  no_call: 'Nobody is known to have rung about this contact, or no letter is written to them.',
  not_an_address: 'That is not an e-mail address. Leave it empty if they have none: the letter then goes by post.',
  why_missing: 'Say how you know, so that somebody else could follow it.',
  nothing_changed: 'That is what stands already. Change the address or the way that is safe.',
};

/** What a worker puts right, as typed. */
export interface CorrectedCaller {
  email: string;
  /** Empty where they did not say. */
  safeWay: string;
  why: string;
}

/**
 * Puts right where a caller is reached: their address was heard or typed wrongly, or another way is safe. What stood before stays
 * beside it, with the reason. A letter that waits is cancelled, that of the decision too, and the link of one that went is ended, since
 * somebody else may have it (safe practice 6, 11); the letter is written anew to the right place, and owed again.
 * @param call key of a call that was put to the contact; null for the one that it came of.
 */
export async function correctCaller(tx: Tx, contactId: string, call: WhichCall, typed: CorrectedCaller): Promise<Result<{ letterId: string }, CorrectProblem>> {
  const read = z.union([z.literal(''), z.email().max(254)]).safeParse(typed.email.trim().toLowerCase());
  if (!read.success) return refused('not_an_address');
  const why = typed.why.trim();
  if (why === '') return refused('why_missing');
  const safeWay = isSaidWay(typed.safeWay) ? typed.safeWay : null;
  await lockContacts(tx, [contactId]);
  const before = await readCallFacts(tx, contactId, call);
  if (before === null || notDue(before) !== null) return refused('no_call');
  if (before.emailAddress === read.data && before.safeWay === safeWay) return refused('nothing_changed');
  await addCorrection(tx, contactId, call, { email: read.data, emailBefore: before.emailAddress, safeWay, safeWayBefore: before.safeWay, why });
  // What was decided is told to whoever rang first; who rang afterwards gets no such letter.
  const outcomes = call === null ? (await lettersOf(tx, contactId)).filter(({ kind }) => kind === 'outcome') : [];
  for (const letter of [...(await followUpsOf(tx, contactId, call)), ...outcomes]) {
    if (await cancelLetter(tx, letter, 'address_changed')) tx.ledger({ action: 'letter.cancelled', objectKind: 'letter', objectId: letter.id, detail: { contact: contactId, why: 'address_changed' } });
    // It went to an address that was not theirs: they are not told.
    else if (letter.kind === 'follow_up' && before.emailAddress !== read.data && letter.state === 'sent') await addLetterEvent(tx, letter.id, 'undelivered');
  }
  await endLinks(tx, contactId, call, 'revoked');
  await addEvent(tx, contactId, 'caller_address_corrected', { ...(call === null ? {} : { call }) });
  tx.ledger({ action: 'caller.address_corrected', objectKind: 'contact', objectId: contactId, detail: { call } });
  const letterId = await tx.asSystem(async (system) => {
    const after = await readCallFacts(system, contactId, call);
    if (after === null) throw new Error('a call that is not there any more');
    return writeFollowUpLetter(system, after);
  });
  await refreshQueue(tx, contactId);
  return ok({ letterId });
}
