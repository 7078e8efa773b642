import { createHash } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import { SOURCE_ID, type Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { seal, unseal } from '@/lib/platform/seal';
import { dateOf, instantOf } from '@/lib/platform/time';
import type { DrawnCopy } from './draw-anew';
import { ORIGINAL_KINDS, SCANS, type OriginalKind, type Scan } from './kinds';

const placeOf = (authorityId: string, rowId: string, column: 'sealed' | 'sealed_name' | 'sealed_copy') => ({ table: 'original', column, authorityId, rowId });

/** An original without its bytes. */
export interface Original {
  id: string;
  contactId: string | null;
  /** The draft it came with; null where staff attached it themselves. */
  draftId: string | null;
  kind: OriginalKind;
  name: string;
  sizeBytes: number;
  /** SHA-256 of its bytes, in hexadecimal: for the police, who ask whether it is the same. */
  sha256: string;
  addedAt: Temporal.Instant;
  addedBy: string;
  scan: Scan;
  /** Of a picture that was drawn anew: the kind of the copy. */
  copyKind: DrawnCopy['kind'] | null;
}

const WITHOUT_BYTES = { scan: true, copyKind: true, draftId: true, id: true, contactId: true, kind: true, sizeBytes: true, sha256: true, sealedName: true, addedAt: true, addedBy: true } as const;

interface Row {
  id: string;
  contactId: string | null;
  draftId: string | null;
  scan: string;
  copyKind: string | null;
  kind: string;
  sizeBytes: number;
  sha256: Uint8Array;
  sealedName: string;
  addedAt: Date;
  addedBy: string;
}

function originalOf(tx: Tx, { sealedName, sha256, addedAt, kind, scan, copyKind, ...row }: Row): Original {
  return { ...row, scan: SCANS.find((known) => known === scan) ?? 'unscanned', copyKind: copyKind === 'jpeg' || copyKind === 'png' ? copyKind : null, kind: ORIGINAL_KINDS.find((known) => known === kind) ?? 'text', name: unseal(sealedName, placeOf(tx.actor.authorityId, row.id, 'sealed_name')), sha256: Buffer.from(sha256).toString('hex'), addedAt: instantOf(addedAt) };
}

/** Attached by staff themselves: it comes from no source. */
export const fromStaff = ({ draftId, addedBy }: Pick<Original, 'draftId' | 'addedBy'>) => draftId === null && addedBy !== SOURCE_ID;

/** What a file belongs to: an unfinished draft of the actor, or a contact. */
export type Belonging = { draftId: string } | { contactId: string };

export interface NewOriginal {
  kind: OriginalKind;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Keeps a file, encrypted for its row: it is not scanned yet. @returns its id. */
export async function addOriginal(tx: Tx, of: Belonging, { kind, name, bytes }: NewOriginal): Promise<string> {
  const id = newId();
  const sealed = seal(Buffer.from(bytes).toString('base64'), placeOf(tx.actor.authorityId, id, 'sealed'));
  await insert(tx, id, of, { kind, name, sizeBytes: bytes.length, sha256: new Uint8Array(createHash('sha256').update(bytes).digest()), sealed, scan: 'unscanned' });
  return id;
}

/** Keeps that a file was sent and could not be kept: its name, so that somebody asks for it. */
export async function addLost(tx: Tx, of: Belonging, { kind, name, bytes }: NewOriginal): Promise<string> {
  const id = newId();
  await insert(tx, id, of, { kind, name, sizeBytes: bytes.length, sha256: new Uint8Array(createHash('sha256').update(bytes).digest()), sealed: null, scan: 'lost' });
  return id;
}

async function insert(tx: Tx, id: string, of: Belonging, { name, ...row }: { kind: OriginalKind; name: string; sizeBytes: number; sha256: Uint8Array<ArrayBuffer>; sealed: string | null; scan: Scan }): Promise<void> {
  const { authorityId, actorId } = tx.actor;
  const sealedName = seal(name, placeOf(authorityId, id, 'sealed_name'));
  await tx.db.original.createMany({ data: [{ authorityId, id, ...of, ...row, sealedName, addedAt: dateOf(tx.at), addedBy: actorId }] });
}

/** What is attached to an intake that is no contact yet, the first first. */
export async function originalsOfDraft(tx: Tx, draftId: string): Promise<Original[]> {
  const rows = await tx.db.original.findMany({ where: { authorityId: tx.actor.authorityId, draftId, contactId: null, removedAt: null }, select: WITHOUT_BYTES, orderBy: [{ addedAt: 'asc' }, { id: 'asc' }] });
  return rows.map((row) => originalOf(tx, row));
}

/** The originals of a contact, the first first: none where its source is protected, but for the product. */
export async function originalsOf(tx: Tx, contactId: string): Promise<Original[]> {
  const rows = await tx.db.original.findMany({ where: { authorityId: tx.actor.authorityId, contactId }, select: WITHOUT_BYTES, orderBy: [{ addedAt: 'asc' }, { id: 'asc' }] });
  return rows.map((row) => originalOf(tx, row));
}

/** What came with a draft, whatever became of it: for its author, also where the contact is closed to them. As the product. */
export async function originalsSentWith(system: Tx, draftId: string): Promise<Original[]> {
  const rows = await system.db.original.findMany({ where: { authorityId: system.actor.authorityId, draftId, removedAt: null }, select: WITHOUT_BYTES, orderBy: [{ addedAt: 'asc' }, { id: 'asc' }] });
  return rows.map((row) => originalOf(system, row));
}

const bytesOf = (sealed: string, place: ReturnType<typeof placeOf>) => new Uint8Array(Buffer.from(unseal(sealed, place), 'base64'));

/** The bytes of one, as they came. As far as the actor may see it; null where it could not be kept. */
export async function readBytesOf(tx: Tx, contactId: string, id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await tx.db.original.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, id }, select: { sealed: true } });
  return row?.sealed ? bytesOf(row.sealed, placeOf(tx.actor.authorityId, id, 'sealed')) : null;
}

