import type { Temporal } from 'temporal-polyfill';
import { readNames } from '@/lib/access/store';
import type { Prisma, Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf, isoDay } from '@/lib/platform/time';
import { nameDobKey } from '@/lib/people/model';
import { RESTRICTED_GROUNDS, RESTRICTION_REASONS, type Address, type RestrictedGround, type RestrictedIdentity, type RestrictionReason } from './model';
import type { RestrictedChildInput } from './schema';

const reasonOf = (code: string): RestrictionReason => (Object.hasOwn(RESTRICTION_REASONS, code) ? (code as RestrictionReason) : 'other');
const groundsOf = (codes: readonly string[]) => (Object.keys(RESTRICTED_GROUNDS) as RestrictedGround[]).filter((ground) => codes.includes(ground));

/** A restricted child as its guardians, and the two managers who registered it, see it. */
export interface RestrictedChild extends RestrictedIdentity {
  reason: RestrictionReason;
  reasonWords: string;
  registered: { by: string; byId: string; at: Temporal.Instant };
  secondId: string;
  secondName: string;
  confirmedAt: Temporal.Instant | null;
  /** When all that was here before it had been held against it; null until then. */
  lookedBackAt: Temporal.Instant | null;
  guardians: { accountId: string; name: string }[];
  /** Somebody wishes that it ends; another of those who know of it answers. */
  endAsked: { by: string; byId: string; at: Temporal.Instant; why: string } | null;
  /** It is over, and stays in the history. */
  ended: { at: Temporal.Instant; by: string; why: string } | null;
}

/** Writes a child to be restricted; it is in force once the second manager confirmed it. As the system. */
export async function addRestrictedChild(tx: Tx, child: Omit<RestrictedChildInput, 'second' | 'guardians' | 'address' | 'postcode'> & { addresses: readonly Address[]; guardians: readonly string[]; secondId: string }): Promise<string> {
  const { authorityId, actorId } = tx.actor;
  const id = newId();
  const { addresses, guardians, dateOfBirth, nhsNumber, ...kept } = child;
  await tx.db.restrictedChild.createMany({
    data: [
      {
        ...kept,
        ...{ authorityId, id, registeredBy: actorId, registeredAt: dateOf(tx.at) },
        dateOfBirth: dateOfBirth === null ? null : new Date(`${dateOfBirth}T00:00:00Z`),
        nhsNumber: nhsNumber === '' ? null : nhsNumber,
        nameDobKey: nameDobKey(child.givenName, child.familyName, dateOfBirth),
      },
    ],
  });
  await tx.db.restrictedAddress.createMany({ data: addresses.map(({ address, postcode }) => ({ authorityId, id: newId(), restrictedChildId: id, line: address, postcode })) });
  await tx.db.restrictedGuardian.createMany({ data: guardians.map((accountId, index) => ({ authorityId, restrictedChildId: id, accountId, ordinal: index + 1, fromAt: dateOf(tx.at) })) });
  return id;
}

const UNCONFIRMED = { confirmedAt: null, endedAt: null } as const;

/** The second manager's word. As the system. @returns whether it is in force from now. */
export async function confirmRestrictedChild(tx: Tx, id: string, secondId: string): Promise<boolean> {
  const { count } = await tx.db.restrictedChild.updateMany({ where: { authorityId: tx.actor.authorityId, id, secondId, ...UNCONFIRMED }, data: { confirmedAt: dateOf(tx.at) } });
  return count === 1;
}

/** A restricted child that waits for its second manager, and nothing of the child. */
export interface Unconfirmed {
  id: string;
  registeredAt: Temporal.Instant;
  registeredBy: string;
  secondId: string;
}

/** Every restricted child that is not in force, since nobody has confirmed it. As the system. */
export async function readUnconfirmed(tx: Tx): Promise<Unconfirmed[]> {
  const rows = await tx.db.restrictedChild.findMany({ where: { authorityId: tx.actor.authorityId, ...UNCONFIRMED }, orderBy: [{ registeredAt: 'asc' }, { id: 'asc' }], select: { id: true, registeredAt: true, registeredBy: true, secondId: true } });
  return rows.map(({ registeredAt, ...row }) => ({ ...row, registeredAt: instantOf(registeredAt) }));
}

