import { createHash } from 'node:crypto';
import type { Temporal } from 'temporal-polyfill';
import type { Tx } from '@/lib/platform/db';
import { newId } from '@/lib/platform/ids';
import { seal, unseal } from '@/lib/platform/seal';
import { dateOf, instantOf } from '@/lib/platform/time';
import { ORIGINAL_KINDS, type OriginalKind } from './kinds';

const placeOf = (authorityId: string, rowId: string, column: 'sealed' | 'sealed_name') => ({ table: 'original', column, authorityId, rowId });

/** An original without its bytes. */
export interface Original {
  id: string;
  contactId: string | null;
  kind: OriginalKind;
  name: string;
  sizeBytes: number;
  /** SHA-256 of its bytes, in hexadecimal: for the police, who ask whether it is the same. */
  sha256: string;
  addedAt: Temporal.Instant;
  addedBy: string;
}

const WITHOUT_BYTES = { id: true, contactId: true, kind: true, sizeBytes: true, sha256: true, sealedName: true, addedAt: true, addedBy: true } as const;

interface Row {
  id: string;
  contactId: string | null;
  kind: string;
  sizeBytes: number;
  sha256: Uint8Array;
  sealedName: string;
  addedAt: Date;
  addedBy: string;
}

function originalOf(tx: Tx, { sealedName, sha256, addedAt, kind, ...row }: Row): Original {
  return { ...row, kind: ORIGINAL_KINDS.find((known) => known === kind) ?? 'text', name: unseal(sealedName, placeOf(tx.actor.authorityId, row.id, 'sealed_name')), sha256: Buffer.from(sha256).toString('hex'), addedAt: instantOf(addedAt) };
}

/** Keeps an original of an intake of the actor, encrypted for its row. @returns its id. */
export async function addOriginal(tx: Tx, draftId: string, { kind, name, bytes }: { kind: OriginalKind; name: string; bytes: Uint8Array<ArrayBuffer> }): Promise<string> {
  const { authorityId, actorId } = tx.actor;
  const id = newId();
  const sealedName = seal(name, placeOf(authorityId, id, 'sealed_name'));
  const sealed = seal(Buffer.from(bytes).toString('base64'), placeOf(authorityId, id, 'sealed'));
  const sha256 = new Uint8Array(createHash('sha256').update(bytes).digest());
  await tx.db.original.createMany({ data: [{ authorityId, id, draftId, kind, sizeBytes: bytes.length, sha256, sealedName, sealed, addedAt: dateOf(tx.at), addedBy: actorId }] });
  return id;
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

/** The bytes of one, as they came. As far as the actor may see it. */
export async function readBytesOf(tx: Tx, contactId: string, id: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const row = await tx.db.original.findFirst({ where: { authorityId: tx.actor.authorityId, contactId, id }, select: { sealed: true } });
  return row && new Uint8Array(Buffer.from(unseal(row.sealed, placeOf(tx.actor.authorityId, id, 'sealed')), 'base64'));
}

/** Takes one away from an intake that is no contact yet, once. @returns whether it happened now. */
export async function removeOriginal(tx: Tx, draftId: string, id: string): Promise<boolean> {
  const { count } = await tx.db.original.updateMany({ where: { authorityId: tx.actor.authorityId, draftId, id, contactId: null, removedAt: null }, data: { removedAt: dateOf(tx.at) } });
  return count === 1;
}

/** Makes what was attached to an intake the contact's. As the product, since the contact may be closed to whoever typed it in. */
export async function giveOriginals(tx: Tx, draftId: string, contactId: string): Promise<number> {
  const { count } = await tx.db.original.updateMany({ where: { authorityId: tx.actor.authorityId, draftId, contactId: null, removedAt: null }, data: { contactId } });
  return count;
}