/** The picture as it was drawn anew. */
export async function readCopyOf(tx: Tx, contactId: string, id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await tx.db.original.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, id }, select: { sealedCopy: true } });
  return row?.sealedCopy ? bytesOf(row.sealedCopy, placeOf(tx.actor.authorityId, id, 'sealed_copy')) : null;
}

/** Takes one away from an intake that is no contact yet, once. @returns whether it happened now. */
export async function removeOriginal(tx: Tx, draftId: string, id: string): Promise<boolean> {
  const { count } = await tx.db.original.updateMany({ where: { authorityId: tx.actor.authorityId, draftId, id, contactId: null, removedAt: null }, data: { removedAt: dateOf(tx.at) } });
  return count === 1;
}

/** Are there files of a draft that wait to be handed on with it? As the product. */
export async function hasOriginals(system: Tx, draftId: string): Promise<boolean> {
  return (await system.db.original.findFirst({ where: { authorityId: system.actor.authorityId, draftId, contactId: null, removedAt: null }, select: { id: true } })) !== null;
}

/**
 * Makes what was attached to a draft the contact's. As the product, since the contact may be closed to whoever sent it.
 * @param sealed its source is protected: nothing of the files says who sent them (safe practice 7.14).
 */
export async function giveOriginals(system: Tx, draftId: string, contactId: string, { sealed }: { sealed: boolean }): Promise<number> {
  const { count } = await system.db.original.updateMany({ where: { authorityId: system.actor.authorityId, draftId, contactId: null, removedAt: null }, data: { contactId, ...(sealed ? { addedBy: SOURCE_ID } : {}) } });
  return count;
}

const WAITING: Scan[] = ['unscanned', 'scanning', 'scan_failed'];

/** Files that the scanner is to be asked about now, the longest waiting first. As the product. */
export async function dueForScan(system: Tx, take: number): Promise<string[]> {
  const rows = await system.db.original.findMany({
    where: { authorityId: system.actor.authorityId, scan: { in: WAITING }, removedAt: null, OR: [{ scanDueAt: null }, { scanDueAt: { lte: dateOf(system.at) } }] },
    select: { id: true },
    orderBy: [{ addedAt: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map(({ id }) => id);
}

/** A file that is with the scanner. */
export interface ToScan {
  kind: OriginalKind;
  bytes: Uint8Array<ArrayBuffer>;
  /** How often it has been asked about, this time with it. */
  tries: number;
}

/**
 * Takes a file to the scanner. Asked again before `again` it is with somebody else.
 * @returns null where it is known what it is, it was taken away, or another has it.
 */
export async function takeToScan(system: Tx, id: string, again: Temporal.Instant): Promise<ToScan | null> {
  const { authorityId } = system.actor;
  const due = { authorityId, id, scan: { in: WAITING }, removedAt: null, OR: [{ scanDueAt: null }, { scanDueAt: { lte: dateOf(system.at) } }] };
  const { count } = await system.db.original.updateMany({ where: due, data: { scan: 'scanning', scanTries: { increment: 1 }, scanDueAt: dateOf(again) } });
  if (count === 0) return null;
  const row = await system.db.original.findUniqueOrThrow({ where: { authorityId_id: { authorityId, id } }, select: { kind: true, sealed: true, scanTries: true } });
  if (row.sealed === null) return null;
  return { kind: ORIGINAL_KINDS.find((known) => known === row.kind) ?? 'text', bytes: bytesOf(row.sealed, placeOf(authorityId, id, 'sealed')), tries: row.scanTries };
}

/** Keeps what a file was found to be, once. @returns whether it was not known before. */
export async function keepScanned(system: Tx, id: string, scan: 'clean' | 'infected', copy: DrawnCopy | null): Promise<boolean> {
  const { authorityId } = system.actor;
  const drawn = copy === null ? {} : { copyKind: copy.kind, sealedCopy: seal(Buffer.from(copy.bytes).toString('base64'), placeOf(authorityId, id, 'sealed_copy')) };
  const { count } = await system.db.original.updateMany({ where: { authorityId, id, scan: { in: WAITING } }, data: { scan, scannedAt: dateOf(system.at), scanDueAt: null, ...drawn } });
  return count === 1;
}

/** The scanner gave no answer: the file stays where it is, and is asked about again. */
export async function keepScanFailed(system: Tx, id: string, again: Temporal.Instant): Promise<void> {
  await system.db.original.updateMany({ where: { authorityId: system.actor.authorityId, id, scan: { in: WAITING } }, data: { scan: 'scan_failed', scanDueAt: dateOf(again) } });
}

/** How many files of a contact there are. */
export async function countOriginalsOf(system: Tx, contactId: string): Promise<number> {
  return system.db.original.count({ where: { authorityId: system.actor.authorityId, contactId } });
}
