import type { Role } from './model';
import type { Tx } from '@/lib/platform/db';

/** Where somebody is reached. */
export interface Reach {
  email: string;
  phone: string;
}

/**
 * Where people of this authority are reached, by account; the disabled are not. Somebody who works here in several roles has a telephone
 * in each or in one: the first there is, of these roles before any other.
 */
export async function readReach(tx: Tx, accountIds: readonly string[], roles: readonly Role[] = []): Promise<Map<string, Reach>> {
  const rows = await tx.db.membership.findMany({
    where: { authorityId: tx.actor.authorityId, accountId: { in: [...accountIds] }, disabledAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { accountId: true, role: true, phone: true, account: { select: { email: true } } },
  });
  const reach = new Map<string, Reach>();
  for (const asked of [true, false])
    for (const { accountId, role, phone, account } of rows)
      if (roles.some((each) => each === role) === asked && !reach.get(accountId)?.phone) reach.set(accountId, { phone: phone.trim(), email: account.email });
  return reach;
}

/** Whoever administers the accounts of this authority, and their e-mail addresses: each once. */
export async function administrators(tx: Tx): Promise<{ accountId: string; email: string }[]> {
  const rows = await tx.db.membership.findMany({ where: { authorityId: tx.actor.authorityId, role: 'area_administrator', disabledAt: null }, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], select: { accountId: true, account: { select: { email: true } } } });
  return [...new Map(rows.map(({ accountId, account }) => [accountId, { accountId, email: account.email }])).values()];
}

/** The e-mail addresses of whoever administers the accounts of this authority. */
export async function administratorMails(tx: Tx): Promise<string[]> {
  return (await administrators(tx)).map(({ email }) => email);
}
