import { z } from 'zod';
import { plainly, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import { isRole, type Role } from './model';
import { membershipRow, type MembershipRow, type NewAgency } from './schema';

/** One person in one place of work, as an administrator or the demo page lists them. */
export interface Colleague {
  membershipId: string;
  accountId: string;
  name: string;
  email: string;
  role: Role;
  agencyId: string | null;
  agencyName: string | null;
  qualified: boolean;
  jobTitle: string;
  phone: string;
  /** They have a password or a provider to sign in with: the invitation was taken up. */
  joined: boolean;
  disabledAt: Temporal.Instant | null;
}

const WITH_ACCOUNT = { account: { select: { name: true, email: true, passwordHash: true } }, agency: { select: { name: true } } } as const;

interface Row {
  id: string;
  accountId: string;
  role: string;
  agencyId: string | null;
  qualified: boolean;
  jobTitle: string;
  phone: string;
  disabledAt: Date | null;
  account: { name: string; email: string; passwordHash: string | null };
  agency: { name: string } | null;
}

/** Of the accounts that work here those that sign in by an outside provider, for whoever may know it. */
async function withProvider(tx: Tx): Promise<Set<string>> {
  const rows = await tx.db.$queryRaw<{ account_id: string }[]>`select account_id::text from accounts_with_provider_here()`;
  return new Set(rows.map(({ account_id }) => account_id));
}

function colleagueOf(row: Row, byProvider: ReadonlySet<string>): Colleague {
  if (!isRole(row.role)) throw new Error('a membership has a role that this release does not know');
  return {
    membershipId: row.id,
    accountId: row.accountId,
    name: row.account.name,
    email: row.account.email,
    role: row.role,
    agencyId: row.agencyId,
    agencyName: row.agency?.name ?? null,
    qualified: row.qualified,
    jobTitle: row.jobTitle,
    phone: row.phone,
    joined: row.account.passwordHash !== null || byProvider.has(row.accountId),
    disabledAt: row.disabledAt ? instantOf(row.disabledAt) : null,
  };
}

/** Everyone who works in the actor's authority, as far as the actor may see, by name. */
export async function readColleagues(tx: Tx): Promise<Colleague[]> {
  const rows = await tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId }, include: WITH_ACCOUNT });
  const byProvider = await withProvider(tx);
  return rows.map((row) => colleagueOf(row, byProvider)).sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || a.membershipId.localeCompare(b.membershipId));
}

/** The name under which an account works or worked in the actor's authority; null when it never did. */
export async function nameHere(tx: Tx, accountId: string): Promise<string | null> {
  const row = await tx.db.membership.findFirst({ where: { authorityId: tx.actor.authorityId, accountId }, select: { account: { select: { name: true } } } });
  return row?.account.name ?? null;
}

/** One place of work in the actor's authority, or null when it is not there for this actor. */
export async function readColleague(tx: Tx, membershipId: string): Promise<Colleague | null> {
  const row = await tx.db.membership.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: membershipId } }, include: WITH_ACCOUNT });
  return row && colleagueOf(row, await withProvider(tx));
}

/** A place of work, and by role the others here at which the same person can sign in; null when it is not there for this actor. */
export async function readPlaces(tx: Tx, membershipId: string): Promise<{ colleague: Colleague; others: Colleague[] } | null> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.membership.findMany({ where: { authorityId, account: { memberships: { some: { authorityId, id: membershipId } } } }, include: WITH_ACCOUNT, orderBy: [{ role: 'asc' }, { id: 'asc' }] });
  const byProvider = await withProvider(tx);
  const places = rows.map((row) => colleagueOf(row, byProvider));
  const colleague = places.find((place) => place.membershipId === membershipId);
  return colleague === undefined ? null : { colleague, others: places.filter((place) => place !== colleague && place.disabledAt === null) };
}

