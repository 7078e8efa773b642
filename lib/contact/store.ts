import type { Temporal } from 'temporal-polyfill';
import type { Prisma, Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, dayDate, instantOf, isoDay } from '@/lib/platform/time';
import { keptInput } from '@/lib/threshold/schema';
import { LEVELS, type AssessInput, type CanonicalLevel, type Proposal } from '@/lib/threshold/model';
import { kindOf, type CallKind } from './call/kinds';
import { REFERRER_CLASSES, type ReferrerClass } from './report/classify';
import type { ContactHead } from './head';
import { addKeys } from './identity/key-store';
import { PERSON_KINDS, type PersonKind, type ReportedPerson } from './report/persons';
import { standingOf, type Standing } from './queue/queue-model';
import { report as reportSchema, type Report } from './schema';
import { isOwnSource } from './secrecy/seal-store';

/** The contact of a reference, as far as the actor may see it. */
export async function findContact(tx: Tx, reference: string): Promise<ContactHead | null> {
  const row = await tx.db.contact.findUnique({
    where: { authorityId_reference: { authorityId: tx.actor.authorityId, reference } },
    select: HEAD,
  });
  return row && asTheySeeIt(tx, row);
}

/** Whose a contact is to the actor: their own, where they are its protected source. */
export async function asTheySeeIt(tx: Tx, head: ContactHead): Promise<ContactHead> {
  if (!head.sealed || !(await isOwnSource(tx, head.id))) return head;
  // From here on they are the protected source, in the ledger and wherever they write.
  tx.veil();
  return { ...head, referrerId: tx.actor.actorId };
}

const HEAD = { id: true, reference: true, authorityId: true, agencyId: true, referrerId: true, pastAgency: true, aboutColleague: true, sealed: true } as const;

/** A contact's head by its id, as far as the actor may see it. */
export async function readHead(tx: Tx, id: string): Promise<ContactHead | null> {
  return tx.db.contact.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, select: HEAD });
}

/** Contacts that name somebody with a number, or a name and birth, of these. As the system. */
export async function readHeadsNaming(tx: Tx, like: readonly { nhsNumber: string | null; nameDobKey: string | null }[]): Promise<ContactHead[]> {
  const { authorityId } = tx.actor;
  const nhsNumber = { in: like.flatMap((each) => each.nhsNumber ?? []) };
  const nameDobKey = { in: like.flatMap((each) => each.nameDobKey ?? []) };
  const people = await tx.db.contactPerson.findMany({ where: { authorityId, OR: [{ nhsNumber }, { nameDobKey }] }, select: { contactId: true } });
  return tx.db.contact.findMany({ where: { authorityId, id: { in: [...new Set(people.map(({ contactId }) => contactId))] } }, select: HEAD });
}

/** The contact that a key became, with the hash of what was sent under it. */
export async function findByKey(tx: Tx, key: string): Promise<{ id: string; reference: string; payloadHash: Uint8Array } | null> {
  return tx.db.contact.findUnique({ where: { authorityId_key: { authorityId: tx.actor.authorityId, key } }, select: { id: true, reference: true, payloadHash: true } });
}

export const CHANNELS = ['form', 'phone', 'email', 'letter', 'api', 'protected'] as const;
export type Channel = (typeof CHANNELS)[number];

/** A contact as it is written, once and for ever. */
export interface NewContact {
  id: string;
  reference: string;
  key: string;
  payloadHash: Uint8Array<ArrayBuffer>;
  receivedAt: Temporal.Instant;
  channel: Channel;
  /** What kind of conversation it came from. */
  kind: CallKind;
  sourceCode: string;
  agencyId: string | null;
  agencyName: string;
  agencyKind: string;
  referrerId: string | null;
  referrerName: string;
  referrerRole: string;
  referrerPhone: string;
  referrerEmail: string;
  referrerClass: ReferrerClass;
  pastAgency: boolean;
  aboutColleague: boolean;
  /** Its source is protected. */
  sealed: boolean;
  immediate: boolean;
  referrerLevel: CanonicalLevel | null;
  summary: string;
  report: Report;
  due24h: Temporal.Instant;
  due1wd: Temporal.Instant | null;
  /** The finished contact to which its referrer wanted to add this; null for all others. */
  followsId: string | null;
}

/**
 * Writes a contact.
 * @returns false when its key or its reference is taken: nothing was written.
 */
export async function addContact(tx: Tx, { receivedAt, due24h, due1wd, report, ...contact }: NewContact): Promise<boolean> {
  const { count } = await tx.db.contact.createMany({
    data: {
      ...contact,
      authorityId: tx.actor.authorityId,
      receivedAt: dateOf(receivedAt),
      report: report,
      schemaVersion: report.schemaVersion,
      due24hAt: dateOf(due24h),
      due1wdAt: due1wd === null ? null : dateOf(due1wd),
    },
    skipDuplicates: true,
  });
  return count === 1;
}

/** Writes everybody whom a contact names, and the keys by which they are found again. @returns them with their ids. */
export async function addPersons(tx: Tx, contactId: string, persons: readonly ReportedPerson[]): Promise<ContactPerson[]> {
  const added = persons.map((person) => ({ ...person, id: newId(), contactId }));
  await tx.db.contactPerson.createMany({
    data: added.map(({ dateOfBirth, dueDate, details, ...person }) => ({
      ...person,
      authorityId: tx.actor.authorityId,
      dateOfBirth: dayDate(dateOfBirth),
      dueDate: dayDate(dueDate),
      details: details as Prisma.InputJsonObject,
    })),
  });
  await addKeys(tx, added);
  return added;
}

