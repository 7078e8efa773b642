import type { Temporal } from 'temporal-polyfill';
import { pairKey, proposingKeysOf, type NamedPerson, type Said } from '@/lib/people/identity';
import { nameDobKey } from '@/lib/people/model';
import type { Tx } from '@/lib/platform/db';
import { isId } from '@/lib/platform/ids';
import { inSteps, instantOf } from '@/lib/platform/time';
import type { Shown } from '@/lib/restriction/model';
import { shownFrom, shownTo } from '@/lib/restriction/opening-store';
import type { ReportedPerson } from '../report/persons';
import { secretsOf } from '../secrecy/protected-store';
import { hide } from '../secrecy/protecting';
import { goneAmong, OF_WHICH_GONE } from '../unborn-store';
import { holdersOf, MOST_WEIGHED, readIndexed, type IndexedPerson } from './key-store';
import { decisionsIn, linkedWith, saidOf, type MatchDecision } from './link-store';
import { propose, worthProposing, type Proposed } from './propose';
import { STANDS, standsAs, type Stands } from './stands';

/** A child of another contact, and how that contact stands. */
export interface Other extends IndexedPerson, Stands {
  nameDobKey: string | null;
  reference: string;
  receivedAt: Temporal.Instant;
  /** What the reader may be shown of it before they open it (decision 30). */
  shown: Shown;
}

const withKey = <T extends NamedPerson>(person: T) => ({ ...person, nameDobKey: nameDobKey(person.givenName, person.familyName, person.dateOfBirth) });

/** Of those who share a key, who may be proposed at all: only of them is more read than their names. */
function worthReading(children: readonly (NamedPerson & { id: string; kind: string })[], holders: readonly IndexedPerson[]): IndexedPerson[] {
  return worthProposing(children.map(withKey), holders.map(withKey));
}

/** How these contacts stand, what the actor may be shown of each and who of them is expected no more, in one question: they are asked of while somebody types. */
async function readStanding(tx: Tx, contactIds: readonly string[]) {
  return tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...contactIds] } }, select: { ...{ id: true, reference: true, receivedAt: true }, ...STANDS, ...shownTo(tx.actor.actorId), people: OF_WHICH_GONE } });
}

/** @param known people who were read already and are not read again. */
async function readOthers(tx: Tx, ids: readonly string[], known: readonly IndexedPerson[]): Promise<Other[]> {
  const there = known.filter(({ id }) => ids.includes(id));
  const wanting = ids.filter((id) => !there.some((one) => one.id === id));
  const children = [...there, ...(wanting.length === 0 ? [] : await readIndexed(tx, wanting))];
  const rows = await readStanding(tx, [...new Set(children.map(({ contactId }) => contactId))]);
  // A child that was born stands beside the one that was expected, and of a pregnancy that has ended nothing is asked any more.
  const gone = new Set(rows.flatMap(({ people }) => people.map(({ id }) => id)));
  const contacts = new Map(rows.map((row) => [row.id, row]));
  return children.flatMap((child) => {
    const contact = contacts.get(child.contactId);
    if (contact === undefined || gone.has(child.id)) return [];
    const { reference, receivedAt, queue, closure, ...asked } = contact;
    const shown = shownFrom(asked);
    return [{ ...withKey(child), ...standsAs({ queue, closure }, shown), reference, receivedAt: instantOf(receivedAt), shown }];
  });
}

/** Somebody whom a child may be, or is: the likeliest of their contacts, and the others that were linked with it. */
export interface Candidate extends Proposed<Other> {
  also: Other[];
}

/** A child of a contact, whom it may be, and what was decided of it. */
export interface WhoIsThis {
  childId: string;
  adult: boolean;
  name: string;
  /** Linked now, each apart, so that each link can be undone. */
  linked: Proposed<Other>[];
  candidates: Candidate[];
  /** Everything said of it, newest first. */
  decided: MatchDecision[];
  /** Somebody said that the child is new here, and nothing is linked. */
  isNew: boolean;
}

/** Who was linked with one another is one candidate, by the likeliest. */
function grouped(proposed: readonly Proposed<Other>[], others: readonly Other[], personOf: ReadonlyMap<string, string>): Candidate[] {
  const seen = new Set<string>();
  return proposed.flatMap((one) => {
    const person = personOf.get(one.other.id);
    if (person === undefined) return [{ ...one, also: [] }];
    if (seen.has(person)) return [];
    seen.add(person);
    return [{ ...one, also: others.filter(({ id }) => id !== one.other.id && personOf.get(id) === person) }];
  });
}

/** What was decided of these, each reason without what is kept secret by now of either contact. */
async function readDecided(tx: Tx, contactId: string, ids: readonly string[]): Promise<MatchDecision[]> {
  const decisions = await decisionsIn(tx, contactId, ids);
  const secrets = await secretsOf(tx, decisions.filter(({ reason }) => reason !== '').flatMap(({ contactId, otherContactId }) => [contactId, otherContactId ?? contactId]));
  return decisions.map((decision) => ({ ...decision, reason: hide(decision.reason, secrets) }));
}

