import type { Temporal } from 'temporal-polyfill';
import { readNames } from '@/lib/access/store';
import { Prisma, type Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { Shown } from '@/lib/restriction/model';
import { readShown } from '@/lib/restriction/opening-store';
import { readSigns } from '../secrecy/signs-store';
import { readMarks, type Mark } from './marks';
import { FACETS, VIEWS, type Cursor, type Facet, type QueueFilter, type View } from './queue-filter';
import { standingOf, type Standing } from './queue-model';
import { URGENT_RANK } from './rating';
import { isOpenState, type OpenState } from '../state';

/** A contact as a row of the queue. */
export interface QueueItem extends Standing {
  contactId: string;
  reference: string;
  state: OpenState;
  read: { at: Temporal.Instant; by: string | null } | null;
  immediate: boolean;
  /** When it first reached us. */
  reachedAt: Temporal.Instant;
  /** Start and ends of the clocks that run; what was added to a decided contact has its own. */
  receivedAt: Temporal.Instant;
  due24h: Temporal.Instant;
  due1wd: Temporal.Instant | null;
  nextDue: Temporal.Instant | null;
  agencyName: string;
  agencyKind: string;
  channel: string;
  referrerLevel: number | null;
  summary: string;
  childrenLine: string;
  contactsIn12Months: number;
  holder: { id: string; name: string; since: Temporal.Instant } | null;
  /** Something was added that nobody has read. */
  addedUnread: boolean;
  /** What is said beside the state, and until when it is held for checks. */
  marks: Mark[];
  heldUntil: Temporal.Instant | null;
  /** How much of it the reader may be shown: without its words, `summary`, `agencyName` and `breach` are empty. */
  shown: Shown;
  /** Codes of the signs seen, where those stand in place of its words. */
  signs: string[];
  /** What was done for the child meanwhile, of a contact past its time. */
  breach: { text: string; by: string; at: Temporal.Instant } | null;
}

export interface QueuePage {
  items: QueueItem[];
  /** Where the next page begins, or null at the end. */
  next: Cursor | null;
}

/** Rows of a page. */
export const PAGE_SIZE = 25;

const THREE_HOURS_MS = 3 * 3_600_000;

/** The predicate of lib/clock/model.ts in SQL: both are tested to agree. */
export function latenessSql(at: Date): Prisma.Sql {
  return Prisma.sql`case when q.next_due_at is null then 'stopped'
    when ${at}::timestamptz >= q.next_due_at then 'breached'
    when (${at}::timestamptz - q.received_at) * 4 >= (q.next_due_at - q.received_at) * 3 then 'due_soon'
    else 'running' end`;
}

/** Which rows each figure above the queue counts. */
function viewSql(view: View, at: Date): Prisma.Sql {
  switch (view) {
    case 'now':
      // Danger that nobody has read asks for somebody whoever holds it: they know nothing of it yet.
      return Prisma.sql`(q.next_due_at is not null and ((q.holder_id is null and (q.immediate or q.level = 4 or q.risk_rank <= ${URGENT_RANK})) or (q.immediate and q.read_at is null)))`;
    case 'waiting':
      return Prisma.sql`(q.next_due_at is not null)`;
    case 'due3h':
      return Prisma.sql`(q.next_due_at > ${at}::timestamptz and q.next_due_at <= ${new Date(at.getTime() + THREE_HOURS_MS)}::timestamptz)`;
    case 'over24h':
      return Prisma.sql`(q.next_due_at is not null and q.due_24h_at <= ${at}::timestamptz)`;
    case 'countersign':
      return Prisma.sql`(q.state = 'awaiting_countersign')`;
  }
}

function facetSql(facet: Facet, at: Date, me: string): Prisma.Sql {
  switch (facet) {
    case 'state':
      return Prisma.sql`q.state`;
    case 'level':
      return Prisma.sql`q.level::text`;
    case 'route':
      return Prisma.sql`q.route`;
    case 'kind':
      return Prisma.sql`q.agency_kind`;
    case 'channel':
      return Prisma.sql`q.channel`;
    case 'held':
      return Prisma.sql`case when q.holder_id is null then 'nobody' when q.holder_id = ${me}::uuid then 'me' else 'others' end`;
    case 'clock':
      return latenessSql(at);
    // A contact may carry several: each counts it, and any of those chosen lets it through.
    case 'mark':
      return Prisma.sql`unnest(q.marks)`;
  }
}

const chosen = (filter: QueueFilter, facet: Facet): string[] => filter[facet].map(String);

function chosenSql(filter: QueueFilter, facet: Facet, at: Date, me: string): Prisma.Sql {
  return facet === 'mark' ? Prisma.sql`q.marks && ${chosen(filter, facet)}::text[]` : Prisma.sql`${facetSql(facet, at, me)} = any(${chosen(filter, facet)})`;
}

/** True for rows that the filter lets through, apart from one facet when its own figures are counted. */
function matches(filter: QueueFilter, at: Date, me: string, except?: Facet): Prisma.Sql {
  const facets = FACETS.filter((facet) => facet !== except && filter[facet].length > 0);
  const parts = facets.map((facet) => chosenSql(filter, facet, at, me));
  if (filter.view !== null) parts.push(viewSql(filter.view, at));
  return parts.length === 0 ? Prisma.sql`true` : Prisma.join(parts, ' and ');
}

function afterSql(cursor: Cursor | null): Prisma.Sql {
  if (cursor === null) return Prisma.sql`true`;
  const { riskRank, nextDueMs, contactId } = cursor;
  const inRank =
    nextDueMs === null
      ? Prisma.sql`q.next_due_at is null and q.contact_id > ${contactId}::uuid`
      : Prisma.sql`(q.next_due_at, q.contact_id) > (${new Date(nextDueMs)}::timestamptz, ${contactId}::uuid) or q.next_due_at is null`;
  return Prisma.sql`q.risk_rank >= ${riskRank} and (q.risk_rank > ${riskRank} or (${inRank}))`;
}

/** One page of the queue: by risk, then time left, then id. */
export async function listQueue(tx: Tx, filter: QueueFilter, after: Cursor | null): Promise<QueuePage> {
  const { authorityId, actorId } = tx.actor;
  const at = dateOf(tx.at);
  const keys = await tx.db.$queryRaw<Beside[]>`
    with page as (
      select q.authority_id, q.contact_id, q.holder_id, q.read_by, q.risk_rank, q.next_due_at from queue_row q
      where q.authority_id = ${authorityId} and ${matches(filter, at, actorId)} and ${afterSql(after)}
      order by q.risk_rank, q.next_due_at nulls last, q.contact_id
      limit ${PAGE_SIZE + 1})
    select p.contact_id as id, c.received_at as "receivedAt", h.name as "holderName", r.name as "readerName",
      exists (select 1 from addition a where a.authority_id = p.authority_id and a.contact_id = p.contact_id) as added,
      b.at as "breachAt", b.text as "breachText", w.name as "breachBy"
    from page p join contact c on c.authority_id = p.authority_id and c.id = p.contact_id
      left join account h on h.id = p.holder_id left join account r on r.id = p.read_by
      left join lateral (select n.at, n.by, n.text from note n where n.authority_id = p.authority_id and n.contact_id = p.contact_id and n.kind = 'breach' order by n.at desc limit 1) b on true
      left join account w on w.id = b.by
    order by p.risk_rank, p.next_due_at nulls last, p.contact_id`;
  const items = await readItems(tx, keys.slice(0, PAGE_SIZE));
  const last = keys.length > PAGE_SIZE ? items.at(-1) : undefined;
  return { items, next: last === undefined ? null : { riskRank: last.riskRank, nextDueMs: last.nextDue?.epochMilliseconds ?? null, contactId: last.contactId } };
}

/** What the list says of a contact beside its row in the queue. */
interface Beside {
  id: string;
  receivedAt: Date;
  holderName: string | null;
  readerName: string | null;
  added: boolean;
  breachAt: Date | null;
  breachText: string | null;
  breachBy: string | null;
}

const nameOf = (name: string | null) => name ?? 'A colleague who has left';

async function readItems(tx: Tx, besides: readonly Beside[]): Promise<(QueueItem & { riskRank: number })[]> {
  const ids = besides.map(({ id }) => id);
  const rows = await tx.db.queueRow.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: ids } } });
  const byId = new Map(rows.map((row) => [row.contactId, row]));
  const shownTo = await readShown(tx, ids);
  const signs = await readSigns(tx, ids.filter((id) => shownTo.get(id) === 'kind'));
  return besides.flatMap(({ id, receivedAt, holderName, readerName, added, breachAt, breachText, breachBy }) => {
    const row = byId.get(id);
    if (!row || !isOpenState(row.state)) return [];
    const shown = shownTo.get(id) ?? 'nothing';
    const { contactId, reference, state, immediate, riskRank, agencyName, agencyKind, channel, referrerLevel, summary, childrenLine: children, contactsIn12Months } = row;
    return [
      {
        ...{ contactId, reference, state, immediate, riskRank, agencyKind, channel, referrerLevel, contactsIn12Months, shown },
        agencyName: shown === 'nothing' ? '' : agencyName,
        summary: shown === 'words' ? summary : '',
        signs: signs.get(id) ?? [],
        ...standingOf(row),
        childrenLine: children,
        read: row.readAt === null ? null : { at: instantOf(row.readAt), by: row.readBy === null ? null : nameOf(readerName) },
        reachedAt: instantOf(receivedAt),
        receivedAt: instantOf(row.receivedAt),
        due24h: instantOf(row.due24hAt),
        due1wd: row.due1wdAt === null ? null : instantOf(row.due1wdAt),
        nextDue: row.nextDueAt === null ? null : instantOf(row.nextDueAt),
        holder: row.holderId === null || row.heldSince === null ? null : { id: row.holderId, name: nameOf(holderName), since: instantOf(row.heldSince) },
        addedUnread: row.readAt === null && added,
        marks: readMarks(row.marks),
        heldUntil: row.heldUntil === null ? null : instantOf(row.heldUntil),
        breach: breachAt === null ? null : { text: shown === 'words' ? (breachText ?? '') : '', by: nameOf(breachBy), at: instantOf(breachAt) },
      },
    ];
  });
}

