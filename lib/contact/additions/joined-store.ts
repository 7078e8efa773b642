import type { Tx } from '@/lib/platform/db';

/** Contacts that were joined into this one, directly or through another, oldest first. Needs casework rights. */
export async function joinedContacts(tx: Tx, contactId: string): Promise<string[]> {
  const { authorityId } = tx.actor;
  const found: string[] = [];
  for (let into = [contactId]; into.length > 0; ) {
    const rows = await tx.db.closure.findMany({ where: { authorityId, how: 'joined', joinedToId: { in: into } }, orderBy: [{ at: 'asc' }, { contactId: 'asc' }], select: { contactId: true } });
    into = rows.map((row) => row.contactId).filter((id) => !found.includes(id));
    found.push(...into);
  }
  return found;
}

/** The contact into which this one went in the end: itself where it was joined into none. Needs casework rights. */
export async function mainContact(tx: Tx, contactId: string): Promise<string> {
  const closure = await tx.db.closure.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, how: 'joined' }, select: { joinedToId: true } });
  return closure?.joinedToId == null ? contactId : mainContact(tx, closure.joinedToId);
}
