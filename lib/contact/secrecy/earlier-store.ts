import type { Prisma, Tx } from '@/lib/platform/db';
import { writtenIn } from './who-must-not-see';

/** A contact that is here already, with everything that was written in it: its report, additions and answers. */
export interface Earlier {
  id: string;
  referrerId: string | null;
  text: string;
}

const EARLIER = { id: true, referrerId: true, report: true, additions: { select: { text: true } }, questions: { select: { answer: true } } } as const;
type Row = Prisma.ContactGetPayload<{ select: typeof EARLIER }>;

function earlierOf({ id, referrerId, report, additions, questions }: Row): Earlier {
  const words = [...additions.map(({ text }) => text), ...questions.flatMap(({ answer }) => answer ?? [])];
  // A figure between them, so that the end of one and the beginning of the next make no name.
  return { id, referrerId, text: [writtenIn(typeof report === 'object' && report !== null ? report : {}), ...words].join(' 0 ') };
}

/** Contacts after one, or from the first, in the order of their ids. As the system. @param most so many at most. */
export async function readEarlier(tx: Tx, after: string | null, most: number): Promise<Earlier[]> {
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, ...(after === null ? {} : { id: { gt: after } }) }, orderBy: { id: 'asc' }, take: most, select: EARLIER });
  return rows.map(earlierOf);
}

/** The contacts that came in last. As the system. @param most so many at most. */
export async function readLatest(tx: Tx, most: number): Promise<Earlier[]> {
  const rows = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId }, orderBy: { receivedAt: 'desc' }, take: most, select: EARLIER });
  return rows.map(earlierOf);
}
