import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantIfRead, instantOf } from '@/lib/platform/time';

/** Notifications that came together, as far as the actor may open them. */
export interface Batch {
  id: string;
  systemName: string;
  agencyName: string;
  firstAt: Temporal.Instant;
  /** How many there are, how many of them wait to be typed in, and how many are not decided yet. */
  count: number;
  untyped: number;
  undecided: number;
}

interface BatchRow {
  id: string;
  systemName: string;
  agencyName: string;
  firstAt: Date;
  count: number;
  untyped: number;
  undecided: number;
}

/** The batches that came last. */
export async function readBatches(tx: Tx, count: number): Promise<Batch[]> {
  const rows = await tx.db.$queryRaw<BatchRow[]>`
    select i.batch_id::text as id, min(i.system_name) as "systemName", min(a.name) as "agencyName", min(i.received_at) as "firstAt", count(*)::int as count,
      count(*) filter (where i.ended_at is null)::int as untyped, count(q.contact_id) filter (where q.next_due_at is not null)::int as undecided
    from machine_intake i join agency a on a.authority_id = i.authority_id and a.id = i.agency_id
    left join queue_row q on q.authority_id = i.authority_id and q.contact_id = i.contact_id
    where i.authority_id = ${tx.actor.authorityId} and i.batch_id is not null and i.lane = 'notification'
    group by i.batch_id order by min(i.received_at) desc, i.batch_id limit ${count}`;
  return rows.map(({ firstAt, ...row }) => ({ ...row, firstAt: instantOf(firstAt) }));
}

/** One of a batch: its three times, and where its contact stands; null where it waits to be typed in. */
export interface BatchOne {
  id: string;
  reference: string;
  item: string;
  eventAt: Temporal.Instant | null;
  sentAt: Temporal.Instant | null;
  receivedAt: Temporal.Instant;
  waits: boolean;
  contact: { state: string; level: number | null; childrenLine: string; contactsIn12Months: number } | null;
}

interface OneRow {
  id: string;
  reference: string;
  item: string;
  eventAt: Date | null;
  sentAt: Date | null;
  receivedAt: Date;
  waits: boolean;
  state: string | null;
  closed: string | null;
  level: number | null;
  childrenLine: string | null;
  contactsIn12Months: number | null;
}

/** What came in one batch, the most dangerous first: as far as the actor may open it. */
export async function readBatch(tx: Tx, batchId: string): Promise<BatchOne[]> {
  const rows = await tx.db.$queryRaw<OneRow[]>`
    select i.id::text as id, coalesce(c.reference, i.reference) as reference, i.item, i.event_at as "eventAt", i.sent_at as "sentAt", i.received_at as "receivedAt", i.ended_at is null as waits,
      q.state, e.how as closed, q.level, q.children_line as "childrenLine", q.contacts_in_12_months as "contactsIn12Months"
    from machine_intake i left join contact c on c.authority_id = i.authority_id and c.id = i.contact_id
    left join queue_row q on q.authority_id = i.authority_id and q.contact_id = i.contact_id
    left join closure e on e.authority_id = i.authority_id and e.contact_id = i.contact_id
    where i.authority_id = ${tx.actor.authorityId} and i.batch_id = ${batchId}::uuid
    order by i.ended_at is not null, q.risk_rank nulls last, i.received_at, i.id`;
  return rows.map(({ eventAt, sentAt, receivedAt, state, closed, level, childrenLine, contactsIn12Months, ...row }) => {
    const standing = closed ?? state;
    return { ...row, eventAt: instantIfRead(eventAt), sentAt: instantIfRead(sentAt), receivedAt: instantOf(receivedAt), contact: standing === null ? null : { state: standing, level, childrenLine: childrenLine ?? '', contactsIn12Months: contactsIn12Months ?? 1 } };
  });
}

/** How late the notifications of one system come, in minutes: from what happened, and from when they were sent, to when they were here. */
export interface Lag {
  systemName: string;
  agencyName: string;
  count: number;
  /** The middle one and the longest; null where none says when it happened, or was sent. */
  sinceEvent: { median: number; longest: number } | null;
  sinceSent: { median: number; longest: number } | null;
}

interface LagRow {
  systemName: string;
  agencyName: string;
  count: number;
  eventMedian: number | null;
  eventLongest: number | null;
  sentMedian: number | null;
  sentLongest: number | null;
}

/** How late they came since an instant, the latest system first. */
export async function readLags(tx: Tx, since: Temporal.Instant): Promise<Lag[]> {
  const rows = await tx.db.$queryRaw<LagRow[]>`
    with i as (select i.*, extract(epoch from received_at - event_at) / 60 as event_lag, extract(epoch from received_at - sent_at) / 60 as sent_lag
      from machine_intake i where authority_id = ${tx.actor.authorityId} and lane = 'notification' and received_at >= ${dateOf(since)})
    select i.system_name as "systemName", a.name as "agencyName", count(*)::int as count,
      percentile_cont(0.5) within group (order by event_lag)::float8 as "eventMedian", max(event_lag)::float8 as "eventLongest",
      percentile_cont(0.5) within group (order by sent_lag)::float8 as "sentMedian", max(sent_lag)::float8 as "sentLongest"
    from i join agency a on a.authority_id = i.authority_id and a.id = i.agency_id
    group by 1, 2 order by 4 desc nulls last, 1`;
  const both = (median: number | null, longest: number | null) => (median === null || longest === null ? null : { median, longest });
  return rows.map(({ eventMedian, eventLongest, sentMedian, sentLongest, ...row }) => ({ ...row, sinceEvent: both(eventMedian, eventLongest), sinceSent: both(sentMedian, sentLongest) }));
}

/** "25 min", "3 h 5 min", "2 days 4 h"; a clock of the sender's that runs ahead is said to. */
export function lagWords(minutes: number): string {
  if (minutes < -1) return 'before it happened, by the sender’s clock';
  const whole = Math.max(0, Math.round(minutes));
  const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60];
  if (days > 0) return `${days} ${days === 1 ? 'day' : 'days'} ${hours} h`;
  return hours > 0 ? `${hours} h ${rest} min` : `${rest} min`;
}
