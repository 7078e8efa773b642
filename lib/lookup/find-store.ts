import { Temporal } from 'temporal-polyfill';
import { NameReader } from '@/lib/people/match/compare';
import { AT_LARGE } from '@/lib/people/identity';
import { rate, searchKeys, type Rated } from '@/lib/people/search';
import { holdersOf, readIndexed, type IndexedPerson } from '@/lib/contact/identity/key-store';
import { linkedWith } from '@/lib/contact/identity/link-store';
import { typedReference } from '@/lib/contact/queue/queue-filter';
import { ageWords, type ChildAge } from '@/lib/contact/report/children-line';
import { secretsOf, type ProtectedOpen } from '@/lib/contact/secrecy/protected-store';
import { hide } from '@/lib/contact/secrecy/protecting';
import { goneAmong } from '@/lib/contact/unborn-store';
import type { Tx } from '@/lib/platform/db';
import { inSteps, instantOf, londonDate } from '@/lib/platform/time';
import type { Shown } from '@/lib/restriction/model';
import { readShown } from '@/lib/restriction/opening-store';
import { keepersBeside } from './keepers-store';
import type { Asked } from './model';

/** Somebody who was found: one line for everybody who was linked as one person. */
export interface Found {
  /** The row of a contact by which they were found, and are opened. */
  personId: string;
  contactId: string;
  /** When the last contact came that names them. */
  lastAt: Temporal.Instant;
  /** Null where the reader may know somebody in every one of their contacts: they are asked before anything else is told. */
  told: ToldOfFound | null;
}

/** What is told of somebody who was found, from those of their contacts in which the reader is not known to know somebody. */
export interface ToldOfFound {
  adult: boolean;
  /** Their name, where the reader has said of one of their contacts that they know nobody in it; else initials (decision 30). */
  name: string;
  named: boolean;
  age: string;
  /** Empty where they were found by a contact in which the reader may know somebody. */
  reasons: Rated['reasons'];
  /** How many contacts name them, as far as the reader may open those. */
  contacts: number;
}

/** Who was found, the most alike first. */
export interface FoundPeople {
  found: Found[];
  /** There are others, or not all who share what was typed were weighed. */
  more: boolean;
}

/** More are no help to whoever has to choose: they add what they know. */
const MOST_FOUND = 20;

/** Of all who have something that is looked for no more than these are rated. */
const MOST_RATED = 100;

const NOTHING: Rated = { bits: 0, reasons: [{ words: 'named in that contact', bits: 0 }] };

async function ofReference(tx: Tx, typed: string, prefix: string): Promise<IndexedPerson[]> {
  const reference = typedReference(typed, prefix);
  const rows = reference === null ? [] : await tx.db.contactPerson.findMany({ where: { authorityId: tx.actor.authorityId, contact: { reference } }, select: { id: true }, orderBy: { ordinal: 'asc' } });
  const named = await readIndexed(tx, rows.map(({ id }) => id));
  // In the order in which the contact names them.
  return rows.flatMap(({ id }) => named.filter((person) => person.id === id));
}

const initial = (name: string) => [...name.trim()][0]?.toUpperCase() ?? '';
const dayOf = (date: Date | null) => (date === null ? null : Temporal.PlainDate.from(date.toISOString().slice(0, 10)));

/** A row of a person, with its contact as far as it may be shown. */
interface Row {
  id: string;
  contactId: string;
  kind: string;
  givenName: string;
  familyName: string;
  dateOfBirth: Date | null;
  unborn: boolean;
  dueDate: Date | null;
  receivedAt: Date;
  shown: Shown;
}

async function readRows(tx: Tx, ids: readonly string[]): Promise<Row[]> {
  const { authorityId } = tx.actor;
  const rows = await tx.db.contactPerson.findMany({ where: { authorityId, id: { in: [...ids] } }, select: { id: true, contactId: true, kind: true, givenName: true, familyName: true, dateOfBirth: true, unborn: true, dueDate: true, contact: { select: { receivedAt: true } } } });
  const gone = await goneAmong(tx, { personIds: ids });
  const shown = await readShown(tx, [...new Set(rows.map(({ contactId }) => contactId))]);
  return rows.filter(({ id }) => !gone.has(id)).map(({ contact, ...row }) => ({ ...row, receivedAt: contact.receivedAt, shown: shown.get(row.contactId) ?? 'nothing' }));
}

/** Newest first. */
const latestFirst = (rows: readonly Row[]) => rows.toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime());

/** @param rows newest first. */
function toldOf(own: Row, how: Rated, rows: readonly Row[], on: Temporal.PlainDate): ToldOfFound | null {
  // What contacts tell in which the reader may know somebody is no age, no initial and no reason either.
  const told = rows.filter(({ shown }) => shown !== 'nothing');
  const [latest] = told;
  if (latest === undefined) return null;
  const open = told.find(({ shown }) => shown === 'words');
  const born = told.find(({ dateOfBirth }) => dateOfBirth !== null) ?? latest;
  const age: ChildAge = { dateOfBirth: dayOf(born.dateOfBirth), unborn: born.dateOfBirth === null && latest.unborn, dueDate: dayOf(latest.dueDate), saidMonths: null };
  const unopened = own.shown === 'nothing' ? latest : own;
  return {
    adult: latest.kind === 'adult',
    name: open === undefined ? `${initial(unopened.givenName)}${initial(unopened.familyName)}` : `${open.givenName} ${open.familyName}`.trim(),
    named: open !== undefined,
    age: ageWords(age, on),
    reasons: own.shown === 'nothing' ? [] : how.reasons,
    contacts: new Set(rows.map(({ contactId }) => contactId)).size,
  };
}

