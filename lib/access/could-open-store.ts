import type { Tx } from '@/lib/platform/db';

/** Of these people, those whom a contact is not closed to: who is kept out of it, or not let in, is left out. As the system. */
export async function thoseWhoCouldOpen(system: Tx, contactId: string, accountIds: readonly string[]): Promise<Set<string>> {
  const rows = await system.db.$queryRaw<{ id: string }[]>`select m.id from unnest(${[...accountIds]}::uuid[]) as m (id) where app_could_open(${contactId}::uuid, m.id)`;
  return new Set(rows.map(({ id }) => id));
}

/** Could a colleague open this contact? What is given to somebody whom it is closed to counts as held, and nobody sees to it. Why it is closed is not told. */
export async function couldOpen(tx: Tx, contactId: string, accountId: string): Promise<boolean> {
  return tx.asSystem(async (system) => (await thoseWhoCouldOpen(system, contactId, [accountId])).has(accountId));
}