/** Another second manager in place of one who has not confirmed it. As the system. @returns whether they are named now. */
export async function nameSecond(tx: Tx, id: string, secondId: string): Promise<boolean> {
  return (await tx.db.restrictedChild.updateMany({ where: { authorityId: tx.actor.authorityId, id, ...UNCONFIRMED }, data: { secondId } })).count === 1;
}

/** The actor takes back what they registered and nobody has confirmed. As the system. @returns whether it is taken back now. */
export async function takeBackRestrictedChild(tx: Tx, id: string, why: string): Promise<boolean> {
  const { authorityId, actorId } = tx.actor;
  return (await tx.db.restrictedChild.updateMany({ where: { authorityId, id, registeredBy: actorId, ...UNCONFIRMED }, data: { endedAt: dateOf(tx.at), endedBy: actorId, endedWhy: why } })).count === 1;
}

/** Restricted children, as far as the actor guards or registered them; those whose restriction is over come last. */
export async function readRestrictedChildren(tx: Tx): Promise<RestrictedChild[]> {
  const rows = await tx.db.restrictedChild.findMany({ where: { authorityId: tx.actor.authorityId }, include: { addresses: true, guardians: { where: { endedAt: null }, orderBy: { ordinal: 'asc' } } }, orderBy: [{ endedAt: { sort: 'desc', nulls: 'first' } }, { registeredAt: 'asc' }] });
  const names = await readNames(tx, rows.flatMap(({ registeredBy, secondId, endAskedBy, endedBy, guardians }) => [registeredBy, secondId, ...[endAskedBy, endedBy].flatMap((id) => id ?? []), ...guardians.map(({ accountId }) => accountId)]));
  const nameOf = (id: string) => names.get(id) ?? 'A colleague who has left';
  return rows.map(({ id, givenName, familyName, dateOfBirth, nhsNumber, nameDobKey: key, reason, reasonWords, registeredAt, registeredBy, secondId, confirmedAt, lookedBackAt, endAskedBy, endAskedAt, endedAt, endedBy, endedWhy, addresses, guardians }) => ({
    ...{ id, givenName, familyName, nhsNumber, reasonWords, secondId },
    nameDobKey: key,
    dateOfBirth: isoDay(dateOfBirth),
    reason: reasonOf(reason),
    addresses: addresses.map(({ line, postcode }) => ({ address: line, postcode })),
    registered: { by: nameOf(registeredBy), byId: registeredBy, at: instantOf(registeredAt) },
    secondName: nameOf(secondId),
    confirmedAt: confirmedAt === null ? null : instantOf(confirmedAt),
    lookedBackAt: lookedBackAt === null ? null : instantOf(lookedBackAt),
    guardians: guardians.map(({ accountId }) => ({ accountId, name: nameOf(accountId) })),
    endAsked: endAskedBy === null || endAskedAt === null || endedAt !== null ? null : { by: nameOf(endAskedBy), byId: endAskedBy, at: instantOf(endAskedAt), why: endedWhy ?? '' },
    ended: endedAt === null ? null : { at: instantOf(endedAt), by: nameOf(endedBy ?? ''), why: endedWhy ?? '' },
  }));
}

/** Asks that a restriction ends. As the system. @returns whether it is asked now. */
export async function askToEnd(tx: Tx, id: string, by: string, why: string): Promise<boolean> {
  const { count } = await tx.db.restrictedChild.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null, endAskedBy: null }, data: { endAskedBy: by, endAskedAt: dateOf(tx.at), endedWhy: why } });
  return count === 1;
}

/** The second person's answer to it. As the system. @returns whether it was answered now. */
export async function answerEnd(tx: Tx, id: string, by: string, agreed: boolean): Promise<boolean> {
  const where = { authorityId: tx.actor.authorityId, id, endedAt: null, NOT: [{ endAskedBy: null }, { endAskedBy: by }] };
  const data = agreed ? { endedAt: dateOf(tx.at), endedBy: by } : { endAskedBy: null, endAskedAt: null, endedWhy: null };
  return (await tx.db.restrictedChild.updateMany({ where, data })).count === 1;
}

/** Lifts every closing of a contact that this child made. As the system, with what two persons said. @returns the contacts. */
export async function liftAllOf(tx: Tx, restrictedChildId: string): Promise<string[]> {
  const { authorityId } = tx.actor;
  const child = await tx.db.restrictedChild.findUniqueOrThrow({ where: { authorityId_id: { authorityId, id: restrictedChildId } }, select: { endAskedBy: true, endedBy: true, endedWhy: true } });
  const where = { authorityId, restrictedChildId, liftedAt: null };
  const closed = await tx.db.contactRestriction.findMany({ where, select: { contactId: true } });
  await tx.db.contactRestriction.updateMany({ where, data: { liftedAt: dateOf(tx.at), liftedBy: child.endedBy, liftAskedBy: child.endAskedBy, liftWhy: child.endedWhy } });
  return [...new Set(closed.map(({ contactId }) => contactId))];
}