export interface QueueCounts {
  /** Rows that the filter lets through. */
  matching: number;
  /** Every open contact, whatever is filtered. */
  open: number;
  views: Record<View, number>;
  /** For each value of a facet, how many rows would match if it were chosen with what is chosen in the others. */
  facets: Record<Facet, ReadonlyMap<string, number>>;
  capacity: Capacity;
}

/** What is to be done, as far as the actor may see it: contacts that are not decided, those of them that nobody holds, and when the oldest came in. */
export interface Capacity {
  undecided: number;
  unclaimed: number;
  oldest: Temporal.Instant | null;
}

/** Every figure of the queue's page, in one query. */
export async function countQueue(tx: Tx, filter: QueueFilter): Promise<QueueCounts> {
  const { authorityId, actorId } = tx.actor;
  const at = dateOf(tx.at);
  const views = VIEWS.map((view) => Prisma.sql`select 'view' as facet, ${view}::text as value, count(*)::int as rows, null from q where ${viewSql(view, at)}`);
  const facets = FACETS.map((facet) => Prisma.sql`select ${facet}::text as facet, ${facetSql(facet, at, actorId)} as value, count(*)::int as rows, null from q where ${matches(filter, at, actorId, facet)} group by 2`);
  const rows = await tx.db.$queryRaw<{ facet: string; value: string; rows: number; oldest: Date | null }[]>`
    with q as (select * from queue_row where authority_id = ${authorityId})
    select 'open' as facet, '' as value, count(*)::int as rows, min(received_at) filter (where next_due_at is not null) as oldest from q
    union all select 'unclaimed', '', count(*)::int, null from q where next_due_at is not null and holder_id is null
    union all select 'matching', '', count(*)::int, null from q where ${matches(filter, at, actorId)}
    union all ${Prisma.join([...views, ...facets], ' union all ')}`;
  const figure = (facet: string, value: string) => rows.find((row) => row.facet === facet && row.value === value)?.rows ?? 0;
  const figures = (facet: Facet) => new Map(rows.filter((row) => row.facet === facet).map((row) => [row.value, row.rows]));
  const oldest = rows.find(({ facet }) => facet === 'open')?.oldest ?? null;
  return {
    capacity: { undecided: figure('view', 'waiting'), unclaimed: figure('unclaimed', ''), oldest: oldest === null ? null : instantOf(oldest) },
    matching: figure('matching', ''),
    open: figure('open', ''),
    views: { now: figure('view', 'now'), waiting: figure('view', 'waiting'), due3h: figure('view', 'due3h'), over24h: figure('view', 'over24h'), countersign: figure('view', 'countersign') },
    facets: { state: figures('state'), level: figures('level'), route: figures('route'), kind: figures('kind'), channel: figures('channel'), held: figures('held'), clock: figures('clock'), mark: figures('mark') },
  };
}

