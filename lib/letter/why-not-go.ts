import { subjectsNow } from '@/lib/contact/secrecy/subject-store';
import type { Tx } from '@/lib/platform/db';
import { gateRefusals } from './family/family-gate';
import { readGate } from './family/family-store';
import { mustBeSilent, toldUnasked } from './family/silence-store';
import { whyNotFollowUp } from './follow-up/sending';
import { mayBeRead, type SendProblem } from './model';
import { readDecided } from './occasion-store';
import { asksForSilence, asksOfReader } from './outcome/outcome';
import { readerOf } from './reader-store';
import { referrerLeft } from './status/status-store';
import { reachedBy, tellsOfPregnancyTo, type Letter } from './store';
import { readWayTo } from './way-store';

/**
 * Why a letter that has not gone may not go now, or null where nothing stands against it: asked by its page, before it is printed and
 * when it is sent, since what is on paper may be posted without anybody asking again (safe practice 4, 5). A letter to the family is held
 * against what forbids it, and every letter against who may know of a pregnancy. The way to reach its reader comes last. Needs casework rights.
 */
export async function whyNotGo(tx: Tx, letter: Letter): Promise<SendProblem | null> {
  const { contactId, decisionId, events, kind, recipient, state } = letter;
  if (mayBeRead(state)) return null;
  if (state === 'withheld') return events.some(({ what, detail }) => what === 'withheld' && detail.why === 'left_agency') ? 'left_agency' : 'not_agreed';
  if (state === 'cancelled') return 'cancelled';
  if (kind === 'follow_up') return whyNotFollowUp(tx, letter);
  if (decisionId === null) return 'cancelled';
  if (await toldUnasked(tx, letter)) return 'told_unasked';
  const decided = await readDecided(tx, decisionId);
  if (!decided.latest || !decided.inForce || decided.overtaken) return 'not_in_force';
  if (kind === 'family' && gateRefusals(await readGate(tx, contactId), tx.at).length > 0) return 'not_offered';
  // Learned since it was written.
  if (kind === 'outcome' && recipient.referrerClass !== 'subject' && (await subjectsNow(tx, [contactId])).size > 0) return 'not_agreed';
  if (await speaksToFamily(tx, decided.contactId, letter)) return 'not_silent';
  // What is theirs to hear, they hear where they told us from.
  const left = recipient.accountId === null ? null : await referrerLeft(tx, contactId);
  if (left !== null) return left;
  if (await tellsOfPregnancyTo(tx, letter, await readerOf(tx, letter))) return 'tells_of_pregnancy';
  return reachedBy(recipient) === 'post' ? (await readWayTo(tx, contactId, recipient.key)).problem : null;
}

/** Would its reader go by it and speak with the family, where that came to be forbidden since it was written? A reader who hears no more than that it came is asked nothing. */
async function speaksToFamily(tx: Tx, decidedIn: string, { kind, recipient, text }: Letter): Promise<boolean> {
  if (kind !== 'outcome' || recipient.referrerClass !== 'professional_continuing' || asksForSilence(text) || !asksOfReader(text)) return false;
  return mustBeSilent(tx, decidedIn);
}
