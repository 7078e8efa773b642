import { readAuthority } from '@/lib/access/store';
import { addEvent } from '@/lib/contact/event-store';
import { refreshQueue } from '@/lib/contact/queue/queue-store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { ok, type Result } from '@/lib/platform/result';
import { callMail } from '../mail';
import { addMessage } from '../message-store';
import type { SendProblem } from '../model';
import { addLetterEvent, reachedBy, tellsOfPregnancyTo, type Letter } from '../store';
import { readerOf } from '../reader-store';
import { readWayTo } from '../way-store';
import { linkProblem, mustBeVerified, notDue } from './follow-up';
import { readCallFacts } from './follow-up-store';
import { dateLink, linkExpiry } from './link-store';
import { endFollowUp } from './owing';
import { callOfLetter } from './which-call';

/** Why a follow-up letter that has not gone may not go now: the contact may have been closed, sealed or taken over by the police since it was written. Needs casework rights. */
export async function whyNotFollowUp(tx: Tx, letter: Letter): Promise<SendProblem | null> {
  const facts = await readCallFacts(tx, letter.contactId, callOfLetter(letter));
  if (facts === null || notDue(facts) !== null) return 'not_due';
  if (mustBeVerified(facts)) return 'not_verified';
  if (await tellsOfPregnancyTo(tx, letter, await readerOf(tx, letter))) return 'tells_of_pregnancy';
  const by = reachedBy(letter.recipient);
  // Signed in or by a link is the same to whoever it must be kept from.
  if (by !== 'post') return linkProblem(facts) === null ? null : 'no_link';
  return (await readWayTo(tx, letter.contactId, letter.recipient.key)).problem;
}

/** Sends a follow-up letter that its sender has read, and against which nothing stands. The contact's lock is held, and it has not gone. */
export async function sendFollowUp(tx: Tx, letter: Letter): Promise<Result<{ how: 'sent' | 'posted' }, SendProblem>> {
  const { contactId, id: letterId } = letter;
  const by = reachedBy(letter.recipient);
  const how = by === 'post' ? 'posted' : 'sent';
  await addLetterEvent(tx, letterId, how);
  if (how === 'sent') await addMessage(tx, letterId, letter.recipient.email, callMail(letter.text.reference, config().publicOrigin, by === 'account' ? letterId : null));
  await dateLink(tx, letterId, linkExpiry(tx.at, (await readAuthority(tx)).settings));
  await endFollowUp(tx, contactId, callOfLetter(letter), 'done', how === 'sent' ? 'The letter was sent.' : 'The letter was printed and posted.');
  await addEvent(tx, contactId, 'letter_sent', { letter: letterId, kind: letter.kind, how });
  tx.ledger({ action: how === 'sent' ? 'letter.sent' : 'letter.posted', objectKind: 'letter', objectId: letterId, detail: { contact: contactId, kind: letter.kind } });
  await refreshQueue(tx, contactId);
  return ok({ how });
}