/** What changed in a queue that somebody is looking at. */
export interface QueueNews {
  /** Contacts of this filter beside those on the page that were recorded or opened again since it was made. */
  fresh: number;
  /** Contacts of this filter, on the page or not, that were there and of which the guide proposed anew since: something came in. */
  anew: number;
  /** Of the contacts on the page: how each stands now, who holds it, and what is said beside its state. One that is missing has left the queue. */
  rows: (Pick<QueueItem, 'state' | 'immediate' | 'level' | 'route' | 'addedUnread' | 'marks' | 'heldUntil'> & { id: string; unread: boolean; holder: { name: string; mine: boolean; since: Temporal.Instant } | null })[];
}

/** What was written stands there as of when its writing began, and is seen when it was done: a page that was made in between does not show it. */
const WRITING_TAKES = { seconds: 60 };

/** What a browser must be told that shows these contacts under this filter since an instant. */
export async function readNews(tx: Tx, filter: QueueFilter, since: Temporal.Instant, shown: readonly string[]): Promise<QueueNews> {
  const { authorityId, actorId } = tx.actor;
  const [from, begun] = [dateOf(since), dateOf(since.subtract(WRITING_TAKES))];
  const [count] = await tx.db.$queryRaw<{ fresh: number; anew: number }[]>`
    select count(*) filter (where not came.anew and not (q.contact_id = any(${[...shown]}::uuid[])) and (came.recorded or q.received_at > ${begun}::timestamptz))::int as fresh, count(*) filter (where came.anew)::int as anew
    from queue_row q cross join lateral (
      -- A call or a letter was received when it began or came, and is here since it was recorded. A row of the page says by itself what was being written then.
      select coalesce(min(p.at) > ${begun}::timestamptz, false) as recorded,
        coalesce((min(p.at) <= ${from}::timestamptz and max(p.at) > ${from}::timestamptz) or (q.read_at is null and not (q.contact_id = any(${[...shown]}::uuid[])) and min(p.at) <= ${begun}::timestamptz and max(p.at) > ${begun}::timestamptz), false) as anew
      from proposal p where p.authority_id = q.authority_id and p.contact_id = q.contact_id) came
    where q.authority_id = ${authorityId} and ${matches(filter, dateOf(tx.at), actorId)}
      -- Only of these is more asked.
      and (q.received_at > ${begun}::timestamptz or exists (select 1 from proposal n where n.authority_id = q.authority_id and n.contact_id = q.contact_id and n.at > ${begun}::timestamptz))`;
  const rows = await tx.db.queueRow.findMany({ where: { authorityId, contactId: { in: [...shown] } }, select: { contactId: true, state: true, immediate: true, level: true, route: true, readAt: true, holderId: true, heldSince: true, marks: true, heldUntil: true, contact: { select: { additions: { take: 1, select: { id: true } } } } } });
  const names = await readNames(tx, rows.flatMap(({ holderId }) => (holderId === null ? [] : [holderId])));
  return {
    fresh: count?.fresh ?? 0,
    anew: count?.anew ?? 0,
    rows: rows.flatMap(({ contactId, state, immediate, level, route, readAt, holderId, heldSince, marks, heldUntil, contact }) => {
      if (!isOpenState(state)) return [];
      const holder = holderId === null || heldSince === null ? null : { name: names.get(holderId) ?? 'A colleague who has left', mine: holderId === actorId, since: instantOf(heldSince) };
      return [{ id: contactId, state, immediate, ...standingOf({ level, route }), unread: readAt === null, addedUnread: readAt === null && contact.additions.length > 0, holder, marks: readMarks(marks), heldUntil: heldUntil === null ? null : instantOf(heldUntil) }];
    }),
  };
}
