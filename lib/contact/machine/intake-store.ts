import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { BODY_LIMIT_BYTES } from '@/lib/platform/http/body';
import { newId } from '@/lib/platform/ids';
import { seal, unseal } from '@/lib/platform/seal';
import { dateOf, instantIfRead, instantOf } from '@/lib/platform/time';

export const LANES = ['contact', 'notification'] as const;
export type Lane = (typeof LANES)[number];

/** What a machine sent, without its body. */
export interface Intake {
  id: string;
  reference: string;
  systemName: string;
  agencyId: string;
  agencyName: string;
  lane: Lane;
  /** Those it came with; null for none. */
  batchId: string | null;
  /** Another body had come under the same key before. */
  otherContent: boolean;
  eventAt: Temporal.Instant | null;
  sentAt: Temporal.Instant | null;
  receivedAt: Temporal.Instant;
  contentType: string;
  sizeBytes: number;
  contactId: string | null;
  /** Who types it in, since when, and where. */
  taken: { at: Temporal.Instant; by: string; draftId: string } | null;
  ended: { at: Temporal.Instant; how: 'filed' | 'typed' | 'not_needed'; why: string; by: string } | null;
}

/** Was more sent than is kept of one body? Then its beginning waits, and the rest is asked for. */
export function isCut({ sizeBytes }: Pick<Intake, 'sizeBytes'>): boolean {
  return sizeBytes > BODY_LIMIT_BYTES;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** What is known of a sending before it is a contact. */
export interface NewIntake {
  reference: string;
  keyId: string;
  systemName: string;
  agencyId: string;
  lane: Lane;
  batchId: string | null;
  item: string;
  keyDigest: Bytes;
  bodyDigest: Bytes;
  otherContent: boolean;
  eventAt: Temporal.Instant | null;
  sentAt: Temporal.Instant | null;
  contentType: string;
  sizeBytes: number;
}

const placeOf = (authorityId: string, rowId: string) => ({ table: 'machine_intake', column: 'sealed', authorityId, rowId });

function rowOf(tx: Tx, id: string, { eventAt, sentAt, ...intake }: NewIntake) {
  return { ...intake, authorityId: tx.actor.authorityId, id, receivedAt: dateOf(tx.at), eventAt: eventAt === null ? null : dateOf(eventAt), sentAt: sentAt === null ? null : dateOf(sentAt) };
}

/** Notes that something sent became a contact at once. As the product. */
export async function addFiled(tx: Tx, intake: NewIntake, contactId: string): Promise<void> {
  await tx.db.machineIntake.createMany({ data: [{ ...rowOf(tx, newId(), intake), contactId, endedAt: dateOf(tx.at), endedHow: 'filed', endedBy: tx.actor.actorId }] });
}

/** Keeps a body until somebody has typed it in. As the product. @returns its id. */
export async function addWaiting(tx: Tx, intake: NewIntake, body: Bytes): Promise<string> {
  const id = newId();
  await tx.db.machineIntake.createMany({ data: [{ ...rowOf(tx, id, intake), sealed: seal(Buffer.from(body).toString('base64'), placeOf(tx.actor.authorityId, id)) }] });
  return id;
}

type Row = Awaited<ReturnType<Tx['db']['machineIntake']['findFirstOrThrow']>> & { agency: { name: string } };
const WITH = { include: { agency: { select: { name: true } } } } as const;

function intakeOf({ takenAt, takenBy, draftId, endedAt, endedHow, endedWhy, endedBy, ...row }: Row): Intake {
  const { id, reference, systemName, agencyId, batchId, otherContent, contentType, sizeBytes, contactId } = row;
  return {
    ...{ id, reference, systemName, agencyId, batchId, otherContent, contentType, sizeBytes, contactId },
    agencyName: row.agency.name,
    lane: LANES.find((each) => each === row.lane) ?? 'contact',
    eventAt: instantIfRead(row.eventAt),
    sentAt: instantIfRead(row.sentAt),
    receivedAt: instantOf(row.receivedAt),
    taken: takenAt === null || takenBy === null || draftId === null ? null : { at: instantOf(takenAt), by: takenBy, draftId },
    ended: endedAt === null || endedBy === null ? null : { at: instantOf(endedAt), how: endedHow === 'filed' || endedHow === 'not_needed' ? endedHow : 'typed', why: endedWhy, by: endedBy },
  };
}

/** Makes whatever else comes under the same key wait until this is done. */
export async function lockKey(tx: Tx, key: string): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

/** What came under a sender's key. */
export interface UnderKey {
  id: string;
  reference: string;
  bodyDigest: Uint8Array;
  otherContent: boolean;
  eventAt: Temporal.Instant | null;
  endedHow: string | null;
  contactId: string | null;
}

/** What came under a sender's key, the first first, with the digest of each body and what became of it. As the product. */
export async function intakesUnder(tx: Tx, keyId: string, keyDigest: Bytes): Promise<UnderKey[]> {
  const rows = await tx.db.machineIntake.findMany({ where: { authorityId: tx.actor.authorityId, keyId, keyDigest }, orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }], select: { id: true, reference: true, bodyDigest: true, otherContent: true, eventAt: true, endedHow: true, contactId: true } });
  return rows.map(({ eventAt, ...row }) => ({ ...row, eventAt: instantIfRead(eventAt) }));
}

