import { indexKeys, KEYS_MADE, type NamedChild } from '@/lib/people/identity';
import type { Tx } from '@/lib/platform/db';

const CHILD_KINDS = ['child', 'household_child'];

/** A child of a contact, as the index knows it. */
export interface IndexedChild extends NamedChild {
  id: string;
  contactId: string;
}

/** Writes the keys by which children are found; those that are there stay. Needs casework rights. */
export async function addKeys(tx: Tx, children: readonly IndexedChild[]): Promise<void> {
  const { authorityId } = tx.actor;
  const data = children.flatMap(({ id, contactId, ...child }) => indexKeys(child).map((key) => ({ ...key, authorityId, contactId, contactPersonId: id })));
  if (data.length > 0) await tx.db.personKey.createMany({ data, skipDuplicates: true });
}

const NAMED = { id: true, contactId: true, givenName: true, familyName: true, dateOfBirth: true, nhsNumber: true, upn: true, details: true } as const;
const isoDay = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;

/** Children of contacts by their ids, as far as the actor may see them. */
export async function readIndexed(tx: Tx, ids: readonly string[]): Promise<IndexedChild[]> {
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...ids] }, kind: { in: CHILD_KINDS } }, select: NAMED });
  return rows.map(({ dateOfBirth, details, ...row }) => ({ ...row, dateOfBirth: isoDay(dateOfBirth), details: details as Record<string, unknown> }));
}

/** Some of the children who came before there was an index, or before its keys were made as now. As the system. */
export async function readNotIndexed(tx: Tx, most: number): Promise<IndexedChild[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId, kind: { in: CHILD_KINDS }, keys: { none: { kind: 'indexed', key: KEYS_MADE } } }, take: most, select: { id: true } });
  return readIndexed(tx, rows.map(({ id }) => id));
}
