import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { endStatusLinks } from '../../follow-up/link-store';

export type EndStatusProblem = 'no_live_link' | 'why_missing' | 'why_too_long';

/** As long as the reason may be. */
export const WHY_CHARACTERS = 2000;

export const END_STATUS_PROBLEM_WORDS: Record<EndStatusProblem, string> = {
  no_live_link: 'There is no link that opens: it had ended before.',
  why_missing: 'Say why the link is ended, so that somebody else can follow it.',
  why_too_long: `Say it in at most ${WHY_CHARACTERS.toLocaleString('en-GB')} characters.`,
};

/** Ends a referrer's link at once, for a reason (domain 7.11). */
export async function endStatusLink(tx: Tx, contactId: string, why: string): Promise<Result<null, EndStatusProblem>> {
  const reason = why.trim();
  if (reason === '') return refused('why_missing');
  if ([...reason].length > WHY_CHARACTERS) return refused('why_too_long');
  if ((await endStatusLinks(tx, contactId, 'revoked', reason)) === 0) return refused('no_live_link');
  await addEvent(tx, contactId, 'status_link_ended');
  tx.ledger({ action: 'status_link.ended', objectKind: 'contact', objectId: contactId });
  return ok(null);
}