/** Ends the questions about a child that waited. As the system. @returns the contacts they were asked of. */
export async function closeQuestions(tx: Tx, restrictedChildId: string, by: string, words: string): Promise<string[]> {
  const where = { authorityId: tx.actor.authorityId, restrictedChildId, answeredAt: null };
  const asked = await tx.db.restrictedMatch.findMany({ where, select: { contactId: true } });
  await tx.db.restrictedMatch.updateMany({ where, data: { answeredAt: dateOf(tx.at), answeredBy: by, same: false, words } });
  return [...new Set(asked.map(({ contactId }) => contactId))];
}

type IdentityRow = Prisma.RestrictedChildGetPayload<{ include: { addresses: true } }>;

function identityOf({ id, givenName, familyName, nhsNumber, nameDobKey: key, dateOfBirth, addresses }: IdentityRow): RestrictedIdentity {
  return { ...{ id, givenName, familyName, nhsNumber }, nameDobKey: key, dateOfBirth: isoDay(dateOfBirth), addresses: addresses.map(({ line, postcode }) => ({ address: line, postcode })) };
}

const IN_FORCE = { confirmedAt: { not: null }, endedAt: null } as const;

/** Every child whose restriction is in force, for the match. As the system. */
export async function readRestrictedIdentities(tx: Tx, id?: string): Promise<RestrictedIdentity[]> {
  const rows = await tx.db.restrictedChild.findMany({ where: { authorityId: tx.actor.authorityId, ...IN_FORCE, ...(id === undefined ? {} : { id }) }, include: { addresses: true } });
  return rows.map(identityOf);
}

/** A child that waits for the word of this second manager. As the system. */
export async function readToConfirm(tx: Tx, id: string, secondId: string): Promise<RestrictedIdentity | null> {
  const row = await tx.db.restrictedChild.findFirst({ where: { authorityId: tx.actor.authorityId, id, secondId, ...UNCONFIRMED }, include: { addresses: true } });
  return row && identityOf(row);
}

/** Restricted children against whom all contacts up to one were held, and none after it. */
export interface LookingBack {
  children: RestrictedIdentity[];
  /** The last contact that was held against them; null before the first. */
  to: string | null;
}

/**
 * Children in force since an instant or before whose look back is not over: the latest confirmed, with all that stand at the same
 * place. As the system. @returns null where there is none.
 */
export async function readLookingBack(tx: Tx, since: Temporal.Instant): Promise<LookingBack | null> {
  const rows = await tx.db.restrictedChild.findMany({ where: { authorityId: tx.actor.authorityId, confirmedAt: { lte: dateOf(since) }, endedAt: null, lookedBackAt: null }, include: { addresses: true }, orderBy: [{ confirmedAt: 'desc' }, { id: 'asc' }] });
  const [latest] = rows;
  if (latest === undefined) return null;
  return { children: rows.filter(({ lookedBackTo }) => lookedBackTo === latest.lookedBackTo).map(identityOf), to: latest.lookedBackTo };
}

/** Keeps how far these children were looked back for. As the system. @param to the contact; null when it is over. */
export async function keepLookedBack(tx: Tx, childIds: readonly string[], to: string | null): Promise<void> {
  const data = to === null ? { lookedBackTo: null, lookedBackAt: dateOf(tx.at) } : { lookedBackTo: to };
  await tx.db.restrictedChild.updateMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...childIds] } }, data });
}

/** Of these contacts, those that one of these children closed, even where two persons opened them again: by contact, the children. As the system. */
export async function everClosedBy(tx: Tx, contactIds: readonly string[], childIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const rows = await tx.db.contactRestriction.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] }, restrictedChildId: { in: [...childIds] } }, select: { contactId: true, restrictedChildId: true } });
  const closed = new Map<string, Set<string>>();
  for (const { contactId, restrictedChildId } of rows) closed.set(contactId, (closed.get(contactId) ?? new Set()).add(restrictedChildId ?? ''));
  return closed;
}

