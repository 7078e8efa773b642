import type { Temporal } from 'temporal-polyfill';
import { postAccountMail } from '@/lib/access/link-store';
import { readNames } from '@/lib/access/store';
import { config } from '@/lib/platform/config';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { GLASS_WISH_HOURS } from './model';
import { READS_CASEWORK } from './opening-store';

/** Somebody who is let into a closed contact. */
export interface Access {
  id: string;
  accountId: string;
  name: string;
  how: 'granted' | 'broken_glass';
  /** For which closing of it a guardian let them in; null for the contact as a whole. */
  restrictionId: string | null;
  fromAt: Temporal.Instant;
  untilAt: Temporal.Instant;
  reason: string;
}

/** Lets an account into a closed contact for a time: for one closing of it, whose guardian the actor is, or as a whole by broken glass. As the system. */
export async function addAccess(tx: Tx, access: { contactId: string; accountId: string; how: Access['how']; restrictionId: string | null; untilAt: Temporal.Instant; reason: string }): Promise<void> {
  const { untilAt, ...kept } = access;
  await tx.db.contactAccess.createMany({ data: [{ ...kept, authorityId: tx.actor.authorityId, id: newId(), fromAt: dateOf(tx.at), untilAt: dateOf(untilAt), by: tx.actor.actorId }] });
}

/** Who is let into a contact now, as far as the actor may open it. */
export async function readAccesses(tx: Tx, contactId: string): Promise<Access[]> {
  const rows = await tx.db.contactAccess.findMany({ where: { authorityId: tx.actor.authorityId, contactId, endedAt: null, untilAt: { gt: dateOf(tx.at) } }, orderBy: { untilAt: 'asc' } });
  const names = await readNames(tx, rows.map(({ accountId }) => accountId));
  return rows.map(({ id, accountId, how, restrictionId, fromAt, untilAt, reason }) => ({ id, accountId, restrictionId, reason, name: names.get(accountId) ?? 'A colleague who has left', how: how === 'broken_glass' ? how : 'granted', fromAt: instantOf(fromAt), untilAt: instantOf(untilAt) }));
}

/** Ends somebody's time in a contact, whoever let them in and for whichever closing. As the system. @returns whether they were let in until now. */
export async function endAccess(tx: Tx, contactId: string, id: string, by: string): Promise<boolean> {
  const here = { authorityId: tx.actor.authorityId, contactId, endedAt: null };
  const access = await tx.db.contactAccess.findFirst({ where: { ...here, id }, select: { accountId: true } });
  if (access === null) return false;
  const { count } = await tx.db.contactAccess.updateMany({ where: { ...here, accountId: access.accountId }, data: { endedAt: dateOf(tx.at), endedBy: by } });
  return count > 0;
}

/** Is the contact still closed to somebody, not counting that they may know the family? As the system. */
export async function isClosedTo(tx: Tx, contactId: string, accountId: string): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<{ why: string | null }[]>`select app_closed_to(${contactId}::uuid, ${accountId}::uuid) as why`;
  return row?.why === 'restricted';
}

/** A wish to break the glass: by the reference that somebody was told, whether or not there is such a contact. */
export interface GlassRequest {
  id: string;
  reference: string;
  by: string;
  byId: string;
  at: Temporal.Instant;
  reason: string;
  how: 'two_persons' | 'out_of_hours';
  answered: { at: Temporal.Instant; agreed: boolean; why: string } | null;
  /** Nobody answered in time, and nobody can any more. */
  lapsed: boolean;
  review: { dueAt: Temporal.Instant; done: { at: Temporal.Instant; words: string } | null } | null;
}

/** Writes down what somebody asks. As the system. */
export async function addGlassRequest(tx: Tx, request: { reference: string; reason: string; how: GlassRequest['how']; reviewDueAt: Temporal.Instant | null }): Promise<string> {
  const id = newId();
  const { reviewDueAt, ...kept } = request;
  const atOnce = request.how === 'out_of_hours' ? { answeredAt: dateOf(tx.at), answeredBy: tx.actor.actorId, agreed: true } : {};
  await tx.db.glassRequest.createMany({ data: [{ ...kept, ...atOnce, authorityId: tx.actor.authorityId, id, at: dateOf(tx.at), by: tx.actor.actorId, reviewDueAt: reviewDueAt === null ? null : dateOf(reviewDueAt) }] });
  return id;
}

const RECENT_HOURS = 7 * 24;

/** What was asked then or before, and is not answered, has lapsed. */
const lapsedAsked = (tx: Tx) => dateOf(tx.at.subtract({ hours: GLASS_WISH_HOURS }));

/** A wish that waits for its second person. */
export type WaitingWish = Pick<GlassRequest, 'id' | 'at' | 'byId'>;

/** Every wish that waits for its second person and has not lapsed, the first first. As the system. */
export async function readWaitingWishes(tx: Tx): Promise<WaitingWish[]> {
  const rows = await tx.db.glassRequest.findMany({ where: { authorityId: tx.actor.authorityId, answeredAt: null, at: { gt: lapsedAsked(tx) } }, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { id: true, at: true, by: true } });
  return rows.map(({ id, at, by }) => ({ id, at: instantOf(at), byId: by }));
}

