import { Missing } from '@/app/_edge/subject';
import { route } from '@/app/_edge/route';
import { takeAwayOriginal } from '@/lib/contact/originals/verbs/take-away-original';
import { seeOther } from '@/lib/platform/http/answer';

export const POST = route(
  'POST /report/[draft]/files/remove',
  async ({ tx, draft, form }) => {
    if (!draft || draft.kind !== 'report') throw new Missing('draft', draft?.id ?? '');
    await takeAwayOriginal(tx, draft, form.text('file'));
    return seeOther(`/report/${draft.id}/files`);
  },
  { back: ({ draft }) => `/report/${draft}/files` },
);
