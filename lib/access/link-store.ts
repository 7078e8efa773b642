import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';

/** Keeps a link's hash; earlier unused links of the account in this authority stop working. */
export async function addLink(tx: Tx, link: { id: string; tokenHash: Uint8Array<ArrayBuffer>; accountId: string; purpose: 'invitation' | 'reset'; expiresAt: Temporal.Instant }): Promise<void> {
  await endLinks(tx, link.accountId);
  await tx.db.accountLink.createMany({
    data: [{ ...link, authorityId: tx.actor.authorityId, createdBy: tx.actor.actorId, createdAt: dateOf(tx.at), expiresAt: dateOf(link.expiresAt) }],
  });
}

/** Takes a link up. False when somebody else was first, or it has expired: it opens nothing twice. */
export async function takeLink(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.accountLink.updateMany({ where: { authorityId: tx.actor.authorityId, id, usedAt: null, expiresAt: { gt: dateOf(tx.at) } }, data: { usedAt: dateOf(tx.at) } });
  return count === 1;
}

/** Makes every unused link of the actor's own account useless, whichever authority sent it: a password is of none. @returns how many. */
export async function endOwnLinks(tx: Tx): Promise<number> {
  const [row] = await tx.db.$queryRaw<{ ended: number }[]>`select own_links_end(${dateOf(tx.at)}) as ended`;
  return row?.ended ?? 0;
}

/** Makes every unused link of an account in this authority useless. */
export async function endLinks(tx: Tx, accountId: string): Promise<void> {
  await tx.db.accountLink.updateMany({ where: { authorityId: tx.actor.authorityId, accountId, usedAt: null }, data: { usedAt: dateOf(tx.at) } });
}

/** Keeps the hash of the actor's own new password. */
export async function savePassword(tx: Tx, passwordHash: string): Promise<void> {
  await tx.db.account.updateMany({ where: { id: tx.actor.actorId }, data: { passwordHash } });
}

/** The actor's own name and address. */
export async function ownNames(tx: Tx): Promise<{ name: string; email: string }> {
  return tx.db.account.findUniqueOrThrow({ where: { id: tx.actor.actorId }, select: { name: true, email: true } });
}

/** The hash of the actor's own password, or null where they never chose one. */
export async function ownPasswordHash(tx: Tx): Promise<string | null> {
  const row = await tx.db.account.findUnique({ where: { id: tx.actor.actorId }, select: { passwordHash: true } });
  return row?.passwordHash ?? null;
}

/** Puts account mail in the post: its body is a link and says nobody's name (domain 7.11). */
export async function postAccountMail(tx: Tx, mail: { to: string; subject: string; body: string }): Promise<void> {
  const id = newId();
  await tx.db.message.createMany({ data: [{ authorityId: tx.actor.authorityId, id, toAddress: mail.to, subject: mail.subject, body: mail.body, madeAt: dateOf(tx.at), state: 'pending' }] });
  await tx.enqueue('post.deliver', { authorityId: tx.actor.authorityId, messageId: id });
}