/** The guardians of a restricted child, the first first. As the system. */
export async function guardiansOf(tx: Tx, restrictedChildId: string): Promise<string[]> {
  const rows = await tx.db.restrictedGuardian.findMany({ where: { authorityId: tx.actor.authorityId, restrictedChildId, endedAt: null }, orderBy: { ordinal: 'asc' }, select: { accountId: true } });
  return rows.map(({ accountId }) => accountId);
}

/**
 * Who guards each of the closings of a contact, by closing: the guardians of its restricted child, or those named for positions of
 * trust. A guardian of one child says nothing for another (decision 21). As the system.
 */
export async function guardiansOfClosings(tx: Tx, contactId: string): Promise<Map<string, string[]>> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.$queryRaw<{ closing: string; guardian: string }[]>`
    select r.id as closing, g.account_id as guardian from contact_restriction r join restricted_guardian g on g.authority_id = r.authority_id and g.restricted_child_id = r.restricted_child_id and g.ended_at is null
      where r.authority_id = ${authorityId} and r.contact_id = ${contactId}::uuid and r.lifted_at is null
    union select r.id, o.account_id from contact_restriction r join named_officer o on o.authority_id = r.authority_id and o.ended_at is null
      where r.authority_id = ${authorityId} and r.contact_id = ${contactId}::uuid and r.lifted_at is null and r.kind = 'position_of_trust'`;
  const guardians = new Map<string, string[]>();
  for (const { closing, guardian } of rows) guardians.set(closing, [...(guardians.get(closing) ?? []), guardian]);
  return guardians;
}

/** Everybody who guards a closed contact, for whichever of its closings. As the system. */
export async function guardiansOfContact(tx: Tx, contactId: string): Promise<string[]> {
  return [...new Set([...(await guardiansOfClosings(tx, contactId)).values()].flat())];
}

/** A contact that is closed to all but those named for it. */
export interface Restriction {
  id: string;
  kind: 'restricted_child' | 'position_of_trust';
  at: Temporal.Instant;
  ground: string;
  liftAskedBy: string | null;
  liftWhy: string;
}

/** Closes a contact, once. As the system. @returns whether it was closed now. */
export async function addRestriction(tx: Tx, restriction: { contactId: string; kind: Restriction['kind']; restrictedChildId: string | null; referrerId: string | null; ground: string }): Promise<boolean> {
  const { count } = await tx.db.contactRestriction.createMany({ data: [{ ...restriction, authorityId: tx.actor.authorityId, id: newId(), at: dateOf(tx.at), by: tx.actor.actorId }], skipDuplicates: true });
  return count === 1;
}

/** What closes a contact now, to be written of another. As the system. */
export async function readClosings(tx: Tx, contactId: string): Promise<{ kind: Restriction['kind']; restrictedChildId: string | null; ground: string }[]> {
  const rows = await tx.db.contactRestriction.findMany({ where: { authorityId: tx.actor.authorityId, contactId, liftedAt: null }, select: { kind: true, restrictedChildId: true, ground: true } });
  return rows.map(({ kind, ...closing }) => ({ ...closing, kind: kind === 'position_of_trust' ? kind : 'restricted_child' }));
}

/** Was a contact ever closed for somebody in a position of trust? As the system. */
export async function wasClosedForTrust(tx: Tx, contactId: string): Promise<boolean> {
  return (await tx.db.contactRestriction.count({ where: { authorityId: tx.actor.authorityId, contactId, kind: 'position_of_trust' } })) > 0;
}

/** What closes a contact now, as far as the actor may open it. */
export async function readRestrictions(tx: Tx, contactId: string): Promise<Restriction[]> {
  const rows = await tx.db.contactRestriction.findMany({ where: { authorityId: tx.actor.authorityId, contactId, liftedAt: null }, orderBy: { at: 'asc' } });
  return rows.map(({ id, kind, at, ground, liftAskedBy, liftWhy }) => ({ id, ground, liftAskedBy, kind: kind === 'position_of_trust' ? kind : 'restricted_child', at: instantOf(at), liftWhy: liftWhy ?? '' }));
}

/** Asks a second person to open a contact to everybody again. As the system. */
export async function askToLift(tx: Tx, contactId: string, id: string, by: string, why: string): Promise<boolean> {
  const { count } = await tx.db.contactRestriction.updateMany({ where: { authorityId: tx.actor.authorityId, id, contactId, liftedAt: null, liftAskedBy: null }, data: { liftAskedBy: by, liftWhy: why } });
  return count === 1;
}

