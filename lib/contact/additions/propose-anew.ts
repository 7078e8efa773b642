import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { londonDate } from '@/lib/platform/time';
import { guideById } from '@/lib/threshold/guides';
import type { AssessInput, Proposal } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { asksForMore, stricter } from '@/lib/threshold/stricter';
import { addEvent } from '../event-store';
import { guideOn } from '../guide-on';
import { openSideDuties } from '../side-duty-store';
import { addProposal, readContact, type StoredProposal } from '../store';

/**
 * What is said of these facts by the guide of an earlier proposal and, where the area has another edition by then, by that: the stricter of both,
 * in the words of the first (decision 58).
 * @param at when it is asked.
 */
export function proposedUnder({ guideId, guideVersion }: Pick<StoredProposal, 'guideId' | 'guideVersion'>, input: AssessInput, at: Temporal.Instant): Proposal {
  const guide = guideById(guideId, guideVersion);
  if (guide === undefined) throw new Error(`No guide ${guideId} ${guideVersion}`);
  const now = guideOn(guide.area, londonDate(at));
  return now === guide ? propose(guide, input) : stricter(propose(guide, input), propose(now, input));
}

/** Without the reason that a child may be born by now where that is known by now. It raises nothing by itself. */
function withoutFoundOut(before: Proposal, { children }: AssessInput): Proposal {
  const isOpen = (id: string | null) => children.some((child) => child.id === id && child.facts?.perhapsBornMonths !== undefined);
  const holds = (rule: string, child: string | null) => rule !== 'perhaps-born' || isOpen(child);
  return {
    ...before,
    because: before.because.filter(({ rule, child }) => holds(rule, child)),
    children: before.children.map((child) => ({ ...child, because: child.because.filter(({ rule }) => holds(rule, child.id)) })),
  };
}

/**
 * The same, and never less than was proposed before: the rules of that edition may have been changed since under its version, as its hash shows
 * (decision 58).
 */
export function proposedAgain(before: Pick<StoredProposal, 'guideId' | 'guideVersion' | 'guideHash' | 'document'>, input: AssessInput, at: Temporal.Instant): Proposal {
  const document = proposedUnder(before, input, at);
  // Also later, when the hash is today's again: what was held then is held on.
  return document.guide.hash === before.guideHash && !asksForMore(before.document, document) ? document : stricter(document, withoutFoundOut(before.document, input));
}

/**
 * Lets the guide propose anew on all facts known now, and opens the duties that follow in law. Under the guide of the proposal before and the one in force, so that
 * the level of all facts can only be the same or higher (safe practice 8; decision 58).
 * @param arrivedAt when what is new reached us: what it calls for in law is owed from then, and not from the contact's own receipt.
 * @returns the version of the new proposal.
 */
export async function proposeAnew(tx: Tx, contactId: string, before: StoredProposal, input: AssessInput, arrivedAt: Temporal.Instant): Promise<number> {
  const document = proposedAgain(before, input, tx.at);
  const version = before.version + 1;
  await addProposal(tx, contactId, version, input, document);
  const contact = await readContact(tx, contactId);
  if (contact !== null) await openSideDuties(tx, { ...contact, arrivedAt }, { input, document });
  await addEvent(tx, contactId, 'proposed', { version, level: document.level, route: document.route });
  return version;
}
