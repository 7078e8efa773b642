import type { Temporal } from 'temporal-polyfill';
import { protectionsOf } from '@/lib/contact/protection/store';
import type { Tx } from '@/lib/platform/db';
import { isId, newId } from '@/lib/platform/ids';
import { dateOf, instantOf } from '@/lib/platform/time';
import { asItStands } from '@/lib/sharing/as-it-stands';
import { openableAmong } from '../retention/retention-store';
import { ASKERS, isCategory, type Asker, type FoundPiece, type Piece } from './model';
import type { PackForm, Review } from './schema';

/** A pack for one child, and how far it is. */
export interface Pack {
  id: string;
  contactId: string;
  childId: string;
  reference: string;
  at: Temporal.Instant;
  by: string;
  askedBy: string;
  asker: Asker;
  basis: string;
  identity: string;
  confirmed: { at: Temporal.Instant; by: string } | null;
  /** When it was last given out: until three months after nothing in it is deleted. */
  givenOut: Temporal.Instant | null;
  /** To whom that was, and how; empty where nobody wrote it down. */
  givenTo: string;
  withdrawn: boolean;
  /** Something in it was made secret since: its words are gone, and it was withdrawn with them. */
  emptied: boolean;
  /** Emptied and not given out: whoever asked still waits, and nothing that they asked about is deleted until a person settles it. */
  waits: boolean;
  pieces: number;
  reviewed: number;
}

const COLUMNS = { child: { select: { contact: { select: { reference: true } } } }, pieces: { select: { verdict: true } }, _count: { select: { pieces: { where: { words: '' } } } } } as const;
const askerOf = (text: string): Asker => (Object.keys(ASKERS) as Asker[]).find((each) => each === text) ?? 'representative';

/** Of these packs those that have something of a contact which is closed to the actor: to them such a pack is not there (domain 7.14). */
async function closedAmong(tx: Tx, packIds: readonly string[]): Promise<Set<string>> {
  const { authorityId } = tx.actor;
  const held = await tx.asSystem(async (system) => system.db.accessPiece.findMany({ where: { authorityId, packId: { in: [...packIds] } }, distinct: ['packId', 'contactId'], select: { packId: true, contactId: true } }));
  const may = await openableAmong(tx, [...new Set(held.map(({ contactId }) => contactId))]);
  return new Set(held.flatMap(({ packId, contactId }) => (may.has(contactId) ? [] : packId)));
}

async function packsWhere(tx: Tx, where: { id?: string }, take: number): Promise<Pack[]> {
  const rows = await tx.db.accessPack.findMany({ where: { authorityId: tx.actor.authorityId, ...where }, orderBy: [{ waitsSince: { sort: 'asc', nulls: 'last' } }, { at: 'desc' }, { id: 'asc' }], take, include: COLUMNS });
  const closed = rows.length === 0 ? new Set() : await closedAmong(tx, rows.map(({ id }) => id));
  return rows.filter(({ id }) => !closed.has(id)).map(({ id, contactId, contactPersonId, at, by, askedBy, asker, basis, identity, confirmedAt, confirmedBy, givenAt, givenTo, withdrawnAt, waitsSince, child, pieces, _count }) => ({
    ...{ id, contactId, by, askedBy, basis, identity },
    childId: contactPersonId,
    reference: child.contact.reference,
    at: instantOf(at),
    asker: askerOf(asker),
    confirmed: confirmedAt === null || confirmedBy === null ? null : { at: instantOf(confirmedAt), by: confirmedBy },
    givenOut: givenAt === null ? null : instantOf(givenAt),
    givenTo: givenTo ?? '',
    withdrawn: withdrawnAt !== null,
    emptied: _count.pieces > 0,
    waits: waitsSince !== null,
    pieces: pieces.length,
    reviewed: pieces.filter(({ verdict }) => verdict !== null).length,
  }));
}

/** Of the packs whose asker still waits since it was emptied, and then the newest, those of which the actor may open every contact. As a manager. */
export async function readPacks(tx: Tx): Promise<Pack[]> {
  return packsWhere(tx, {}, 50);
}

/** One of them, however old; null where there is none for the actor. */
export async function readPack(tx: Tx, id: string): Promise<Pack | null> {
  return isId(id) ? ((await packsWhere(tx, { id }, 1))[0] ?? null) : null;
}

