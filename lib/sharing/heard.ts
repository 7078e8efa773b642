import { Temporal } from 'temporal-polyfill';
import { standingObjections, type Openness } from './model';

/** A contact that was joined into another, with what its family was told and said, newest first. */
export interface Part {
  id: string;
  /** Null for the contact itself, into which the others went. */
  joined: { into: string; at: Temporal.Instant } | null;
  openness: readonly Openness[];
}

/** Two children of two contacts who are the same. */
export type Pair = readonly [string, string];

/** An objection that was made of the same child on a contact that was joined in. `saidIn` is that contact, `saidAt` when it was written down there. */
export type Heard = Openness & { saidIn: string; saidAt: Temporal.Instant };

/** Who is the same as whom, also through a third. */
function sameOf(pairs: readonly Pair[]): (one: string, other: string) => boolean {
  const groups: Set<string>[] = [];
  for (const pair of pairs) {
    const met = groups.filter((group) => pair.some((id) => group.has(id)));
    groups.splice(0, groups.length, ...groups.filter((group) => !met.includes(group)), new Set([...pair, ...met.flatMap((group) => [...group])]));
  }
  return (one, other) => one === other || groups.some((group) => group.has(one) && group.has(other));
}

const later = (one: Temporal.Instant, other: Temporal.Instant) => (Temporal.Instant.compare(one, other) < 0 ? other : one);
const newestFirst = <T extends { at: Temporal.Instant }>(rows: readonly T[]) => rows.toSorted((one, other) => Temporal.Instant.compare(other.at, one.at));

/**
 * The objections that stood on the contacts joined into one when they were joined, of children who are the same as this contact's (domain
 * 7.8, 7.16). An agreement does not travel: it was given there for something else. An objection is heard from the join on: whatever was
 * agreed here before, by a parent or by a manager, was agreed without knowing of it. Where there were joins within joins, each is heard on
 * the way, and an agreement of whoever objected ends it there.
 * @param parts the contact itself and all that went into it. @param children by contact, their ids.
 * @returns newest first, each about the one child of this contact of whom it was said.
 */
export function heardAt(contactId: string, { parts, children, pairs }: { parts: readonly Part[]; children: ReadonlyMap<string, readonly string[]>; pairs: readonly Pair[] }): Heard[] {
  const isSame = sameOf(pairs);
  const heard = (id: string): Heard[] =>
    parts.flatMap((part) => {
      const { joined } = part;
      if (joined?.into !== id) return [];
      const said = newestFirst<Heard>([...part.openness.map((record) => ({ ...record, saidIn: part.id, saidAt: record.at })), ...heard(part.id)]);
      return (children.get(id) ?? []).flatMap((mine) => {
        const theirs = (children.get(part.id) ?? []).filter((child) => isSame(mine, child));
        const standing = theirs.flatMap((child) => standingObjections(said.filter(({ personId }) => personId === null || personId === child)));
        return [...new Set(standing)].map((record) => ({ ...record, personId: mine, at: later(record.at, joined.at) }));
      });
    });
  return newestFirst(heard(contactId));
}

/** What the gate of a contact goes by: what was said on it, and what it hears of what was joined in; newest first. */
export function withHeard(openness: readonly Openness[], heard: readonly Heard[]): Openness[] {
  return newestFirst([...heard, ...openness]);
}
