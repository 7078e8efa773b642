import type { Temporal } from 'temporal-polyfill';
import { expectedRecord, type ExpectedRecord } from '@/lib/people/schema';
import { UNBORN_STATES, type PregnancyKnown, type UnbornStateCode } from '@/lib/people/unborn';
import type { Prisma, Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { dateOf, instantOf, londonDate } from '@/lib/platform/time';
import { isBaby } from './assess';
import { inWords } from './report/age-in-words';
import { report as reportSchema, type ReportChild } from './schema';

/** One entry of what became of an unborn child. */
export interface UnbornEntry {
  id: string;
  personId: string;
  at: Temporal.Instant;
  by: string;
  state: UnbornStateCode;
  record: unknown;
  /** An end that was recorded by mistake: who undid it, when and why; null for every other entry. */
  undone: { at: Temporal.Instant; by: string; reason: string } | null;
}

/** A pregnancy that has ended, as it stands now: an end that was undone is none. */
export const ENDED_NOW = { state: 'pregnancy_ended', undone: null } as const;
/** No child of the contact any more: born, and then beside it, or the pregnancy has ended. */
export const GONE = { OR: [{ state: 'born' }, ENDED_NOW] };
/** What is read with a contact for who is no child of it any more. */
export const OF_WHICH_GONE = { where: { unbornStates: { some: GONE } }, select: { id: true } } as const;

/** Of these people, or of these contacts', who is no child of their contact any more, as far as the actor may open it. */
export async function goneAmong(tx: Tx, of: { personIds: readonly string[] } | { contactIds: readonly string[] }): Promise<Set<string>> {
  const where = 'personIds' in of ? { personId: { in: [...of.personIds] } } : { contactId: { in: [...of.contactIds] } };
  const rows = await tx.db.unbornState.findMany({ where: { authorityId: tx.actor.authorityId, ...where, ...GONE }, select: { personId: true } });
  return new Set(rows.map(({ personId }) => personId));
}

/** A child of a contact that was not born when it was reported, and how it stands. */
export interface Unborn {
  personId: string;
  ordinal: number;
  name: string;
  kind: 'child' | 'household_child';
  state: UnbornStateCode;
  /** What is known while it is expected: from the worker's latest entry, else from the report. */
  expected: ExpectedRecord;
  /** Newest first. */
  entries: UnbornEntry[];
  /** The children born of it. */
  born: { id: string; ordinal: number; name: string; dateOfBirth: string | null }[];
}

const stateOf = (text: string): UnbornStateCode => UNBORN_STATES.find((known) => known === text) ?? 'expected';
const nameOf = ({ givenName, familyName }: { givenName: string; familyName: string }) => `${givenName} ${familyName}`.trim();

/**
 * Writes an entry. @returns false when the child was born, or the pregnancy had ended, before. Needs casework rights.
 * @param of who recorded it and when; left out, the actor now.
 */
export async function addUnbornEntry(tx: Tx, contactId: string, personId: string, state: UnbornStateCode, record: Prisma.InputJsonObject, { by, at }: Pick<UnbornEntry, 'by' | 'at'> = { by: tx.actor.actorId, at: tx.at }): Promise<boolean> {
  const { authorityId } = tx.actor;
  const round = await tx.db.unbornEndUndone.count({ where: { authorityId, end: { personId } } });
  const { count } = await tx.db.unbornState.createMany({
    data: [{ authorityId, id: newId(), contactId, personId, at: dateOf(at), by, state, record, round }],
    skipDuplicates: true,
  });
  return count === 1;
}

/** Undoes an end of a pregnancy, once. @returns false when it was undone before. Needs casework rights. */
export async function undoEnd(tx: Tx, contactId: string, endId: string, reason: string): Promise<boolean> {
  const { count } = await tx.db.unbornEndUndone.createMany({ data: [{ authorityId: tx.actor.authorityId, endId, contactId, at: dateOf(tx.at), by: tx.actor.actorId, reason }], skipDuplicates: true });
  return count === 1;
}

/** Who knows of a pregnancy, as the report says it of a child; not known where it says nothing. */
function knownFromReport(child: ReportChild | undefined): PregnancyKnown {
  const listed = (child?.pregnancyKnownWords ?? '').split(/[\n,;]/u).map((name) => name.trim()).filter((name) => name !== '');
  if (child?.pregnancyKnown === 'mother_only') return { by: 'mother_only' };
  return child?.pregnancyKnown === 'listed' && listed.length > 0 ? { by: 'listed', people: listed } : { by: 'not_known' };
}

/** Told where an age is: in words, or as a due date that could not be read and is kept there. */
const TOLD_IN_AGE = /pregnan|due date given as/iu;

/** Is a pregnancy told of a child that was not reported as unborn? A baby that is born ends it: by its date of birth, or by an age that says so for certain with no birth to come. */
function tellsOfPregnancy(child: ReportChild, on: Temporal.PlainDate): boolean {
  const isTold = child.pregnancyKnown !== null || child.pregnancyKnownWords.trim() !== '' || child.dueDate !== null || TOLD_IN_AGE.test(child.ageWords);
  if (child.unborn || !isTold) return false;
  const isBorn = child.dateOfBirth !== null || ((child.dueDate === null || child.dueDate <= on.toString()) && inWords(child.ageWords, 0) === null);
  return !(isBorn && isBaby(child, on));
}

/**
 * Who knows of each pregnancy that the report tells of beside a child that was not reported as unborn: of a girl who is pregnant herself, or of
 * somebody of whom it was left in doubt. It is kept as tightly as any other (safe practice 12). Needs casework rights.
 */
export async function pregnanciesTold(tx: Tx, contactId: string): Promise<PregnancyKnown[]> {
  const contact = await tx.db.contact.findUnique({ where: { authorityId_id: { authorityId: tx.actor.authorityId, id: contactId } }, select: { report: true, receivedAt: true } });
  if (contact === null) return [];
  const on = londonDate(instantOf(contact.receivedAt));
  return reportSchema.parse(contact.report).children.filter((child) => tellsOfPregnancy(child, on)).map(knownFromReport);
}

/** Every child of a contact that was reported as not born yet, with what became of it. Needs casework rights. */
export async function unbornOf(tx: Tx, contactId: string): Promise<Unborn[]> {
  const { authorityId } = tx.actor;
  const people = await tx.db.contactPerson.findMany({
    where: { authorityId, contactId, unborn: true },
    orderBy: { ordinal: 'asc' },
    include: { born: { orderBy: { ordinal: 'asc' } }, unbornStates: { orderBy: [{ at: 'desc' }, { id: 'desc' }], include: { undone: true } } },
  });
  if (people.length === 0) return [];
  const contact = await tx.db.contact.findUnique({ where: { authorityId_id: { authorityId, id: contactId } }, select: { report: true } });
  const reported = reportSchema.safeParse(contact?.report).data?.children ?? [];
  return people.map((person) => {
    const entries = person.unbornStates.map(({ id, personId, at, by, state, record, undone }): UnbornEntry => ({ id, personId, at: instantOf(at), by, state: stateOf(state), record, undone: undone && { at: instantOf(undone.at), by: undone.by, reason: undone.reason } }));
    const standing = entries.filter(({ undone }) => undone === null);
    const byReport: ExpectedRecord = expectedRecord.parse({
      due: person.dueDate === null ? { how: 'unknown' } : { how: 'known', on: person.dueDate.toISOString().slice(0, 10) },
      midwifery: { unit: '', midwife: '', informed: 'not_known', informedWords: '' },
      known: knownFromReport(reported[person.ordinal - 1]),
    });
    const latest = entries.find(({ state }) => state === 'expected');
    return {
      personId: person.id,
      ordinal: person.ordinal,
      name: nameOf(person),
      kind: person.kind === 'household_child' ? 'household_child' : 'child',
      // An end is an end, whenever it was written down, unless it was undone.
      state: standing.find(({ state }) => state === 'born' || state === 'pregnancy_ended')?.state ?? standing[0]?.state ?? 'expected',
      expected: latest === undefined ? byReport : expectedRecord.parse(latest.record),
      entries,
      born: person.born.map((child) => ({ id: child.id, ordinal: child.ordinal, name: nameOf(child), dateOfBirth: child.dateOfBirth?.toISOString().slice(0, 10) ?? null })),
    };
  });
}

/** Has the contact a child not born yet, here or moved away, so that midwifery takes part (domain 3.5)? */
export async function expectsChild(tx: Tx, contactId: string): Promise<boolean> {
  return (await unbornOf(tx, contactId)).some(({ state }) => state === 'expected' || state === 'moved');
}

/**
 * Did every child of the contact belong to a pregnancy that has ended? Then nothing is written about it to anyone any
 * more, and a manager may take it out of the queue whatever its level (safe practice 12).
 */
export async function onlyEndedPregnancies(tx: Tx, contactId: string): Promise<boolean> {
  const where = { authorityId: tx.actor.authorityId, contactId, kind: { in: ['child', 'household_child'] } };
  const ended = await tx.db.contactPerson.count({ where: { ...where, unbornStates: { some: ENDED_NOW } } });
  return ended > 0 && ended === (await tx.db.contactPerson.count({ where }));
}

/**
 * The place of a child whom a late page names for the first time: one that nobody has here nor in any contact that this one is tied to, since
 * children in one place of a contact and of the one that it follows are taken for the same; never the first, where a child of the report stands.
 */
export async function placeOfItsOwn(tx: Tx, contactId: string): Promise<number> {
  const [row] = await tx.db.$queryRaw<{ place: number }[]>`select 1 + greatest(1, max(p.ordinal)) as place from contact_person p where p.authority_id = ${tx.actor.authorityId} and p.contact_id = any (retention_tied(array[${contactId}::uuid]))`;
  return row?.place ?? 2;
}

/** The place of a person who is added to a contact. */
export async function nextOrdinal(tx: Tx, contactId: string): Promise<number> {
  const last = await tx.db.contactPerson.findFirst({ where: { authorityId: tx.actor.authorityId, contactId }, orderBy: { ordinal: 'desc' }, select: { ordinal: true } });
  return (last?.ordinal ?? 0) + 1;
}
