import type { Tx } from '@/lib/platform/db';
import type { Piece } from '../model';
import { lockPack, readPieces, saveReview } from '../pack-store';
import { markOf, mayReview } from '../reviewing';
import { reviewForm, type Review } from '../schema';

/** What was said of a piece, as typed. */
export interface TypedReview {
  verdict: string;
  category: string;
  reason: string;
  /** The mark of what stood there when the page was made (`markOf`). */
  was: string;
}

const CHANGED = 'Somebody else said something of this piece since you opened it: read what stands there now, and say it again if you want it otherwise';

function read({ proposed }: Piece, { verdict, category, reason }: TypedReview): Review | string {
  const given = reviewForm.safeParse(verdict === 'redact' ? { verdict, category, reason } : { verdict, reason });
  if (!given.success) return given.error.issues[0]?.message ?? 'Choose whether it is kept';
  return given.data.verdict === 'keep' && proposed !== null && given.data.reason === '' ? 'Say why it may be kept' : given.data;
}

/** What is wrong with what was typed, by piece; a piece of which nothing was said is not among them. */
export function wrongIn(pieces: readonly Piece[], said: (pieceId: string) => TypedReview): Map<string, string> {
  return new Map(
    pieces.flatMap((piece) => {
      const typed = said(piece.id);
      const review = toSave(piece, typed);
      return typeof review === 'string' ? [[piece.id, review] as const] : [];
    }),
  );
}

/** What is to be saved of what was said of a piece: nothing where it says what stands there, or stood there on the page; words where it cannot be. */
function toSave(piece: Piece, typed: TypedReview): Review | string | null {
  if (typed.verdict === '') return null;
  const review = read(piece, typed);
  const mark = typeof review === 'string' ? null : markOf({ category: null, ...review });
  if (mark !== null && (mark === markOf(piece) || mark === typed.was)) return null;
  return typed.was === markOf(piece) ? review : CHANGED;
}

/**
 * Keeps or leaves out pieces of a pack, each with what one person said of it. A piece of which nothing was said, or nothing else than
 * the page showed, stays as it is; one of which somebody else said something in between is not said over.
 * @returns what is wrong, by piece; null where there is no such pack, it was confirmed, or the actor must be asked first.
 */
export async function reviewPieces(tx: Tx, packId: string, said: (pieceId: string) => TypedReview): Promise<Map<string, string> | null> {
  const pack = await lockPack(tx, packId);
  if (pack === null || pack.confirmed !== null || pack.withdrawn || !(await mayReview(tx, packId))) return null;
  const pieces = await readPieces(tx, packId);
  let saved = 0;
  for (const piece of pieces) {
    const review = toSave(piece, said(piece.id));
    if (review === null || typeof review === 'string') continue;
    await saveReview(tx, piece.id, review);
    saved += 1;
  }
  if (saved > 0) tx.ledger({ action: 'access_pack.reviewed', objectKind: 'access_pack', objectId: packId, detail: { pieces: saved } });
  return wrongIn(pieces, said);
}
