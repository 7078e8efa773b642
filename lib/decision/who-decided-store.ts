import type { WhoDecided } from '@/lib/duty/model';
import type { Tx } from '@/lib/platform/db';
import { conflictedIn } from '@/lib/restriction/opening-store';

/** Who decided, agreed, reported and holds a contact, and who may know somebody in it: for what takes another person than these. Needs casework rights. */
export async function whoDecided(tx: Tx, contactId: string): Promise<WhoDecided> {
  const { authorityId } = tx.actor;
  const [contact, conflicted] = await Promise.all([
    tx.db.contact.findUniqueOrThrow({
      where: { authorityId_id: { authorityId, id: contactId } },
      select: { referrerId: true, claims: { where: { endedAt: null }, select: { accountId: true } }, decisions: { select: { by: true, countersign: { select: { by: true, verdict: true } } } } },
    }),
    conflictedIn(tx, contactId),
  ]);
  const deciders = contact.decisions.flatMap(({ by, countersign }) => [by, ...(countersign?.verdict === 'agreed' ? [countersign.by] : [])]);
  return { deciders: [...new Set(deciders)], referrerId: contact.referrerId, holderId: contact.claims[0]?.accountId ?? null, conflicted };
}
