import type { Temporal } from 'temporal-polyfill';
import { isClosedTo } from '@/lib/access/could-open-store';
import { plainly, Prisma, type Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import { standInEnds } from '@/lib/rota/model';
import { readOnDuty, readRota } from '@/lib/rota/rota-store';
import { HOLDING_ROLES } from './claim-store';
import { RELEASES, type HeldClaim, type Quiet, type ReleaseHow } from './idle';

/** A live claim and whose it is. */
interface OfHolder {
  contactId: string;
  accountId: string;
}
export type ClaimToCheck = HeldClaim & OfHolder;
/** The same with no more than what was last done on it. */
export type QuietClaim = Quiet & OfHolder;

interface ClaimRow extends OfHolder {
  claimedMs: number;
  lastActMs: number | null;
  actedMs: number | null;
  urgent: boolean;
  undecided: boolean;
}

const at = (ms: number) => instantOf(new Date(ms));
const orNever = (ms: number | null) => (ms === null ? null : at(ms));

/**
 * The live claims of an authority, or of one contact, with what was last done on each, as far as the actor may open them. What a holder types
 * is theirs alone: that it was saved, and when, the database tells to whoever may claim (`holder_saved_at`).
 */
export async function readQuietClaims(tx: Tx, contactId?: string): Promise<QuietClaim[]> {
  const rows = await tx.db.$queryRaw<ClaimRow[]>(plainly`
    select m.contact_id as "contactId", m.account_id as "accountId", (extract(epoch from m.at) * 1000)::float8 as "claimedMs",
      (extract(epoch from greatest(
        -- Beside the holder's own: a second person gave it back. It was not the holder's to work on until then.
        (select max(e.at) from contact_event e where e.authority_id = m.authority_id and e.contact_id = m.contact_id and (e.actor_id = m.account_id or e.kind = 'returned')),
        holder_saved_at(m.contact_id))) * 1000)::float8 as "lastActMs",
      -- The night's: with emergency duty, and held by somebody in that role; where the claim does not say, it counts as the night's.
      case when 'with_emergency_duty' = any (q.marks) and q.read_at is not null and coalesce(m.role, 'emergency_duty_worker') = 'emergency_duty_worker' then (
        select (extract(epoch from e.at) * 1000)::float8 from emergency_decision e where e.authority_id = m.authority_id and e.contact_id = m.contact_id and e.outcome = 'acted'
          and not exists (select 1 from emergency_decision l where l.authority_id = e.authority_id and l.contact_id = e.contact_id and l.at > e.at)
        order by e.id limit 1) end as "actedMs",
      q.immediate or q.level = 4 or q.risk_rank <= 1 as urgent, q.next_due_at is not null and q.state <> 'awaiting_countersign' as undecided
    from claim m join queue_row q on q.authority_id = m.authority_id and q.contact_id = m.contact_id
    where m.authority_id = ${tx.actor.authorityId} and m.ended_at is null and (${contactId ?? null}::uuid is null or m.contact_id = ${contactId ?? null}::uuid)
    order by m.contact_id`);
  return rows.map(({ claimedMs, lastActMs, actedMs, ...row }) => ({ ...row, claimedAt: at(claimedMs), lastActAt: orNever(lastActMs), actedAt: orNever(actedMs) }));
}

/** The same with what is known of each holder. Runs as the product. */
export async function readHeldClaims(tx: Tx, contactId?: string): Promise<ClaimToCheck[]> {
  const { authorityId } = tx.actor;
  const claims = await readQuietClaims(tx, contactId);
  const holders = [...new Set(claims.map(({ accountId }) => accountId))];
  const closed = await tx.db.$queryRaw<{ contactId: string }[]>`
    select m.contact_id as "contactId" from claim m
    where m.authority_id = ${authorityId} and m.ended_at is null and (${contactId ?? null}::uuid is null or m.contact_id = ${contactId ?? null}::uuid) and ${isClosedTo(Prisma.sql`m.contact_id`, Prisma.sql`m.account_id`)}`;
  const closedTo = new Set(closed.map((row) => row.contactId));
  const working = await tx.db.membership.findMany({ where: { authorityId, accountId: { in: holders }, role: { in: [...HOLDING_ROLES] }, disabledAt: null }, select: { accountId: true } });
  const mayHold = new Set(working.map(({ accountId }) => accountId));
  const onDuty = new Set((await readOnDuty(tx)).map(({ accountId }) => accountId));
  const shifts = await tx.db.rotaShift.findMany({ where: { authorityId, endedAt: null, accountId: { in: holders }, toAt: { lte: dateOf(tx.at), gt: dateOf(tx.at.subtract({ hours: SHIFTS_HOURS })) } }, select: { accountId: true, toAt: true } });
  const { shifts: all, absences } = await readRota(tx, { from: tx.at.subtract({ hours: SHIFTS_HOURS }), to: tx.at });
  return claims.map((claim) => ({
    ...claim,
    mayHold: mayHold.has(claim.accountId),
    closedTo: closedTo.has(claim.contactId),
    onDuty: onDuty.has(claim.accountId),
    shiftEnds: [...shifts.filter(({ accountId }) => accountId === claim.accountId).map(({ toAt }) => instantOf(toAt)), ...standInEnds(all, absences, claim.accountId)],
  }));
}

/** No claim outlives a shift that ended longer ago: it is looked at every minute, and after a weekend of downtime. */
const SHIFTS_HOURS = 7 * 24;

/** A contact that went back to the queue without its holder's doing. */
export interface ReleasedClaim {
  reference: string;
  accountId: string;
  at: Temporal.Instant;
  how: ReleaseHow;
}

/** Claims that went back by themselves since an instant and that nobody of the same hands has taken up again; newest first. */
export async function releasedSince(tx: Tx, since: Temporal.Instant, accountId?: string): Promise<ReleasedClaim[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.claim.findMany({
    where: { authorityId, ...(accountId === undefined ? {} : { accountId }), endedHow: { in: [...RELEASES] }, endedAt: { gte: dateOf(since) } },
    orderBy: [{ endedAt: 'desc' }, { id: 'asc' }],
    select: { contactId: true, accountId: true, endedAt: true, endedHow: true, contact: { select: { reference: true, queue: { select: { holderId: true } } } } },
  });
  return rows.flatMap(({ accountId: holder, endedAt, endedHow, contact }) => {
    const how = RELEASES.find((known) => known === endedHow);
    if (endedAt === null || how === undefined || contact.queue === null || contact.queue.holderId === holder) return [];
    return [{ reference: contact.reference, accountId: holder, at: instantOf(endedAt), how }];
  });
}
