import type { Tx } from '@/lib/platform/db';
import { LONDON } from '@/lib/platform/time';
import { Temporal } from 'temporal-polyfill';

/** How two children were found to be the same, as long as there is no index of people (issue 2, section 3). */
export type SameBy = 'nhs_number' | 'upn' | 'name_and_birth';

/** A child of a contact and the same child as named in an earlier one. */
export interface SameChild {
  contactId: string;
  receivedAt: Date;
  personId: string;
  otherPersonId: string;
  sameBy: SameBy;
}

const CHILDREN = { in: ['child', 'household_child'] };
const IDENTIFIERS = { nhsNumber: true, upn: true, nameDobKey: true } as const;

type Identified = { nhsNumber: string | null; upn: string | null; nameDobKey: string | null };

const equal = (a: string | null, b: string | null) => a !== null && a === b;

function sameBy(a: Identified, b: Identified): SameBy | null {
  if (equal(a.nhsNumber, b.nhsNumber)) return 'nhs_number';
  if (equal(a.upn, b.upn)) return 'upn';
  return equal(a.nameDobKey, b.nameDobKey) ? 'name_and_birth' : null;
}

const known = (values: readonly (string | null)[]) => values.filter((value) => value !== null);

/** Pairs that a worker has told apart, in either order. */
async function toldApart(tx: Tx, personIds: readonly string[]): Promise<Set<string>> {
  const either = { in: [...personIds] };
  const rows = await tx.db.notSameChild.findMany({ where: { authorityId: tx.actor.authorityId, OR: [{ personId: either }, { otherPersonId: either }] }, select: { personId: true, otherPersonId: true } });
  return new Set(rows.flatMap(({ personId, otherPersonId }) => [`${personId} ${otherPersonId}`, `${otherPersonId} ${personId}`]));
}

/** The children of earlier contacts that are the same as this contact's, latest first, without those a worker told apart. */
export async function sameChildren(tx: Tx, contactId: string): Promise<SameChild[]> {
  const { authorityId } = tx.actor;
  const mine = await tx.db.contactPerson.findMany({ where: { authorityId, contactId, kind: CHILDREN }, select: { id: true, ...IDENTIFIERS, contact: { select: { receivedAt: true } } } });
  const [first] = mine;
  if (first === undefined) return [];
  // Lists of values and not a join: each list is one look into one index, however many contacts there are.
  const matches = [
    { nhsNumber: { in: known(mine.map(({ nhsNumber }) => nhsNumber)) } },
    { upn: { in: known(mine.map(({ upn }) => upn)) } },
    { nameDobKey: { in: known(mine.map(({ nameDobKey }) => nameDobKey)) } },
  ];
  const others = await tx.db.contactPerson.findMany({
    where: { authorityId, contactId: { not: contactId }, kind: CHILDREN, contact: { receivedAt: { lte: first.contact.receivedAt } }, OR: matches },
    select: { id: true, contactId: true, ...IDENTIFIERS, contact: { select: { receivedAt: true } } },
  });
  if (others.length === 0) return [];
  const apart = await toldApart(tx, mine.map(({ id }) => id));
  const pairs = mine.flatMap((child) =>
    others.flatMap((other): SameChild[] => {
      const by = sameBy(child, other);
      return by === null || apart.has(`${child.id} ${other.id}`) ? [] : [{ contactId: other.contactId, receivedAt: other.contact.receivedAt, personId: child.id, otherPersonId: other.id, sameBy: by }];
    }),
  );
  return pairs.sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime() || a.contactId.localeCompare(b.contactId));
}

/** The first instant of the 12 months that end with `at`, counted on the London calendar (requirement: the repeat rule). */
export function twelveMonthsBefore(at: Temporal.Instant): Temporal.Instant {
  return at.toZonedDateTimeISO(LONDON).subtract({ months: 12 }).toInstant();
}

/** How many contacts about these children reached us in the 12 months up to this one, this one included. */
export async function contactsIn12Months(tx: Tx, contactId: string, receivedAt: Temporal.Instant): Promise<number> {
  const since = twelveMonthsBefore(receivedAt).epochMilliseconds;
  const earlier = (await sameChildren(tx, contactId)).filter((same) => same.receivedAt.getTime() >= since);
  return 1 + new Set(earlier.map((same) => same.contactId)).size;
}
