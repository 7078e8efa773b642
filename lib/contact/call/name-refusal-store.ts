import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { NO_NAME, type NoName } from './name-refusal';

/** A consultation at level 4 in which no name is given (domain 7.2): a manager's from that moment. */
export interface NameRefusal {
  id: string;
  draftId: string;
  since: Temporal.Instant;
  workerId: string;
  /** On which the caller can be rung; empty where they must be protected, or gave none yet. */
  phone: string;
  why: NoName;
  answer: { at: Temporal.Instant; by: string; words: string } | null;
  /** The name was given after all, or it is no longer at level 4. */
  over: boolean;
}

type Row = Awaited<ReturnType<Tx['db']['nameRefusal']['findFirstOrThrow']>>;

function refusalOf(row: Row): NameRefusal {
  const { id, draftId, workerId, phone } = row;
  const answer = row.answeredAt === null || row.answeredBy === null ? null : { at: instantOf(row.answeredAt), by: row.answeredBy, words: row.answer };
  return { id, draftId, workerId, phone, since: instantOf(row.since), why: NO_NAME.find((code) => code === row.why) ?? 'refused', answer, over: row.overAt !== null };
}

/**
 * Keeps in step with a call that no name is given. As the product.
 * @param now null where the name was given, or nobody said otherwise yet.
 * @returns whether a manager has to be called now.
 */
export async function keepRefusal(system: Tx, draftId: string, now: { workerId: string; phone: string; why: NoName } | null): Promise<boolean> {
  const { authorityId } = system.actor;
  const there = await system.db.nameRefusal.findUnique({ where: { authorityId_draftId: { authorityId, draftId } } });
  if (there === null) {
    if (now === null) return false;
    await system.db.nameRefusal.createMany({ data: [{ ...now, authorityId, id: newId(), draftId, since: dateOf(system.at) }] });
    return true;
  }
  const where = { authorityId, id: there.id };
  if (now === null) {
    if (there.overAt === null) await system.db.nameRefusal.updateMany({ where, data: { overAt: dateOf(system.at) } });
    return false;
  }
  await system.db.nameRefusal.updateMany({ where, data: { phone: now.phone, why: now.why, overAt: null } });
  return there.overAt !== null && there.answeredAt === null;
}

/** What is known of a draft's; null where a name was never refused. */
export async function refusalOfDraft(tx: Tx, draftId: string): Promise<NameRefusal | null> {
  const row = await tx.db.nameRefusal.findUnique({ where: { authorityId_draftId: { authorityId: tx.actor.authorityId, draftId } } });
  return row && refusalOf(row);
}

/** Those that no manager has answered, as far as the actor may see them, the first first. */
export async function waitingRefusals(tx: Tx): Promise<NameRefusal[]> {
  const rows = await tx.db.nameRefusal.findMany({ where: { authorityId: tx.actor.authorityId, answeredAt: null, overAt: null }, orderBy: [{ since: 'asc' }, { id: 'asc' }] });
  return rows.map(refusalOf);
}

/** Keeps a manager's answer, once. @returns false where there was one. */
export async function answerRefusal(tx: Tx, id: string, words: string): Promise<boolean> {
  const { authorityId, actorId } = tx.actor;
  const { count } = await tx.db.nameRefusal.updateMany({ where: { authorityId, id, answeredAt: null }, data: { answeredAt: dateOf(tx.at), answeredBy: actorId, answer: words } });
  return count === 1;
}
