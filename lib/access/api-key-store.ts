import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';

/** A key as its administrator sees it: never its secret. */
export interface ApiKey {
  id: string;
  name: string;
  scope: string;
  /** For which agency it files; null for none. */
  agencyName: string | null;
  madeAt: Temporal.Instant;
  madeBy: string;
  usedAt: Temporal.Instant | null;
  /** When its secret was exchanged last. */
  rotated: { at: Temporal.Instant; by: string } | null;
  /** Until when each secret that it had before still opens, the last one first. */
  formerUntil: Temporal.Instant[];
  revoked: { at: Temporal.Instant; by: string } | null;
  /** Which secret it has, by when that was made. */
  secretSince: string;
}

type Hash = Uint8Array<ArrayBuffer>;

/** When the secret that a row has was made: which one it is. */
export const secretSince = (madeAt: Date, rotatedAt: Date | null): string => instantOf(rotatedAt ?? madeAt).toString();

/** Keeps a key by the hash of its secret. @returns whether it was not there before. */
export async function addKey(tx: Tx, { id, name, scope, agencyId, hash }: { id: string; name: string; scope: string; agencyId: string | null; hash: Hash }): Promise<boolean> {
  const { count } = await tx.db.apiKey.createMany({ skipDuplicates: true, data: [{ authorityId: tx.actor.authorityId, id, name, scope, agencyId, tokenHash: hash, madeAt: dateOf(tx.at), madeBy: tx.actor.actorId }] });
  return count === 1;
}

/** The keys of the actor's authority, the newest first. */
export async function readKeys(tx: Tx): Promise<ApiKey[]> {
  const rows = await tx.db.apiKey.findMany({ where: { authorityId: tx.actor.authorityId }, omit: { tokenHash: true, beforeHash: true }, include: { agency: { select: { name: true } }, former: { where: { opensUntil: { gt: dateOf(tx.at) } }, select: { opensUntil: true }, orderBy: { opensUntil: 'desc' } } }, orderBy: [{ madeAt: 'desc' }, { id: 'asc' }] });
  const at = (date: Date | null) => (date === null ? null : instantOf(date));
  return rows.map(({ id, name, scope, agency, madeAt, madeBy, usedAt, rotatedAt, rotatedBy, former, revokedAt, revokedBy }) => ({
    ...{ id, name, scope, madeBy },
    agencyName: agency?.name ?? null,
    madeAt: instantOf(madeAt),
    usedAt: at(usedAt),
    secretSince: secretSince(madeAt, rotatedAt),
    rotated: rotatedAt === null || rotatedBy === null ? null : { at: instantOf(rotatedAt), by: rotatedBy },
    formerUntil: (revokedAt === null ? former : []).map(({ opensUntil }) => instantOf(opensUntil)),
    revoked: revokedAt === null || revokedBy === null ? null : { at: instantOf(revokedAt), by: revokedBy },
  }));
}

/** Which key has this hash, or had it before some exchange; ended: it opens nothing by it any more. As the product. */
export async function keyByHash(tx: Tx, hash: Hash): Promise<{ id: string; name: string; scope: string; agencyId: string | null; ended: boolean } | null> {
  const row = await tx.db.apiKey.findFirst({
    where: { authorityId: tx.actor.authorityId, OR: [{ tokenHash: hash }, { former: { some: { tokenHash: hash } } }] },
    select: { id: true, name: true, scope: true, agencyId: true, revokedAt: true, former: { where: { tokenHash: hash }, select: { opensUntil: true } } },
  });
  if (row === null) return null;
  const { revokedAt, former, ...key } = row;
  return { ...key, ended: revokedAt !== null || former.some(({ opensUntil }) => opensUntil <= dateOf(tx.at)) };
}

/** Notes that it was used now. As the product. */
export async function markUsed(tx: Tx, id: string): Promise<void> {
  await tx.db.apiKey.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: { usedAt: dateOf(tx.at) } });
}

/**
 * Exchanges the secret of a key that is not revoked, and is still the one that was seen; the one before opens until then, and any before that until its own end where that
 * is earlier: where the new one was lost, it is the one that is sent with. Each stays known (a trigger). @returns whether it happened.
 */
export async function exchangeKey(tx: Tx, id: string, hash: Hash, beforeUntil: Temporal.Instant, seen = ''): Promise<boolean> {
  const where = { authorityId: tx.actor.authorityId, id, revokedAt: null };
  const before = await tx.db.apiKey.findFirst({ where, select: { tokenHash: true, madeAt: true, rotatedAt: true } });
  if (before === null || (seen !== '' && seen !== secretSince(before.madeAt, before.rotatedAt))) return false;
  // Of two who exchange it at once the second finds another secret than it read, and does nothing.
  const { count } = await tx.db.apiKey.updateMany({ where: { ...where, tokenHash: before.tokenHash }, data: { tokenHash: hash, beforeHash: before.tokenHash, beforeUntil: dateOf(beforeUntil), rotatedAt: dateOf(tx.at), rotatedBy: tx.actor.actorId } });
  return count === 1;
}

/** Revokes a key, once: neither of its secrets opens anything from the next request on. @returns whether it happened now. */
export async function endKey(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.apiKey.updateMany({ where: { authorityId: tx.actor.authorityId, id, revokedAt: null }, data: { revokedAt: dateOf(tx.at), revokedBy: tx.actor.actorId } });
  return count === 1;
}