/**
 * Of every child of a contact, whom of other contacts it may be, as far as the actor may open those: what they may not open is
 * neither weighed nor counted. Needs casework rights; the actor must have been let into this contact.
 */
export async function readWho(tx: Tx, contact: { id: string; people: readonly (ReportedPerson & { id: string })[] }): Promise<WhoIsThis[]> {
  return inSteps(() => weighWho(tx, contact));
}

/** What `readWho` answers, as soon as it is known. */
async function weighWho(tx: Tx, contact: { id: string; people: readonly (ReportedPerson & { id: string })[] }): Promise<WhoIsThis[]> {
  const gone = contact.people.some(({ unborn }) => unborn) ? await goneAmong(tx, { contactIds: [contact.id] }) : new Set();
  const children = contact.people.filter(({ id }) => !gone.has(id));
  const ids = children.map(({ id }) => id);
  const decisions = await readDecided(tx, contact.id, ids);
  const worth = worthReading(children, await holdersOf(tx, { of: ids }, contact.id, MOST_WEIGHED * ids.length));
  const found = [...worth.map(({ id }) => id), ...decisions.flatMap(({ childId, otherId }) => [childId, otherId ?? childId])];
  const links = await linkedWith(tx, [...new Set([...ids, ...found])]);
  const personOf = new Map(links.map(({ childId, personId }) => [childId, personId]));
  const others = await readOthers(tx, [...new Set([...found, ...personOf.keys()])].filter((id) => !contact.people.some((person) => person.id === id)), worth);
  // Of a contact in which the actor may know somebody no words are shown either, also none that a colleague wrote of it.
  const untold = new Set(others.filter(({ shown }) => shown === 'nothing').map(({ contactId }) => contactId));
  const said = decisions.map((one) => (untold.has(one.contactId) || untold.has(one.otherContactId ?? '') ? { ...one, reason: '' } : one));
  const linked = new Set(ids.flatMap((id) => others.filter((other) => personOf.get(id) !== undefined && personOf.get(other.id) === personOf.get(id)).map((other) => pairKey(id, other.id))));
  const proposed = propose(children, others, linked, saidOf(decisions));
  return children.map(({ id, kind, givenName, familyName }) => {
    const mine = proposed.get(id) ?? [];
    const decided = said.filter(({ childId, otherId }) => childId === id || otherId === id).reverse();
    const links = mine.filter((one) => one.linked);
    return { childId: id, adult: kind === 'adult', name: `${givenName} ${familyName}`.trim(), linked: links, candidates: grouped(mine.filter((one) => !one.linked), others, personOf), decided, isNew: links.length === 0 && decided.some(({ outcome }) => outcome === 'new') };
  });
}

/** Somebody who is spoken of and is in no contact yet, by a name of their own in what is taken down. */
export interface SpokenPerson extends NamedPerson {
  id: string;
  /** The mother of a child not born yet. */
  adult?: boolean;
}

/**
 * Whom of all contacts each of these may be, as `readWho` says it of a contact's; who somebody chose already stays
 * among them. Needs casework rights; what the actor may not open is neither weighed nor counted.
 */
export async function readWhoSpoken(tx: Tx, children: readonly SpokenPerson[], said: readonly Said[]): Promise<{ id: string; candidates: Candidate[] }[]> {
  return inSteps(() => weighWhoSpoken(tx, children, said));
}

/** What `readWhoSpoken` answers, as soon as it is known. */
export async function weighWhoSpoken(tx: Tx, children: readonly SpokenPerson[], said: readonly Said[]): Promise<{ id: string; candidates: Candidate[] }[]> {
  const named = children.map((child) => withKey({ ...child, kind: child.adult === true ? 'adult' : 'child' }));
  const worth = worthReading(named, await holdersOf(tx, { keys: children.flatMap(proposingKeysOf) }, null, MOST_WEIGHED * children.length));
  const found = [...worth.map(({ id }) => id), ...said.map(({ other }) => other).filter(isId)];
  if (found.length === 0) return children.map(({ id }) => ({ id, candidates: [] }));
  const personOf = new Map((await linkedWith(tx, [...new Set(found)])).map(({ childId, personId }) => [childId, personId]));
  const others = await readOthers(tx, [...new Set([...found, ...personOf.keys()])], worth);
  const proposed = propose(named, others, new Set(), said);
  return children.map(({ id }) => {
    // Who was chosen stands for all that are linked with them.
    const mine = (proposed.get(id) ?? []).toSorted((a, b) => Number(b.said !== null) - Number(a.said !== null));
    return { id, candidates: grouped(mine, others, personOf) };
  });
}
