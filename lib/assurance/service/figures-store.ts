import type { Tx } from '@/lib/platform/db';
import { dateOf } from '@/lib/platform/time';

/** How the service keeps up in one authority: numbers alone, for a monitor. */
export interface Figures {
  /** Contacts not decided whose next clock has run out. */
  pastClock: number;
  /** Open alarms that nobody has accepted, by kind. */
  alarms: { kind: string; count: number }[];
  /** Letters and messages that are to leave. */
  messages: { waiting: number; oldestSeconds: number; failed: number };
  /** Messages to systems of agencies. */
  webhooks: { waiting: number; oldestSeconds: number };
}

/** The figures of the actor's authority, as the system. */
export async function readFigures(tx: Tx): Promise<Figures> {
  const { authorityId } = tx.actor;
  const at = dateOf(tx.at);
  const [row] = await tx.db.$queryRaw<{ pastClock: number; waiting: number; oldest: number; failed: number; hooks: number; hooksOldest: number }[]>`
    select (select count(*) from queue_row where authority_id = ${authorityId} and next_due_at < ${at})::int as "pastClock", m.waiting, m.oldest, m.failed, w.hooks, w."hooksOldest"
    from (select count(*) filter (where state = 'pending')::int as waiting, coalesce(extract(epoch from ${at} - min(made_at) filter (where state = 'pending')), 0)::float8 as oldest,
        count(*) filter (where state = 'failed')::int as failed from message where authority_id = ${authorityId} and state in ('pending', 'failed')) m,
      (select count(*)::int as hooks, coalesce(extract(epoch from ${at} - min(made_at)), 0)::float8 as "hooksOldest" from webhook_delivery where authority_id = ${authorityId} and state in ('pending', 'failed')) w`;
  if (!row) throw new Error('the database counted nothing');
  const alarms = await tx.db.$queryRaw<{ kind: string; count: number }[]>`select kind, count(*)::int as count from alarm where authority_id = ${authorityId} and ended_at is null group by kind`;
  return { pastClock: row.pastClock, alarms, messages: { waiting: row.waiting, oldestSeconds: row.oldest, failed: row.failed }, webhooks: { waiting: row.hooks, oldestSeconds: row.hooksOldest } };
}
