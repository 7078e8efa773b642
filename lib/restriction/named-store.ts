import type { Tx } from '@/lib/platform/db';
import { isoDay } from '@/lib/platform/time';
import type { NamedPerson } from './model';

const text = (details: unknown, name: string): string => {
  const value = typeof details === 'object' && details !== null ? (details as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : '';
};

/** Somebody of a contact as the match knows them. */
export function namedOf({ id, kind, givenName, familyName, dateOfBirth, nhsNumber, nameDobKey, details }: Omit<NamedPerson, 'address' | 'postcode'> & { details: unknown }): NamedPerson {
  return { id, kind, givenName, familyName, dateOfBirth, nhsNumber, nameDobKey, address: text(details, 'address'), postcode: text(details, 'postcode') };
}

/** Everybody named in these contacts, by contact. As the system, for a match; as a person, what they may see. */
export async function readNamed(tx: Tx, contactIds: readonly string[]): Promise<Map<string, NamedPerson[]>> {
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, orderBy: [{ contactId: 'asc' }, { ordinal: 'asc' }] });
  const byContact = new Map<string, NamedPerson[]>();
  for (const { contactId, dateOfBirth, ...person } of rows) byContact.set(contactId, [...(byContact.get(contactId) ?? []), namedOf({ ...person, dateOfBirth: isoDay(dateOfBirth) })]);
  return byContact;
}

/** Everybody named in one contact. */
export async function readNamedIn(tx: Tx, contactId: string): Promise<NamedPerson[]> {
  return (await readNamed(tx, [contactId])).get(contactId) ?? [];
}
