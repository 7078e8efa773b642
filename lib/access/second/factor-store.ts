import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { seal, unseal, type SealedPlace } from '@/lib/platform/seal';
import { dateOf, instantOf } from '@/lib/platform/time';
import { Temporal } from 'temporal-polyfill';
import { readOpening } from '../store';
import { ENROL_MINUTES, type SureHow } from './model';

/** An authenticator app of the actor's own account. */
export interface Totp {
  id: string;
  secret: string;
  since: Temporal.Instant;
  /** The sign-in in which it was begun; empty where that was not yet written down. */
  sessionId: string;
}

/** An account's factor is of no authority: the same account may work in several. */
export const placeOfSecret = (id: string): SealedPlace => ({ table: 'account_totp', column: 'sealed', authorityId: '', rowId: id });

const LIVE = { endedAt: null, confirmedAt: { not: null } } as const;
const BEGUN = { endedAt: null, confirmedAt: null } as const;

/** What is sealed for an app: the sign-in that began it and the secret, with a blank between, so that neither is ever without the other. */
const contentOf = (sessionId: string, secret: string) => `${sessionId} ${secret}`;
function readContent(content: string): { sessionId: string; secret: string } {
  const [secret = '', sessionId = ''] = content.split(' ').reverse();
  return { sessionId, secret };
}

async function oneTotp(tx: Tx, which: typeof LIVE | typeof BEGUN): Promise<Totp | null> {
  const row = await tx.db.accountTotp.findFirst({ where: { accountId: tx.actor.actorId, ...which }, orderBy: { madeAt: 'desc' } });
  return row && { id: row.id, ...readContent(unseal(row.sealed, placeOfSecret(row.id))), since: instantOf(row.confirmedAt ?? row.madeAt) };
}

/** The app whose codes are asked for, or null. */
export async function readTotp(tx: Tx): Promise<Totp | null> {
  return oneTotp(tx, LIVE);
}

/** The app that is being set up for the account and has not given its first code, whoever began it; null when there is none, or it is left over. */
export async function readBegun(tx: Tx): Promise<Totp | null> {
  const begun = await oneTotp(tx, BEGUN);
  return begun !== null && Temporal.Instant.compare(begun.since, tx.at.subtract({ minutes: ENROL_MINUTES })) > 0 ? begun : null;
}

/**
 * The app that was begun in this very sign-in, and since its person last proved themselves. One that was begun in another is shown and
 * confirmed nowhere: whoever began it knows its secret, and may have no more than the password.
 */
export async function begunIn(tx: Tx, sessionId: string): Promise<Totp | null> {
  const begun = await readBegun(tx);
  if (begun?.sessionId !== sessionId) return null;
  const provedAt = (await readOpening(tx, sessionId))?.provedAt ?? null;
  return provedAt !== null && Temporal.Instant.compare(begun.since, instantOf(provedAt)) >= 0 ? begun : null;
}

/** Has the actor's account a second factor? */
export async function hasFactor(tx: Tx): Promise<boolean> {
  const { actorId: accountId } = tx.actor;
  return (await tx.db.accountTotp.count({ where: { accountId, ...LIVE } })) > 0 || (await tx.db.accountPasskey.count({ where: { accountId, endedAt: null } })) > 0;
}

/** Begins an app with a secret, in a sign-in; one that was begun before is replaced. */
export async function beginTotp(tx: Tx, secret: string, sessionId: string): Promise<void> {
  await endTotp(tx, BEGUN, 'replaced');
  const id = newId();
  await tx.db.accountTotp.createMany({ data: [{ id, accountId: tx.actor.actorId, sealed: seal(contentOf(sessionId, secret), placeOfSecret(id)), madeAt: dateOf(tx.at) }] });
}

