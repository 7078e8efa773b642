import { idOf } from '@/lib/platform/crypto';
import type { Tx } from '@/lib/platform/db';
import { openable } from '../retention/retention-store';
import { contactsOf, hiddenIn, notOpened, secretsAbout, type InBy } from './gather';
import type { Piece } from './model';
import { readPieces, type Pack } from './pack-store';

/** Contacts of a pack, all of which the actor may open, that they have to be asked about first (domain 7.14), by reference. */
export async function stillToOpen(tx: Tx, packId: string): Promise<string[]> {
  const references = await openable(tx, (await readPieces(tx, packId)).map(({ contactId }) => contactId));
  return notOpened(tx, [...references].map(([contactId, reference]) => ({ contactId, reference })));
}

/** Was the actor asked about every contact of this pack? Until they were they review none of it, confirm nothing and get no copy. */
export async function mayReview(tx: Tx, packId: string): Promise<boolean> {
  return (await stillToOpen(tx, packId)).length === 0;
}

/**
 * By what each contact of a pack is about its child, as who is who stands now; null where it is not: then what stands in it may be
 * another family's, and the pack goes out to nobody (domain 7.6). Somebody who may begins another.
 */
export async function whyIn(tx: Tx, pack: Pack): Promise<Map<string, InBy | null>> {
  const [all, now] = [await readPieces(tx, pack.id), await contactsOf(tx, pack)];
  return new Map(all.map(({ contactId }) => [contactId, now.get(contactId) ?? null]));
}

/** Has a pack something of a contact that is not about its child any more? */
export async function hasAnother(tx: Tx, pack: Pack): Promise<boolean> {
  return [...(await whyIn(tx, pack)).values()].includes(null);
}

/** The pieces of a pack as they are read and given out: also without what was made secret about the child since they were gathered, in words and headings (domain 7.6). */
export async function piecesShown(tx: Tx, { id, contactId, childId }: Pack): Promise<Piece[]> {
  const [pieces, secrets] = [await readPieces(tx, id), await secretsAbout(tx, { contactId, childId })];
  return pieces.map((piece) => hiddenIn(piece, secrets));
}

type Said = Pick<Piece, 'verdict' | 'category' | 'reason'>;

/** What stands for what was said of a piece when it was shown; empty where nobody said anything. */
export function markOf({ verdict, category, reason }: Said): string {
  return verdict === null ? '' : idOf({ verdict, category: verdict === 'redact' ? category : null, reason });
}

/** What stands for a whole pack as it was shown: its headings and words, and what was said of each. */
export function markOfPack(pieces: readonly Piece[]): string {
  return idOf(pieces.map((piece) => ({ id: piece.id, title: piece.title, label: piece.label, words: piece.words, said: markOf(piece) })));
}
