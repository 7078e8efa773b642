import type { Temporal } from 'temporal-polyfill';
import type { Mark } from '@/lib/contact/queue/marks';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';

const CONSULTATION: Mark = 'consultation';

/** A contact of the night, or one past a deadline. */
export interface MorningContact {
  contactId: string;
  reference: string;
  /** When it came in; of a late one, when it was due. */
  at: Temporal.Instant;
}

interface Row {
  contactId: string;
  reference: string;
  receivedAt: Date;
  nextDueAt: Date | null;
  /** When the last of it reached us: received, or what came in after it. */
  cameAt: Date;
  /** Something of it reached us since the office closed. */
  cameIn: boolean;
  advice: boolean;
}

/**
 * What came in since the office closed and is still open, what is past its first deadline, and consultations that nobody has decided on.
 * A contact came in when it was received and when it was recorded, and so did whatever was added to it, answered or joined in, and a birth.
 */
export async function readMorning(tx: Tx, since: Temporal.Instant): Promise<{ cameIn: MorningContact[]; late: MorningContact[]; consultations: MorningContact[] }> {
  const { authorityId } = tx.actor;
  const [from, now] = [dateOf(since), dateOf(tx.at)];
  const rows = await tx.db.$queryRaw<Row[]>`
    select * from (
      select q.contact_id as "contactId", q.reference, q.received_at as "receivedAt", q.next_due_at as "nextDueAt", greatest(q.received_at, came.at) as "cameAt",
        greatest(q.received_at, came.at) >= ${from}::timestamptz as "cameIn", ${CONSULTATION} = any (q.marks) and q.next_due_at is not null as advice, q.risk_rank
      from queue_row q cross join lateral (select greatest(
        (select p.at from proposal p where p.authority_id = q.authority_id and p.contact_id = q.contact_id and p.version = 1),
        (select max(n.at) from addition n where n.authority_id = q.authority_id and n.contact_id = q.contact_id),
        (select max(s.answered_at) from question s where s.authority_id = q.authority_id and s.contact_id = q.contact_id),
        (select max(u.at) from unborn_state u where u.authority_id = q.authority_id and u.contact_id = q.contact_id and u.state = 'born'),
        (select max(x.at) from closure x where x.authority_id = q.authority_id and x.joined_to_id = q.contact_id)) as at) came
      where q.authority_id = ${authorityId}) open
    where "cameIn" or advice or "nextDueAt" <= ${now}::timestamptz
    order by risk_rank, "receivedAt", "contactId"`;
  const listed = (some: readonly Row[], when: (row: Row) => Date): MorningContact[] => some.map((row) => ({ contactId: row.contactId, reference: row.reference, at: instantOf(when(row)) }));
  return {
    consultations: listed(rows.filter(({ advice }) => advice), ({ receivedAt }) => receivedAt),
    cameIn: listed(rows.filter(({ cameIn }) => cameIn), ({ cameAt }) => cameAt),
    late: listed(rows.filter(({ nextDueAt }) => nextDueAt !== null && nextDueAt.getTime() <= now.getTime()), ({ nextDueAt, receivedAt }) => nextDueAt ?? receivedAt),
  };
}