/** Every place where the actor works, in all authorities, oldest first; disabled ones left out. */
export async function ownPlaces(tx: Tx): Promise<MembershipRow[]> {
  const [row] = await tx.db.$queryRaw<{ places: unknown }[]>`select own_memberships() as places`;
  return z.array(membershipRow).parse(row?.places ?? []);
}

export interface AgencyChoice {
  id: string;
  name: string;
  kind: string;
}

/** The agencies of the actor's authority that have not ended, by name. */
export async function readAgencies(tx: Tx): Promise<AgencyChoice[]> {
  return tx.db.agency.findMany({ where: { authorityId: tx.actor.authorityId, endedAt: null }, select: { id: true, name: true, kind: true }, orderBy: { name: 'asc' } });
}

/** An agency of the actor's authority, ended or not. */
export async function readAgency(tx: Tx, id: string): Promise<AgencyChoice> {
  return tx.db.agency.findUniqueOrThrow({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, select: { id: true, name: true, kind: true } });
}

/** Adds an agency to the actor's authority. False when there is one of that name already. */
export async function addAgency(tx: Tx, agency: NewAgency & { id: string }): Promise<boolean> {
  const { count } = await tx.db.agency.createMany({ data: [{ ...agency, authorityId: tx.actor.authorityId }], skipDuplicates: true });
  return count === 1;
}

/** The account of an address, made when there is none; a known one keeps its name. */
export async function ensureAccount(tx: Tx, email: string, name: string): Promise<string> {
  const [row] = await tx.db.$queryRaw<{ id: string }[]>`select account_ensure(${newId()}::uuid, ${email}, ${name}) as id`;
  if (!row) throw new Error('account_ensure answered no row');
  return row.id;
}

/** What an administrator says about somebody's place of work. */
export interface PlaceOfWork {
  role: Role;
  agencyId: string | null;
  qualified: boolean;
}

/** Does this account work here already, in this role at this agency? */
export async function hasPlace(tx: Tx, accountId: string, { role, agencyId }: Pick<PlaceOfWork, 'role' | 'agencyId'>): Promise<boolean> {
  return (await tx.db.membership.count({ where: { authorityId: tx.actor.authorityId, accountId, role, agencyId } })) > 0;
}

/** Adds a place of work in the actor's authority. */
export async function addPlace(tx: Tx, place: PlaceOfWork & { id: string; accountId: string; jobTitle: string; phone: string }): Promise<void> {
  await tx.db.membership.createMany({ data: [{ ...place, authorityId: tx.actor.authorityId, createdAt: dateOf(tx.at) }] });
}

/** Gives a place of work another role, agency or qualification: it holds from the next request. */
export async function changePlace(tx: Tx, id: string, { role, agencyId, qualified }: PlaceOfWork): Promise<void> {
  await tx.db.membership.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: { role, agencyId, qualified } });
}

/** Keeps another number at which somebody is called. */
export async function setPhone(tx: Tx, id: string, phone: string): Promise<void> {
  await tx.db.membership.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: { phone } });
}

/** Closes or opens a place of work. */
export async function setDisabled(tx: Tx, id: string, disabled: boolean): Promise<void> {
  await tx.db.membership.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: { disabledAt: disabled ? dateOf(tx.at) : null } });
}

/** The account of somebody who works for an agency here, by its e-mail address; a name that was said is none. */
export async function accountAt(tx: Tx, email: string, agencyId: string | null): Promise<string | null> {
  if (email === '' || agencyId === null) return null;
  // Compared as a text and not as a pattern: "r_may" is not "r.may".
  const [account] = await tx.db.$queryRaw<{ id: string }[]>(plainly`
    select a.id from account a where lower(a.email) = lower(${email})
      and exists (select 1 from membership m where m.authority_id = ${tx.actor.authorityId} and m.account_id = a.id and m.agency_id = ${agencyId}::uuid and m.disabled_at is null)`);
  return account?.id ?? null;
}
