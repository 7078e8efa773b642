import { Temporal } from 'temporal-polyfill';
import { isRole, type Role } from '@/lib/access/model';
import { SOURCE_ID, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantIfRead, instantOf } from '@/lib/platform/time';
import { DUTY_KINDS, isDutyCode, type DutyCode } from './codes';
import { NEEDS_ACCEPTANCE, type DischargeHow, type Duty, type EvidenceLine } from './model';
import { evidenceLines } from './schema';

export interface NewDuty {
  contactId: string;
  /** What it follows from, where that is one of several: a decision, an emergency decision, a hand-over, the undoing of a join. */
  decisionId?: string | undefined;
  personId?: string | undefined;
  /** Which time the child was missing, from 1; left out for every other duty. */
  episode?: number | undefined;
  code: DutyCode;
  /** What makes it owed anew, such as a letter that came back; left out for the first time. */
  occasionId?: string | undefined;
  /** Left out: as in the table of duties. */
  law?: string | undefined;
  ownerRole?: Role | undefined;
  ownerId?: string | null | undefined;
  dueAt: Temporal.Instant | null;
  evidence: string;
}

/**
 * Opens a duty once for the same contact, decision, child, code, time missing and occasion; a second try changes nothing.
 * Needs casework rights (`tx.asSystem` for what a partner causes).
 * @returns whether it was opened now.
 */
export async function openDuty(tx: Tx, duty: NewDuty): Promise<boolean> {
  const { count } = await tx.db.duty.createMany({
    data: {
      authorityId: tx.actor.authorityId,
      id: newId(),
      contactId: duty.contactId,
      decisionId: duty.decisionId ?? null,
      personId: duty.personId ?? null,
      episode: duty.episode ?? 0,
      code: duty.code,
      occasionId: duty.occasionId ?? null,
      law: duty.law ?? DUTY_KINDS[duty.code].law,
      ownerRole: duty.ownerRole ?? DUTY_KINDS[duty.code].ownerRole,
      ownerId: duty.ownerId ?? null,
      openedAt: dateOf(tx.at),
      dueAt: duty.dueAt === null ? null : dateOf(duty.dueAt),
      evidence: duty.evidence,
    },
    skipDuplicates: true,
  });
  return count === 1;
}

/**
 * Ends a duty, once, in the actor's name.
 * @param words what was done, who accepted, or the lawful reason; never empty.
 * @param given what was asked and answered; none where an act of its own ended it, or a manager did.
 * @returns false when it had been ended before: what stands there stays.
 */
export async function dischargeDuty(tx: Tx, dutyId: string, how: DischargeHow, words: string, given: readonly EvidenceLine[] = []): Promise<boolean> {
  const { count } = await tx.db.dutyDischarge.createMany({
    data: { authorityId: tx.actor.authorityId, dutyId, at: dateOf(tx.at), by: tx.actor.actorId, how, words, evidence: given.map((line) => ({ ...line })) },
    skipDuplicates: true,
  });
  return count === 1;
}

/** Holds a duty still until the transaction ends. */
export async function lockDuty(tx: Tx, dutyId: string): Promise<void> {
  await tx.db.$queryRaw`select 1 from duty where authority_id = ${tx.actor.authorityId} and id = ${dutyId}::uuid for update`;
}

/**
 * Puts a duty in a person's name, or in nobody's. What whoever had it before offers a colleague is offered no longer once somebody else has
 * it: accepted later, it would go from its new owner without a word. While nobody has it the colleague may still accept.
 */
export async function nameOwner(tx: Tx, dutyId: string, ownerId: string | null): Promise<void> {
  // The duty first, as whoever answers an offer holds it: the two never wait for each other.
  await tx.db.duty.updateMany({ where: { authorityId: tx.actor.authorityId, id: dutyId }, data: { ownerId } });
  if (ownerId !== null) await tx.db.dutyOffer.updateMany({ where: { authorityId: tx.actor.authorityId, dutyId, answeredAt: null }, data: { answeredAt: dateOf(tx.at), verdict: 'taken_back', reason: '' } });
}

/** Puts every open duty with this code about a person in somebody's name. Needs casework rights. */
export async function nameOwners(tx: Tx, code: DutyCode, personId: string, ownerId: string | null): Promise<void> {
  await tx.db.duty.updateMany({ where: { authorityId: tx.actor.authorityId, code, personId, open: true }, data: { ownerId } });
}

/** One duty, open or ended. */
export async function readDuty(tx: Tx, id: string): Promise<Duty | null> {
  return (await dutiesWhere(tx, { id }))[0] ?? null;
}

/** Who let wait at night what a manager is to look at within the hour; null for every other duty. */
export async function whoLetWait(tx: Tx, { code, decisionId }: Pick<Duty, 'code' | 'decisionId'>): Promise<string | null> {
  if (code !== 'REVIEW_CAN_WAIT' || decisionId === null) return null;
  const decided = await tx.db.emergencyDecision.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: decisionId } }, select: { by: true } });
  return decided?.by ?? null;
}

