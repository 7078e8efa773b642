import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import type { ClosePersonInput } from './schema';

export interface ClosePerson extends ClosePersonInput {
  id: string;
}

/** The actor's own list of people and places close to them. Nobody else reads it. */
export async function readClose(tx: Tx): Promise<ClosePerson[]> {
  return tx.db.closePerson.findMany({
    where: { authorityId: tx.actor.authorityId, accountId: tx.actor.actorId, endedAt: null },
    orderBy: { addedAt: 'asc' },
    select: { id: true, givenName: true, familyName: true, address: true, postcode: true },
  });
}

export async function addClose(tx: Tx, close: ClosePersonInput): Promise<void> {
  await tx.db.closePerson.createMany({ data: [{ ...close, authorityId: tx.actor.authorityId, id: newId(), accountId: tx.actor.actorId, addedAt: dateOf(tx.at) }] });
}

/** Takes somebody off the actor's own list. @returns whether they were on it. */
export async function endClose(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.closePerson.updateMany({ where: { authorityId: tx.actor.authorityId, id, accountId: tx.actor.actorId, endedAt: null }, data: { endedAt: dateOf(tx.at) } });
  return count === 1;
}
