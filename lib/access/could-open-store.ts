import { Prisma, type Tx } from '@/lib/platform/db';

/** Of these people, those whom a contact is not closed to: who is kept out of it, or not let in, is left out. As the system. */
export async function thoseWhoCouldOpen(system: Tx, contactId: string, accountIds: readonly string[]): Promise<Set<string>> {
  const rows = await system.db.$queryRaw<{ id: string }[]>`select m.id from unnest(${[...accountIds]}::uuid[]) as m (id) where app_could_open(${contactId}::uuid, m.id)`;
  return new Set(rows.map(({ id }) => id));
}

/** Could a colleague open this contact? What is given to somebody whom it is closed to counts as held, and nobody sees to it. Why it is closed is not told. */
export async function couldOpen(tx: Tx, contactId: string, accountId: string): Promise<boolean> {
  return tx.asSystem(async (system) => (await thoseWhoCouldOpen(system, contactId, [accountId])).has(accountId));
}

/**
 * For a query: is this contact closed to this account, which holds or owes something in it? Asked in full only where somebody is kept out of
 * it or it is closed to any, since it is asked every minute of all that is held. As the system.
 */
export function isClosedTo(contact: Prisma.Sql, account: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`case when exists (select 1 from contact_bar b where b.authority_id = app_authority() and b.contact_id = ${contact} and b.account_id = ${account} and b.lifted_at is null)
    or exists (select 1 from contact_restriction r where r.authority_id = app_authority() and r.contact_id = ${contact} and r.lifted_at is null)
    then not app_could_open(${contact}, ${account}) else false end`;
}
