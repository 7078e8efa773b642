import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';

/** Records that all about which somebody is called in the actor's authority was looked at now, and that no such look failed. */
export async function recordLook(tx: Tx): Promise<void> {
  await tx.db.authority.update({ where: { id: tx.actor.authorityId }, data: { lookedAt: dateOf(tx.at) } });
}

/** When that last was so; where it never was, since when the authority is here. */
export async function lastLook(tx: Tx): Promise<Temporal.Instant> {
  const { lookedAt, createdAt } = await tx.db.authority.findUniqueOrThrow({ where: { id: tx.actor.authorityId }, select: { lookedAt: true, createdAt: true } });
  return instantOf(lookedAt ?? createdAt);
}