/** The second person's answer. As the system. @returns whether it was answered now. */
export async function answerLift(tx: Tx, contactId: string, id: string, by: string, agreed: boolean): Promise<boolean> {
  const where = { authorityId: tx.actor.authorityId, id, contactId, liftedAt: null, NOT: [{ liftAskedBy: null }, { liftAskedBy: by }] };
  const data = agreed ? { liftedAt: dateOf(tx.at), liftedBy: by } : { liftAskedBy: null, liftWhy: null };
  return (await tx.db.contactRestriction.updateMany({ where, data })).count === 1;
}

/** "Is this the restricted child?", with what its guardians need to answer. */
export interface RestrictedQuestion {
  id: string;
  contactId: string;
  reference: string;
  restrictedChildId: string;
  child: string;
  named: string;
  dateOfBirth: string | null;
  address: string;
  grounds: RestrictedGround[];
  at: Temporal.Instant;
  dueAt: Temporal.Instant;
}

/** Asks the guardians, once for each child of the contact. As the system. @returns whether it is asked now. */
export async function addQuestion(tx: Tx, question: { contactId: string; restrictedChildId: string; personId: string; grounds: readonly RestrictedGround[]; dueAt: Temporal.Instant }): Promise<boolean> {
  const { dueAt, grounds, ...kept } = question;
  const { count } = await tx.db.restrictedMatch.createMany({ data: [{ ...kept, grounds: [...grounds], authorityId: tx.actor.authorityId, id: newId(), at: dateOf(tx.at), dueAt: dateOf(dueAt) }], skipDuplicates: true });
  return count === 1;
}

/** The questions that wait for an answer of the actor as a guardian, the soonest first. */
export async function readQuestions(tx: Tx): Promise<RestrictedQuestion[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.restrictedMatch.findMany({
    where: { authorityId, answeredAt: null },
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    include: { restrictedChild: { select: { givenName: true, familyName: true } }, contact: { select: { reference: true, people: true } } },
  });
  return rows.map(({ id, contactId, restrictedChildId, restrictedChild, contact, personId, grounds, at, dueAt }) => {
    const person = contact.people.find((one) => one.id === personId);
    const details = typeof person?.details === 'object' && person.details !== null && !Array.isArray(person.details) ? person.details : {};
    const place = [details['address'], details['postcode']].filter((part): part is string => typeof part === 'string' && part !== '');
    return {
      ...{ id, contactId, restrictedChildId },
      reference: contact.reference,
      child: `${restrictedChild.givenName} ${restrictedChild.familyName}`,
      named: [person?.givenName, person?.familyName].filter((part) => part !== undefined && part !== '').join(' '),
      dateOfBirth: isoDay(person?.dateOfBirth ?? null),
      address: place.join(', '),
      grounds: groundsOf(grounds),
      at: instantOf(at),
      dueAt: instantOf(dueAt),
    };
  });
}

/** A guardian's answer, once. As the system. @returns whom and what it was about, or null when it was answered before. */
export async function answerQuestion(tx: Tx, id: string, by: string, same: boolean, words: string): Promise<{ contactId: string; restrictedChildId: string; personId: string } | null> {
  const where = { authorityId: tx.actor.authorityId, id, answeredAt: null };
  const match = await tx.db.restrictedMatch.findFirst({ where, select: { contactId: true, restrictedChildId: true, personId: true } });
  if (match === null || !(await guardiansOf(tx, match.restrictedChildId)).includes(by)) return null;
  const { count } = await tx.db.restrictedMatch.updateMany({ where, data: { answeredAt: dateOf(tx.at), answeredBy: by, same, words } });
  return count === 1 ? match : null;
}

/** Answers with the same words whatever else was asked of a child in a contact that is about it. As the system. */
export async function answerOthers(tx: Tx, about: { contactId: string; restrictedChildId: string }, by: string, words: string): Promise<void> {
  await tx.db.restrictedMatch.updateMany({ where: { authorityId: tx.actor.authorityId, ...about, answeredAt: null }, data: { answeredAt: dateOf(tx.at), answeredBy: by, same: true, words } });
}

/** Has every question about a contact been answered? As the system. */
export async function allAnswered(tx: Tx, contactId: string): Promise<boolean> {
  return (await tx.db.restrictedMatch.count({ where: { authorityId: tx.actor.authorityId, contactId, answeredAt: null } })) === 0;
}
