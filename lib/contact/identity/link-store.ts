import { instantOf, dateOf } from '@/lib/platform/time';
import { plainly, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { lastSaid, partsOf, type MatchOutcome, type Said } from '@/lib/people/identity';
import type { Temporal } from 'temporal-polyfill';

const OUTCOMES: readonly MatchOutcome[] = ['same', 'not_same', 'not_sure', 'new', 'undone'];

/** What somebody decided of a child, alone or beside a child of another contact. */
export interface MatchDecision {
  id: string;
  childId: string;
  contactId: string;
  otherId: string | null;
  otherContactId: string | null;
  outcome: MatchOutcome;
  at: Temporal.Instant;
  by: string;
  reason: string;
}

type Row = Awaited<ReturnType<Tx['db']['matchDecision']['findFirstOrThrow']>>;

const decisionOf = ({ id, contactPersonId, contactId, otherPersonId, otherContactId, outcome, at, by, reason }: Row): MatchDecision => ({
  ...{ id, contactId, otherContactId, by, reason, childId: contactPersonId, otherId: otherPersonId, at: instantOf(at) },
  outcome: OUTCOMES.find((each) => each === outcome) ?? 'not_sure',
});

/** Everything that was decided of these children, oldest first, as far as the actor may open both contacts. */
export async function decisionsOf(tx: Tx, childIds: readonly string[]): Promise<MatchDecision[]> {
  const ids = [...childIds];
  const rows = await tx.db.matchDecision.findMany({ where: { authorityId: tx.actor.authorityId, OR: [{ contactPersonId: { in: ids } }, { otherPersonId: { in: ids } }] }, orderBy: [{ at: 'asc' }, { id: 'asc' }] });
  return rows.map(decisionOf);
}

/** The same of children of one contact, which a page of it has read with them. */
export async function decisionsIn(tx: Tx, contactId: string, childIds: readonly string[]): Promise<MatchDecision[]> {
  const people = await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, select: { id: true, matched: true, matchedWith: true } });
  // Two of this contact stand on both sides of what was decided of them.
  const rows = new Map(people.filter(({ id }) => childIds.includes(id)).flatMap(({ matched, matchedWith }) => [...matched, ...matchedWith]).map((row) => [row.id, row]));
  return [...rows.values()].sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)).map(decisionOf);
}

/** The decisions that are about two. */
export function saidOf(decisions: readonly MatchDecision[]): Said[] {
  return decisions.flatMap(({ childId, otherId, outcome, at }) => (otherId === null ? [] : [{ one: childId, other: otherId, outcome, atMs: at.epochMilliseconds }]));
}

/**
 * Pairs of which one is among these, and of which it was said last that they are two: in the index of people, or before there was
 * one. As far as the actor may open both. Their keys are those of `pairKey`.
 */
export async function toldApart(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const of = { in: [...ids] };
  const before = await tx.db.notSameChild.findMany({ where: { authorityId: tx.actor.authorityId, OR: [{ personId: of }, { otherPersonId: of }] }, select: { personId: true, otherPersonId: true, at: true } });
  const said: Said[] = [...before.map(({ personId, otherPersonId, at }): Said => ({ one: personId, other: otherPersonId, outcome: 'not_same', atMs: at.getTime() })), ...saidOf(await decisionsOf(tx, ids))];
  return new Set([...lastSaid(said)].flatMap(([key, { outcome }]) => (outcome === 'not_same' ? [key] : [])));
}

/** Writes a decision in the actor’s name. @returns its id. Needs casework rights. */
export async function addMatchDecision(tx: Tx, { childId, otherId, ...decision }: Omit<MatchDecision, 'id' | 'at' | 'by'>): Promise<string> {
  const id = newId();
  await tx.db.matchDecision.createMany({ data: [{ ...decision, authorityId: tx.actor.authorityId, id, contactPersonId: childId, otherPersonId: otherId, at: dateOf(tx.at), by: tx.actor.actorId }] });
  return id;
}

/** That a child of a contact is somebody, now. */
export interface Link {
  id: string;
  personId: string;
  childId: string;
  contactId: string;
}

