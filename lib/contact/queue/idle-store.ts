import type { Temporal } from 'temporal-polyfill';
import { isClosedTo } from '@/lib/access/could-open-store';
import { Prisma, type Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import { standInEnds } from '@/lib/rota/model';
import { readOnDuty, readRota } from '@/lib/rota/rota-store';
import { HOLDING_ROLES } from './claim-store';
import { RELEASES, type HeldClaim, type ReleaseHow } from './idle';

/** A live claim and whose it is. */
export interface ClaimToCheck extends HeldClaim {
  contactId: string;
  accountId: string;
}

interface ClaimRow {
  contactId: string;
  accountId: string;
  claimedAt: Date;
  lastActAt: Date | null;
  actedAt: Date | null;
  urgent: boolean;
  undecided: boolean;
  closedTo: boolean;
}

/** The live claims of an authority, or of one contact, with what was last done on each. Runs as the product. */
export async function readHeldClaims(tx: Tx, contactId?: string): Promise<ClaimToCheck[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.$queryRaw<ClaimRow[]>`
    select m.contact_id as "contactId", m.account_id as "accountId", m.at as "claimedAt",
      greatest(
        -- Beside the holder's own: a second person gave it back. It was not the holder's to work on until then.
        (select max(e.at) from contact_event e where e.authority_id = m.authority_id and e.contact_id = m.contact_id and (e.actor_id = m.account_id or e.kind = 'returned')),
        (select max(d.updated_at) from draft d where d.authority_id = m.authority_id and d.contact_id = m.contact_id and d.owner_id = m.account_id)) as "lastActAt",
      -- The night's: with emergency duty, and held by somebody in that role; where the claim does not say, it counts as the night's.
      case when 'with_emergency_duty' = any (q.marks) and q.read_at is not null and coalesce(m.role, 'emergency_duty_worker') = 'emergency_duty_worker' then (
        select e.at from emergency_decision e where e.authority_id = m.authority_id and e.contact_id = m.contact_id and e.outcome = 'acted'
          and not exists (select 1 from emergency_decision l where l.authority_id = e.authority_id and l.contact_id = e.contact_id and l.at > e.at)
        order by e.id limit 1) end as "actedAt",
      q.immediate or q.level = 4 or q.risk_rank <= 1 as urgent, q.next_due_at is not null and q.state <> 'awaiting_countersign' as undecided,
      ${isClosedTo(Prisma.sql`m.contact_id`, Prisma.sql`m.account_id`)} as "closedTo"
    from claim m join queue_row q on q.authority_id = m.authority_id and q.contact_id = m.contact_id
    where m.authority_id = ${authorityId} and m.ended_at is null and (${contactId ?? null}::uuid is null or m.contact_id = ${contactId ?? null}::uuid)
    order by m.contact_id`;
  const holders = [...new Set(rows.map(({ accountId }) => accountId))];
  const working = await tx.db.membership.findMany({ where: { authorityId, accountId: { in: holders }, role: { in: [...HOLDING_ROLES] }, disabledAt: null }, select: { accountId: true } });
  const mayHold = new Set(working.map(({ accountId }) => accountId));
  const onDuty = new Set((await readOnDuty(tx)).map(({ accountId }) => accountId));
  const shifts = await tx.db.rotaShift.findMany({ where: { authorityId, endedAt: null, accountId: { in: holders }, toAt: { lte: dateOf(tx.at), gt: dateOf(tx.at.subtract({ hours: SHIFTS_HOURS })) } }, select: { accountId: true, toAt: true } });
  const { shifts: all, absences } = await readRota(tx, { from: tx.at.subtract({ hours: SHIFTS_HOURS }), to: tx.at });
  return rows.map(({ claimedAt, lastActAt, actedAt, ...row }) => ({
    ...row,
    claimedAt: instantOf(claimedAt),
    lastActAt: lastActAt === null ? null : instantOf(lastActAt),
    actedAt: actedAt === null ? null : instantOf(actedAt),
    mayHold: mayHold.has(row.accountId),
    onDuty: onDuty.has(row.accountId),
    shiftEnds: [...shifts.filter(({ accountId }) => accountId === row.accountId).map(({ toAt }) => instantOf(toAt)), ...standInEnds(all, absences, row.accountId)],
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
