import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { ReadTx } from '@/lib/platform/db/report';
import { dateOf, instantOf } from '@/lib/platform/time';
import { OUTCOMES, type CallOutcome, type CallRow, type Counted } from './call-event';

/** A call as it is kept. */
export interface KeptCall {
  system: string;
  callId: string;
  offeredAt: Temporal.Instant;
  outcome: CallOutcome;
  waitedSeconds: number;
}

const outcomeOf = (text: string): CallOutcome => OUTCOMES.find((known) => known === text) ?? 'answered';
const IN_ONE_GO = 1000;

/** By which a call is one and the same: its system and that system’s own id. */
export const callKey = ({ system, callId }: Pick<KeptCall, 'system' | 'callId'>) => JSON.stringify([system, callId]);

/** Makes another import of this authority wait: a system that sends twice owes nobody two calls. As the product. */
export async function lockImports(tx: Tx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`${tx.actor.authorityId}:calls`}, 0))`;
}

/** Which of these are kept already. As the product. */
export async function keptAlready(tx: Tx, rows: readonly CallRow[]): Promise<Map<string, KeptCall>> {
  const kept = new Map<string, KeptCall>();
  for (let from = 0; from < rows.length; from += IN_ONE_GO) {
    const ids = rows.slice(from, from + IN_ONE_GO).map(({ call_id: id }) => id);
    for (const row of await tx.db.callEvent.findMany({ where: { authorityId: tx.actor.authorityId, callId: { in: ids } } })) {
      const call = { system: row.system, callId: row.callId, offeredAt: instantOf(row.offeredAt), outcome: outcomeOf(row.outcome), waitedSeconds: row.waitedSeconds };
      kept.set(callKey(call), call);
    }
  }
  return kept;
}

/** Keeps calls, each once. As the product. @returns how many are new. */
export async function addCalls(tx: Tx, rows: readonly (CallRow & { known: boolean; ringBackId: string | null })[]): Promise<number> {
  const { authorityId, actorId } = tx.actor;
  let added = 0;
  for (let from = 0; from < rows.length; from += IN_ONE_GO) {
    const data = rows.slice(from, from + IN_ONE_GO).map(({ call_id: callId, offered_at: offeredAt, waited_seconds: waitedSeconds, outcome, line, system, known, ringBackId }) => ({ ...{ authorityId, system, callId, line, outcome, waitedSeconds, known, ringBackId }, offeredAt: dateOf(offeredAt), importedAt: dateOf(tx.at), importedBy: actorId }));
    added += (await tx.db.callEvent.createMany({ data, skipDuplicates: true })).count;
  }
  return added;
}

/** The calls of a stretch, for its figures. */
export async function callsIn(tx: ReadTx, from: Temporal.Instant, to: Temporal.Instant): Promise<Counted[]> {
  const rows = await tx.db.callEvent.findMany({ where: { authorityId: tx.actor.authorityId, offeredAt: { gte: dateOf(from), lt: dateOf(to) } }, select: { offeredAt: true, outcome: true, waitedSeconds: true } });
  return rows.map(({ offeredAt, outcome, waitedSeconds }) => ({ offeredAt: instantOf(offeredAt), outcome: outcomeOf(outcome), waitedSeconds }));
}

/** How many contacts reached the authority by each channel, week by week: of those that the reader may open. Weeks begin on Monday. */
export async function contactsByChannel(tx: ReadTx, from: Temporal.Instant): Promise<{ week: string; channel: string; count: number }[]> {
  return tx.db.$queryRaw<{ week: string; channel: string; count: number }[]>`
    select to_char(date_trunc('week', received_at at time zone 'Europe/London'), 'YYYY-MM-DD') as week, channel, count(*)::int as count
    from contact where authority_id = ${tx.actor.authorityId} and received_at >= ${dateOf(from)} group by 1, 2 order by 1, 2`;
}