/** Writes a proposal with what it was made of; it is never changed. Needs casework rights. */
export async function addProposal(tx: Tx, contactId: string, version: number, input: AssessInput, document: Proposal): Promise<void> {
  await tx.db.proposal.createMany({
    data: {
      authorityId: tx.actor.authorityId,
      id: newId(),
      contactId,
      version,
      at: dateOf(tx.at),
      level: document.level,
      route: document.route,
      guideId: document.guide.id,
      guideVersion: document.guide.version,
      guideHash: document.guide.hash,
      input: input,
      document: document,
    },
  });
}

/** A proposal as stored. */
export interface StoredProposal extends Standing {
  id: string;
  version: number;
  at: Temporal.Instant;
  guideId: string;
  guideVersion: string;
  guideHash: string;
  input: AssessInput;
  document: Proposal;
}

/** The latest proposal of a contact, or null. Needs casework rights. */
export async function readProposal(tx: Tx, contactId: string): Promise<StoredProposal | null> {
  const row = await tx.db.proposal.findFirst({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: { version: 'desc' } });
  if (row === null) return null;
  const { id, version, guideId, guideVersion, guideHash } = row;
  return { id, version, at: instantOf(row.at), ...standingOf(row), guideId, guideVersion, guideHash, input: keptInput.parse(row.input), document: row.document as unknown as Proposal };
}

/** What every proposal about some contacts was made of: everything that anybody said, in reports and additions. Needs casework rights. */
export async function inputsOf(tx: Tx, contactIds: readonly string[]): Promise<AssessInput[]> {
  const rows = await tx.db.proposal.findMany({ where: { authorityId: tx.actor.authorityId, contactId: { in: [...contactIds] } }, select: { input: true } });
  return rows.map(({ input }) => keptInput.parse(input));
}

/** Of a contact, what each proposal was made of and when, the first one first. Needs casework rights. */
export async function proposalsOf(tx: Tx, contactId: string): Promise<Pick<StoredProposal, 'at' | 'input'>[]> {
  const rows = await tx.db.proposal.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: { version: 'asc' }, select: { at: true, input: true } });
  return rows.map(({ at, input }) => ({ at: instantOf(at), input: keptInput.parse(input) }));
}

/** Ids of every sign that is said to be present in any of these. */
export function signsPresent(inputs: readonly AssessInput[]): Set<string> {
  return new Set(inputs.flatMap(({ children }) => children).flatMap(({ indicators }) => Object.entries(indicators ?? {}).filter(([, answer]) => answer === 'present').map(([id]) => id)));
}

/** Somebody of a contact, with the row's id. Dates are ISO. */
export interface ContactPerson extends ReportedPerson {
  id: string;
}

/**
 * Is it too urgent to wait for somebody to read it: danger now, or proposed at level 4 on all that is known (domain 7.1)?
 * The one thing of a proposal that whoever told of it is let know, in the words "ring now" (decision 16).
 */
export async function cannotWait(tx: Tx, contact: { id: string; immediate: boolean }): Promise<boolean> {
  return contact.immediate || (await tx.asSystem((system) => readProposal(system, contact.id)))?.level === 4;
}

/** The same as it was answered when it came: by what was proposed then, and nothing that was learned or decided since. */
export async function couldNotWait(tx: Tx, contact: { id: string; immediate: boolean }): Promise<boolean> {
  if (contact.immediate) return true;
  const first = await tx.asSystem((system) => system.db.proposal.findFirst({ where: { authorityId: system.actor.authorityId, contactId: contact.id }, orderBy: { version: 'asc' }, select: { level: true } }));
  return first?.level === 4;
}

/** A contact as it came in, unchanged. */
export interface Contact extends Omit<NewContact, 'key' | 'payloadHash'>, ContactHead {
  people: ContactPerson[];
}

const personKindOf = (text: string): PersonKind => PERSON_KINDS.find((kind) => kind === text) ?? 'adult';

/** A whole contact: what was said, by whom, about whom; null when it is not there for this actor. */
export async function readContact(tx: Tx, id: string): Promise<Contact | null> {
  const row = await tx.db.contact.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id } }, include: { people: { orderBy: { ordinal: 'asc' } } } });
  if (row === null) return null;
  const own = row.sealed && (await isOwnSource(tx, id));
  if (own) tx.veil();
  const { people, receivedAt, due24hAt, due1wdAt, channel, kind, referrerClass, referrerLevel, report, ...rest } = row;
  return {
    ...rest,
    referrerId: own ? tx.actor.actorId : rest.referrerId,
    report: reportSchema.parse(report),
    receivedAt: instantOf(receivedAt),
    due24h: instantOf(due24hAt),
    due1wd: due1wdAt === null ? null : instantOf(due1wdAt),
    channel: CHANNELS.find((each) => each === channel) ?? 'form',
    kind: kindOf(kind),
    referrerClass: REFERRER_CLASSES.find((each) => each === referrerClass) ?? 'professional',
    referrerLevel: LEVELS.find((level) => level === referrerLevel) ?? null,
    people: people.map(({ kind, dateOfBirth, dueDate, details, ...person }) => ({
      ...person,
      kind: personKindOf(kind),
      dateOfBirth: isoDay(dateOfBirth),
      dueDate: isoDay(dueDate),
      details: details as Record<string, unknown>,
    })),
  };
}