/** Everybody who is, now, the same person as one of these children, they themselves included. */
export async function linkedWith(tx: Tx, childIds: readonly string[]): Promise<Link[]> {
  if (childIds.length === 0) return [];
  return tx.db.$queryRaw<Link[]>(plainly`
    select l.id, l.person_id as "personId", l.contact_person_id as "childId", l.contact_id as "contactId" from person_link l
    where l.authority_id = ${tx.actor.authorityId} and l.ended_at is null and l.person_id = any (array(
      select m.person_id from person_link m where m.authority_id = ${tx.actor.authorityId} and m.ended_at is null and m.contact_person_id = any (${[...childIds]}::uuid[])))
    order by l.at, l.id`);
}

async function addPerson(tx: Tx): Promise<string> {
  const id = newId();
  await tx.db.person.createMany({ data: [{ authorityId: tx.actor.authorityId, id, at: dateOf(tx.at), by: tx.actor.actorId }] });
  return id;
}

async function addLink(tx: Tx, link: Omit<Link, 'id'>, decisionId: string): Promise<void> {
  const { childId, ...rest } = link;
  await tx.db.personLink.createMany({ data: [{ ...rest, authorityId: tx.actor.authorityId, id: newId(), contactPersonId: childId, at: dateOf(tx.at), by: tx.actor.actorId, decisionId }] });
}

async function endLinks(tx: Tx, ids: readonly string[], decisionId: string): Promise<void> {
  if (ids.length > 0) await tx.db.personLink.updateMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...ids] }, endedAt: null }, data: { endedAt: dateOf(tx.at), endedBy: tx.actor.actorId, endedDecisionId: decisionId } });
}

/**
 * Brings the links of these children, and of all who are linked with them, in line with what was said last of each pair: who
 * belongs together is one person, the one that most of them were; who belongs to nobody else is nobody in particular, unless
 * somebody said that the child is new. As the system: a link that the one who decided may not see belongs to it as well.
 */
export async function settleLinks(tx: Tx, childIds: readonly string[], decisionId: string): Promise<void> {
  const { authorityId } = tx.actor;
  const links = await linkedWith(tx, childIds);
  const linkOf = new Map(links.map((link) => [link.childId, link]));
  const everybody = [...new Set([...linkOf.keys(), ...childIds])];
  const decisions = await decisionsOf(tx, everybody);
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId, id: { in: everybody } }, select: { id: true, contactId: true } });
  const contactOf = new Map(rows.map(({ id, contactId }) => [id, contactId]));
  const parts = partsOf(everybody, saidOf(decisions)).sort((a, b) => b.length - a.length);
  const isNew = (child: string) => decisions.some(({ childId, outcome }) => childId === child && outcome === 'new');
  const taken = new Set<string>();
  const ended: string[] = [];
  const added: Omit<Link, 'id'>[] = [];
  for (const part of parts) {
    const before = part.flatMap((child) => linkOf.get(child) ?? []).filter(({ personId }) => !taken.has(personId));
    if (part.length === 1 && !part.some(isNew)) {
      ended.push(...part.flatMap((child) => linkOf.get(child)?.id ?? []));
      continue;
    }
    const count = (person: string) => before.filter(({ personId }) => personId === person).length;
    const personId = before.map((link) => link.personId).sort((a, b) => count(b) - count(a))[0] ?? (await addPerson(tx));
    taken.add(personId);
    const contacts = new Set<string>();
    for (const child of part) {
      const contactId = contactOf.get(child);
      const link = linkOf.get(child);
      if (contactId === undefined) continue;
      if (contacts.has(contactId)) {
        // Two children of one contact are never one person, whatever was said elsewhere of each: the first stays.
        if (link?.personId === personId) ended.push(link.id);
        continue;
      }
      contacts.add(contactId);
      if (link?.personId === personId) continue;
      if (link !== undefined) ended.push(link.id);
      added.push({ personId, contactId, childId: child });
    }
  }
  await endLinks(tx, ended, decisionId);
  for (const link of added) await addLink(tx, link, decisionId);
}
