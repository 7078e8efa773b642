import { Temporal } from 'temporal-polyfill';
import { ageOn } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { instantOf, isoDay, londonDate } from '@/lib/platform/time';
import { shownFrom, shownTo } from '@/lib/restriction/opening-store';
import { sameChildren } from '../history-store';
import { childAgeOf } from '../queue/queue-store';
import { ageWords } from '../report/children-line';
import { GONE } from '../unborn-store';
import { namedBefore, type ThereBefore } from './named-before';

/** A child whom another contact names together with a child of this one, and this one does not name. */
export interface NamedBefore {
  /** Their row in the latest of those contacts. */
  id: string;
  /** Null where the reader has not said of that contact yet that they know nobody in it: of those age and place alone are shown. */
  name: string | null;
  givenName: string;
  familyName: string;
  /** ISO date; null where none is known, and where the name is kept. */
  dateOfBirth: string | null;
  /** "6", "age not known": on the day on which the latest of those contacts came in. */
  age: string;
  /** The contacts that name them, latest first. */
  references: string[];
  contactIds: string[];
}

const GROWN_UP = 18;
const CHILDREN = ['child', 'household_child'];

interface Row extends ThereBefore {
  name: string | null;
  age: string;
  reference: string;
}

/**
 * The children whom other contacts about the children of this one name beside them, and this one does not, also one that came later, as in
 * the history beside the decision: who must be asked about before it is decided (domain 7.13). Nobody of a pregnancy that has ended, nobody who is grown up by now, and nobody of a contact that was
 * joined in here, of whom it is owed already how they stand. As far as the actor may open those contacts: of one in which they may know
 * somebody, nobody. Needs casework rights.
 * @param here the children of this contact.
 */
export async function readNamedBefore(tx: Tx, contactId: string, here: readonly { givenName: string; familyName: string; dateOfBirth: Temporal.PlainDate | null }[]): Promise<NamedBefore[]> {
  const { authorityId } = tx.actor;
  const same = await sameChildren(tx, contactId, tx.at);
  if (same.length === 0) return [];
  const contacts = await tx.db.contact.findMany({
    where: { authorityId, id: { in: [...new Set(same.map((pair) => pair.contactId))] } },
    orderBy: [{ receivedAt: 'desc' }, { id: 'asc' }],
    select: {
      id: true, reference: true, receivedAt: true, ...shownTo(tx.actor.actorId), closure: { select: { joinedToId: true } },
      people: {
        where: { kind: { in: CHILDREN }, unbornStates: { none: GONE } },
        orderBy: { ordinal: 'asc' },
        select: { id: true, givenName: true, familyName: true, dateOfBirth: true, unborn: true, dueDate: true, details: true, nhsNumber: true, upn: true, nameDobKey: true, links: { where: { endedAt: null }, select: { personId: true } } },
      },
    },
  });
  const today = londonDate(tx.at);
  const isChild = (born: string | null) => born === null || (ageOn(Temporal.PlainDate.from(born), today)?.years ?? 0) < GROWN_UP;
  const there = contacts.flatMap(({ id, reference, receivedAt, closure, people, ...asked }): Row[] => {
    const shown = shownFrom(asked);
    if (shown === 'nothing' || closure?.joinedToId === contactId) return [];
    return people.flatMap((person): Row[] => {
      const { givenName, familyName, nhsNumber, upn, nameDobKey, links } = person;
      const dateOfBirth = isoDay(person.dateOfBirth);
      if (!isChild(dateOfBirth)) return [];
      const name = shown === 'words' ? `${givenName} ${familyName}`.trim() || 'a child without a name' : null;
      return [{ id: person.id, contactId: id, givenName, familyName, dateOfBirth, nhsNumber, upn, nameDobKey, personId: links[0]?.personId ?? null, name, reference, age: ageWords(childAgeOf(person), londonDate(instantOf(receivedAt))) }];
    });
  });
  const known = new Set(same.map(({ otherPersonId }) => otherPersonId));
  return namedBefore(here.map((child) => ({ ...child, dateOfBirth: child.dateOfBirth?.toString() ?? null })), there, known).map((rows) => {
    const { id, age, name, givenName, familyName, dateOfBirth } = rows.find((row) => row.name !== null) ?? rows[0];
    return { id, age, name, ...(name === null ? { givenName: '', familyName: '', dateOfBirth: null } : { givenName, familyName, dateOfBirth }), references: [...new Set(rows.map(({ reference }) => reference))], contactIds: [...new Set(rows.map((row) => row.contactId))] };
  });
}

/** Writes down whose records were shown by naming these (decision 30: a list is reading, too). */
export function ledgerNamedBefore(tx: Tx, contactId: string, named: readonly NamedBefore[]): void {
  if (named.length > 0) tx.ledger({ action: 'contact.history_shown', objectKind: 'contact', objectId: contactId, detail: { ids: [...new Set(named.flatMap(({ contactIds }) => contactIds))] } });
}
