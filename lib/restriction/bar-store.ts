import type { Temporal } from 'temporal-polyfill';
import { readNames } from '@/lib/access/store';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { BAR_WORDS, type BarGround } from './model';

/** Somebody who is, or was, kept out of a contact. */
export interface Bar {
  id: string;
  accountId: string;
  name: string;
  ground: BarGround;
  reason: string;
  at: Temporal.Instant;
  lifted: { at: Temporal.Instant; by: string; why: string } | null;
}

/**
 * Keeps an account out of a contact, once. As the system.
 * @returns whether it was written now.
 */
export async function addBar(tx: Tx, bar: { contactId: string; accountId: string; ground: BarGround; reason: string }): Promise<boolean> {
  const { count } = await tx.db.contactBar.createMany({ data: [{ ...bar, authorityId: tx.actor.authorityId, id: newId(), at: dateOf(tx.at), by: tx.actor.actorId }], skipDuplicates: true });
  return count === 1;
}

/** Everybody who is or was kept out of a contact, as far as the actor may know: nobody reads of themselves. */
export async function readBars(tx: Tx, contactId: string): Promise<Bar[]> {
  const rows = await tx.db.contactBar.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: [{ at: 'desc' }, { id: 'asc' }] });
  const names = await readNames(tx, rows.flatMap(({ accountId, liftedBy }) => [accountId, ...(liftedBy === null ? [] : [liftedBy])]));
  return rows.map(({ id, accountId, ground, reason, at, liftedAt, liftedBy, liftedWhy }) => ({
    ...{ id, accountId, reason },
    name: names.get(accountId) ?? 'Somebody of the reporting agency',
    ground: Object.hasOwn(BAR_WORDS, ground) ? (ground as BarGround) : 'declared',
    at: instantOf(at),
    lifted: liftedAt === null ? null : { at: instantOf(liftedAt), by: names.get(liftedBy ?? '') ?? 'A colleague', why: liftedWhy ?? '' },
  }));
}

/** Contacts of which an account is kept out now. As the system. */
export async function barredFrom(tx: Tx, accountId: string, contactIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.contactBar.findMany({ where: { authorityId: tx.actor.authorityId, accountId, contactId: { in: [...contactIds] }, liftedAt: null }, select: { contactId: true } });
  return new Set(rows.map(({ contactId }) => contactId));
}

/** Accounts that are kept out of any of these contacts now because they know the family. As the system. */
export async function knowingAny(tx: Tx, contactIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx.db.contactBar.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] }, liftedAt: null, ground: { not: 'may_be_involved' } }, select: { accountId: true } });
  return new Set(rows.map(({ accountId }) => accountId));
}

/** Lets somebody in again. As the system. @returns whether they were kept out until now. */
export async function liftBar(tx: Tx, contactId: string, barId: string, by: string, why: string): Promise<{ accountId: string } | null> {
  const where = { authorityId: tx.actor.authorityId, id: barId, contactId, liftedAt: null };
  const bar = await tx.db.contactBar.findFirst({ where, select: { accountId: true } });
  if (bar === null || bar.accountId === by) return null;
  const { count } = await tx.db.contactBar.updateMany({ where, data: { liftedAt: dateOf(tx.at), liftedBy: by, liftedWhy: why } });
  return count === 1 ? bar : null;
}
