import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { dateOf, instantOf } from '@/lib/platform/time';
import { acquaintanceGrounds, type NamedPerson, type RestrictedIdentity } from './model';
import { readStaff } from './opening-store';
import type { Unconfirmed } from './restricted-store';

/** A restricted child without a guardian who does casework here: which managers registered it, and nothing of the child. */
export interface Unguarded {
  id: string;
  registeredAt: Temporal.Instant;
  registeredBy: string;
  secondId: string;
}

interface UnguardedRow {
  id: string;
  registered_at: string;
  registered_by: string;
  second_id: string;
}

const unguardedOf = ({ id, registered_at: at, registered_by: registeredBy, second_id: secondId }: UnguardedRow): Unguarded => ({ id, registeredBy, secondId, registeredAt: instantOf(new Date(at)) });

/** Restricted children whom nobody guards any more: for a manager those of whom they have no conflict of interest, for the product all. */
export async function readUnguarded(tx: Tx): Promise<Unguarded[]> {
  return (await readGuarding(tx)).unguarded;
}

/**
 * Does the actor guard any restricted child, whom does nobody guard, as far as they may act on it, and of whom has no second manager
 * confirmed that they are restricted? All at once, for a page that asks all of it.
 */
export async function readGuarding(tx: Tx): Promise<{ guardian: boolean; unguarded: Unguarded[]; unconfirmed: Unconfirmed[] }> {
  const [row] = await tx.db.$queryRaw<{ guardian: boolean; unguarded: UnguardedRow[]; unconfirmed: UnguardedRow[] }[]>`
    select app_is_guardian() as guardian,
      coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'registered_at', c.registered_at, 'registered_by', c.registered_by, 'second_id', c.second_id) order by c.registered_at, c.id) from app_unconfirmed() c), '[]') as unconfirmed,
      coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'registered_at', u.registered_at, 'registered_by', u.registered_by, 'second_id', u.second_id) order by u.registered_at, u.id) from app_unguarded() u), '[]') as unguarded`;
  return { guardian: row?.guardian === true, unguarded: (row?.unguarded ?? []).map(unguardedOf), unconfirmed: (row?.unconfirmed ?? []).map(unguardedOf) };
}

/** Of these accounts, those who do casework here and are kept out of nothing about the child. As the system. */
export async function thoseWithoutConflict(tx: Tx, restrictedChildId: string, accountIds: readonly string[]): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ id: string }[]>`select t.id from unnest(${[...accountIds]}::uuid[]) with ordinality t (id, place) where app_may_guard(${restrictedChildId}::uuid, t.id) order by t.place`;
  return rows.map(({ id }) => id);
}

/** Holds the child still until the transaction ends. As the system. */
export async function lockRestrictedChild(tx: Tx, id: string): Promise<void> {
  await tx.db.$queryRaw`select 1 from restricted_child where authority_id = ${tx.actor.authorityId} and id = ${id}::uuid for update`;
}

/** Of these accounts, those who may know the child by its own name or address, though no contact was matched with them yet. As the system. */
export async function thoseWhoMayKnow(tx: Tx, { addresses, ...child }: RestrictedIdentity, accountIds: readonly string[]): Promise<Set<string>> {
  const places = addresses.length === 0 ? [{ address: '', postcode: '' }] : addresses;
  const named = places.map((place): NamedPerson => ({ ...child, ...place, kind: 'child' }));
  const staff = (await readStaff(tx)).filter(({ accountId }) => accountIds.includes(accountId));
  return new Set(staff.filter((member) => acquaintanceGrounds(member, named, '').length > 0).map(({ accountId }) => accountId));
}

/** Of these accounts, those who may not guard a child: who do no casework here, are kept out of what is about it, or may know it. As the system. */
export async function unfitToGuard(tx: Tx, child: RestrictedIdentity, accountIds: readonly string[]): Promise<string[]> {
  const [may, knowing] = [new Set(await thoseWithoutConflict(tx, child.id, accountIds)), await thoseWhoMayKnow(tx, child, accountIds)];
  return accountIds.filter((id) => !may.has(id) || knowing.has(id));
}

/** Names guardians in the actor's name for a child who has none left; whoever was one before and is here no longer is one no more. As the system. */
export async function nameGuardians(tx: Tx, restrictedChildId: string, accountIds: readonly string[], reason: string): Promise<void> {
  const { authorityId, actorId } = tx.actor;
  await tx.db.restrictedGuardian.updateMany({ where: { authorityId, restrictedChildId, endedAt: null }, data: { endedAt: dateOf(tx.at) } });
  // In one statement: the database lets nobody be named beside a guardian who is here.
  await tx.db.$executeRaw`
    insert into restricted_guardian (authority_id, restricted_child_id, account_id, ordinal, from_at, by, reason)
    select ${authorityId}, ${restrictedChildId}::uuid, t.id, t.place + coalesce((select max(g.ordinal) from restricted_guardian g where g.authority_id = ${authorityId} and g.restricted_child_id = ${restrictedChildId}::uuid), 0), ${dateOf(tx.at)}, ${actorId}::uuid, ${reason}
    from unnest(${[...accountIds]}::uuid[]) with ordinality t (id, place)
    on conflict (authority_id, restricted_child_id, account_id) do update set ordinal = excluded.ordinal, from_at = excluded.from_at, by = excluded.by, reason = excluded.reason, ended_at = null`;
}
