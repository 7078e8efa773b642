import type { TypedReview } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** What was typed of one piece, by its id. */
export function typedReview(fields: Fields): (pieceId: string) => TypedReview {
  return (id) => ({ verdict: textOf(fields, `verdict-${id}`), category: textOf(fields, `category-${id}`), reason: textOf(fields, `reason-${id}`) });
}