/** Every duty of a contact, soonest first, ended ones too. */
export async function dutiesOfContact(tx: Tx, contactId: string): Promise<Duty[]> {
  return dutiesOn(tx, contactId);
}

/** The duties of a contact that nobody has ended, soonest first. */
export async function openDuties(tx: Tx, contactId: string): Promise<Duty[]> {
  return dutiesOn(tx, contactId, { open: true });
}

/** The codes of a contact's duties that nobody has ended. */
export async function openCodes(tx: Tx, contactId: string): Promise<Set<DutyCode>> {
  const rows = await tx.db.duty.findMany({ where: { authorityId: tx.actor.authorityId, contactId, open: true }, select: { code: true } });
  return new Set(rows.map(({ code }) => codeOf(code)));
}

/** The soonest open duty of a contact with this code, or null. */
export async function findOpenDuty(tx: Tx, contactId: string, code: DutyCode): Promise<Duty | null> {
  return (await dutiesOn(tx, contactId, { code, open: true }))[0] ?? null;
}

/** The open duties of several contacts with this code, soonest first. */
export async function openDutiesAmong(tx: Tx, contactIds: readonly string[], code: DutyCode): Promise<Duty[]> {
  return dutiesWhere(tx, { contactId: { in: [...contactIds] }, code, open: true });
}

/** The duties of a contact that are this person's own and cannot be handed on, ended ones too: all that a partner sees. A protected source owns theirs as nobody. */
export async function ownDuties(tx: Tx, contactId: string): Promise<Duty[]> {
  return dutiesOn(tx, contactId, { ownerId: { in: [tx.actor.actorId, SOURCE_ID] }, code: 'FGM_POLICE' });
}

/** Starts the clock of a duty that waited for a fact, such as the finding of a missing child. */
export async function startClock(tx: Tx, dutyId: string, { dueAt, evidence: how }: Pick<NewDuty, 'dueAt' | 'evidence'>): Promise<void> {
  await tx.db.duty.updateMany({ where: { authorityId: tx.actor.authorityId, id: dutyId }, data: { dueAt: dueAt === null ? null : dateOf(dueAt), evidence: how } });
}

/** What is owed already under this code is owed by the earlier of its due and this one, and where nobody has it, by this owner. */
export async function bringForward(tx: Tx, contactId: string, code: DutyCode, { dueAt, evidence, ownerId = null }: Pick<NewDuty, 'dueAt' | 'evidence' | 'ownerId'>): Promise<void> {
  const owed = await findOpenDuty(tx, contactId, code);
  if (owed === null) return;
  if (dueAt !== null && (owed.dueAt === null || Temporal.Instant.compare(dueAt, owed.dueAt) < 0)) await startClock(tx, owed.id, { dueAt, evidence });
  if (owed.ownerId === null && ownerId !== null) await nameOwner(tx, owed.id, ownerId);
}

/** Is a transfer of this contact still waiting for a named person elsewhere (domain 7.15)? */
export async function awaitsAcceptance(tx: Tx, contactId: string): Promise<boolean> {
  return (await tx.db.duty.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, code: { in: [...NEEDS_ACCEPTANCE] }, open: true }, select: { id: true } })) !== null;
}

/** Open duties of the whole authority, soonest first; of one code, where only those are asked for. */
export async function everyOpenDuty(tx: Tx, code?: DutyCode): Promise<Duty[]> {
  return dutiesWhere(tx, { open: true, ...(code && { code }) });
}

/** As many duties of the whole authority as a page shows, from one place of their list on, and how many there are in all. */
export interface DutyPart {
  duties: Duty[];
  total: number;
}

/** Open duties, soonest first; of one code, where only those are asked for. */
export async function openPart(tx: Tx, skip: number, code?: DutyCode): Promise<DutyPart> {
  return partWhere(tx, { open: true, ...(code && { code }) }, skip);
}

/** Open duties past their due instant, oldest first (domain 3.2: breached from that instant on). */
export async function overduePart(tx: Tx, skip: number, at: Temporal.Instant = tx.at): Promise<DutyPart> {
  return partWhere(tx, { dueAt: { lte: dateOf(at) }, open: true }, skip);
}

/** Open duties whose clock has not started, since a fact is missing; oldest first. */
export async function waitingPart(tx: Tx, skip: number): Promise<DutyPart> {
  return partWhere(tx, { dueAt: null, open: true }, skip);
}

/** Duties that ended since an instant, newest first. */
export async function endedPart(tx: Tx, skip: number, since: Temporal.Instant): Promise<DutyPart> {
  const where = { at: { gte: dateOf(since) } };
  const [rows, total] = await Promise.all([endedRows(tx, where, skip), tx.db.dutyDischarge.count({ where: { authorityId: tx.actor.authorityId, ...where } })]);
  return { duties: await withReferences(tx, rows), total };
}

/** What a person finds on their own list of duties. */
export interface OwnDuties {
  /** Open, in their name. */
  mine: Duty[];
  /** Open, owed by their role, and nobody has taken them. */
  untaken: Duty[];
  /** Ended by them, newest first. */
  ended: Duty[];
  /** How many of the whole authority are past their due instant, up to as many as a list shows. */
  overdue: number;
}

