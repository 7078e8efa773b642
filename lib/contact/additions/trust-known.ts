import type { Tx } from '@/lib/platform/db';
import { isOfTrust } from '../secrecy/who-must-not-see';
import { readProposal, type Contact } from '../store';
import { positionOfTrust } from '../trust';

/**
 * A contact with what is known by now of somebody in a position of trust: told by a call that was put to it, on a page that came late, or by a
 * sign of a child, it stands in no report, and would be lost where the worry is told again (domain 2.2 behaviour 12, 7.3). As the product.
 */
export async function withTrustKnown(system: Tx, contact: Contact): Promise<Contact> {
  const { report } = contact;
  if (positionOfTrust(report.incident) === true) return contact;
  const proposal = await readProposal(system, contact.id);
  if (proposal === null || !isOfTrust(proposal.input)) return contact;
  return { ...contact, report: { ...report, incident: { ...report.incident, positionOfTrust: 'yes' } } };
}
