import type { Tx } from '@/lib/platform/db';
import { accountOf, plainOccasion, WRITTEN_FROM, type PlainOccasion } from './occasion-store';
import type { StatusFacts } from './status/status';
import { STATUS, statusOf } from './status/status-store';

/** Everything that the receipt of a contact is written from. */
export interface ReceiptMaterial {
  occasion: PlainOccasion;
  status: StatusFacts;
  /** Too urgent to wait for somebody to read it: danger now, or proposed at level 4 on all that is known (domain 7.1). */
  cannotWait: boolean;
}

/** Reads it in as few statements as there are: a receipt is written within the request that sends the report. Needs casework rights. */
export async function readReceiptMaterial(tx: Tx, contactId: string): Promise<ReceiptMaterial> {
  const row = await tx.db.contact.findUniqueOrThrow({
    where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } },
    select: { ...WRITTEN_FROM, ...STATUS, proposals: { orderBy: { version: 'desc' }, take: 1, select: { level: true } } },
  });
  const account = await accountOf(tx, row);
  return {
    occasion: await plainOccasion(tx, row, account),
    status: await statusOf(tx, contactId, row, account),
    cannotWait: row.immediate || row.proposals[0]?.level === 4,
  };
}
