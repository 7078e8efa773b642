import { addEvent } from '@/lib/contact/event-store';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import { isReferralBasis, type Referral, type ReferralBasis } from './referral';

/** How a contact became a referral; null while it is a contact only. Needs casework rights. */
export async function readReferral(tx: Tx, contactId: string): Promise<Referral | null> {
  const row = await tx.db.referral.findUnique({ where: { authorityId_contactId: { authorityId: tx.actor.authorityId, contactId } } });
  if (row === null || !isReferralBasis(row.basis)) return null;
  const { by, decisionId, basis, words } = row;
  return { at: instantOf(row.at), by, decisionId, basis, words };
}

/** Records that a contact became a referral, in the actor's name. False when it was one before: the first stays. */
export async function addReferral(tx: Tx, contactId: string, referral: { decisionId: string; basis: ReferralBasis; words?: string }): Promise<boolean> {
  const { decisionId, basis, words = '' } = referral;
  const { count } = await tx.db.referral.createMany({ data: [{ authorityId: tx.actor.authorityId, contactId, decisionId, at: dateOf(tx.at), by: tx.actor.actorId, basis, words }], skipDuplicates: true });
  if (count === 0) return false;
  await addEvent(tx, contactId, 'referral', { decision: decisionId, basis });
  return true;
}
