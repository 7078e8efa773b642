import { mayDecide } from '@/lib/access/deciding';
import { lineAnswered } from '@/lib/access/lines';
import { isRole, type Person } from '@/lib/access/model';
import { readAuthority } from '@/lib/access/store';
import { plainly, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf } from '@/lib/platform/time';
import type { ReleaseHow } from './idle';

/** Who works the queue: roles whose memberships may hold a contact. */
export const HOLDING_ROLES = ['cads_social_worker', 'emergency_duty_worker', 'manager'] as const;

export interface LiveClaim {
  id: string;
  accountId: string;
  /** In which role it was made; null where that says nothing. */
  role: string | null;
}

/** Who holds a contact, or null. */
export async function liveClaim(tx: Tx, contactId: string): Promise<LiveClaim | null> {
  return tx.db.claim.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, endedAt: null }, select: { id: true, accountId: true, role: true } });
}

/**
 * In which role a claim is made, for those who work by day and by night. What a colleague gives counts as theirs while the office is
 * open; outside its hours it may be for either, and nothing is said.
 */
async function roleOf(tx: Tx, accountId: string): Promise<string | null> {
  if (accountId === tx.actor.actorId) return tx.actor.role;
  return lineAnswered((await readAuthority(tx)).settings, tx.at) === 'day' ? tx.actor.role : null;
}

/**
 * Puts a contact in somebody's hands, unless it is in somebody's already: a partial unique index allows one live claim.
 * @returns whether it is theirs now.
 */
export async function addClaim(tx: Tx, claim: { contactId: string; accountId: string; how: 'claimed' | 'handed_over' | 'reassigned'; reason?: string }): Promise<boolean> {
  const givenBy = claim.how === 'claimed' ? null : tx.actor.actorId;
  const role = await roleOf(tx, claim.accountId);
  const { count } = await tx.db.claim.createMany({
    data: [{ authorityId: tx.actor.authorityId, id: newId(), at: dateOf(tx.at), givenBy, role, ...claim }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Ends the live claim of a contact, if there is one. */
export async function endClaim(tx: Tx, contactId: string, ended: { how: 'released' | 'handed_over' | 'reassigned' | 'closed' | ReleaseHow; why?: string }): Promise<void> {
  await tx.db.claim.updateMany({
    where: { authorityId: tx.actor.authorityId, contactId, endedAt: null },
    data: { endedAt: dateOf(tx.at), endedHow: ended.how, endedBy: tx.actor.actorId, endedWhy: ended.why ?? null },
  });
}

/** A colleague to whom a contact can be given. */
export interface Colleague {
  accountId: string;
  name: string;
  jobTitle: string;
  manager: boolean;
  /** As what they work here: a contact is given to who may decide on it ({@link mayBeGiven}), a duty to who may owe it. */
  places: readonly Pick<Person, 'role' | 'qualified'>[];
}

/** Everybody of this authority who may hold a contact now, by name. */
export async function readColleagues(tx: Tx): Promise<Colleague[]> {
  const rows = await tx.db.$queryRaw<(Pick<Colleague, 'accountId' | 'name' | 'jobTitle'> & { role: (typeof HOLDING_ROLES)[number]; qualified: boolean })[]>(plainly`
    select m.account_id as "accountId", m.job_title as "jobTitle", m.role, m.qualified, a.name from membership m join account a on a.id = m.account_id
    where m.authority_id = ${tx.actor.authorityId} and m.role = any (${[...HOLDING_ROLES]}::text[]) and m.disabled_at is null order by m.created_at, m.id`);
  const byId = new Map<string, Colleague>();
  for (const { accountId, jobTitle, name, ...place } of rows) {
    const { places = [] } = byId.get(accountId) ?? {};
    byId.set(accountId, { accountId, jobTitle, name, places: [...places, place], manager: [...places, place].some(({ role }) => role === 'manager') });
  }
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}

/** May this account hold a contact here now? */
export async function mayHold(tx: Tx, accountId: string): Promise<boolean> {
  return (await placesHere(tx, accountId)).length > 0;
}

/** May a contact be given to this account: do they work here now, and may they decide on it ({@link mayDecide})? */
export async function mayBeGiven(tx: Tx, accountId: string): Promise<boolean> {
  return (await placesHere(tx, accountId)).some(({ role, qualified }) => isRole(role) && mayDecide({ role, qualified }));
}

const placesHere = (tx: Tx, accountId: string) =>
  tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId, accountId, role: { in: [...HOLDING_ROLES] }, disabledAt: null }, select: { role: true, qualified: true } });
