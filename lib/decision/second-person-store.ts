import type { Tx } from '@/lib/platform/db';

/** Somebody who may be the second person, as far as their role and qualification go. */
export interface SecondPerson {
  actorId: string;
  name: string;
  role: 'manager';
  qualified: true;
}

/** The social-work-qualified managers who work here now, by name. Whether one may sign a given decision is for `secondPersonProblem`. */
export async function secondPersons(tx: Tx): Promise<SecondPerson[]> {
  const rows = await tx.db.membership.findMany({
    where: { authorityId: tx.actor.authorityId, role: 'manager', qualified: true, disabledAt: null },
    select: { accountId: true, account: { select: { name: true } } },
  });
  return rows.map(({ accountId, account }): SecondPerson => ({ actorId: accountId, name: account.name, role: 'manager', qualified: true })).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
}
