import type { Tx } from '@/lib/platform/db';
import { instantOf } from '@/lib/platform/time';
import type { Temporal } from 'temporal-polyfill';
import { isRole, type Role } from './model';

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
  /** A password has been chosen: the invitation was taken up. */
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

function colleagueOf(row: Row): Colleague {
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
    joined: row.account.passwordHash !== null,
    disabledAt: row.disabledAt ? instantOf(row.disabledAt) : null,
  };
}

/** Everyone who works in the actor's authority, as far as the actor may see, by name. */
export async function readColleagues(tx: Tx): Promise<Colleague[]> {
  const rows = await tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId }, include: WITH_ACCOUNT });
  return rows.map(colleagueOf).sort((a, b) => a.name.localeCompare(b.name, 'en-GB') || a.membershipId.localeCompare(b.membershipId));
}

/** One place of work in the actor's authority, or null when it is not there for this actor. */
export async function readColleague(tx: Tx, membershipId: string): Promise<Colleague | null> {
  const row = await tx.db.membership.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: membershipId } }, include: WITH_ACCOUNT });
  return row ? colleagueOf(row) : null;
}
