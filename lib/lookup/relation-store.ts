import type { Temporal } from 'temporal-polyfill';
import { secretsOf, withoutSecrets } from '@/lib/contact/secrecy/protected-store';
import { hide } from '@/lib/contact/secrecy/protecting';
import type { Prisma, Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, dayDate, instantOf, isoDay } from '@/lib/platform/time';
import { ENDINGS, RESPONSIBILITY, stateOf, type Ending, type NewRelation, type Responsibility } from './relation';

/** A relation as written down, with everything said of its end, oldest first. */
export interface Relation extends NewRelation {
  id: string;
  contactId: string;
  personId: string;
  at: Temporal.Instant;
  by: string;
  ends: { how: Ending; untilOn: string | null; why: string; at: Temporal.Instant; by: string }[];
  over: ReturnType<typeof stateOf>;
}

const responsibilityOf = (text: string): Responsibility => (Object.hasOwn(RESPONSIBILITY, text) ? (text as Responsibility) : 'not_known');
const endingOf = (text: string): Ending => (Object.hasOwn(ENDINGS, text) ? (text as Ending) : 'ended');

/** What is read of the relations of somebody of a contact, the latest first, each with what was said of its end. */
export const WITH_RELATION_ENDS = { orderBy: [{ at: 'desc' }, { id: 'asc' }], include: { ends: { orderBy: [{ at: 'asc' }, { id: 'asc' }] } } } satisfies Prisma.ContactPerson$relationsArgs;

/** Every relation of these rows, from either side, as far as the actor may open their contacts; without what is kept secret by now. */
export async function readRelations(tx: Tx, personIds: readonly string[], contactIds: readonly string[]): Promise<Relation[]> {
  const people = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, select: { relations: WITH_RELATION_ENDS } });
  const among = new Set(personIds);
  const rows = people.flatMap(({ relations }) => relations).filter(({ contactPersonId, otherPersonId }) => among.has(contactPersonId) || among.has(otherPersonId)).sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? -1 : 1));
  const secrets = await secretsOf(tx, rows.map(({ contactId }) => contactId));
  return rows.map(({ id, contactId, contactPersonId, otherPersonId, at, by, relation, parentalResponsibility, fromOn, untilOn, source, ends }) => ({
    ...{ id, contactId, personId: contactPersonId, otherId: otherPersonId, at: instantOf(at), by, relation: hide(relation, secrets), source: hide(source, secrets) },
    ...{ parentalResponsibility: responsibilityOf(parentalResponsibility), fromOn: isoDay(fromOn), untilOn: isoDay(untilOn) },
    ends: ends.map((end) => ({ how: endingOf(end.how), untilOn: isoDay(end.untilOn), why: hide(end.why, secrets), at: instantOf(end.at), by: end.by })),
    over: stateOf(ends.map((end) => ({ how: endingOf(end.how), untilOn: isoDay(end.untilOn), atMs: end.at.getTime() }))),
  }));
}

/** Writes a relation in the actor's name, without what is kept secret of the contact. @returns its id. */
export async function addRelation(tx: Tx, of: { contactId: string; personId: string }, { otherId, fromOn, untilOn, relation, source, ...rest }: NewRelation): Promise<string> {
  const id = newId();
  const said = { relation: await withoutSecrets(tx, of.contactId, `relation.${id}.relation`, relation), source: await withoutSecrets(tx, of.contactId, `relation.${id}.source`, source) };
  await tx.db.personRelation.createMany({ data: [{ ...rest, ...said, authorityId: tx.actor.authorityId, id, contactId: of.contactId, contactPersonId: of.personId, otherPersonId: otherId, at: dateOf(tx.at), by: tx.actor.actorId, fromOn: dayDate(fromOn), untilOn: dayDate(untilOn) }] });
  return id;
}

/** Writes what is said of its end, without what is kept secret of the contact. */
export async function addRelationEnd(tx: Tx, of: { contactId: string; id: string }, { how, untilOn, why }: { how: Ending; untilOn: string | null; why: string }): Promise<void> {
  const id = newId();
  const said = await withoutSecrets(tx, of.contactId, `relation_end.${id}`, why);
  await tx.db.personRelationEnd.createMany({ data: [{ authorityId: tx.actor.authorityId, id, contactId: of.contactId, relationId: of.id, at: dateOf(tx.at), by: tx.actor.actorId, how, untilOn: dayDate(untilOn), why: said }] });
}
