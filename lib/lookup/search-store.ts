import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import type { Fields } from '@/lib/platform/draft/model';
import { isId, newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { SEARCH_MINUTES, WAYS, type About, type Way } from './model';

/** A search, the searcher's alone. */
export interface Search {
  id: string;
  by: string;
  at: Temporal.Instant;
  /** Null once what was typed is forgotten. */
  typed: Fields | null;
  ways: Way[];
}

/** Keeps what was typed, also where it could not be looked up, so that nothing is typed twice. @returns its id. */
export async function addSearch(tx: Tx, search: { typed: Fields; ways: readonly Way[]; reasonCode: string; reasonWords: string; about: readonly About[] }): Promise<string> {
  const id = newId();
  const { typed, ways, about, ...why } = search;
  await tx.db.peopleSearch.createMany({ data: [{ ...why, authorityId: tx.actor.authorityId, id, at: dateOf(tx.at), by: tx.actor.actorId, untilAt: dateOf(tx.at.add({ minutes: SEARCH_MINUTES })), typed, ways: [...ways], about: [...about] }] });
  return id;
}

/** The actor's own search, while its results are shown; null for any other. */
export async function readSearch(tx: Tx, id: string): Promise<Search | null> {
  if (!isId(id)) return null;
  const row = await tx.db.peopleSearch.findFirst({ where: { authorityId: tx.actor.authorityId, id, by: tx.actor.actorId, untilAt: { gt: dateOf(tx.at) } } });
  return row && { id, by: row.by, at: instantOf(row.at), typed: row.typed as Fields | null, ways: WAYS.filter((way) => row.ways.includes(way)) };
}

/** Forgets what was typed into searches whose results are not shown any more. As the system. @returns how many. */
export async function forgetTyped(tx: Tx): Promise<number> {
  return tx.db.$executeRaw`update people_search set typed = null where authority_id = ${tx.actor.authorityId} and until_at <= ${dateOf(tx.at)} and typed is not null`;
}

/** Names of everybody who works here, the actor's own apart. */
export async function readStaffNames(tx: Tx): Promise<{ own: string; others: string[] }> {
  const rows = await tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId, disabledAt: null, agencyId: null }, select: { accountId: true, account: { select: { name: true } } } });
  return { own: rows.find(({ accountId }) => accountId === tx.actor.actorId)?.account.name ?? '', others: [...new Set(rows.filter(({ accountId }) => accountId !== tx.actor.actorId).map(({ account }) => account.name))] };
}