/** One of them, locked until the transaction ends; null where there is none for the actor. */
export async function lockPack(tx: Tx, id: string): Promise<Pack | null> {
  if (isId(id)) await tx.db.$queryRaw`select 1 from access_pack where authority_id = ${tx.actor.authorityId} and id = ${id}::uuid for update`;
  return readPack(tx, id);
}

/** Its pieces in the order in which they are read. */
export async function readPieces(tx: Tx, packId: string): Promise<Piece[]> {
  const rows = await tx.db.accessPiece.findMany({ where: { authorityId: tx.actor.authorityId, packId }, orderBy: { ordinal: 'asc' } });
  return rows.map(({ id, contactId, title, label, words, proposed, verdict, category, reason, reviewedBy }) => ({
    ...{ id, contactId, title, label, words, reason, reviewedBy },
    proposed: proposed !== null && isCategory(proposed) ? proposed : null,
    verdict: verdict === 'keep' || verdict === 'redact' ? verdict : null,
    category: category !== null && isCategory(category) ? category : null,
  }));
}

/** Begins a pack in the actor's name. @returns its id. */
export async function addPack(tx: Tx, { contactId, childId, given: { askedBy, asker, basis, identity }, pieces }: { contactId: string; childId: string; given: PackForm; pieces: readonly FoundPiece[] }): Promise<string> {
  const { authorityId, actorId } = tx.actor;
  const id = newId();
  await tx.db.accessPack.createMany({ data: [{ authorityId, id, contactId, contactPersonId: childId, at: dateOf(tx.at), by: actorId, askedBy, asker, basis, identity }] });
  await tx.db.accessPiece.createMany({ data: pieces.map((piece, ordinal) => ({ ...piece, authorityId, id: newId(), packId: id, ordinal })) });
  return id;
}

/** What the actor says of a piece. */
export async function saveReview(tx: Tx, pieceId: string, review: Review): Promise<void> {
  await tx.db.accessPiece.updateMany({ where: { authorityId: tx.actor.authorityId, id: pieceId }, data: { verdict: review.verdict, category: review.verdict === 'redact' ? review.category : null, reason: review.reason, reviewedAt: dateOf(tx.at), reviewedBy: tx.actor.actorId } });
}

/** Confirms or withdraws a pack in the actor's name. */
export async function settlePack(tx: Tx, id: string, how: 'confirmed' | 'withdrawn'): Promise<void> {
  const [at, by] = [dateOf(tx.at), tx.actor.actorId];
  await tx.db.accessPack.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: how === 'confirmed' ? { confirmedAt: at, confirmedBy: by } : { withdrawnAt: at, withdrawnBy: by } });
}

/** That nobody waits any more for a pack that was emptied. */
export async function endWait(tx: Tx, id: string): Promise<void> {
  await tx.db.accessPack.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: { waitsSince: null } });
}

/** That a pack goes out now, and to whom: what is in it may be deleted three months after, and not before, also where it is withdrawn. */
export async function markGivenOut(tx: Tx, id: string, to: string): Promise<void> {
  await tx.db.accessPack.updateMany({ where: { authorityId: tx.actor.authorityId, id }, data: { givenAt: dateOf(tx.at), givenTo: to } });
}

/** What was added, asked, noted and told of a contact and what held its children from harm, in order. Needs casework rights. */
export async function readWritten(tx: Tx, contactId: string) {
  const where = { authorityId: tx.actor.authorityId, contactId };
  return {
    notes: await tx.db.note.findMany({ where, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { text: true } }),
    additions: await tx.db.addition.findMany({ where, orderBy: [{ at: 'asc' }, { id: 'asc' }], select: { text: true, caller: true } }),
    questions: await tx.db.question.findMany({ where, orderBy: [{ askedAt: 'asc' }, { id: 'asc' }], select: { text: true, answer: true } }),
    protections: await protectionsOf(tx, contactId),
    // As it stands now: what was never sent was told to nobody.
    told: (await tx.db.outboundFact.findMany({ where, orderBy: [{ sentAt: 'asc' }, { id: 'asc' }], select: { agency: true, words: true, personId: true, corrections: { select: { id: true, replacesId: true, neverSent: true, agency: true, words: true } } } })).flatMap((row) => asItStands(row) ?? []),
  };
}
