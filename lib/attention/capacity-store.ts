import type { Temporal } from 'temporal-polyfill';
import type { Mark } from '@/lib/contact/queue/marks';
import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';

const CONSULTATION: Mark = 'consultation';

/** A contact of the night, or one past a deadline. */
export interface MorningContact {
  contactId: string;
  reference: string;
  /** When it came in; of a late one, when it was due. */
  at: Temporal.Instant;
}

/** What came in since the office closed and is still open, what is past its first deadline, and consultations that nobody has decided on. */
export async function readMorning(tx: Tx, since: Temporal.Instant): Promise<{ cameIn: MorningContact[]; late: MorningContact[]; consultations: MorningContact[] }> {
  const { authorityId } = tx.actor;
  const [from, now] = [since.epochMilliseconds, tx.at.epochMilliseconds];
  const rows = await tx.db.queueRow.findMany({
    where: { authorityId, OR: [{ receivedAt: { gte: new Date(from) } }, { nextDueAt: { lte: new Date(now) } }, { marks: { has: CONSULTATION }, nextDueAt: { not: null } }] },
    select: { contactId: true, reference: true, receivedAt: true, nextDueAt: true, marks: true },
    orderBy: [{ riskRank: 'asc' }, { receivedAt: 'asc' }, { contactId: 'asc' }],
  });
  const cameIn = rows.filter(({ receivedAt }) => receivedAt.getTime() >= from);
  const late = rows.filter(({ nextDueAt }) => nextDueAt !== null && nextDueAt.getTime() <= now);
  const advice = rows.filter(({ marks, nextDueAt }) => marks.includes(CONSULTATION) && nextDueAt !== null);
  return {
    consultations: advice.map(({ contactId, reference, receivedAt }) => ({ contactId, reference, at: instantOf(receivedAt) })),
    cameIn: cameIn.map(({ contactId, reference, receivedAt }) => ({ contactId, reference, at: instantOf(receivedAt) })),
    late: late.map(({ contactId, reference, receivedAt, nextDueAt }) => ({ contactId, reference, at: instantOf(nextDueAt ?? receivedAt) })),
  };
}
