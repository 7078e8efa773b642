import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { takeUpDraft } from '@/lib/contact/verbs/take-up-draft';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route('POST /report/[draft]/take-up', async ({ tx, person, draft }) => {
  if (!draft || draft.kind !== 'report') throw new Missing('draft', draft?.id ?? '');
  await takeUpDraft(tx, person, draft);
  return seeOther(`/report/${draft.id}/check`);
}, { back: () => '/my/drafts' });