/** What was asked lately: the actor's own, and for managers and guardians everybody's. */
export async function readGlassRequests(tx: Tx): Promise<GlassRequest[]> {
  const since = dateOf(tx.at.subtract({ hours: RECENT_HOURS }));
  const rows = await tx.db.glassRequest.findMany({ where: { authorityId: tx.actor.authorityId, OR: [{ at: { gte: since } }, { reviewDueAt: { not: null }, reviewedAt: null }] }, orderBy: [{ at: 'desc' }, { id: 'asc' }] });
  const names = await readNames(tx, rows.map(({ by }) => by));
  return rows.map(({ id, reference, by, at, reason, how, answeredAt, agreed, answerWhy, reviewDueAt, reviewedAt, reviewWords }) => ({
    ...{ id, reference, reason },
    by: names.get(by) ?? 'A colleague who has left',
    byId: by,
    at: instantOf(at),
    how: how === 'out_of_hours' ? how : 'two_persons',
    answered: answeredAt === null ? null : { at: instantOf(answeredAt), agreed: agreed === true, why: answerWhy },
    lapsed: answeredAt === null && at <= lapsedAsked(tx),
    review: reviewDueAt === null ? null : { dueAt: instantOf(reviewDueAt), done: reviewedAt === null ? null : { at: instantOf(reviewedAt), words: reviewWords } },
  }));
}

/** A second person's answer, once, and before it has lapsed; never one's own. As the system. */
export async function answerGlassRequest(tx: Tx, id: string, by: string, agreed: boolean, why: string): Promise<{ reference: string; by: string; reason: string } | null> {
  const where = { authorityId: tx.actor.authorityId, id, answeredAt: null, at: { gt: lapsedAsked(tx) }, NOT: { by } };
  const request = await tx.db.glassRequest.findFirst({ where, select: { reference: true, by: true, reason: true } });
  if (request === null) return null;
  const { count } = await tx.db.glassRequest.updateMany({ where, data: { answeredAt: dateOf(tx.at), answeredBy: by, agreed, answerWhy: why } });
  return count === 1 ? request : null;
}

/** A second person looked over what was opened out of hours. As the system. @returns the reference it was opened by, or null when it is not to be looked over. */
export async function reviewGlassRequest(tx: Tx, id: string, by: string, words: string): Promise<string | null> {
  const where = { authorityId: tx.actor.authorityId, id, reviewDueAt: { not: null }, reviewedAt: null, NOT: { by } };
  const request = await tx.db.glassRequest.findFirst({ where, select: { reference: true } });
  const { count } = await tx.db.glassRequest.updateMany({ where, data: { reviewedAt: dateOf(tx.at), reviewedBy: by, reviewWords: words } });
  return count === 1 ? (request?.reference ?? null) : null;
}

/** Does the actor guard any restricted child? */
export async function isGuardian(tx: Tx): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<{ is: boolean }[]>`select app_is_guardian() as is`;
  return row?.is === true;
}

/** Somebody named to see contacts about positions of trust. */
export interface NamedOfficer {
  id: string;
  accountId: string;
  name: string;
  kind: 'lado' | 'duty';
  /** They read casework here still: only then they count. */
  here: boolean;
}

/** Named LADO and duty staff, by name. */
export async function readOfficers(tx: Tx): Promise<NamedOfficer[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.$queryRaw<{ id: string; accountId: string; kind: string; here: boolean }[]>`
    select o.id, o.account_id as "accountId", o.kind, exists (select 1 from membership m where m.authority_id = o.authority_id and m.account_id = o.account_id and m.disabled_at is null and m.role = any (${READS_CASEWORK}::text[])) as here
    from named_officer o where o.authority_id = ${authorityId} and o.ended_at is null`;
  const names = await readNames(tx, rows.map(({ accountId }) => accountId));
  return rows.map(({ kind, ...row }): NamedOfficer => ({ ...row, kind: kind === 'lado' ? kind : 'duty', name: names.get(row.accountId) ?? 'A colleague who has left' })).sort((one, other) => one.name.localeCompare(other.name, 'en-GB'));
}

/** @returns whether they were named now. */
export async function addOfficer(tx: Tx, accountId: string, kind: NamedOfficer['kind']): Promise<boolean> {
  const { count } = await tx.db.namedOfficer.createMany({ data: [{ authorityId: tx.actor.authorityId, id: newId(), accountId, kind, fromAt: dateOf(tx.at), by: tx.actor.actorId }], skipDuplicates: true });
  return count === 1;
}

export async function endOfficer(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.namedOfficer.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { endedAt: dateOf(tx.at), endedBy: tx.actor.actorId } });
  return count === 1;
}

/** Tells people by e-mail that something waits for them: no name, no reference, only where to sign in (domain 7.11). As the system. */
export async function alertThem(tx: Tx, accountIds: readonly string[]): Promise<void> {
  const accounts = await tx.db.account.findMany({ where: { id: { in: [...new Set(accountIds)] } }, select: { email: true } });
  const body = ['There is something for you to look at.', 'Sign in to read it:', `${config().publicOrigin}/restricted`, 'Please do not answer this e-mail: nobody reads the answers. If a child is in danger now, ring 999.'].join('\n\n');
  for (const { email } of accounts) await postAccountMail(tx, { to: email, subject: 'There is something for you to look at', body });
}

/** The managers of the duty service. As the system. */
export async function managersHere(tx: Tx): Promise<string[]> {
  const rows = await tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId, role: 'manager', disabledAt: null }, select: { accountId: true } });
  return rows.map(({ accountId }) => accountId);
}
