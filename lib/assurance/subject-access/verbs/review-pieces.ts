import type { Tx } from '@/lib/platform/db';
import type { Piece } from '../model';
import { lockPack, readPieces, saveReview } from '../pack-store';
import { mayReview } from '../reviewing';
import { reviewForm, type Review } from '../schema';

/** What was said of a piece, as typed. */
export interface TypedReview {
  verdict: string;
  category: string;
  reason: string;
}

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
      const review = typed.verdict === '' ? null : read(piece, typed);
      return typeof review === 'string' ? [[piece.id, review] as const] : [];
    }),
  );
}

/**
 * Keeps or leaves out pieces of a pack, each with what one person said of it. A piece of which nothing was said stays as it is.
 * @returns what is wrong, by piece; null where there is no such pack, it was confirmed, or the actor must be asked first.
 */
export async function reviewPieces(tx: Tx, packId: string, said: (pieceId: string) => TypedReview): Promise<Map<string, string> | null> {
  const pack = await lockPack(tx, packId);
  if (pack === null || pack.confirmed !== null || pack.withdrawn || !(await mayReview(tx, packId))) return null;
  const pieces = await readPieces(tx, packId);
  const wrong = wrongIn(pieces, said);
  let saved = 0;
  for (const piece of pieces) {
    const typed = said(piece.id);
    const review = typed.verdict === '' ? null : read(piece, typed);
    if (review === null || typeof review === 'string') continue;
    if (review.verdict !== piece.verdict || review.reason !== piece.reason || (review.verdict === 'redact' && review.category !== piece.category)) {
      await saveReview(tx, piece.id, review);
      saved += 1;
    }
  }
  if (saved > 0) tx.ledger({ action: 'access_pack.reviewed', objectKind: 'access_pack', objectId: packId, detail: { pieces: saved } });
  return wrong;
}
