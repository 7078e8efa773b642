import type { Tx } from '@/lib/platform/db';
import { dateOf } from '@/lib/platform/time';

/** How the service keeps up in one authority: numbers alone, for a monitor. */
export interface Figures {
  /** Contacts not decided whose next clock has run out. */
  pastClock: number;
  /** Open alarms that nobody has accepted, by kind. */
  alarms: { kind: string; count: number }[];
  /** Letters and messages that are to leave, those among them that the provider did not take so far, and how many it did not take last. */
  messages: { waiting: number; oldestSeconds: number; failed: number };
  /** Messages to systems of agencies. */
  webhooks: { waiting: number; oldestSeconds: number };
}

/**
 * The figures of the actor's authority, as the system. A message that a provider did not take and that is tried again waits like any other:
 * while the provider is away nothing else would show it. One refused for its address does not: the provider is well.
 */
export async function readFigures(tx: Tx): Promise<Figures> {
  const { authorityId } = tx.actor;
  const at = dateOf(tx.at);
  const [row] = await tx.db.$queryRaw<{ pastClock: number; waiting: number; oldest: number; failed: number; hooks: number; hooksOldest: number }[]>`
    with tried as (
      select j.data->>'messageId' as id from pgboss.job j where j.name = 'post.deliver' and j.state in ('created', 'retry', 'active') and j.data->>'authorityId' = ${authorityId}),
    unsent as (
      select made_at, state, state = 'pending' or (arrival = '' and id::text in (select id from tried)) as leaves from message where authority_id = ${authorityId} and state in ('pending', 'failed'))
    select (select count(*) from queue_row where authority_id = ${authorityId} and next_due_at < ${at})::int as "pastClock", m.waiting, m.oldest, m.failed, w.hooks, w."hooksOldest"
    from (select count(*) filter (where leaves)::int as waiting, coalesce(extract(epoch from ${at} - min(made_at) filter (where leaves)), 0)::float8 as oldest, count(*) filter (where state = 'failed')::int as failed from unsent) m,
      (select count(*)::int as hooks, coalesce(extract(epoch from ${at} - min(made_at)), 0)::float8 as "hooksOldest" from webhook_delivery where authority_id = ${authorityId} and state in ('pending', 'failed')) w`;
  if (!row) throw new Error('the database counted nothing');
  const alarms = await tx.db.$queryRaw<{ kind: string; count: number }[]>`select kind, count(*)::int as count from alarm where authority_id = ${authorityId} and ended_at is null group by kind`;
  return { pastClock: row.pastClock, alarms, messages: { waiting: row.waiting, oldestSeconds: row.oldest, failed: row.failed }, webhooks: { waiting: row.hooks, oldestSeconds: row.hooksOldest } };
}

/** Did the database fail to archive its log when it last tried? What is written since then cannot be restored (docs/running.md, 7). False where it does not archive at all. */
export async function archiveFails(tx: Tx): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<{ fails: boolean }[]>`select current_setting('archive_mode') <> 'off' and coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) as fails from pg_stat_archiver`;
  return row?.fails ?? false;
}
