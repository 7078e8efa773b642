import { openCodes } from '@/lib/duty/store';
import type { Tx } from '@/lib/platform/db';
import { plainOccasion, WRITTEN_FROM, type PlainOccasion, type ReferrerAccount } from './occasion-store';
import type { StatusFacts } from './status/status';
import { readerOfLink, STATUS, statusOf } from './status/status-store';

/** Everything that the receipt of a contact is written from. */
export interface ReceiptMaterial {
  occasion: PlainOccasion;
  status: StatusFacts;
  /** Too urgent to wait for somebody to read it: danger now, or proposed at level 4 on all that is known (domain 7.1). */
  cannotWait: boolean;
}

/**
 * Reads it in as few statements as there are: a receipt is written within the request that sends the report. Needs casework rights.
 * @param own an account that is at hand and need not be asked for.
 */
export async function readReceiptMaterial(tx: Tx, contactId: string, own?: ReferrerAccount & { actorId: string }): Promise<ReceiptMaterial> {
  const [row, open] = await Promise.all([
    tx.db.contact.findUniqueOrThrow({
      where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } },
      select: { ...WRITTEN_FROM, ...STATUS, proposals: { orderBy: { version: 'desc' }, take: 1, select: { level: true } } },
    }),
    openCodes(tx, contactId),
  ]);
  const reader = await readerOfLink(tx, row, own);
  return {
    occasion: await plainOccasion(tx, row, reader.account),
    status: await statusOf(tx, contactId, row, open, reader),
    cannotWait: row.immediate || row.proposals[0]?.level === 4,
  };
}
