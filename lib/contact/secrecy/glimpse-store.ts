import type { Tx } from '@/lib/platform/db';
import { instantOf, londonDate } from '@/lib/platform/time';
import { postcodeArea } from '@/lib/restriction/model';
import { readNamedIn } from '@/lib/restriction/named-store';
import { childrenLine } from '../report/children-line';
import { childAgeOf } from '../queue/queue-store';

/** What somebody is shown of a contact before they say whether they know the family: enough to know it by, and no more. */
export interface Glimpse {
  initials: string[];
  /** "2 children, 4 and 6". */
  children: string;
  /** Postcode areas, such as "NR14". */
  areas: string[];
  agencyKind: string;
}

const initial = (name: string) => [...name.trim()][0]?.toUpperCase() ?? '';

/** The initials, ages and area of a contact, and the kind of agency that reported it. */
export async function readGlimpse(tx: Tx, contactId: string): Promise<Glimpse> {
  const { authorityId } = tx.actor;
  const contact = await tx.db.contact.findUniqueOrThrow({ where: { authorityId_id: { authorityId, id: contactId } }, select: { receivedAt: true, agencyKind: true, people: { where: { kind: 'child' }, orderBy: { ordinal: 'asc' } } } });
  const named = await readNamedIn(tx, contactId);
  return {
    initials: named.map(({ givenName, familyName }) => `${initial(givenName)}${initial(familyName)}`).filter((letters) => letters !== ''),
    children: childrenLine(contact.people.map(childAgeOf), londonDate(instantOf(contact.receivedAt))),
    areas: [...new Set(named.map(({ postcode }) => postcodeArea(postcode)).filter((area) => area !== ''))],
    agencyKind: contact.agencyKind,
  };
}
