import type { Belongs } from '@/lib/access/model';
import type { Tx } from '@/lib/platform/db';

/** Whose a duty is, or null when it is not there for this actor. */
export async function dutyBelongs(tx: Tx, id: string): Promise<Belongs | null> {
  const duty = await tx.db.duty.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, select: { authorityId: true, ownerId: true } });
  return duty ? { authorityId: duty.authorityId, agencyId: null, ownerId: duty.ownerId, hiddenFromAgency: true } : null;
}
