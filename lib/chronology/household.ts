import { pairKey } from '@/lib/people/identity';

/** Somebody as one contact names them. */
export interface NamedIn {
  id: string;
  contactId: string;
}

/**
 * Who is one person, of everybody whom some contacts name: those who are known to be the same, each pair in its turn. Nobody is
 * one with another of their own contact, and nobody becomes one through a third with somebody they were told apart from. A name
 * alone joins nobody: of two children without one nothing is known but that they are two. Pure.
 * @param apart pairs that were told apart, by `pairKey`.
 * @returns everybody in exactly one group, in the order given.
 */
export function gather<Row extends NamedIn>(rows: readonly Row[], same: readonly { personId: string; otherPersonId: string }[], apart: ReadonlySet<string>): Row[][] {
  const groupOf = new Map(rows.map((row) => [row.id, [row]]));
  for (const { personId, otherPersonId } of same) {
    const [a, b] = [groupOf.get(personId), groupOf.get(otherPersonId)];
    if (a === undefined || b === undefined || a === b) continue;
    if (a.some((one) => b.some((other) => one.contactId === other.contactId || apart.has(pairKey(one.id, other.id))))) continue;
    a.push(...b);
    for (const { id } of b) groupOf.set(id, a);
  }
  return [...new Set(groupOf.values())];
}
