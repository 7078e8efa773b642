import { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { isId, newId } from '@/lib/platform/ids';
import { dateOf, instantOf, isoDay } from '@/lib/platform/time';
import type { DryRun } from './dry-run';
import type { BesideContacts } from './retention-store';
import { OUTCOMES, type Outcome } from '@/lib/access/periods/schema';

/** A list of what is to be deleted, and how far it has come. */
export interface RetentionList {
  id: string;
  madeAt: Temporal.Instant;
  madeBy: string;
  dueOn: Temporal.PlainDate;
  contacts: number;
  drafts: number;
  released: { at: Temporal.Instant; by: string } | null;
  withdrawn: { at: Temporal.Instant; by: string } | null;
  /** What is not deleted yet. */
  left: number;
}

type Row = Awaited<ReturnType<Tx['db']['retentionList']['findMany']>>[number];

const bySomebody = (at: Date | null, by: string | null) => (at === null || by === null ? null : { at: instantOf(at), by });

function listOf({ id, madeAt, madeBy, dueOn, contacts, drafts, ...row }: Row, left: number): RetentionList {
  return { ...{ id, madeBy, contacts, drafts, left }, madeAt: instantOf(madeAt), dueOn: Temporal.PlainDate.from(isoDay(dueOn)), released: bySomebody(row.releasedAt, row.releasedBy), withdrawn: bySomebody(row.withdrawnAt, row.withdrawnBy) };
}

/** So long after it was released a list is acted on: what is kept back longer needs somebody's look again. `retention_check` holds the product to it. */
export const RELEASE_DAYS = 30;

const lastRelease = (at: Temporal.Instant) => at.subtract({ hours: 24 * RELEASE_DAYS });

/** Was this list released so long ago that nothing of it goes any more? */
export function isSpent({ released }: Pick<RetentionList, 'released'>, at: Temporal.Instant): boolean {
  return released !== null && Temporal.Instant.compare(released.at, lastRelease(at)) < 0;
}

/** How much is left of these lists, and of every other that nobody withdrew. As the system, since what stands on a list may be closed to the actor. */
async function leftOf(tx: Tx, ids: readonly string[]): Promise<Map<string, number>> {
  const { authorityId } = tx.actor;
  const counts = await tx.asSystem(async (system) => system.db.retentionItem.groupBy({ by: ['listId'], where: { authorityId, OR: [{ listId: { in: [...ids] } }, { list: { withdrawnAt: null } }] }, _count: true }));
  return new Map(counts.map(({ listId, _count }) => [listId, _count]));
}

const NEWEST = 50;
const NEWEST_FIRST = [{ madeAt: 'desc' as const }, { id: 'asc' as const }];

/**
 * The lists of the actor's authority, newest first: 50, and below them every older one that nobody withdrew and of which something is
 * left. For managers, administrators of the area, auditors and the product.
 */
export async function readLists(tx: Tx): Promise<RetentionList[]> {
  const { authorityId } = tx.actor;
  const newest = await tx.db.retentionList.findMany({ where: { authorityId }, orderBy: NEWEST_FIRST, take: NEWEST });
  if (newest.length === 0) return [];
  const left = await leftOf(tx, newest.map(({ id }) => id));
  const shown = new Set(newest.map(({ id }) => id));
  const older = [...left.keys()].filter((id) => !shown.has(id));
  const rows = older.length === 0 ? newest : [...newest, ...(await tx.db.retentionList.findMany({ where: { authorityId, id: { in: older } }, orderBy: NEWEST_FIRST }))];
  return rows.map((row) => listOf(row, left.get(row.id) ?? 0));
}

/** One of them by its id, however old; null where there is none. */
export async function readList(tx: Tx, id: string): Promise<RetentionList | null> {
  const row = isId(id) ? await tx.db.retentionList.findFirst({ where: { authorityId: tx.actor.authorityId, id } }) : null;
  return row && listOf(row, (await leftOf(tx, [id])).get(id) ?? 0);
}

/** The same, locked until the transaction ends so that it is settled once. */
export async function lockList(tx: Tx, id: string): Promise<RetentionList | null> {
  if (!isId(id)) return null;
  await tx.db.$queryRaw`select 1 from retention_list where authority_id = ${tx.actor.authorityId} and id = ${id}::uuid for update`;
  return readList(tx, id);
}

/** What is left of a list. */
export interface RetentionItem {
  id: string;
  contactId: string | null;
  /** Of what is no contact, whether it is a call that was owed, and not a report. */
  owed: boolean;
  dueOn: Temporal.PlainDate;
  outcome: Outcome;
}

/** What is left of a list, longest due first. As the system. */
export async function readItems(tx: Tx, listId: string): Promise<RetentionItem[]> {
  const rows = await tx.db.retentionItem.findMany({ where: { authorityId: tx.actor.authorityId, listId }, orderBy: [{ dueOn: 'asc' }, { id: 'asc' }] });
  return rows.map(({ id, contactId, draftId, dueOn, outcome }) => ({ id, contactId, owed: contactId === null && draftId === null, dueOn: Temporal.PlainDate.from(isoDay(dueOn)), outcome: OUTCOMES.find((each) => each === outcome) ?? 'advice' }));
}

/** Contacts and drafts that stand on a list which waits or is acted on: not withdrawn, nor released too long ago. As the system. */
export async function readListed(tx: Tx): Promise<Set<string>> {
  const rows = await tx.db.retentionItem.findMany({ where: { authorityId: tx.actor.authorityId, list: { withdrawnAt: null, OR: [{ releasedAt: null }, { releasedAt: { gte: dateOf(lastRelease(tx.at)) } }] } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

const idAs = (what: BesideContacts, id: string) => ({ draft: { draftId: id }, ring_back: { ringBackId: id }, booking: { bookingId: id } })[what];

/** Writes a list of what was found due. @returns its id. */
export async function addList(tx: Tx, { on, due, drafts }: Pick<DryRun, 'on' | 'due' | 'drafts'>): Promise<string> {
  const { authorityId, actorId } = tx.actor;
  const id = newId();
  const day = (date: Temporal.PlainDate) => new Date(`${date.toString()}T00:00:00Z`);
  await tx.db.retentionList.createMany({ data: [{ authorityId, id, madeAt: dateOf(tx.at), madeBy: actorId, dueOn: day(on), contacts: due.length, drafts: drafts.length }] });
  const of = { authorityId, listId: id };
  await tx.asSystem(async (system) =>
    system.db.retentionItem.createMany({
      data: [
        ...due.map((contact) => ({ ...of, id: contact.id, contactId: contact.id, dueOn: day(contact.until), outcome: contact.outcome })),
        ...drafts.map(({ id: each, what, until }) => ({ ...of, ...idAs(what, each), id: each, dueOn: day(until), outcome: 'unsent_draft' })),
      ],
    }),
  );
  return id;
}

/** Releases or withdraws a list in the actor's name. */
export async function settleList(tx: Tx, id: string, how: 'released' | 'withdrawn'): Promise<void> {
  const now = dateOf(tx.at);
  const by = tx.actor.actorId;
  await tx.db.retentionList.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: how === 'released' ? { releasedAt: now, releasedBy: by } : { withdrawnAt: now, withdrawnBy: by } });
}

/** The next thing on a released list. As the system. */
export interface NextItem {
  listId: string;
  id: string;
  contactId: string | null;
}

/** What may be deleted next, of all lists that were released in the last 30 days, but for these. As the system. */
export async function nextItem(tx: Tx, except: readonly string[]): Promise<NextItem | null> {
  const row = await tx.db.retentionItem.findFirst({
    where: { authorityId: tx.actor.authorityId, id: { notIn: [...except] }, list: { releasedAt: { gte: dateOf(lastRelease(tx.at)) }, withdrawnAt: null } },
    orderBy: [{ dueOn: 'asc' }, { id: 'asc' }],
    select: { listId: true, id: true, contactId: true },
  });
  return row;
}

/** Was this contact closed to all but a few since its list was released? Those who released it may be none of them. As the system. */
export async function closedSinceRelease(tx: Tx, listId: string, contactId: string): Promise<boolean> {
  const { authorityId } = tx.actor;
  const list = await tx.db.retentionList.findUniqueOrThrow({ where: { authorityId_id: { authorityId, id: listId } }, select: { releasedAt: true } });
  return list.releasedAt !== null && (await tx.db.contactRestriction.count({ where: { authorityId, contactId, liftedAt: null, at: { gt: list.releasedAt } } })) > 0;
}
