import type { Temporal } from 'temporal-polyfill';
import { Prisma, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { COVER_ORDERS, isPost, onDutyAt, POST_TABLE, POSTS, postsOf, type Absence, type OnDuty, type Post, type Shift, type Stretch } from './model';

const ROLES_OF_POSTS = JSON.stringify(Object.fromEntries(POSTS.map((post) => [post, POST_TABLE[post].roles])));

/** What of the rota touches a stretch of time: shifts and absences that stand. */
export interface Rota {
  shifts: Shift[];
  absences: Absence[];
}

/**
 * The rota of a stretch. Whoever may no longer sign in here, or not in a role of the post, is not on it, whatever it says: their
 * shift is a gap, and so is that of somebody away for whom they stand in.
 * Needs to read casework, as all who work here do.
 */
export async function readRota(tx: Tx, { from, to }: Stretch): Promise<Rota> {
  const { authorityId } = tx.actor;
  const rolesOf = (account: Prisma.Sql) => Prisma.sql`select m.role from membership m where m.authority_id = ${authorityId} and m.account_id = ${account} and m.disabled_at is null`;
  const touches = Prisma.sql`r.authority_id = ${authorityId} and r.ended_at is null and r.from_at < ${dateOf(to)}::timestamptz and r.to_at > ${dateOf(from)}::timestamptz`;
  const rows = await tx.db.$queryRaw<RotaRow[]>`
    select r.id, r.post, r.cover_order as "coverOrder", r.account_id as "accountId", null::uuid as "coveredBy", null::text[] as "coverRoles", r.from_at as "fromAt", r.to_at as "toAt" from rota_shift r where ${touches} and exists (${rolesOf(Prisma.sql`r.account_id`)} and m.role in (select jsonb_array_elements_text(${ROLES_OF_POSTS}::jsonb -> r.post)))
    union all select r.id, null, null, r.account_id, r.covered_by, array(${rolesOf(Prisma.sql`r.covered_by`)}), r.from_at, r.to_at from rota_absence r where ${touches}
    order by "fromAt", "coverOrder", id`;
  return { shifts: rows.flatMap((row) => (row.post === null || row.coverOrder === null ? [] : [shiftOf({ ...row, post: row.post, coverOrder: row.coverOrder })])), absences: rows.flatMap((row) => (row.post === null ? [absenceOf(row)] : [])) };
}

/** A shift, or, without a post, an absence. */
interface RotaRow {
  id: string;
  post: string | null;
  coverOrder: number | null;
  accountId: string;
  coveredBy: string | null;
  coverRoles: string[] | null;
  fromAt: Date;
  toAt: Date;
}

/** Who is on at the instant of the transaction, or at another, in the order in which they are asked. */
export async function readOnDuty(tx: Tx, at: Temporal.Instant = tx.at): Promise<OnDuty[]> {
  const { shifts, absences } = await readRota(tx, { from: at, to: at.add({ milliseconds: 1 }) });
  return onDutyAt(shifts, absences, at);
}

type ShiftRow = Pick<Awaited<ReturnType<Tx['db']['rotaShift']['findFirstOrThrow']>>, 'id' | 'post' | 'accountId' | 'coverOrder' | 'fromAt' | 'toAt'>;

function shiftOf({ id, post, accountId, coverOrder, fromAt, toAt }: ShiftRow): Shift {
  const order = COVER_ORDERS.find((known) => known === coverOrder);
  if (!isPost(post) || order === undefined) throw new Error('a post or an order that no rota has');
  return { id, post, accountId, coverOrder: order, from: instantOf(fromAt), to: instantOf(toAt) };
}

function absenceOf({ id, accountId, coveredBy, coverRoles, fromAt, toAt }: RotaRow): Absence {
  const coversIn = postsOf(coverRoles ?? []);
  return { id, accountId, coveredBy: coversIn.length === 0 ? null : coveredBy, coversIn, from: instantOf(fromAt), to: instantOf(toAt) };
}

/** Writes shifts that are not there yet. @returns their ids. */
export async function addShifts(tx: Tx, shifts: readonly Omit<Shift, 'id'>[]): Promise<string[]> {
  const made = { authorityId: tx.actor.authorityId, madeAt: dateOf(tx.at), madeBy: tx.actor.actorId };
  const rows = shifts.map(({ post, accountId, coverOrder, from, to }) => ({ ...made, id: newId(), post, accountId, coverOrder, fromAt: dateOf(from), toAt: dateOf(to) }));
  const written = await tx.db.rotaShift.createManyAndReturn({ data: rows, skipDuplicates: true, select: { id: true } });
  return written.map(({ id }) => id);
}

/** A shift that stands, or null. */
export async function findShift(tx: Tx, id: string): Promise<Shift | null> {
  const row = await tx.db.rotaShift.findFirst({ where: { authorityId: tx.actor.authorityId, id, endedAt: null } });
  return row && shiftOf(row);
}

/** Takes a shift out, once. @returns whether it happened now. */
export async function endShift(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.rotaShift.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { endedAt: dateOf(tx.at), endedBy: tx.actor.actorId } });
  return count === 1;
}

/** Writes that somebody is away. @returns its id. */
export async function addAbsence(tx: Tx, { accountId, coveredBy, from, to }: Omit<Absence, 'id' | 'coversIn'>): Promise<string> {
  const id = newId();
  const { authorityId, actorId } = tx.actor;
  await tx.db.rotaAbsence.createMany({ data: [{ authorityId, id, accountId, coveredBy, fromAt: dateOf(from), toAt: dateOf(to), madeAt: dateOf(tx.at), madeBy: actorId }] });
  return id;
}

/** Takes an absence out, once. @returns whether it happened now. */
export async function endAbsence(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.rotaAbsence.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { endedAt: dateOf(tx.at), endedBy: tx.actor.actorId } });
  return count === 1;
}

/** Somebody who may be put in a post. */
export interface RotaPerson {
  accountId: string;
  name: string;
  jobTitle: string;
  posts: Post[];
}

/** Everybody of this authority who may be on the rota, by name. */
export async function readRotaPeople(tx: Tx): Promise<RotaPerson[]> {
  const roles = [...new Set(POSTS.flatMap((post) => POST_TABLE[post].roles))];
  const rows = await tx.db.membership.findMany({
    where: { authorityId: tx.actor.authorityId, role: { in: roles }, disabledAt: null },
    select: { accountId: true, role: true, jobTitle: true, account: { select: { name: true } } },
  });
  const people = new Map<string, RotaPerson>();
  for (const { accountId, role, jobTitle, account } of rows) {
    const known = people.get(accountId) ?? { accountId, name: account.name, jobTitle, posts: [] };
    const own = postsOf([role]);
    people.set(accountId, { ...known, posts: POSTS.filter((post) => known.posts.includes(post) || own.includes(post)) });
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}
