import { mayDecide } from '@/lib/access/deciding';
import type { Person } from '@/lib/access/model';
import { latestDecision } from '@/lib/contact/additions/addition-store';
import { addEvent } from '@/lib/contact/event-store';
import type { ContactHead } from '@/lib/contact/head';
import { endClaim } from '@/lib/contact/queue/claim-store';
import { lockContacts, refreshQueue } from '@/lib/contact/queue/queue-store';
import { URGENT_RANK } from '@/lib/contact/queue/rating';
import { readRank } from '@/lib/contact/queue/rating-store';
import { addEnd, readOpen, type OpenContact } from '@/lib/contact/standing-store';
import { mayFollow } from '@/lib/contact/state';
import { onlyEndedPregnancies } from '@/lib/contact/unborn-store';
import { isSideDuty, type DutyCode } from '@/lib/duty/codes';
import type { Duty } from '@/lib/duty/model';
import { dischargeDuty, openDuties } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { ok, refused, type Result } from '@/lib/platform/result';
import { readBasis } from '../basis-store';
import { adviceReasons } from '../model';

/** Owed to somebody, or for a child, whatever becomes of the contact: each ends by itself, or by a manager's lawful ending with its reason (decision 26). */
const OUTLIVES: readonly DutyCode[] = ['ANSWER_CHALLENGE', 'ANSWER_REQUEST', 'CHILD_NOT_KNOWN', 'RESTRICTED_MATCH', 'PROTECTION_ENDS', 'AGREE_RETURN'];

/** Owed because somebody rang, or opened it alone, whether or not there is work to do on it: these go on after it (safe practice 7.9, 7.14; decision 36). */
const GOES_ON: readonly DutyCode[] = ['FOLLOW_UP_LETTER', 'REVIEW_GLASS'];

/** Would no further action on any of its children take a second person (safe practice 7)? Whether a child was seen is asked of a decision alone. */
async function adviceTakesTwo(tx: Tx, contactId: string): Promise<boolean> {
  const basis = await readBasis(tx, contactId);
  if (basis === null) return true;
  return basis.situation.children.some((child) => adviceReasons(child, { route: 'UNIV_ADVICE', childSeen: 'yes' }, basis.situation).length > 0);
}

async function needsDecision(tx: Tx, open: OpenContact, duties: readonly Duty[]): Promise<boolean> {
  if (open.level >= 3 || open.immediate || !open.read) return true;
  if (((await readRank(tx, open.contactId)) ?? 0) <= URGENT_RANK) return true;
  return duties.some(({ code }) => isSideDuty(code) || OUTLIVES.includes(code)) || (await adviceTakesTwo(tx, open.contactId));
}

/**
 * A social-work-qualified manager takes a contact out of the queue that should not be in it, with the reason. Not a way round the decision: it is decided
 * instead at level 3 or 4 or rated so urgent, where advice would take a second person, where something is owed in law, and where nobody
 * has read it (safe practice 7.2, 7.7, 7.15); unless the pregnancy it was about has ended (7.12). A decided contact is told and closed.
 * What is owed because somebody rang, or opened it alone, stays owed.
 */
export async function withdrawContact(tx: Tx, person: Person, contact: ContactHead, reason: string): Promise<Result<null, 'not_qualified' | 'ended' | 'reason_missing' | 'needs_decision' | 'already_decided'>> {
  if (!mayDecide(person)) return refused('not_qualified');
  if (reason.trim() === '') return refused('reason_missing');
  await lockContacts(tx, [contact.id]);
  const open = await readOpen(tx, { contactId: contact.id });
  if (open === null) return refused('ended');
  // Also where something came in since: it is decided again, told and closed.
  if (!mayFollow(open.state, 'withdrawn') || (await latestDecision(tx, contact.id)) !== null) return refused('already_decided');
  const duties = await openDuties(tx, contact.id);
  const pregnanciesEnded = await onlyEndedPregnancies(tx, contact.id);
  if (!pregnanciesEnded && (await needsDecision(tx, open, duties))) return refused('needs_decision');
  await addEnd(tx, open, { how: 'withdrawn', reason: reason.trim() });
  await endClaim(tx, contact.id, { how: 'closed' });
  // The end of a pregnancy stops every letter and duty (safe practice 7.12), and not the look at what somebody opened alone: that is about them.
  for (const { id, code } of duties) if (pregnanciesEnded ? code !== 'REVIEW_GLASS' : !GOES_ON.includes(code)) await dischargeDuty(tx, id, 'ended_lawfully', 'The contact was withdrawn by a manager.');
  await addEvent(tx, contact.id, 'withdrawn');
  tx.ledger({ action: 'contact.withdrawn', objectKind: 'contact', objectId: contact.id, detail: { level: open.level } });
  await refreshQueue(tx, contact.id);
  return ok(null);
}