/** A person's own list: soonest first, and what they ended since an instant. */
export async function readOwnDuties(tx: Tx, ownerRole: Role, since: Temporal.Instant): Promise<OwnDuties> {
  const { authorityId, actorId } = tx.actor;
  // Each cut by itself: what nobody has taken must not push a person's own from their list.
  const [own, waiting, closed, overdue] = await Promise.all([
    dutyRows(tx, { ownerId: actorId, open: true }),
    dutyRows(tx, { ownerRole, ownerId: null, open: true }),
    endedRows(tx, { by: actorId, at: { gte: dateOf(since) } }),
    tx.db.duty.count({ where: { authorityId, dueAt: { lte: dateOf(tx.at) }, open: true }, orderBy: { dueAt: 'asc' }, take: LONGEST_LIST }),
  ]);
  const all = await withReferences(tx, [...own, ...waiting, ...closed]);
  const ends = own.length + waiting.length;
  return { mine: all.slice(0, own.length), untaken: all.slice(own.length, ends), ended: all.slice(ends), overdue };
}

/** Rows shown on one page: more than a desk can owe. */
export const LONGEST_LIST = 300;

type Where = NonNullable<NonNullable<Parameters<Tx['db']['duty']['findMany']>[0]>['where']>;

type Ended = NonNullable<NonNullable<Parameters<Tx['db']['dutyDischarge']['findMany']>[0]>['where']>;
type Row = Awaited<ReturnType<typeof dutyRows>>[number];

async function partWhere(tx: Tx, where: Where, skip: number): Promise<DutyPart> {
  const [rows, total] = await Promise.all([dutyRows(tx, where, skip), tx.db.duty.count({ where: { authorityId: tx.actor.authorityId, ...where } })]);
  return { duties: await withReferences(tx, rows), total };
}

async function dutiesWhere(tx: Tx, where: Where): Promise<Duty[]> {
  return withReferences(tx, await dutyRows(tx, where));
}

/** The duties of one contact. Its reference is asked for with whatever else is asked about it. */
async function dutiesOn(tx: Tx, contactId: string, which: Where = {}): Promise<Duty[]> {
  const [rows, contacts] = await Promise.all([dutyRows(tx, { contactId, ...which }), referencesOf(tx, [contactId])]);
  return rows.map((row) => dutyOf(row, contacts));
}

async function dutyRows(tx: Tx, where: Where, skip?: number) {
  return tx.db.duty.findMany({
    where: { authorityId: tx.actor.authorityId, ...where },
    include: { discharge: true },
    orderBy: [{ dueAt: { sort: 'asc', nulls: 'last' } }, { openedAt: 'asc' }, { id: 'asc' }],
    // Left out where it is none: a page that was told a contact's duties before answers from them.
    ...(skip === undefined ? {} : { skip }),
    take: LONGEST_LIST,
  });
}

/** By the day on which they ended, which duties themselves do not say: newest first. */
async function endedRows(tx: Tx, where: Ended, skip = 0): Promise<Row[]> {
  const rows = await tx.db.dutyDischarge.findMany({ where: { authorityId: tx.actor.authorityId, ...where }, include: { duty: true }, orderBy: [{ at: 'desc' }, { dutyId: 'asc' }], skip, take: LONGEST_LIST });
  return rows.map(({ duty, ...discharge }) => ({ ...duty, discharge }));
}

async function referencesOf(tx: Tx, contactIds: readonly string[]): Promise<Map<string, string>> {
  const contacts = await tx.db.contact.findMany({ where: { authorityId: tx.actor.authorityId, id: { in: [...new Set(contactIds)] } }, select: { id: true, reference: true } });
  return new Map(contacts.map((contact) => [contact.id, contact.reference]));
}

async function withReferences(tx: Tx, rows: readonly Row[]): Promise<Duty[]> {
  const references = await referencesOf(tx, rows.map((row) => row.contactId));
  return rows.map((row) => dutyOf(row, references));
}

function dutyOf({ discharge, ...row }: Row, references: ReadonlyMap<string, string>): Duty {
  return {
    id: row.id,
    contactId: row.contactId,
    reference: references.get(row.contactId) ?? '',
    decisionId: row.decisionId,
    personId: row.personId,
    episode: row.episode,
    occasionId: row.occasionId,
    code: codeOf(row.code),
    law: row.law,
    ownerRole: isRole(row.ownerRole) ? row.ownerRole : 'manager',
    ownerId: row.ownerId,
    openedAt: instantOf(row.openedAt),
    dueAt: instantIfRead(row.dueAt),
    evidence: row.evidence,
    discharge: discharge === null ? null : { at: instantOf(discharge.at), by: discharge.by, how: howOf(discharge.how), words: discharge.words, evidence: evidenceLines.parse(discharge.evidence) },
  };
}

/** A code that this release does not know would be a row written by a later one. */
function codeOf(text: string): DutyCode {
  if (!isDutyCode(text)) throw new Error(`Unknown duty code ${text}`);
  return text;
}

function howOf(text: string): DischargeHow {
  return text === 'accepted' || text === 'ended_lawfully' ? text : 'done';
}
