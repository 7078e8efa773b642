import { forenamesIn } from '@/lib/people/placeholder';
import { normaliseName, sameChild, type Identifiers } from '@/lib/people/model';

/** Children whom other contacts name together with a child of this one (domain 7.13: each child of the household is considered). Pure. */

/** A name and a birth, as far as they are known. */
interface Called {
  givenName: string;
  familyName: string;
  /** ISO date. */
  dateOfBirth: string | null;
}

/** A child as another contact names them. */
export interface ThereBefore extends Called, Identifiers {
  id: string;
  contactId: string;
  /** Who they are in the index of people; null where nobody said. */
  personId: string | null;
}

const clash = (a: string | null, b: string | null) => a !== null && b !== null && a !== b;

/**
 * Is a child named in this contact by this name? A worker who adds one writes no date of birth. A name that is nobody's says nothing, and
 * of two births two children are known.
 */
function isCalledSo(here: Called, there: Called): boolean {
  const given = normaliseName(there.givenName);
  const [own, theirs] = [normaliseName(here.familyName), normaliseName(there.familyName)];
  if (forenamesIn(there.givenName, there.familyName).length === 0 || given !== normaliseName(here.givenName)) return false;
  return (own === '' || theirs === '' || own === theirs) && !clash(here.dateOfBirth, there.dateOfBirth);
}

const isOne = (a: ThereBefore, b: ThereBefore) => (a.personId !== null && a.personId === b.personId) || sameChild(a, b) !== null;

/**
 * Of the children whom other contacts name, those whom this one does not: each once, with all their rows, in the order given.
 * @param here the children of this contact.
 * @param same ids of those who are known to be one of them.
 */
export function namedBefore<Row extends ThereBefore>(here: readonly Called[], there: readonly Row[], same: ReadonlySet<string>): [Row, ...Row[]][] {
  const groups: [Row, ...Row[]][] = [];
  for (const row of there) {
    if (same.has(row.id) || here.some((child) => isCalledSo(child, row))) continue;
    const group = groups.find((rows) => rows.some((other) => isOne(row, other)));
    if (group === undefined) groups.push([row]);
    else group.push(row);
  }
  return groups;
}
