import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';

/** A passkey as its owner sees it. */
export interface Passkey {
  id: string;
  name: string;
  since: Temporal.Instant;
  used: Temporal.Instant | null;
  credentialId: string;
  transports: string[];
}

/** The actor's own passkeys, the oldest first. */
export async function readPasskeys(tx: Tx): Promise<Passkey[]> {
  const rows = await tx.db.accountPasskey.findMany({ where: { accountId: tx.actor.actorId, endedAt: null }, orderBy: [{ madeAt: 'asc' }, { id: 'asc' }] });
  return rows.map(({ id, name, madeAt, usedAt, credentialId, transports }) => ({ id, name, since: instantOf(madeAt), used: usedAt && instantOf(usedAt), credentialId, transports: transports === '' ? [] : transports.split(' ') }));
}

/** Keeps a new passkey of the actor. False when there is one with that id already, whoever's. */
export async function addPasskey(tx: Tx, passkey: { credentialId: string; publicKey: Uint8Array<ArrayBuffer>; counter: number; transports: readonly string[]; name: string }): Promise<boolean> {
  const { counter, transports, ...rest } = passkey;
  const { count } = await tx.db.accountPasskey.createMany({ data: [{ ...rest, id: newId(), accountId: tx.actor.actorId, counter: BigInt(counter), transports: transports.join(' '), madeAt: dateOf(tx.at) }], skipDuplicates: true });
  return count === 1;
}

/** Gives one of the actor's passkeys another name. */
export async function renamePasskey(tx: Tx, id: string, name: string): Promise<boolean> {
  const { count } = await tx.db.accountPasskey.updateMany({ where: { id, accountId: tx.actor.actorId, endedAt: null }, data: { name } });
  return count === 1;
}

/** Ends one of the actor's passkeys: it opens nothing from now on. */
export async function endPasskey(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.accountPasskey.updateMany({ where: { id, accountId: tx.actor.actorId, endedAt: null }, data: { endedAt: dateOf(tx.at), endedHow: 'removed' } });
  return count === 1;
}
