import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';

/** Links the actor's account to a person at a provider. False when that person is linked already, to whomever. */
export async function addIdentity(tx: Tx, { issuer, subject }: { issuer: string; subject: string }): Promise<boolean> {
  const { count } = await tx.db.accountIdentity.createMany({ data: [{ id: newId(), accountId: tx.actor.actorId, issuer, subject, linkedAt: dateOf(tx.at) }], skipDuplicates: true });
  return count === 1;
}

/** The issuers by which the actor can sign in. */
export async function ownIssuers(tx: Tx): Promise<string[]> {
  const rows = await tx.db.accountIdentity.findMany({ where: { accountId: tx.actor.actorId }, select: { issuer: true }, orderBy: { linkedAt: 'asc' } });
  return rows.map(({ issuer }) => issuer);
}
