import type { Draft } from '@/lib/platform/draft/model';

/** Where a call that can no longer be changed is shown instead; null while it can. */
export function closedCall(draft: Draft): string | null {
  if (draft.kind !== 'call') return '/calls';
  if (draft.closedAt === null) return null;
  return draft.closedHow === 'sent' ? `/calls/${draft.id}/made` : '/calls?problem=put_away';
}
