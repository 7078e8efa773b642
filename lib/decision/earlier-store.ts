import { sameChildren } from '@/lib/contact/history-store';
import { standingOf } from '@/lib/contact/queue-store';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import type { Placed } from './model';

/** An earlier contact about a child of this one: when, and how it stood at its end or stands now. */
export interface EarlierContact {
  reference: string;
  receivedAt: Temporal.Instant;
  agencyName: string;
  placed: Placed | null;
  open: boolean;
}

/** Earlier contacts about the same children, newest first (domain 7, history before the decision). */
export async function earlierContacts(tx: Tx, contactId: string): Promise<EarlierContact[]> {
  const ids = [...new Set((await sameChildren(tx, contactId)).map((same) => same.contactId))];
  const rows = await tx.db.contact.findMany({
    where: { authorityId: tx.actor.authorityId, id: { in: ids } },
    orderBy: { receivedAt: 'desc' },
    select: { reference: true, receivedAt: true, agencyName: true, queue: { select: { level: true, route: true } }, closure: { select: { level: true, route: true } } },
  });
  return rows.map(({ reference, receivedAt, agencyName, queue, closure }) => {
    const standing = closure ?? queue;
    return { reference, receivedAt: instantOf(receivedAt), agencyName, placed: standing && standingOf(standing), open: closure === null };
  });
}