/** What was set aside waits for somebody again, from when it first came. As the product. */
export async function waitAgain(tx: Tx, id: string): Promise<void> {
  await tx.db.machineIntake.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedHow: 'not_needed' }, data: { endedAt: null, endedHow: null, endedWhy: '', endedBy: null, takenAt: null, takenBy: null, draftId: null } });
}

/** The same for whoever had set it aside, and types it in after all. @returns whether it had been so. */
export async function typeAfterAll(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.db.machineIntake.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedHow: 'not_needed' }, data: { endedAt: null, endedHow: null, endedWhy: '', endedBy: null } });
  return count === 1;
}

/** What waits to be typed in, the longest first. */
export async function waitingIntakes(tx: Tx): Promise<Intake[]> {
  const rows = await tx.db.machineIntake.findMany({ where: { authorityId: tx.actor.authorityId, endedAt: null }, ...WITH, orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }] });
  return rows.map(intakeOf);
}

/** Under which references the first of each stands, of what came under a key that had been used for something else. By id. */
export async function firstOf(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.db.$queryRaw<{ id: string; reference: string }[]>`
    select later.id::text as id, first.reference from machine_intake later
    join machine_intake first on first.authority_id = later.authority_id and first.key_id = later.key_id and first.key_digest = later.key_digest and not first.other_content
    where later.authority_id = ${tx.actor.authorityId} and later.other_content and later.id = any(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, reference }) => [id, reference]));
}

/** What was typed in or set aside last. */
export async function typedIntakes(tx: Tx, count: number): Promise<Intake[]> {
  const rows = await tx.db.machineIntake.findMany({ where: { authorityId: tx.actor.authorityId, endedHow: { in: ['typed', 'not_needed'] } }, ...WITH, orderBy: [{ endedAt: 'desc' }, { id: 'asc' }], take: count });
  return rows.map(intakeOf);
}

/** One that waits, its row locked. */
export async function lockWaiting(tx: Tx, id: string): Promise<Intake | null> {
  const { authorityId } = tx.actor;
  await tx.db.$queryRaw`select 1 from machine_intake where authority_id = ${authorityId} and id = ${id}::uuid for update`;
  const row = await tx.db.machineIntake.findFirst({ where: { authorityId, id, endedAt: null }, ...WITH });
  return row && intakeOf(row);
}

/** The one that is typed in on a call's page, ended or not. */
export async function intakeOfDraft(tx: Tx, draftId: string): Promise<Intake | null> {
  const row = await tx.db.machineIntake.findFirst({ where: { authorityId: tx.actor.authorityId, draftId }, ...WITH });
  return row && intakeOf(row);
}

/** What a contact came of, where a machine sent it. */
export async function intakeOfContact(tx: Tx, contactId: string): Promise<Intake | null> {
  const row = await tx.db.machineIntake.findFirst({ where: { authorityId: tx.actor.authorityId, contactId }, ...WITH, orderBy: [{ receivedAt: 'asc' }, { id: 'asc' }] });
  return row && intakeOf(row);
}

/** What an agency sent that stands under a reference. As the product. */
export async function intakeByReference(tx: Tx, reference: string, agencyId: string): Promise<Intake | null> {
  const row = await tx.db.machineIntake.findFirst({ where: { authorityId: tx.actor.authorityId, reference, agencyId }, ...WITH });
  return row && intakeOf(row);
}

/** The bytes of one that waits, as they came. */
export async function bodyOf(tx: Tx, id: string): Promise<Bytes | null> {
  const { authorityId } = tx.actor;
  const row = await tx.db.machineIntake.findUnique({ where: { authorityId_id: { authorityId, id } }, select: { sealed: true } });
  return row?.sealed ? new Uint8Array(Buffer.from(unseal(row.sealed, placeOf(authorityId, id)), 'base64')) : null;
}

/** Makes one the actor's to type in. */
export async function setTaken(tx: Tx, id: string, draftId: string): Promise<void> {
  await tx.db.machineIntake.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { takenAt: dateOf(tx.at), takenBy: tx.actor.actorId, draftId } });
}

/** It has become a contact, whose original its body is from now on. @returns whether that happened now. */
export async function endTyped(tx: Tx, id: string, contactId: string): Promise<boolean> {
  const { count } = await tx.db.machineIntake.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { contactId, sealed: null, endedAt: dateOf(tx.at), endedHow: 'typed', endedBy: tx.actor.actorId } });
  return count === 1;
}

/** It becomes no contact, for a reason. Its body stays as it is. @returns whether that happened now. */
export async function endNotNeeded(tx: Tx, id: string, why: string): Promise<boolean> {
  const { count } = await tx.db.machineIntake.updateMany({ where: { authorityId: tx.actor.authorityId, id, endedAt: null }, data: { endedAt: dateOf(tx.at), endedHow: 'not_needed', endedWhy: why, endedBy: tx.actor.actorId } });
  return count === 1;
}
