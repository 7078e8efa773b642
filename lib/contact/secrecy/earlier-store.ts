import type { Tx } from '@/lib/platform/db';
import { writtenIn } from './who-must-not-see';

/** A contact that is here already, with everything that was written in it: its report, additions and answers. */
export interface Earlier {
  id: string;
  referrerId: string | null;
  text: string;
}

/** Contacts after one, or from the first, in the order in which they came. As the system. @param most so many at most. */
export async function readEarlier(tx: Tx, after: string | null, most: number): Promise<Earlier[]> {
  const rows = await tx.db.contact.findMany({
    where: { authorityId: tx.actor.authorityId, ...(after === null ? {} : { id: { gt: after } }) },
    orderBy: { id: 'asc' },
    take: most,
    select: { id: true, referrerId: true, report: true, additions: { select: { text: true } }, questions: { select: { answer: true } } },
  });
  return rows.map(({ id, referrerId, report, additions, questions }) => {
    const words = [...additions.map(({ text }) => text), ...questions.flatMap(({ answer }) => answer ?? [])];
    // A figure between them, so that the end of one and the beginning of the next make no name.
    return { id, referrerId, text: [writtenIn(typeof report === 'object' && report !== null ? report : {}), ...words].join(' 0 ') };
  });
}
