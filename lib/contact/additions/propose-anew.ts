import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { guideById } from '@/lib/threshold/guides';
import type { AssessInput, Proposal } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { addEvent } from '../event-store';
import { openSideDuties } from '../side-duty-store';
import { addProposal, readContact, type StoredProposal } from '../store';

/** What the guide of an earlier proposal says of these facts. */
export function proposedUnder({ guideId, guideVersion }: Pick<StoredProposal, 'guideId' | 'guideVersion'>, input: AssessInput): Proposal {
  const guide = guideById(guideId, guideVersion);
  if (guide === undefined) throw new Error(`No guide ${guideId} ${guideVersion}`);
  return propose(guide, input);
}

/**
 * Lets the guide propose anew on all facts known now, and opens the duties that follow in law. Under the guide of the proposal before, so that the level of all
 * facts can only be the same or higher (safe practice 8).
 * @param arrivedAt when what is new reached us: what it calls for in law is owed from then, and not from the contact's own receipt.
 * @returns the version of the new proposal.
 */
export async function proposeAnew(tx: Tx, contactId: string, before: StoredProposal, input: AssessInput, arrivedAt: Temporal.Instant): Promise<number> {
  const document = proposedUnder(before, input);
  const version = before.version + 1;
  await addProposal(tx, contactId, version, input, document);
  const contact = await readContact(tx, contactId);
  if (contact !== null) await openSideDuties(tx, { ...contact, arrivedAt }, { input, document });
  await addEvent(tx, contactId, 'proposed', { version, level: document.level, route: document.route });
  return version;
}
