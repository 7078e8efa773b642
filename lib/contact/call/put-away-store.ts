import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { ReadTx } from '@/lib/platform/db/report';
import { dateOf, instantOf } from '@/lib/platform/time';
import { kindOf, type CallKind } from './kinds';

/** A call that became no contact: counted all the same, with the reason (safe practice 2). */
export interface PutAwayCall {
  at: Temporal.Instant;
  by: string;
  began: Temporal.Instant;
  kind: CallKind;
  /** It had been called a consultation at some time. */
  consulted: boolean;
  aboutChild: boolean;
  /** What the guide proposed on what was said. */
  level: number;
  how: 'sent_another_way' | 'not_needed';
  why: string;
}

/** Keeps that a call was put away, once. As the product. */
export async function addPutAway(tx: Tx, draftId: string, { began, ...call }: Omit<PutAwayCall, 'at'>): Promise<void> {
  await tx.db.putAwayCall.createMany({ data: [{ ...call, authorityId: tx.actor.authorityId, draftId, at: dateOf(tx.at), beganAt: dateOf(began) }], skipDuplicates: true });
}

/** It is taken up again, and no longer counts as a call that became no contact: what was said of it then stays. As the product. */
export async function takeBackPutAway(tx: Tx, draftId: string): Promise<void> {
  await tx.db.putAwayCall.updateMany({ where: { authorityId: tx.actor.authorityId, draftId, takenUpAt: null }, data: { takenUpAt: dateOf(tx.at) } });
}

/** The calls that were put away since an instant and not taken up again, the newest first. Managers and auditors read them. */
export async function putAwaySince(tx: ReadTx, since: Temporal.Instant): Promise<PutAwayCall[]> {
  const rows = await tx.db.putAwayCall.findMany({ where: { authorityId: tx.actor.authorityId, at: { gte: dateOf(since) }, takenUpAt: null }, orderBy: [{ at: 'desc' }, { draftId: 'asc' }] });
  return rows.map(({ at, by, beganAt, kind, consulted, aboutChild, level, how, why }) => ({ by, consulted, aboutChild, level, why, at: instantOf(at), began: instantOf(beganAt), kind: kindOf(kind), how: how === 'sent_another_way' ? 'sent_another_way' : 'not_needed' }));
}
