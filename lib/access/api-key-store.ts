import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** A key as its administrator sees it: never its secret. */
export interface ApiKey {
  id: string;
  name: string;
  scope: string;
  madeAt: Temporal.Instant;
  madeBy: string;
  usedAt: Temporal.Instant | null;
  revoked: { at: Temporal.Instant; by: string } | null;
}

/** Keeps a key by the hash of its secret. @returns its id. */
export async function addKey(tx: Tx, { name, scope, hash }: { name: string; scope: string; hash: Uint8Array<ArrayBuffer> }): Promise<string> {
  const id = newId();
  await tx.db.apiKey.createMany({ data: [{ authorityId: tx.actor.authorityId, id, name, scope, tokenHash: hash, madeAt: dateOf(tx.at), madeBy: tx.actor.actorId }] });
  return id;
}

/** The keys of the actor's authority, the newest first. */
export async function readKeys(tx: Tx): Promise<ApiKey[]> {
  const rows = await tx.db.apiKey.findMany({ where: { authorityId: tx.actor.authorityId }, omit: { tokenHash: true }, orderBy: [{ madeAt: 'desc' }, { id: 'asc' }] });
  return rows.map(({ id, name, scope, madeAt, madeBy, usedAt, revokedAt, revokedBy }) => ({ id, name, scope, madeAt: instantOf(madeAt), madeBy, usedAt: usedAt === null ? null : instantOf(usedAt), revoked: revokedAt === null || revokedBy === null ? null : { at: instantOf(revokedAt), by: revokedBy } }));
}

/** Which key has this hash. As the product. */
export async function keyByHash(tx: Tx, hash: Uint8Array<ArrayBuffer>): Promise<{ id: string; scope: string; revoked: boolean } | null> {
  const row = await tx.db.apiKey.findUnique({ where: { authorityId_tokenHash: { authorityId: tx.actor.authorityId, tokenHash: hash } }, select: { id: true, scope: true, revokedAt: true } });
  return row && { id: row.id, scope: row.scope, revoked: row.revokedAt !== null };
}

/** Notes that it was used now. As the product. */
export async function markUsed(tx: Tx, id: string): Promise<void> {
  await tx.db.apiKey.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: { usedAt: dateOf(tx.at) } });
}

/** Revokes a key, once: it opens nothing from the next request on. @returns whether it happened now. */
export async function endKey(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.apiKey.updateMany({ where: { authorityId: tx.actor.authorityId, id, revokedAt: null }, data: { revokedAt: dateOf(tx.at), revokedBy: tx.actor.actorId } });
  return count === 1;
}
