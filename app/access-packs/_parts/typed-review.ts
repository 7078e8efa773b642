import { isCategory } from '@/lib/assurance/subject-access/model';
import { markOf } from '@/lib/assurance/subject-access/reviewing';
import type { TypedReview } from '@/lib/assurance/subject-access/verbs/review-pieces';
import { textOf, type Fields } from '@/lib/platform/draft/model';

/** What was typed of one piece, by its id. */
export function typedReview(fields: Fields): (pieceId: string) => TypedReview {
  return (id) => ({ verdict: textOf(fields, `verdict-${id}`), category: textOf(fields, `category-${id}`), reason: textOf(fields, `reason-${id}`), was: textOf(fields, `was-${id}`) });
}

/** What was typed of these pieces alone: what was taken of the others stands, and is not laid over what somebody says of them next. */
export function typedOf(fields: Fields, pieceIds: ReadonlySet<string>): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => pieceIds.has(name.slice(name.indexOf('-') + 1))));
}

/** The pieces of which something else was said than the page showed: only of those something would be lost. */
export function saidAnew(fields: Fields): string[] {
  const said = typedReview(fields);
  const asItStood = ({ verdict, category, reason, was }: TypedReview) => (verdict === 'keep' || verdict === 'redact' ? markOf({ verdict, category: isCategory(category) ? category : null, reason: reason.trim() }) === was : reason.trim() === '');
  return Object.keys(fields).flatMap((name) => (name.startsWith('reason-') ? name.slice('reason-'.length) : [])).filter((id) => !asItStood(said(id)));
}
