import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { IDLE_MINUTES } from '../model';

/** One signed-in browser, as its person or an administrator sees it. */
export interface OpenSession {
  id: string;
  /** Where it is open; empty where only one authority is asked about. */
  area: string;
  role: string;
  agent: string;
  since: Temporal.Instant;
  seen: Temporal.Instant;
}

/** The actor's own sessions that are open now, in every authority, the one used last first. */
export async function ownSessions(tx: Tx): Promise<OpenSession[]> {
  const rows = await tx.db.$queryRaw<{ session_id: string; area: string; role: string; agent: string; created_at: Date; seen_at: Date }[]>`select session_id::text, area, role, agent, created_at, seen_at from own_sessions(${dateOf(tx.at)})`;
  return rows.map(({ session_id, area, role, agent, created_at, seen_at }) => ({ id: session_id, area, role, agent, since: instantOf(created_at), seen: instantOf(seen_at) }));
}

/** Ends one of the actor's own sessions, or, without its id, all but the one named. @returns how many ended. */
export async function endOwnSessions(tx: Tx, { id, but }: { id?: string; but?: string }): Promise<number> {
  const [row] = await tx.db.$queryRaw<{ ended: number }[]>`select own_sessions_end(${id ?? null}::uuid, ${but ?? null}::uuid, ${dateOf(tx.at)}) as ended`;
  return row?.ended ?? 0;
}

/** Ends every session of the actor's own account, in every authority. @returns how many ended. */
export async function endEverySession(tx: Tx): Promise<number> {
  // All but one that is none.
  return endOwnSessions(tx, { but: newId() });
}

/** The sessions of places of work that are open now, by place: for their administrator. */
export async function sessionsAt(tx: Tx, membershipIds: readonly string[]): Promise<Map<string, OpenSession[]>> {
  const rows = await tx.db.session.findMany({
    where: { authorityId: tx.actor.authorityId, membershipId: { in: [...membershipIds] }, revokedAt: null, expiresAt: { gt: dateOf(tx.at) }, seenAt: { gt: dateOf(tx.at.subtract({ minutes: IDLE_MINUTES })) } },
    select: { id: true, membershipId: true, agent: true, createdAt: true, seenAt: true },
    orderBy: [{ seenAt: 'desc' }, { id: 'asc' }],
  });
  const ofPlace = (place: string) => rows.filter(({ membershipId }) => membershipId === place).map(({ id, agent, createdAt, seenAt }) => ({ id, area: '', role: '', agent, since: instantOf(createdAt), seen: instantOf(seenAt) }));
  return new Map(membershipIds.map((place) => [place, ofPlace(place)]));
}

/** Ends one session of a place of work, by its administrator. @returns whether it was open. */
export async function endSessionOf(tx: Tx, membershipId: string, id: string): Promise<boolean> {
  const { count } = await tx.db.session.updateMany({ where: { authorityId: tx.actor.authorityId, id, membershipId, revokedAt: null }, data: { revokedAt: dateOf(tx.at) } });
  return count === 1;
}