function foundOf(mine: IndexedPerson, how: Rated, rows: readonly Row[], at: Temporal.Instant): Found | null {
  const last = latestFirst(rows);
  const [own, latest] = [rows.find(({ id }) => id === mine.id), last[0]];
  if (own === undefined || latest === undefined) return null;
  return { personId: own.id, contactId: own.contactId, lastAt: instantOf(latest.receivedAt), told: toldOf(own, how, last, londonDate(at)) };
}

/** Somebody who may be shown, and how well they agree. */
interface Likely {
  person: IndexedPerson;
  how: Rated;
}

const WHERE = ['address', 'postcode'] as const;
const saysIn = (details: Record<string, unknown>, name: string) => (typeof details[name] === 'string' ? details[name] : '');

/**
 * By an address that another contact about the same family keeps secret nobody is found, as by one that their own keeps (domain 7.6): neither
 * who is the same person there, nor whoever this contact names with them.
 * @param again how well somebody agrees without their address.
 */
async function withoutKeptElsewhere(tx: Tx, likely: readonly Likely[], again: (person: IndexedPerson) => Rated | null): Promise<Likely[]> {
  const beside = await keepersBeside(tx, [...new Set(likely.flatMap(({ person }) => (WHERE.some((name) => saysIn(person.details, name) !== '') ? [person.contactId] : [])))]);
  const secrets = new Map<string, ProtectedOpen[]>();
  for (const [contactId, keeping] of beside) secrets.set(contactId, await secretsOf(tx, keeping));
  const left = likely.flatMap(({ person, how }): Likely[] => {
    const kept = secrets.get(person.contactId) ?? [];
    if (WHERE.every((name) => hide(saysIn(person.details, name), kept) === saysIn(person.details, name))) return [{ person, how }];
    const rated = again({ ...person, details: { ...person.details, keepAddressSecret: true } });
    return rated === null ? [] : [{ person, how: rated }];
  });
  return left.sort((a, b) => b.how.bits - a.how.bits || (a.person.id < b.person.id ? -1 : 1));
}

/**
 * Everybody of a contact that the actor may open who agrees with what is looked for, the most first; what they may not open is
 * neither weighed nor counted, and takes nobody's place. Needs casework rights.
 * @param prefix the letters that lead this authority's references.
 */
export async function findPeople(tx: Tx, asked: Pick<Asked, 'terms' | 'reference' | 'ways'>, prefix: string): Promise<FoundPeople> {
  return inSteps(() => lookForPeople(tx, asked, prefix));
}

/** What `findPeople` answers, as soon as it is known: for what may be timed by nobody but its makers. */
export async function lookForPeople(tx: Tx, { terms, reference, ways }: Pick<Asked, 'terms' | 'reference' | 'ways'>, prefix: string): Promise<FoundPeople> {
  const byReference = ways.includes('reference') ? await ofReference(tx, reference, prefix) : [];
  const others = ways.some((way) => way !== 'reference') && byReference.length === 0 ? await holdersOf(tx, { keys: searchKeys(terms) }, null, MOST_RATED) : [];
  const reader = new NameReader(AT_LARGE);
  const rated = others.flatMap((person) => {
    const how = rate(terms, person, reader);
    return how === null ? [] : [{ person, how }];
  });
  rated.sort((a, b) => b.how.bits - a.how.bits || (a.person.id < b.person.id ? -1 : 1));
  // Cut when those who are linked are one: one family with many contacts keeps no other out.
  const agreeing = [...byReference.map((person) => ({ person, how: NOTHING })), ...rated];
  const ids = agreeing.map(({ person }) => person.id);
  const links = await linkedWith(tx, ids);
  const likely = ways.includes('address') && byReference.length === 0 ? await withoutKeptElsewhere(tx, agreeing, (person) => rate(terms, person, reader)) : agreeing;
  const personOf = new Map(links.map(({ childId, personId }) => [childId, personId]));
  const rows = await readRows(tx, [...new Set([...ids, ...personOf.keys()])]);
  const seen = new Set<string>();
  const found = likely.flatMap(({ person, how }) => {
    const one = personOf.get(person.id) ?? person.id;
    if (seen.has(one)) return [];
    const line = foundOf(person, how, rows.filter(({ id }) => id === person.id || (personOf.has(id) && personOf.get(id) === personOf.get(person.id))), tx.at);
    if (line !== null) seen.add(one);
    return line ?? [];
  });
  return { found: found.slice(0, MOST_FOUND), more: found.length > MOST_FOUND || others.length === MOST_RATED };
}