/** From its first code on the app is asked for; that code is used up, and the app before it is no longer asked for. */
export async function confirmTotp(tx: Tx, id: string, step: number): Promise<boolean> {
  await endTotp(tx, LIVE, 'replaced');
  const { count } = await tx.db.accountTotp.updateMany({ where: { id, accountId: tx.actor.actorId, ...BEGUN }, data: { confirmedAt: dateOf(tx.at), lastStep: BigInt(step) } });
  return count === 1;
}

/** Uses a code up: it and those before it are good for nothing more. Of two who bring the same code at once one is told false. */
export async function spendStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const { count } = await tx.db.accountTotp.updateMany({ where: { id, accountId: tx.actor.actorId, endedAt: null, lastStep: { lt: BigInt(step) } }, data: { lastStep: BigInt(step) } });
  return count === 1;
}

async function endTotp(tx: Tx, which: typeof LIVE | typeof BEGUN, how: 'replaced' | 'removed'): Promise<number> {
  const { count } = await tx.db.accountTotp.updateMany({ where: { accountId: tx.actor.actorId, ...which }, data: { endedAt: dateOf(tx.at), endedHow: how } });
  return count;
}

/** Takes the actor's own app away. @returns whether there was one. */
export async function removeTotp(tx: Tx): Promise<boolean> {
  return (await endTotp(tx, LIVE, 'removed')) > 0;
}

/** Seconds since 1970 by the database's clock: the application's own may be wrong, and each process has one. */
export async function databaseSeconds(tx: Tx): Promise<number> {
  const [row] = await tx.db.$queryRaw<{ seconds: number }[]>`select extract(epoch from clock_timestamp())::float8 as seconds`;
  if (!row) throw new Error('the database has no time');
  return Math.floor(row.seconds);
}

/**
 * Accounts of the actor's authority that have a second factor, and of each whether its person ever worked here: for those who may reset it.
 * Who was only invited here keeps theirs.
 */
export async function accountsWithFactor(tx: Tx): Promise<Map<string, { workedHere: boolean }>> {
  const rows = await tx.db.$queryRaw<{ account_id: string; worked_here: boolean }[]>`select account_id::text, worked_here from second_factors_here()`;
  return new Map(rows.map(({ account_id, worked_here }) => [account_id, { workedHere: worked_here }]));
}

/** Takes every factor of a colleague away and ends their sessions everywhere. False when there was none. */
export async function takeFactorsAway(tx: Tx, accountId: string): Promise<boolean> {
  const [row] = await tx.db.$queryRaw<{ done: boolean }[]>`select second_factor_reset(${accountId}::uuid, ${dateOf(tx.at)}) as done`;
  return row?.done ?? false;
}

export interface FactorReset {
  accountId: string;
  by: string;
  at: Temporal.Instant;
  how: string;
  why: string;
}

/** Writes down who took a colleague's factors away, how they made sure who asked, and why. @returns the record's id. */
export async function addReset(tx: Tx, reset: { accountId: string; how: SureHow; why: string }): Promise<string> {
  const id = newId();
  await tx.db.secondFactorReset.createMany({ data: [{ authorityId: tx.actor.authorityId, id, by: tx.actor.actorId, at: dateOf(tx.at), ...reset }] });
  return id;
}

/** The resets of the actor's authority, newest first. */
export async function readResets(tx: Tx, most = 20): Promise<FactorReset[]> {
  const rows = await tx.db.secondFactorReset.findMany({ where: { authorityId: tx.actor.authorityId }, orderBy: { at: 'desc' }, take: most });
  return rows.map(({ accountId, by, at, how, why }) => ({ accountId, by, at: instantOf(at), how, why }));
}

/** Leads whoever is in without a factor to give theirs or to enrol one, at their next click: all of some roles, or one place of work. */
export async function leadToEnrol(tx: Tx, roles: readonly string[], membershipId: string | null = null): Promise<number> {
  const [row] = await tx.db.$queryRaw<{ led: number }[]>`select sessions_enrol(${membershipId}::uuid, ${[...roles]}::text[]) as led`;
  return row?.led ?? 0;
}
