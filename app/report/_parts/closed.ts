import type { Draft } from '@/lib/platform/draft/model';

/** Where a report that can no longer be changed is shown instead; null while it can. */
export function closedAt(draft: Draft): string | null {
  if (draft.kind !== 'report') return '/my/drafts';
  if (draft.closedAt === null) return null;
  return draft.closedHow === 'sent' ? `/report/${draft.id}/sent` : '/my/drafts#put-away';
}
