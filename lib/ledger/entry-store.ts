import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import type { Head } from './model';

/** One line of the ledger as an auditor reads it. */
export interface LedgerLine {
  seq: bigint;
  at: Temporal.Instant;
  actorId: string;
  actorRole: string;
  action: string;
  objectKind: string;
  objectId: string;
  detail: unknown;
  requestId: string;
}

export interface LedgerQuestion {
  action?: string | undefined;
  objectId?: string | undefined;
  /** Only entries before this one. */
  before?: bigint | undefined;
  take: number;
}

/** Entries of the actor's authority, newest first, one more than asked when there are more. */
export async function readEntries(tx: Tx, { action, objectId, before, take }: LedgerQuestion): Promise<LedgerLine[]> {
  const rows = await tx.db.ledgerEntry.findMany({
    where: { authorityId: tx.actor.authorityId, ...(action === undefined ? {} : { action }), ...(objectId === undefined ? {} : { objectId }), ...(before === undefined ? {} : { seq: { lt: before } }) },
    orderBy: { seq: 'desc' },
    take: take + 1,
  });
  return rows.map((row) => ({ seq: row.seq, at: instantOf(row.at), actorId: row.actorId, actorRole: row.actorRole, action: row.action, objectKind: row.objectKind, objectId: row.objectId, detail: row.detail, requestId: row.requestId }));
}

/** Every kind of act that stands in the ledger of the actor's authority. */
export async function readActions(tx: Tx): Promise<string[]> {
  const { authorityId } = tx.actor;
  // From one kind to the next along the index: to group the entries would read the whole chain for a hundred words.
  const rows = await tx.db.$queryRaw<{ action: string }[]>`
    with recursive kind (action) as (
      select min(e.action) from ledger_entry e where e.authority_id = ${authorityId}
      union all
      select (select min(e.action) from ledger_entry e where e.authority_id = ${authorityId} and e.action > k.action) from kind k where k.action is not null)
    select action from kind where action is not null order by action`;
  return rows.map(({ action }) => action);
}

/** Makes whoever else writes a checkpoint of this authority wait until the transaction ends. */
export async function lockCheckpoints(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.authorityId}:checkpoint`}, 0))`;
}

/** The end of the chain of the actor's authority, or null where nothing was entered yet. As the system or an auditor. */
export async function readHead(tx: Tx): Promise<Head | null> {
  const head = await tx.db.ledgerHead.findUnique({ where: { authorityId: tx.actor.authorityId } });
  return head && { seq: head.seq, hash: head.hash };
}

/**
 * Does the chain end where its head says? Cheap, and shows a cut tail; whether every link holds is shown by
 * `npm run ledger:verify`.
 */
export async function chainEnd(tx: Tx): Promise<{ entries: bigint; agrees: boolean }> {
  const where = { authorityId: tx.actor.authorityId };
  const [head, last] = [await readHead(tx), await tx.db.ledgerEntry.findFirst({ where, orderBy: { seq: 'desc' }, select: { seq: true, hash: true } })];
  if (!head || !last) return { entries: head?.seq ?? 0n, agrees: !head && !last };
  return { entries: head.seq, agrees: head.seq === last.seq && Buffer.from(head.hash).equals(Buffer.from(last.hash)) };
}
