import type { Tx } from '@/lib/platform/db';
import { guideById } from '@/lib/threshold/guides';
import type { AssessInput } from '@/lib/threshold/model';
import { propose } from '@/lib/threshold/propose';
import { addEvent } from '../event-store';
import { openSideDuties } from '../side-duty-store';
import { addProposal, readContact, type StoredProposal } from '../store';

/**
 * Lets the guide propose anew on all facts known now, and opens the duties that follow in law. Under the guide of the proposal before, so that the level of all
 * facts can only be the same or higher (safe practice 8).
 * @returns the version of the new proposal.
 */
export async function proposeAnew(tx: Tx, contactId: string, before: StoredProposal, input: AssessInput): Promise<number> {
  const guide = guideById(before.guideId, before.guideVersion);
  if (guide === undefined) throw new Error(`No guide ${before.guideId} ${before.guideVersion}`);
  const document = propose(guide, input);
  const version = before.version + 1;
  await addProposal(tx, contactId, version, input, document);
  const contact = await readContact(tx, contactId);
  if (contact !== null) await openSideDuties(tx, contact, { input, document });
  await addEvent(tx, contactId, 'proposed', { version, level: document.level, route: document.route });
  return version;
}
