import type { Temporal } from 'temporal-polyfill';
import { dutyDue } from '@/lib/duty/model';
import { openDutiesAmong, openDuty } from '@/lib/duty/store';
import { plainly, type Tx } from '@/lib/platform/db';
import { dayDate, instantOf, londonDate } from '@/lib/platform/time';
import { readShown } from '@/lib/restriction/opening-store';
import { addEvent } from '../event-store';
import { sameChildren } from '../history-store';
import { childAgeOf } from '../queue/queue-store';
import { ageWords } from '../report/children-line';
import { goneAmong } from '../unborn-store';
import { readJoinedIn, wentInto } from './joined-store';
import { lastUndone } from './undone-store';

const CHILDREN = ['child', 'household_child'];

/** How the children of a contact stand to those of another. */
export interface Apart {
  /** At least one child of both is known to be the same. */
  shared: boolean;
  /** Ids of the contact’s children whom nothing identifies as a child of the other. */
  apart: string[];
}

/** Which children of a contact are in the other one, as far as the actor may know. Needs casework rights. */
export async function childrenApart(tx: Tx, contactId: string, otherId: string): Promise<Apart> {
  const same = new Set((await sameChildren(tx, contactId, tx.at, 'reader')).filter((pair) => pair.contactId === otherId).map(({ personId }) => personId));
  const children = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId, kind: { in: CHILDREN } }, orderBy: { ordinal: 'asc' }, select: { id: true } });
  const ids = children.map(({ id }) => id).filter((id) => !same.has(id));
  const gone = ids.length === 0 ? new Set<string>() : await goneAmong(tx, { personIds: ids });
  return { shared: same.size > 0, apart: ids.filter((id) => !gone.has(id)) };
}

/**
 * Owes, of each child of a joined contact whom the decision on the other one will not name, that somebody finds out how that child stands
 * (safe practice 13): the joined contact is out of the queue, and nobody else decides on them. Once for each child and contact, and once
 * more where the join was undone and is made again: what was answered of the first is no answer to the second. Needs casework rights.
 */
export async function oweOthers(tx: Tx, joined: { contactId: string; reference: string }, intoId: string): Promise<void> {
  const { apart } = await childrenApart(tx, joined.contactId, intoId);
  if (apart.length === 0) return;
  const due = dutyDue('CHILD_NOT_KNOWN', { receivedAt: tx.at, decidedAt: tx.at });
  const way = [joined.contactId, ...(await wentInto(tx, joined.contactId))];
  const again = await lastUndone(tx, way.slice(0, way.indexOf(intoId)));
  const owed = await openDutiesAmong(tx, [intoId], 'CHILD_NOT_KNOWN');
  for (const personId of apart) {
    if (owed.some((duty) => duty.personId === personId && duty.occasionId === joined.contactId)) continue;
    const opened = await openDuty(tx, { contactId: intoId, decisionId: again ?? undefined, personId, code: 'CHILD_NOT_KNOWN', occasionId: joined.contactId, ...due, evidence: `Named in ${joined.reference}, which was joined in, and not known to be a child of this contact. ${due.evidence}` });
    if (opened) await addEvent(tx, intoId, 'duty_opened', { code: 'CHILD_NOT_KNOWN', person: personId, joined: joined.contactId });
  }
}

/** A child of a contact that was joined in, of whom it is still owed how they stand. */
export interface OtherChild {
  dutyId: string;
  /** Of the contact in which they were named. */
  reference: string;
  /** Null where the reader is asked first whether they know somebody there. */
  name: string | null;
  /** "6", "age not known": on the day on which that contact came in. */
  age: string;
  dueAt: Temporal.Instant | null;
}

interface Named {
  id: string;
  givenName: string;
  familyName: string;
  dateOfBirth: string | null;
  unborn: boolean;
  dueDate: string | null;
  details: unknown;
  contactId: string;
  reference: string;
  receivedMs: number;
}

/** The children of joined contacts whom a decision on this one does not name, as far as the actor may open those. Needs casework rights. */
export async function otherChildren(tx: Tx, contactId: string): Promise<OtherChild[]> {
  if ((await readJoinedIn(tx, contactId)).length === 0) return [];
  const { authorityId } = tx.actor;
  const duties = await tx.db.duty.findMany({ where: { authorityId, contactId, code: 'CHILD_NOT_KNOWN', open: true, occasionId: { not: null } }, orderBy: [{ openedAt: 'asc' }, { id: 'asc' }], select: { id: true, personId: true, dueAt: true } });
  const people = duties.length === 0 ? [] : await tx.db.$queryRaw<Named[]>(plainly`
    select p.id, p.given_name as "givenName", p.family_name as "familyName", p.date_of_birth as "dateOfBirth", p.unborn, p.due_date as "dueDate", p.details,
      c.id as "contactId", c.reference, (extract(epoch from c.received_at) * 1000)::float8 as "receivedMs"
    from contact_person p join contact c on c.authority_id = p.authority_id and c.id = p.contact_id
    where p.authority_id = ${authorityId} and p.id = any (${duties.flatMap(({ personId }) => personId ?? [])}::uuid[]) and p.contact_id <> ${contactId}::uuid`);
  const shown = await readShown(tx, [...new Set(people.map((person) => person.contactId))]);
  return duties.flatMap(({ id, personId, dueAt }) => {
    const person = people.find((each) => each.id === personId);
    if (person === undefined) return [];
    const { reference, receivedMs, givenName, familyName, dateOfBirth, dueDate, unborn, details } = person;
    const age = childAgeOf({ dateOfBirth: dayDate(dateOfBirth), unborn, dueDate: dayDate(dueDate), details });
    const hidden = shown.get(person.contactId) === 'nothing';
    return [{ dutyId: id, reference, name: hidden ? null : `${givenName} ${familyName}`.trim() || 'a child without a name', age: hidden ? 'age not shown' : ageWords(age, londonDate(instantOf(new Date(receivedMs)))), dueAt: dueAt === null ? null : instantOf(dueAt) }];
  });
}
